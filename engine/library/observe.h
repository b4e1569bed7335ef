/*
 * observe.h - who listens to a session of the library: it itself, and whoever it was told of.
 */
#ifndef BTSH_LIBRARY_OBSERVE_H
#define BTSH_LIBRARY_OBSERVE_H

#include "state/event.h"

struct btsh_session;

/* What a session of it is made with. */
struct observer library_observer(struct btsh_session *x, unsigned want);
/* The session's own session tells the library what happens. Messages and what was seen are those of a new call. */
void library_listen(struct btsh_session *x, unsigned want);

#endif
