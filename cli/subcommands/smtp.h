/* smtp.h - btsh smtp: the dialogue that a mail server would hold, without a server */
#ifndef BTSH_SUBCOMMANDS_SMTP_H
#define BTSH_SUBCOMMANDS_SMTP_H

struct subcommand;

extern const struct subcommand subcommand_smtp;

#endif
