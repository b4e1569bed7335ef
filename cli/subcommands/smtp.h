/* smtp.h - btsh smtp: the dialogue that a mail server would hold, without a server */
#ifndef BTSH_SUBCOMMANDS_SMTP_H
#define BTSH_SUBCOMMANDS_SMTP_H

struct run;
struct subcommand;

/* -bs: the dialogue with whoever runs the program. */
int smtp_of_caller(struct run *r);

extern const struct subcommand subcommand_smtp;

#endif
