/*
 * option_users.h - DefaultUser, RunAsUser, TrustedUser, and giving privileges up.
 */
#ifndef BTSH_LOAD_OPTION_USERS_H
#define BTSH_LOAD_OPTION_USERS_H

#include <stdbool.h>

#include "load/option_setters.h"

struct session;

/* option_users.c */
option_setter set_default_group, set_default_user, set_run_as, set_trusted_user;
void users_defaults(struct session *s);

/* Tells that privileges are dropped to the real user and group (-bv: to those of RunAsUser), and
 * notes the former as RunAsUser. */
void drop_privileges(struct session *s, bool to_real);

#endif
