/*
 * timeouts.h - the option Timeout: its suboptions, its list form, and QueueTimeout.
 */
#ifndef BTSH_LOAD_TIMEOUTS_H
#define BTSH_LOAD_TIMEOUTS_H

#include <stdbool.h>

#include "load/option_setters.h"

struct session;

/* timeouts.c */
option_setter set_queue_timeout, set_timeout;
/* What a number without a unit counts in that suboption; *counted: it is no time. 0: there is none of the name. */
char timeout_unit(const char *name, bool *counted);
void timeouts_defaults(struct session *s);

#endif
