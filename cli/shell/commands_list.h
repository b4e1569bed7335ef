/*
 * commands_list.h - /list: rules with their numbers, lines and the configuration's own words.
 */
#ifndef BTSH_SHELL_COMMANDS_LIST_H
#define BTSH_SHELL_COMMANDS_LIST_H

struct rule;
struct shell;

void slash_list(struct shell *sh, const char *line, const char *args);
/* The rules around this one, which is marked. */
void list_around(struct shell *sh, int ruleset, const struct rule *here);

#endif
