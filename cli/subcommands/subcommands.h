/* subcommands.h - every subcommand: help, completion and the manual read this list too. */
#ifndef BTSH_SUBCOMMANDS_SUBCOMMANDS_H
#define BTSH_SUBCOMMANDS_SUBCOMMANDS_H

struct subcommand;

/* Sorted by name; NULL behind the last. */
extern const struct subcommand *const subcommands[];

#endif
