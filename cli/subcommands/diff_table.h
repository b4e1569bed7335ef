/*
 * diff_table.h - two versions of a table in the place of two configurations: which map of a configuration
 * they are versions of.
 */
#ifndef BTSH_SUBCOMMANDS_DIFF_TABLE_H
#define BTSH_SUBCOMMANDS_DIFF_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct program;

/* Is it a table, by its name and its first bytes, and no configuration? */
bool is_table(const char *path);
/* The map of the program that reads a file of this name, as `--map' wants it: "NAME = TYPE:PATH". False:
 * there is none. */
bool table_as_map(struct program *p, const char *path, char *out, size_t size);

#endif
