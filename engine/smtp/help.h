/*
 * help.h - HELP: what the help file says of a topic.
 */
#ifndef BTSH_SMTP_HELP_H
#define BTSH_SMTP_HELP_H

#include "smtp/inside.h"

stage give_help;

#endif
