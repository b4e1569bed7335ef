/*
 * chance.h - random numbers: the world's, or a sequence of the session's own, which is the same whoever else asks.
 */
#ifndef BTSH_STATE_CHANCE_H
#define BTSH_STATE_CHANCE_H

struct session;

unsigned session_random(struct session *s);

#endif
