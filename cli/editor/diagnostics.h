/*
 * diagnostics.h - what is wrong with documents, told as it is found: by their texts and the load at once, and when
 * nothing else is asked for whether entries are used and who may relay.
 */
#ifndef BTSH_EDITOR_DIAGNOSTICS_H
#define BTSH_EDITOR_DIAGNOSTICS_H

#include <stdbool.h>

struct check_run;
struct check_wish;
struct document;
struct server;

/* Looks at one document that has changed, all: and runs what is to be run. False: there is none. Where a message comes
 * meanwhile it is left, and looked at again. */
bool diagnostics_next(struct server *s, bool all);
/* Nothing is wrong with it: it was closed. */
void diagnostics_none(const struct server *s, const char *uri);
/* The findings of a document that is no suite; check_run_free(). w: filled, and in use as long as they are. */
void diagnostics_find(const struct server *s, const struct document *doc, bool quick, struct check_wish *w,
                      struct check_run *c);

#endif
