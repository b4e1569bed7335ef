/*
 * aliaswait.h - an alias database is waited for while newaliases writes it.
 *
 * With AliasWait set, the entry "@" must be there, which newaliases writes last: if it is not, the
 * file is closed, a pause of 2, 4, 8 ... 60 seconds follows, and it is opened again, until the time
 * is over; then it is used as it is. A database that is older than its source is named.
 */
#ifndef BTSH_MAPS_ALIASWAIT_H
#define BTSH_MAPS_ALIASWAIT_H

#include <stdbool.h>

struct map;
struct session;

/* When an alias database is opened: is it complete, is it up to date? False: it is gone. */
bool alias_wait(struct session *s, struct map *m, const char *ext, bool is_open);

#endif
