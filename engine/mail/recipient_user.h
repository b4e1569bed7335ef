/*
 * recipient_user.h - an address that no alias took: ruleset 5 may send it elsewhere, or it is a
 * user with an account, who may have said where mail goes.
 */
#ifndef BTSH_MAIL_RECIPIENT_USER_H
#define BTSH_MAIL_RECIPIENT_USER_H

#include <stdbool.h>

struct address;
struct recipients;
struct session;

/* recipient_user.c: ruleset 5; the account and its forward files. `name`: the user without quotes.
 * True: the account has another name, which the address has now; all is to be asked again. */
void recipient_ruleset5(struct recipients *r, struct address *a, int depth);
bool recipient_account(struct recipients *r, struct address *a, char *name, bool quoted,
                       int depth);
/* Is it a shell that a person would have? Trusted users (class t) may have any. */
bool recipient_shell(struct session *s, const char *user, const char *shell);

#endif
