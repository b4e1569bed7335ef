/*
 * check.h - files are checked: which, by what, and what was found.
 */
#ifndef BTSH_CHECK_CHECK_H
#define BTSH_CHECK_CHECK_H

#include <stdbool.h>

#include "check/finding.h"
#include "check/source_text.h"
#include "start/setup.h"

struct mx_memory;
struct run;

/* What is wanted; texts are not owned. */
struct check_wish {
    bool disabled[CHECKS];
    enum check_level level;      /* the least that is told */
    enum check_level fail_level; /* the least that makes the exit status 1 */
    unsigned profiles;
    const char *format;          /* NULL: as people read it */
    bool fix;
    bool dns;                    /* name servers are asked for MX hosts */
    long workers;                /* threads that ask about entries; at least 1 */
    bool uses;                   /* tell of each entry what uses it */
    bool quick;                  /* nothing is run: neither whether entries are used, nor who may relay */
};

struct check_run {
    const struct check_wish *wish;
    struct run *run;
    struct source_text *sources; /* owned; read */
    int nsources;
    struct findings_list found;
    struct texts notes;          /* what could not be looked at, and why */
    struct mx_memory *mx;        /* owned; mx_hosts.h */
    struct texts uses;           /* of entries, a line each */
    bool unreadable, unasked;    /* a file could not be read; a question could not be asked */
    bool (*enough)(void *ctx);   /* asked between two entries of a table: true, the rest is left; NULL: never */
    void *enough_ctx;
    bool left;                   /* something was */
};

/* Checks the files; folders are searched for files whose names tell what they are. n 0: /etc/mail, and the aliases. */
void check_files(struct check_run *c, char *const paths[], int n);
/* The highest level that was found; -1: nothing was. */
int check_worst(const struct check_run *c);
void check_run_free(struct check_run *c);

#endif
