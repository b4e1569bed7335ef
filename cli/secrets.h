/*
 * secrets.h - passwords do not stand in trees, JSON, explanations or the history.
 *
 * Masked are: what stands behind P: or P= in a quoted word of an AuthInfo answer, passwords of
 * directories (bindpw=, -P of ldap maps, //user:password@), and the values of macros whose names
 * begin with auth_. The transcript is never masked.
 */
#ifndef BTSH_SECRETS_H
#define BTSH_SECRETS_H

#include "text.h"

/* Replaces secrets in the text from byte `from` on by "***". */
void secrets_mask(struct text *t, size_t from);
/* True of the names of macros whose values are secret ("auth_authen", "{auth_authen}"). */
bool secret_macro(const char *name);

#endif
