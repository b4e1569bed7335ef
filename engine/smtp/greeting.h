/*
 * greeting.h - a client has connected: may it, what is it offered, and the first line of all.
 */
#ifndef BTSH_SMTP_GREETING_H
#define BTSH_SMTP_GREETING_H

struct dialogue;

void greet(struct dialogue *d);

#endif
