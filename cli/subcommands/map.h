/* map.h - btsh map: asks or lists one table of any class. */
#ifndef BTSH_SUBCOMMANDS_MAP_H
#define BTSH_SUBCOMMANDS_MAP_H

struct subcommand;

extern const struct subcommand subcommand_map;

#endif
