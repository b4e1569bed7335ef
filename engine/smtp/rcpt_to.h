/*
 * rcpt_to.h - RCPT: a recipient is looked at, and followed as far as is needed to know that it is there.
 */
#ifndef BTSH_SMTP_RCPT_TO_H
#define BTSH_SMTP_RCPT_TO_H

#include "smtp/inside.h"

stage rcpt_to;

#endif
