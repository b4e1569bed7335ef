/*
 * program_options.h - options of a loaded configuration.
 */
#ifndef BTSH_CHECK_PROGRAM_OPTIONS_H
#define BTSH_CHECK_PROGRAM_OPTIONS_H

struct configuration;
struct findings_list;
struct session;

void check_program_options(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
