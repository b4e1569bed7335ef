/*
 * dispatch.h - a message of an editor, answered.
 */
#ifndef BTSH_EDITOR_DISPATCH_H
#define BTSH_EDITOR_DISPATCH_H

#include <stddef.h>

struct server;

/* Whatever the bytes are: a request has an answer, what is no message has an error, the rest is let go. */
void dispatch(struct server *s, const char *text, size_t n);

#endif
