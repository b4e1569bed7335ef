/*
 * commands_rules.h - "rulesets address", and the dumps =S and =M.
 */
#ifndef BTSH_SHELL_COMMANDS_RULES_H
#define BTSH_SHELL_COMMANDS_RULES_H

#include <stdbool.h>

struct shell;
struct text;

/* By first character: `line` is the whole line, `args` what follows the character. */
void command_rules(struct shell *sh, const char *line, const char *args);
void command_comment(struct shell *sh, const char *line, const char *args);

void command_equals(struct shell *sh, const char *line, const char *args);
/* "HOST, ADDR" of check_relay and check_compat as "HOST $| ADDR"; false: it is not that. */
bool two_arguments(const char *list, const char *text, struct text *joined);

#endif
