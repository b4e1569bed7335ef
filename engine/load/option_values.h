/*
 * option_values.h - setters of single values: texts, characters, modes, times.
 */
#ifndef BTSH_LOAD_OPTION_VALUES_H
#define BTSH_LOAD_OPTION_VALUES_H

#include "load/option_setters.h"

/* option_values.c */
option_setter set_alias_wait, set_blank_sub, set_cache_size, set_connect_only, set_default_file,
    set_delivery_mode, set_eight_bit, set_error_mode, set_expanded, set_macro, set_max_headers,
    set_max_mime, set_min_free, set_must_quote, set_no_recipient, set_operator_chars, set_probe,
    set_safe_file, set_sort_order, set_super_safe, set_time, set_time_zone, set_unless_empty,
    set_utf8, set_verbose;

/* Leaves of a value what an ordinary user may put into a macro. */
void macro_clean(char *value);

#endif
