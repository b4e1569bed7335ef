/*
 * cycles.h - entries of tables and aliases that lead back to themselves.
 */
#ifndef BTSH_CHECK_CYCLES_H
#define BTSH_CHECK_CYCLES_H

struct check_run;
struct traveller;

void check_cycles(struct check_run *c, struct traveller *t);

#endif
