/*
 * liveness.h - entries of tables that no address reaches, and what stands before them.
 */
#ifndef BTSH_CHECK_LIVENESS_H
#define BTSH_CHECK_LIVENESS_H

struct check_run;
struct configuration;

void check_liveness(struct check_run *c, const struct configuration *conf);

#endif
