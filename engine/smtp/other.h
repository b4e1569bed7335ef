/*
 * other.h - the commands that need no message: RSET, NOOP, VERB, ETRN, QUIT.
 */
#ifndef BTSH_SMTP_OTHER_H
#define BTSH_SMTP_OTHER_H

#include <stdbool.h>

#include "smtp/inside.h"

/* check_other: may the client say this, to which the answer would begin with that digit? False: it was refused. */
bool may_say(struct dialogue *d, const char *line, char answer);

stage reset, no_operation, be_verbose, queue_run, quit;

#endif
