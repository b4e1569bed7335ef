/* lsp.h - btsh lsp */
#ifndef BTSH_SUBCOMMANDS_LSP_H
#define BTSH_SUBCOMMANDS_LSP_H

struct subcommand;

extern const struct subcommand subcommand_lsp;

#endif
