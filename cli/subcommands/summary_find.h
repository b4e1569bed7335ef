/*
 * summary_find.h - what a configuration does, line by line: each was run, and has the situation that shows it.
 */
#ifndef BTSH_SUBCOMMANDS_SUMMARY_FIND_H
#define BTSH_SUBCOMMANDS_SUMMARY_FIND_H

#include "explore/traveller.h"

struct program;

enum summary_section { SUMMARY_RELAY, SUMMARY_LOCAL, SUMMARY_REWRITTEN, SUMMARY_WAYS, SUMMARY_REFUSED, SUMMARY_SECTIONS };
/* "Who may relay", and the word that JSON has for it. */
extern const char *const summary_titles[SUMMARY_SECTIONS], *const summary_words[SUMMARY_SECTIONS];

/* Texts are owned. */
struct summary_line {
    enum summary_section section;
    char *what;      /* "mail for m.example" */
    char *outcome;   /* "goes by esmtp to gw.example as x@m.example" */
    char *reason;    /* facts and their places; "": nothing of the site decides it alone */
    struct made_situation witness;
};

struct summary {
    struct summary_line *list; /* owned; by section */
    int n, room;
    int left_off;    /* entries and words of which there are too many to be told */
    const char *command; /* as situation_again() takes it; not owned */
    long strangers;  /* situations in which strangers tried to relay */
};

/* mc: what the configuration was compiled from, or NULL. Starts from zeros. */
void summary_find(struct program *p, const char *mc, unsigned long seed, int workers, struct summary *out);
void summary_free(struct summary *s);

#endif
