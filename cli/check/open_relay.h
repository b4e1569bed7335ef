/*
 * open_relay.h - can strangers send mail through this configuration to strangers?
 */
#ifndef BTSH_CHECK_OPEN_RELAY_H
#define BTSH_CHECK_OPEN_RELAY_H

struct configuration;
struct findings_list;

void check_open_relay(const struct configuration *conf, struct findings_list *f);

#endif
