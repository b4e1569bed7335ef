/*
 * option_help.h - an option as --help shows it: its names and value, and a sentence behind them.
 */
#ifndef BTSH_START_OPTION_HELP_H
#define BTSH_START_OPTION_HELP_H

struct output;

/* letter 0, name NULL: it has none. value NULL: it takes none; "[X]": it may have one. */
void option_help(struct output *out, int letter, const char *name, const char *value, const char *help);

#endif
