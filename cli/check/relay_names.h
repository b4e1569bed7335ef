/*
 * relay_names.h - hosts that an .mc names to hand mail to, and the domain that it hides behind.
 */
#ifndef BTSH_CHECK_RELAY_NAMES_H
#define BTSH_CHECK_RELAY_NAMES_H

struct configuration;
struct findings_list;
struct session;

void check_relay_names(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
