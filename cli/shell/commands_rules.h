/*
 * commands_rules.h - "rulesets address", and the dumps =S and =M.
 */
#ifndef BTSH_SHELL_COMMANDS_RULES_H
#define BTSH_SHELL_COMMANDS_RULES_H

struct shell;

/* By first character: `line` is the whole line, `args` what follows the character. */
void command_rules(struct shell *sh, const char *line, const char *args);
void command_comment(struct shell *sh, const char *line, const char *args);

void command_equals(struct shell *sh, const char *line, const char *args);

#endif
