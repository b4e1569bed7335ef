/* table_lookup.h - btsh map: see subcommands.h. */
#ifndef BTSH_TABLE_LOOKUP_H
#define BTSH_TABLE_LOOKUP_H

struct run;

int table_lookup_run(struct run *r, int argc, char *argv[]);

#endif
