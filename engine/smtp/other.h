/*
 * other.h - the commands that need no message: RSET, NOOP, VERB, ETRN, HELP, QUIT.
 */
#ifndef BTSH_SMTP_OTHER_H
#define BTSH_SMTP_OTHER_H

#include "smtp/inside.h"

stage reset, no_operation, be_verbose, queue_run, give_help, quit;

#endif
