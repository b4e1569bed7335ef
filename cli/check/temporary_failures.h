/*
 * temporary_failures.h - rules of the site that take a table's temporary failure for an answer.
 */
#ifndef BTSH_CHECK_TEMPORARY_FAILURES_H
#define BTSH_CHECK_TEMPORARY_FAILURES_H

struct configuration;
struct findings_list;
struct session;

void check_temporary_failures(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
