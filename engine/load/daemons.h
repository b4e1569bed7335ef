/*
 * daemons.h - DaemonPortOptions and ClientPortOptions: read for their diagnostics, nothing listens.
 */
#ifndef BTSH_LOAD_DAEMONS_H
#define BTSH_LOAD_DAEMONS_H

#include "load/option_setters.h"

/* daemons.c */
option_setter set_daemon;

#endif
