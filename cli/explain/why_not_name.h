/*
 * why_not_name.h - why a map was not asked, or a mailer not chosen: the rule that would have is picked here.
 */
#ifndef BTSH_EXPLAIN_WHY_NOT_NAME_H
#define BTSH_EXPLAIN_WHY_NOT_NAME_H

#include <stdbool.h>

struct explain;

/* Of all rules that ask the map, or name the mailer, the one that matched or came furthest. False, with nothing
 * written: there is no such map, or mailer. */
bool explain_why_not_map(const struct explain *x, const char *map);
bool explain_why_not_mailer(const struct explain *x, const char *mailer);

#endif
