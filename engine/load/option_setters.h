/*
 * option_setters.h - what the files of options share. Not for others.
 */
#ifndef BTSH_OPTION_SETTERS_H
#define BTSH_OPTION_SETTERS_H

#include "load/options.h"

enum timeout_id {
    TO_INITIAL, TO_CONNECT, TO_ICONNECT, TO_ACONNECT, TO_HELO, TO_MAIL, TO_RCPT, TO_DATAINIT,
    TO_DATABLOCK, TO_DATAFINAL, TO_COMMAND, TO_RSET, TO_QUIT, TO_MISC, TO_IDENT, TO_FILEOPEN,
    TO_HOSTSTATUS, TO_CONTROL, TO_LHLO, TO_AUTH, TO_STARTTLS,
    /* a group's own row, then its members: ORDER as in the table of timeouts.c */
    TO_QUEUEWARN, TO_QUEUEWARN_NORMAL, TO_QUEUEWARN_URGENT, TO_QUEUEWARN_NONURGENT,
    TO_QUEUEWARN_DSN,
    TO_QUEUERETURN, TO_QUEUERETURN_NORMAL, TO_QUEUERETURN_URGENT, TO_QUEUERETURN_NONURGENT,
    TO_QUEUERETURN_DSN,
    TO_RETRANS, TO_RETRANS_NORMAL, TO_RETRANS_FIRST,
    TO_RETRY, TO_RETRY_NORMAL, TO_RETRY_FIRST,
    TIMEOUT_COUNT
};

enum { MILTER_OPTIONS = 8 };

/* What the options know beside struct settings; in the program's arena. */
struct option_state {
    const char *text[OPTION_COUNT];  /* as set; NULL: default */
    bool sticky[OPTION_COUNT];
    long timeout[TIMEOUT_COUNT];
    bool timeout_sticky[TIMEOUT_COUNT];
    bool milter_sticky[MILTER_OPTIONS];
    unsigned long server_ssl, client_ssl;
    bool use_msp;
    int ndaemons;
    int nprecedences;                /* P lines */
    int nqueues;                     /* groups */
};

/* One option being set. */
struct setting {
    enum option_id id;
    const char *value;
    const char *part; /* suboption, or NULL */
    bool sticky;      /* comes from the command line */
    bool own;         /* comes from the program itself */
};

typedef void option_setter(struct session *s, const struct setting *o);

/* Notes the text by which the option is shown; returns the copy, which lives with the program. */
const char *option_keep(struct session *s, enum option_id id, const char *text);

/* option_values.c */
option_setter set_alias_wait, set_blank_sub, set_cache_size, set_connect_only, set_default_file,
    set_delivery_mode, set_eight_bit, set_error_mode, set_expanded, set_macro, set_max_headers,
    set_max_mime, set_munched, set_must_quote, set_no_recipient, set_operator_chars, set_probe,
    set_safe_file, set_sort_order, set_super_safe, set_time, set_time_zone, set_unless_empty,
    set_utf8, set_verbose;

/* option_lists.c */
option_setter set_alias_files, set_auth_options, set_dont_blame, set_ldap_default, set_milter,
    set_privacy, set_resolver, set_submission_flags, set_tls_options;

/* option_tls.c */
option_setter set_ssl;

/* option_users.c */
option_setter set_default_group, set_default_user, set_run_as, set_trusted_user;
void users_defaults(struct session *s);

/* timeouts.c */
option_setter set_queue_timeout, set_timeout;
void timeouts_defaults(struct session *s);

/* daemons.c */
option_setter set_daemon;

#endif
