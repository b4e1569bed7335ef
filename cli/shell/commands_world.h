/*
 * commands_world.h - what if the world were another: /with, and /verify, which asks what -bv asks.
 */
#ifndef BTSH_SHELL_COMMANDS_WORLD_H
#define BTSH_SHELL_COMMANDS_WORLD_H

#include <stdbool.h>

struct shell;

/* One setting of setting_list.h, and the configuration is loaded again in that world; .D and .C stay. */
void slash_with(struct shell *sh, const char *line, const char *args);
/* The same of one setting. */
void slash_zone(struct shell *sh, const char *line, const char *args);
void slash_users(struct shell *sh, const char *line, const char *args);
/* "NAME + KEY VALUE", "NAME - KEY", "NAME = TYPE:FILE", "NAME ! [KEY]", where input may mean more. False: it is none of them. */
bool world_map(struct shell *sh, const char *args);
/* All that was said with these is forgotten. False: the configuration cannot be loaded any more, and all stays. */
bool world_forget(struct shell *sh);
void slash_verify(struct shell *sh, const char *line, const char *args);

#endif
