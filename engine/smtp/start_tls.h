/*
 * start_tls.h - STARTTLS: the handshake is not made, what it would lead to is an input.
 */
#ifndef BTSH_SMTP_START_TLS_H
#define BTSH_SMTP_START_TLS_H

#include "smtp/inside.h"

stage tls_start;

#endif
