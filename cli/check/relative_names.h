/*
 * relative_names.h - files of tables and classes that are named without their folder.
 */
#ifndef BTSH_CHECK_RELATIVE_NAMES_H
#define BTSH_CHECK_RELATIVE_NAMES_H

struct configuration;
struct findings_list;
struct session;

void check_relative_names(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
