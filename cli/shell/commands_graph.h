/*
 * commands_graph.h - btsh graph, and /graph.
 */
#ifndef BTSH_SHELL_COMMANDS_GRAPH_H
#define BTSH_SHELL_COMMANDS_GRAPH_H

struct shell;

void slash_graph(struct shell *sh, const char *line, const char *args);

#endif
