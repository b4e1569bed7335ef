/*
 * commands_lookup.h - /map, /canon, /mx, /gethostbyname.
 */
#ifndef BTSH_SHELL_COMMANDS_LOOKUP_H
#define BTSH_SHELL_COMMANDS_LOOKUP_H

struct shell;

/* By word: `args` is what follows, blanks skipped. */
void slash_mx(struct shell *sh, const char *line, const char *args);

void slash_canon(struct shell *sh, const char *line, const char *args);
void slash_map(struct shell *sh, const char *line, const char *args);

void slash_dnslookup(struct shell *sh, const char *line, const char *args);
void slash_gethostbyname(struct shell *sh, const char *line, const char *args);

#endif
