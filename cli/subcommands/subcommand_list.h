/* subcommand_list.h - what the table of subcommands points to; see subcommands.h. */
#ifndef BTSH_SUBCOMMAND_LIST_H
#define BTSH_SUBCOMMAND_LIST_H

#include "start/run.h"

int command_diff(struct run *r, int argc, char *argv[]);
int command_record(struct run *r, int argc, char *argv[]);
int command_test(struct run *r, int argc, char *argv[]);

#endif
