/* help.h - btsh help: what there is, or how one subcommand is used. */
#ifndef BTSH_SUBCOMMANDS_HELP_H
#define BTSH_SUBCOMMANDS_HELP_H

struct subcommand;

extern const struct subcommand subcommand_about; /* `btsh help' */

#endif
