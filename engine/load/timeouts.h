/*
 * timeouts.h - the option Timeout: its suboptions, its list form, and QueueTimeout.
 */
#ifndef BTSH_LOAD_TIMEOUTS_H
#define BTSH_LOAD_TIMEOUTS_H

#include "load/option_setters.h"

struct session;

/* timeouts.c */
option_setter set_queue_timeout, set_timeout;
void timeouts_defaults(struct session *s);

#endif
