/* search.h - btsh search. */
#ifndef BTSH_SUBCOMMANDS_SEARCH_H
#define BTSH_SUBCOMMANDS_SEARCH_H

struct subcommand;

extern const struct subcommand subcommand_search;

#endif
