/*
 * suggest_users.h - whom a suite has to know that is made from a configuration: a suite knows the accounts of a machine like
 * any other, and no others (btsh(5), users).
 */
#ifndef BTSH_SUBCOMMANDS_SUGGEST_USERS_H
#define BTSH_SUBCOMMANDS_SUGGEST_USERS_H

#include <stdbool.h>

struct run;
struct text;

/* Adds " NAME" to t, once: a user that this machine has. */
void suggest_user(struct text *t, struct run *r, const char *name);
/* Adds users and groups that the configuration names (U= of a mailer, RunAsUser and its like), and a suite does not know. */
void suggest_accounts(struct text *t, struct run *r);

#endif
