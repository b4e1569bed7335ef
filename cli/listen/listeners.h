/*
 * listeners.h - several observers of one session: the transcript, and others beside it.
 *
 * One that answers EVENT_STOP or EVENT_SKIP is heeded; all hear every event. While the transcript is
 * alone the session talks to it directly, so that nothing is lost by this.
 */
#ifndef BTSH_LISTEN_LISTENERS_H
#define BTSH_LISTEN_LISTENERS_H

#include "engine.h"

struct session;

/* How much of the rulesets the transcript shows. */
enum transcript_part { TRANSCRIPT_ALL, TRANSCRIPT_RESULTS, TRANSCRIPT_NO_RULESETS };

enum { LISTENERS = 6 };

struct listeners {
    struct observer transcript;
    enum transcript_part part;
    struct observer list[LISTENERS];
    int n;
};

/* Adds one; its `want` is what it hears. */
void listeners_add(struct listeners *l, const struct observer *o);
/* Makes the session talk to them; `l` has to live as long as it does. */
void listeners_apply(struct listeners *l, struct session *s);
/* One that hears nothing, for a session of which only the state at the end counts. */
struct observer listeners_none(void);

#endif
