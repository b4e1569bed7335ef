/* dap.h - btsh dap: a debug adapter */
#ifndef BTSH_SUBCOMMANDS_DAP_H
#define BTSH_SUBCOMMANDS_DAP_H

struct subcommand;

extern const struct subcommand subcommand_dap;

#endif
