/*
 * diff.h - btsh diff: which addresses go another way, and where the ways part.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_H
#define BTSH_SUBCOMMANDS_DIFF_H

struct subcommand;

extern const struct subcommand subcommand_diff;

#endif
