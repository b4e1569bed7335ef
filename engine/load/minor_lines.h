/*
 * minor_lines.h - lines that change little for a test of addresses: P, Q, E, X.
 *
 * `text` is what follows the letter, $-translated.
 */
#ifndef BTSH_LOAD_MINOR_LINES_H
#define BTSH_LOAD_MINOR_LINES_H

#include <stdbool.h>

struct session;

/* P<name>=<int>. whole: the line with its letter, for a message. */
void precedence_line(struct session *s, const char *text, const char *whole);

/* Q<name>, <equate>=<value> ... */
void queue_line(struct session *s, const char *text);
/* Is there a queue group of this name, whatever its case? */
bool queue_group_known(struct session *s, const char *name);
/* The group `mqueue`. */
void queue_groups_predefine(struct session *s);

/* X<name>, S=<socket> ... */
void filter_line(struct session *s, const char *text);

/* E<name>=<value> puts into, E<name> passes through to the environment of programs. */
void environment_line(struct session *s, const char *text);
/* AGENT=sendmail. */
void environment_begin(struct session *s);
/* After the file: the caller's Kerberos variables. */
void environment_finish(struct session *s);

#endif
