/*
 * suite.h - a suite file, read: see btsh(5).
 *
 *      suite ── set-up ── tests ── commands ── expectations
 *                                     └─────── expected lines (transcripts)
 *
 * Everything lives in the suite's arena. Lines are kept as they stand, so that --accept can write the
 * file again with only what has to change.
 */
#ifndef BTSH_SUITE_SUITE_H
#define BTSH_SUITE_SUITE_H

#include <stdbool.h>

#include "base/arena.h"
#include "show/replace_file.h"
#include "start/setup.h"
#include "suite/replay.h"

/* What `#@ expect' can ask. */
enum expect_kind {
    EXPECT_BARE,      /* to be filled in by --accept */
    EXPECT_TRIPLE,    /* mailer=, host=, user= */
    EXPECT_ERROR, EXPECT_OK, EXPECT_RETURNS, EXPECT_UNCHANGED, EXPECT_LOOKUP, EXPECT_NO_LOOKUP,
    EXPECT_RULE, EXPECT_MACRO, EXPECT_TEMPORARY, EXPECT_BECAUSE,
    EXPECT_CALL,      /* a ruleset, which is called */
    EXPECT_QUEUED, EXPECT_QUARANTINE, /* what becomes of a message, after /smtp */
    EXPECT_ACCEPTED,  /* the command is, by a server */
    EXPECT_REPLY,     /* 550 5.7.1 "TEXT": what a server says, after /smtp */
    EXPECT_UNDEFINED, /* the command names something that there is not */
    EXPECT_LOAD       /* of a suite or a test: what is said while the configuration is read */
};

struct expectation {
    struct expectation *next;
    enum expect_kind kind;
    int line;                        /* in the suite */
    const char *text;                /* behind `#@ expect', as written */
    const char *mailer, *host, *user;/* NULL: not checked */
    const char *dsn, *message;       /* of an error, of a reply (its codes); NULL: not checked */
    const char *tokens;              /* returns; because */
    const char *map, *key, *value;   /* lookup; value NULL: not checked */
    const char *rule;                /* rule, as RULESET/NUMBER; NULL: by file and line */
    const char *file;
    int number;
    const char *macro;               /* its name and value */
};

struct typed {
    struct typed *next;
    int line;                 /* 0: it comes from a preset */
    const char *text;         /* as it is typed */
    bool silent;              /* a preset's: not part of a transcript */
    int first, count;         /* transcript: the lines expected after it (index, number) */
    struct expectation *expect;
};

/* A row of a table of dialogues. */
struct dialogue_row {
    const char *client, *hello, *reply; /* as written; hello NULL: the client's name */
    const char *from, *to;              /* without angle brackets */
    struct caller caller;
    struct expectation want;            /* what the reply has to be */
};

/* A row of a table. */
struct row {
    const char *file;
    int line;
    const char *sender, *recipient, *mailer, *host, *user; /* NULL: not checked */
    const struct dialogue_row *dialogue;                   /* NULL: it is of routes */
};

struct test {
    struct test *next;
    const char *title;
    int line;
    bool transcript, strict, ext;
    bool wants_lists;          /* an expectation looks at rules or lookups */
    bool expects;              /* something is expected of it */
    bool broken;               /* its own set-up is faulty, which was noted: it is not run */
    struct expectation *loads; /* what its load is expected to say, besides the suite's */
    bool is_table;             /* it stands for rows, which follow it as tests */
    bool own_setup;            /* it has lines of set-up of its own */
    struct setup setup;        /* the suite's and its own, when it has some */
    struct typed *first;
    const struct row *row;     /* NULL: not from a table */
};

struct suite {
    const char *path;          /* as it was named */
    const char *folder;        /* absolute */
    struct arena arena;
    char **lines;              /* without their newlines; lines[0] is line 1 */
    bool *cr;                  /* of each line: a carriage return stood before its newline */
    int nlines;
    bool no_newline;           /* the last line has none */
    bool has_nul;              /* its lines are not all of it: it is not written again */
    struct file_seen seen;     /* the file when it was read */
    struct setup setup;
    bool strict, ext;
    struct expectation *loads; /* what the load is expected to say */
    bool broken;               /* its set-up is faulty, which was noted: none of its tests is run */
    struct typed *setup_commands;
    struct test *tests;
    int ntests;
    struct texts faults;       /* "FILE:LINE: what; how to mend it" */
};

#endif
