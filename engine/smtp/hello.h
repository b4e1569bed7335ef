/*
 * hello.h - HELO and EHLO: the client names itself, and hears what it may use.
 */
#ifndef BTSH_SMTP_HELLO_H
#define BTSH_SMTP_HELLO_H

#include "smtp/inside.h"

stage say_hello, say_hello_extended;

#endif
