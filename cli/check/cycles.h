/*
 * cycles.h - entries of tables and aliases that lead back to themselves.
 */
#ifndef BTSH_CHECK_CYCLES_H
#define BTSH_CHECK_CYCLES_H

struct check_run;
struct configuration;
struct traveller;

void check_cycles(struct check_run *c, const struct configuration *conf, struct traveller *t);

#endif
