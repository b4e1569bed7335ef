/*
 * commands_address.h - /parse, /try, /tryflags, /header.
 */
#ifndef BTSH_SHELL_COMMANDS_ADDRESS_H
#define BTSH_SHELL_COMMANDS_ADDRESS_H

struct shell;

void slash_parse(struct shell *sh, const char *line, const char *args);
void slash_sender(struct shell *sh, const char *line, const char *args);
void slash_try(struct shell *sh, const char *line, const char *args);
void slash_tryflags(struct shell *sh, const char *line, const char *args);

void slash_header(struct shell *sh, const char *line, const char *args);

void slash_quit(struct shell *sh, const char *line, const char *args);

#endif
