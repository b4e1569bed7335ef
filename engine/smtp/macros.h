/*
 * macros.h - the macros of a dialogue, and how long they live: those of the connection outlast its
 * envelopes, the others go with theirs.
 */
#ifndef BTSH_SMTP_MACROS_H
#define BTSH_SMTP_MACROS_H

struct dialogue;

/* name: one character, or "{long}". value NULL: not defined. */
void define(struct dialogue *d, const char *name, const char *value);
/* ${deliveryMode}, and what it leads to. */
void deliver_by_mode(struct dialogue *d, char mode);
void define_number(struct dialogue *d, const char *name, long value);
/* For all envelopes to come. */
void define_lasting(struct dialogue *d, const char *name, const char *value);
const char *value_of(const struct dialogue *d, const char *name);
/* What envelopes defined is gone. */
void macros_of_connection(struct dialogue *d);
void forget_macros(struct dialogue *d);

#endif
