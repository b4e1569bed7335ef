/* check.h - btsh check. */
#ifndef BTSH_SUBCOMMANDS_CHECK_H
#define BTSH_SUBCOMMANDS_CHECK_H

struct subcommand;

extern const struct subcommand subcommand_check;

#endif
