/*
 * option_lists.h - setters of options whose values are lists of words, flags or letters.
 */
#ifndef BTSH_LOAD_OPTION_LISTS_H
#define BTSH_LOAD_OPTION_LISTS_H

#include "load/option_setters.h"

/* option_lists.c */
option_setter set_alias_files, set_auth_options, set_dont_blame, set_ldap_default, set_milter,
    set_privacy, set_resolver, set_submission_flags, set_tls_options;

#endif
