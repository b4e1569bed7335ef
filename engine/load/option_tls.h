/*
 * option_tls.h - ServerSSLOptions and ClientSSLOptions: nothing is encrypted, but the flags show.
 */
#ifndef BTSH_LOAD_OPTION_TLS_H
#define BTSH_LOAD_OPTION_TLS_H

#include "load/option_setters.h"

/* option_tls.c */
option_setter set_ssl;

#endif
