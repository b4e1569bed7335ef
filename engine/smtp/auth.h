/*
 * auth.h - AUTH: a client logs in. What the login would lead to is an input; the words of it are held.
 */
#ifndef BTSH_SMTP_AUTH_H
#define BTSH_SMTP_AUTH_H

#include "smtp/inside.h"

stage authenticate;

/* The line that an AUTH has asked for. */
void auth_line(struct dialogue *d, char *line);
/* The mechanisms as EHLO offers them; NULL: none. Lives as long as the command. */
const char *auth_words(struct dialogue *d);

#endif
