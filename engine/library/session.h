/*
 * session.h - a session of the library, for those who do more with it than the public header promises.
 */
#ifndef BTSH_LIBRARY_SESSION_H
#define BTSH_LIBRARY_SESSION_H

#include <stdbool.h>

#include "library/btsh.h"

struct session;

/* A call begins: what the last one gave out is gone. False: a dialogue is open, which is said. */
bool library_begin(struct btsh_session *x, unsigned want);
/* And ends. */
void library_end(struct btsh_session *x);

/* The engine's session: until it is reset, or freed. */
struct session *library_session(struct btsh_session *x);
/* As session_same_moment() and session_seed() say; from the next reset on. */
void library_moment(struct btsh_session *x, unsigned long moment);
void library_seed(struct btsh_session *x, long seed);
/* It is reset before each call from now on, so that one may use it up. */
void library_spend(struct btsh_session *x);

#endif
