/*
 * security.h - STARTTLS and AUTH.
 */
#ifndef BTSH_SMTP_SECURITY_H
#define BTSH_SMTP_SECURITY_H

#include "smtp/inside.h"

stage tls_start, authenticate;

#endif
