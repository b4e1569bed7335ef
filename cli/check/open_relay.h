/*
 * open_relay.h - can strangers send mail through this configuration to strangers?
 */
#ifndef BTSH_CHECK_OPEN_RELAY_H
#define BTSH_CHECK_OPEN_RELAY_H

struct check_run;
struct configuration;

void check_open_relay(struct check_run *c, const struct configuration *conf);

#endif
