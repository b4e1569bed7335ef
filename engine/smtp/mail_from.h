/*
 * mail_from.h - MAIL: a message begins, its sender is looked at.
 */
#ifndef BTSH_SMTP_MAIL_FROM_H
#define BTSH_SMTP_MAIL_FROM_H

#include "smtp/inside.h"

stage mail_from;

#endif
