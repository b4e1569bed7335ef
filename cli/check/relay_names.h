/*
 * relay_names.h - names that an .mc gives: hosts to hand mail to, the domain that it hides behind, its own.
 */
#ifndef BTSH_CHECK_RELAY_NAMES_H
#define BTSH_CHECK_RELAY_NAMES_H

struct configuration;
struct findings_list;
struct session;

void check_relay_names(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
