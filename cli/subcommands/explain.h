/* explain.h - btsh explain ADDRESS: why it is routed as it is */
#ifndef BTSH_SUBCOMMANDS_EXPLAIN_H
#define BTSH_SUBCOMMANDS_EXPLAIN_H

struct subcommand;

extern const struct subcommand subcommand_explain;

#endif
