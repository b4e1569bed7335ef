/*
 * deliver.h - the sending side: what a server asks its rulesets for each recipient, once a message is taken.
 * Nobody is connected; what the next server offers is an input.
 */
#ifndef BTSH_SMTP_DELIVER_H
#define BTSH_SMTP_DELIVER_H

struct dialogue;

/* For the message that has just been taken, while its envelope is there. */
void deliver(struct dialogue *d);

#endif
