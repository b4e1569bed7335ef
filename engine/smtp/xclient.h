/*
 * xclient.h - XCLIENT: whoever talks says that another client does. A verb of Postfix, for tests; sendmail has none.
 */
#ifndef BTSH_SMTP_XCLIENT_H
#define BTSH_SMTP_XCLIENT_H

#include "smtp/inside.h"

stage be_another_client;

#endif
