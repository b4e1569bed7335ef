/*
 * parameters.h - what stands behind the address of MAIL and RCPT: "SIZE=100 BODY=8BITMIME".
 */
#ifndef BTSH_SMTP_PARAMETERS_H
#define BTSH_SMTP_PARAMETERS_H

#include <stdbool.h>

struct dialogue;

/* One of them; value NULL: it has none. False: it is refused, which was said. */
typedef bool parameter(struct dialogue *d, const char *name, char *value);

/* All of a text, which is cut up. False: one was refused. */
bool read_parameters(struct dialogue *d, char *text, parameter *take);

/* "from" of "FROM:<a>": what stands behind the colon; NULL: a syntax error was told. */
char *behind_word(struct dialogue *d, char *args, const char *word);

parameter mail_parameter, rcpt_parameter;

#endif
