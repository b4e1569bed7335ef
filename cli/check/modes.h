/*
 * modes.h - tables and alias files that others can write to, where they stand on their own host.
 */
#ifndef BTSH_CHECK_MODES_H
#define BTSH_CHECK_MODES_H

struct check_run;
struct configuration;
struct session;

/* Those that the configuration judges, and that it names by the paths where they are. */
void check_modes(struct check_run *c, const struct configuration *conf, struct session *s);

#endif
