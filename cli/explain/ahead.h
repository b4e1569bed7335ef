/*
 * ahead.h - behind the triple, in words: aliases and lists down to mailboxes, and the next host.
 */
#ifndef BTSH_EXPLAIN_AHEAD_H
#define BTSH_EXPLAIN_AHEAD_H

struct explain;
struct run_answer;

/* Writes what comes after the triple; nothing where there is none. */
void ahead_write(const struct explain *x, const struct run_answer *a);

#endif
