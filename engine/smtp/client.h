/*
 * client.h - who connects, and to which of the server's daemons: what they are called, and the macros that
 * tell rulesets.
 */
#ifndef BTSH_SMTP_CLIENT_H
#define BTSH_SMTP_CLIENT_H

#include <stdbool.h>

struct dialogue;
struct session;

/* Is there such a daemon? As dialogue_setup.daemon names it. */
bool client_finds_daemon(struct session *s, const char *daemon);
/* The mail filters of its own; NULL: it has those of all. */
const char *client_filters(struct session *s, const char *daemon);
/* Who the client is, and the macros of the connection. */
void meet_client(struct dialogue *d);

#endif
