/*
 * error_values.h - values that refuse mail: "ERROR:5.1.1:550 nobody", in tables.
 */
#ifndef BTSH_CHECK_ERROR_VALUES_H
#define BTSH_CHECK_ERROR_VALUES_H

struct findings_list;
struct source_text;

/* Of a value that begins so; others are not looked at. */
void check_error_value(const struct source_text *s, int line, int column, const char *value, struct findings_list *f);

#endif
