/*
 * secrets.h - passwords do not stand in trees, JSON, explanations or the history.
 *
 * Masked are: what stands behind P: or P= in a word of an AuthInfo answer, passwords of
 * directories (bindpw=, //user:password@), the values of macros whose names begin with auth_ where
 * they are told as such, and who has authenticated ({auth_authen}, {auth_author}) wherever that
 * stands as a word. The transcript is never masked.
 */
#ifndef BTSH_SHOW_SECRETS_H
#define BTSH_SHOW_SECRETS_H

#include <stdbool.h>

struct session;
struct text;

/* Replaces secrets in the text by "***". s: whose macros are secret; NULL: nobody's. */
void secrets_mask(struct text *t, const struct session *s);
/* True of the names of macros whose values are secret ("auth_authen", "{auth_authen}"). */
bool secret_macro(const char *name);

/* The same in place, with as many stars. */
void secrets_star(char *text, const struct session *s);

#endif
