/*
 * route.h - btsh route: addresses in, answers out, as they come.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_H
#define BTSH_SUBCOMMANDS_ROUTE_H

struct subcommand;

extern const struct subcommand subcommand_route;

#endif
