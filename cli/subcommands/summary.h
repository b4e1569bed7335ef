/* summary.h - btsh summary. */
#ifndef BTSH_SUBCOMMANDS_SUMMARY_H
#define BTSH_SUBCOMMANDS_SUMMARY_H

struct subcommand;

extern const struct subcommand subcommand_summary;

#endif
