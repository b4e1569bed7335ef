/*
 * why.h - what a shell knows beyond the transcript: who listens, what is traced, how it looks.
 *
 * A shell has none (NULL) until something asks for it, and then behaves as sendmail's.
 */
#ifndef BTSH_WHY_H
#define BTSH_WHY_H

#include "listen/listeners.h"
#include "shell/shell.h"
#include "show/style.h"
#include "listen/trace_json.h"
#include "listen/tree.h"

enum trace_kind { TRACE_BT, TRACE_TREE, TRACE_JSON, TRACE_OFF };

struct debugger;
struct notices;
struct run;

struct why {
    struct listeners listeners;
    enum trace_kind trace;
    unsigned parts;              /* enum trace_part */
    struct tree tree;
    struct trace_json *json;     /* owned; NULL: not needed yet */
    struct debugger *debugger;   /* owned; NULL: no breakpoint was ever set */
    struct style style;
    bool ext;                    /* at a terminal, or --ext: input may mean more than sendmail's */
    bool show_secrets;
    bool sources;                /* --source: text files beside the tables are read */
    int reading;                 /* /read files inside each other */
    struct notices *notices;     /* owned; NULL: none are given */
};

/* The shell's own, made at first use. */
struct why *why_of(struct shell *sh);
/* What the command line asks for. False: it cannot be had, which was said on standard error. */
bool why_start(struct shell *sh, const struct run *r);
void why_free(struct shell *sh);
/* The session's observer follows from trace and debugger; after any change, and for a new session. */
void why_apply(struct shell *sh);
/* Before and after each line. */
void why_begin(struct shell *sh, const char *line);
void why_end(struct shell *sh);
/* True when a program reads the output: no prompt, no banner. */
bool why_silent(const struct shell *sh);
/* Another session in the place of the old one, which is freed; NULL program: the same. */
void why_new_session(struct shell *sh, struct program *p);
/* "tree:rules,maps", "json" ... False: no such trace or part; *message says which are. */
bool why_trace(struct shell *sh, const char *text, struct text *message);
/* True at a terminal, with --ext, or where a suite said so. */
bool why_ext(const struct shell *sh);

#endif
