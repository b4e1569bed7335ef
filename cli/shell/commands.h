/* commands.h - the commands of the shell; the tables are in shell.c. */
#ifndef BTSH_COMMANDS_H
#define BTSH_COMMANDS_H

#include "shell/shell.h"

/* By first character: `line` is the whole line, `args` what follows the character. */
void command_rules(struct shell *sh, const char *line, const char *args);
void command_comment(struct shell *sh, const char *line, const char *args);
void command_help(struct shell *sh, const char *line, const char *args);
void command_dot(struct shell *sh, const char *line, const char *args);
void command_equals(struct shell *sh, const char *line, const char *args);
void command_minus(struct shell *sh, const char *line, const char *args);
void command_dollar(struct shell *sh, const char *line, const char *args);

/* By word: `args` is what follows, blanks skipped. */
void slash_mx(struct shell *sh, const char *line, const char *args);
void slash_parse(struct shell *sh, const char *line, const char *args);
void slash_sender(struct shell *sh, const char *line, const char *args);
void slash_try(struct shell *sh, const char *line, const char *args);
void slash_tryflags(struct shell *sh, const char *line, const char *args);
void slash_canon(struct shell *sh, const char *line, const char *args);
void slash_map(struct shell *sh, const char *line, const char *args);
void slash_expand(struct shell *sh, const char *line, const char *args);
void slash_header(struct shell *sh, const char *line, const char *args);
void slash_dnslookup(struct shell *sh, const char *line, const char *args);
void slash_gethostbyname(struct shell *sh, const char *line, const char *args);
void slash_explain(struct shell *sh, const char *line, const char *args);
void slash_why_not(struct shell *sh, const char *line, const char *args);
void slash_trace(struct shell *sh, const char *line, const char *args);
void slash_break(struct shell *sh, const char *line, const char *args);
void slash_watch(struct shell *sh, const char *line, const char *args);
void slash_step(struct shell *sh, const char *line, const char *args);
void slash_no_command_runs(struct shell *sh, const char *line, const char *args);
void slash_read(struct shell *sh, const char *line, const char *args);
void slash_reload(struct shell *sh, const char *line, const char *args);
void slash_reset(struct shell *sh, const char *line, const char *args);
void slash_show(struct shell *sh, const char *line, const char *args);
void slash_graph(struct shell *sh, const char *line, const char *args);
void slash_quit(struct shell *sh, const char *line, const char *args);

struct text;
/* "HOST, ADDR" of check_relay and check_compat as "HOST $| ADDR"; false: it is not that. */
bool two_arguments(const char *list, const char *text, struct text *joined);

#endif
