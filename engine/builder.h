/* builder.h - between the builder and its session. */
#ifndef BTSH_BUILDER_H
#define BTSH_BUILDER_H

#include "state/internal.h"

/* A session on a program that may still be in the making. */
struct session *session_make(struct program *p, const struct observer *o);
/* Makes up a queue id: $i. */
void queue_id_macro(struct session *s);
/* Ends the making: what the load left behind becomes the start of every session. */
struct program *program_seal(struct session *s, struct builder *b);

#endif
