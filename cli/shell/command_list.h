/* command_list.h - the commands of the shell: help, completion and the manual read these tables too. */
#ifndef BTSH_SHELL_COMMAND_LIST_H
#define BTSH_SHELL_COMMAND_LIST_H

struct command_list;

extern const struct command_list command_list;

#endif
