/*
 * cycles.h - entries of tables and aliases that lead back to themselves, or out to a host whose MX is this one.
 */
#ifndef BTSH_CHECK_CYCLES_H
#define BTSH_CHECK_CYCLES_H

struct check_run;
struct configuration;
struct session;
struct traveller;

void check_cycles(struct check_run *c, const struct configuration *conf, struct traveller *t);
/* Whatever is nobody's goes to a host whose MX is this one. s: of the program. */
void check_smart_host(struct check_run *c, const struct configuration *conf, struct session *s);

#endif
