/* graph.h - btsh graph: how rulesets call each other, as a drawing */
#ifndef BTSH_SUBCOMMANDS_GRAPH_H
#define BTSH_SUBCOMMANDS_GRAPH_H

struct subcommand;

extern const struct subcommand subcommand_graph;

#endif
