/*
 * alias_values.h - addresses to which aliases lead, by their text.
 */
#ifndef BTSH_CHECK_ALIAS_VALUES_H
#define BTSH_CHECK_ALIAS_VALUES_H

#include <stdbool.h>
#include <stddef.h>

struct findings_list;
struct source_text;

/* The next address of a list, which commas part that stand in no quotes; *n: its bytes, without blanks around it. *at goes behind
 * it. NULL: there are no more. */
const char *next_address(const char **at, size_t *n);
/* What stands behind the name of an alias, or in a line that goes on; "": nothing. */
const char *alias_addresses(const char *line);
/* Of an alias file: addresses that reach nobody. */
void check_alias_values(const struct source_text *s, struct findings_list *f);

#endif
