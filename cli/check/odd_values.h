/*
 * odd_values.h - numbers, times and truths that sendmail reads otherwise than they look.
 */
#ifndef BTSH_CHECK_ODD_VALUES_H
#define BTSH_CHECK_ODD_VALUES_H

struct configuration;
struct findings_list;

/* Of options and of mailers. */
void check_odd_values(const struct configuration *conf, struct findings_list *f);

#endif
