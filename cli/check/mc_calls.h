/*
 * mc_calls.h - the calls that stand in the text of an .mc file, as far as lines show them.
 */
#ifndef BTSH_CHECK_MC_CALLS_H
#define BTSH_CHECK_MC_CALLS_H

#include <stdbool.h>
#include <stddef.h>

struct source_text;

enum { MC_NAME = 64, MC_ARGUMENT = 256 };

/* Who is called, with the first two of its arguments, without quotes. */
struct mc_call {
    char name[MC_NAME], arg[2][MC_ARGUMENT];
    int line, column;
    bool lost;        /* behind dnl, where something stands before it */
    bool comment;     /* behind a # that begins a line */
};

struct mc_calls {
    struct mc_call *list; /* owned */
    int n;
    size_t room;
    bool includes;    /* other files are read, which may say more: include, DOMAIN */
    int raw;          /* the line from which on lines are a .cf's (LOCAL_CONFIG and its kin); 0: none */
};

/* The name of call number i that is known; NULL behind the last. */
const char *mc_call_known(int i);
void mc_calls_read(const struct source_text *s, struct mc_calls *c);
void mc_calls_free(struct mc_calls *c);
/* The first that m4 makes; arg NULL: whatever its first argument. NULL: there is none. */
const struct mc_call *mc_calls_find(const struct mc_calls *c, const char *name, const char *arg);

#endif
