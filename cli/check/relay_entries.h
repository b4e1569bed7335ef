/*
 * relay_entries.h - entries of the access table that are meant to let somebody relay, and do not.
 */
#ifndef BTSH_CHECK_RELAY_ENTRIES_H
#define BTSH_CHECK_RELAY_ENTRIES_H

struct check_run;
struct traveller;

void check_relay_entries(struct check_run *c, struct traveller *t);

#endif
