/*
 * client.h - who connects, and to which of the server's daemons: what they are called, and the macros that
 * tell rulesets.
 */
#ifndef BTSH_SMTP_CLIENT_H
#define BTSH_SMTP_CLIENT_H

struct dialogue;

/* Who the client is, and the macros of the connection. */
void meet_client(struct dialogue *d);

#endif
