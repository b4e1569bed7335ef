/*
 * view.h - what a shell knows beyond the transcript: who listens, what is traced, how it looks.
 *
 * A shell has none (NULL) until something asks for it, and then behaves as sendmail's.
 */
#ifndef BTSH_SHELL_VIEW_H
#define BTSH_SHELL_VIEW_H

#include <stdbool.h>

#include "engine.h"
#include "listen/listeners.h"
#include "listen/tree.h"
#include "show/style.h"

struct debugger;
struct diversion;
struct notices;
struct other_world;
struct shell;
struct trace_json;

enum trace_kind { TRACE_BT, TRACE_TREE, TRACE_JSON, TRACE_OFF };

/*
 * What hears beside the trace, and belongs to the shell: the debugger, the notices, what output is sent to. Each attaches itself
 * when it comes to life; a NULL function has nothing to do.
 */
struct attached {
    void *ctx;
    bool (*observer)(void *ctx, struct observer *o); /* false: it hears nothing for now */
    void (*begin)(void *ctx);  /* before each command */
    void (*end)(void *ctx);    /* after it */
    void (*reload)(void *ctx); /* another session, perhaps of another program */
    void (*free)(void *ctx);
};

enum { ATTACHED = 4 };

struct view {
    struct listeners listeners;
    enum trace_kind trace;
    unsigned parts;              /* enum trace_part */
    struct tree tree;
    struct trace_json *json;     /* owned; NULL: not needed yet */
    struct attached attached[ATTACHED];
    int nattached;
    struct diversion *diversion; /* one of these; NULL: output was never sent elsewhere */
    struct other_world *other;   /* one of these; NULL: nothing was ever asked with another world */
    bool what_if;                /* the world is not the command line's */
    struct debugger *debugger;   /* one of these; NULL: no breakpoint was ever set */
    struct style style;
    bool ext;                    /* at a terminal, or --ext: input may mean more than sendmail's */
    bool show_secrets;
    bool sources;                /* --source: text files beside the tables are read */
    int reading;                 /* /read files inside each other */
    int read;                    /* files, since the first of them was begun */
    struct notices *notices;     /* one of these; NULL: none are given */
};

/* The shell's own, made at first use. */
struct view *view_of(struct shell *sh);

/* From now on it hears and is told of commands; it is freed with the shell's view. */
void view_attach(struct shell *sh, const struct attached *a);
/* After another session has come. */
void view_reload(struct shell *sh);
void view_free(struct shell *sh);
/* The session's observer follows from trace and debugger; after any change, and for a new session. */
void view_apply(struct shell *sh);
/* Before and after each line. */
void view_begin(struct shell *sh, const char *line);
void view_end(struct shell *sh);
/* True when a program reads the output: no prompt, no banner. */
bool view_silent(const struct shell *sh);
/* True at a terminal, with --ext, or where a suite said so. */
bool view_ext(const struct shell *sh);
/* A line of the shell's own words, printable; at a terminal it is cut at blanks where that is narrower. */
void view_say(struct shell *sh, const char *line);
/* A line as it is, cut in the same way; what follows stands behind so many blanks. */
void view_line(struct shell *sh, const char *line, int blanks);

#endif
