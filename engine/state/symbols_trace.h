/*
 * symbols_trace.h - the table of names as debug category 36 tells of it: each look-up, entry and walk.
 */
#ifndef BTSH_STATE_SYMBOLS_TRACE_H
#define BTSH_STATE_SYMBOLS_TRACE_H

struct session;

/* Debug levels were changed: the symbols is listened to, or not any more. */
void symbols_follow_debug(struct session *s);

#endif
