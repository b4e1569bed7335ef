/*
 * verify_user.h - VRFY and EXPN: who is behind a name?
 */
#ifndef BTSH_SMTP_VERIFY_USER_H
#define BTSH_SMTP_VERIFY_USER_H

#include "smtp/inside.h"

stage verify_user, expand_list;

#endif
