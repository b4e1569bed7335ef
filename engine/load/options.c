/*
 * options.c - one option: its name, whether it may be set, and the setter that does it.
 *
 * An option without a row in the tables below changes nothing for a test of addresses; its text is
 * kept, and times and expanded texts are converted for the sake of the diagnostics.
 */
#include <resolv.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "cfparse/option_names.h"
#include "cfparse/split.h"
#include "load/daemons.h"
#include "load/option_lists.h"
#include "load/option_setters.h"
#include "load/option_tls.h"
#include "load/option_users.h"
#include "load/option_values.h"
#include "load/options.h"
#include "load/timeouts.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

static option_setter *const setters[OPTION_COUNT] = {
    [OPT_ALIAS_FILE] = set_alias_files,
    [OPT_ALIAS_WAIT] = set_alias_wait,
    [OPT_AUTH_OPTIONS] = set_auth_options,
    [OPT_BLANK_SUB] = set_blank_sub,
    [OPT_CLIENT_PORT_OPTIONS] = set_daemon,
    [OPT_CLIENT_SSL_OPTIONS] = set_ssl,
    [OPT_CONNECT_ONLY_TO] = set_connect_only,
    [OPT_CONNECTION_CACHE_SIZE] = set_cache_size,
    [OPT_DAEMON_PORT_OPTIONS] = set_daemon,
    [OPT_DEFAULT_GROUP] = set_default_group,
    [OPT_DEFAULT_USER] = set_default_user,
    [OPT_DELIVERY_MODE] = set_delivery_mode,
    [OPT_DIRECT_SUBMISSION_MODIFIERS] = set_submission_flags,
    [OPT_DONT_BLAME_SENDMAIL] = set_dont_blame,
    [OPT_DONT_PROBE_INTERFACES] = set_probe,
    [OPT_EIGHT_BIT_MODE] = set_eight_bit,
    [OPT_ERROR_HEADER] = set_unless_empty,
    [OPT_ERROR_MODE] = set_error_mode,
    [OPT_FALLBACK_MX_HOST] = set_unless_empty,
    [OPT_FALLBACK_SMART_HOST] = set_unless_empty,
    [OPT_HELP_FILE] = set_default_file,
    [OPT_HOST_STATUS_DIRECTORY] = set_unless_empty,
    [OPT_LDAP_DEFAULT_SPEC] = set_ldap_default,
    [OPT_MACRO] = set_macro,
    [OPT_MAX_HEADERS_LENGTH] = set_max_headers,
    [OPT_MAX_MIME_HEADER_LENGTH] = set_max_mime,
    [OPT_MILTER] = set_milter,
    [OPT_MIN_FREE_BLOCKS] = set_min_free,
    [OPT_MUST_QUOTE_CHARS] = set_must_quote,
    [OPT_NO_RECIPIENT_ACTION] = set_no_recipient,
    [OPT_OPERATOR_CHARS] = set_operator_chars,
    [OPT_PRIVACY_OPTIONS] = set_privacy,
    [OPT_QUEUE_DIRECTORY] = set_default_file,
    [OPT_QUEUE_SORT_ORDER] = set_sort_order,
    [OPT_QUEUE_TIMEOUT] = set_queue_timeout,
    [OPT_RESOLVER_OPTIONS] = set_resolver,
    [OPT_RUN_AS_USER] = set_run_as,
    [OPT_SAFE_FILE_ENVIRONMENT] = set_safe_file,
    [OPT_SERVER_SSL_OPTIONS] = set_ssl,
    [OPT_SMTP_UTF8] = set_utf8,
    [OPT_STATUS_FILE] = set_default_file,
    [OPT_SUPER_SAFE] = set_super_safe,
    [OPT_TIME_ZONE_SPEC] = set_time_zone,
    [OPT_TIMEOUT] = set_timeout,
    [OPT_TLS_SRV_OPTIONS] = set_tls_options,
    [OPT_TRUSTED_USER] = set_trusted_user,
    [OPT_VERBOSE] = set_verbose,
};

/* Options that are nothing but a value of their type in struct settings. */
static const struct {
    enum option_id id;
    size_t offset;
} fields[] = {
    { OPT_COLON_OK_IN_ADDR, offsetof(struct settings, colon_ok) },
    { OPT_DONT_EXPAND_CNAMES, offsetof(struct settings, dont_expand_cnames) },
    { OPT_DONT_INIT_GROUPS, offsetof(struct settings, dont_init_groups) },
    { OPT_HOSTS_FILE, offsetof(struct settings, hosts_file) },
    { OPT_MAILBOX_DATABASE, offsetof(struct settings, mailbox_db) },
    { OPT_MATCH_GECOS, offsetof(struct settings, match_gecos) },
    { OPT_MAX_QUEUE_CHILDREN, offsetof(struct settings, max_queue_children) },
    { OPT_OLD_STYLE_HEADERS, offsetof(struct settings, old_style_headers) },
    { OPT_SERVICE_SWITCH_FILE, offsetof(struct settings, service_switch) },
    { OPT_SINGLE_LINE_FROM_HEADER, offsetof(struct settings, single_line_from) },
    { OPT_SINGLE_THREAD_DELIVERY, offsetof(struct settings, single_thread) },
    { OPT_SOFT_BOUNCE, offsetof(struct settings, soft_bounce) },
    { OPT_TRY_NULL_MX_LIST, offsetof(struct settings, try_null_mx) },
    { OPT_USE_COMPRESSED_IPV6_ADDRESSES, offsetof(struct settings, compressed_ipv6) },
    { OPT_USE_ERRORS_TO, offsetof(struct settings, use_errors_to) },
    { OPT_USER_DATABASE_SPEC, offsetof(struct settings, userdb_spec) },
};

static void set_field(struct session *s, const struct setting *o, size_t offset)
{
    char *field = (char *)&s->prog->set + offset;

    switch (option_at(o->id)->type) {
    case OPTION_BOOL:
        *(bool *)field = option_bool(o->value);
        break;
    case OPTION_INT:
        *(long *)field = atol(o->value);
        break;
    default:
        *(const char **)field = s->prog->set.options->text[o->id];
        break;
    }
}

static void set_by_type(struct session *s, const struct setting *o)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].id == o->id) {
            set_field(s, o, fields[i].offset);
            return;
        }
    }
    switch (option_at(o->id)->type) {
    case OPTION_TIME:
        set_time(s, o);
        break;
    case OPTION_EXPANDED:
        set_expanded(s, o);
        break;
    default:
        if (o->id == OPT_USE_MSP)
            s->prog->set.options->use_msp = option_bool(o->value);
        break;
    }
}

/* Lists that add up, definitions, and options in parts are not fixed as a whole. */
static bool never_sticky(enum option_id id)
{
    return id == OPT_MACRO || id == OPT_PRIVACY_OPTIONS || id == OPT_DONT_BLAME_SENDMAIL
           || id == OPT_TIMEOUT || id == OPT_MILTER;
}

/* May an ordinary user set this? The macros r and s may be. */
static bool safe(const struct setting *o)
{
    if (o->id == OPT_MACRO)
        return *o->value == 'r' || *o->value == 's';
    return (option_at(o->id)->flag & OPTION_SAFE) != 0;
}

static void trace(struct session *s, const struct setting *o)
{
    const struct option_name *name = option_at(o->id);
    char code[8] = { (char)name->code, '\0' }, part[MAX_LINE + 1] = "";

    if (name->code >= 0x7F)
        snprintf(code, sizeof code, "0x%x", name->code);
    if (o->part != NULL)
        snprintf(part, sizeof part, ".%.*s", MAX_LINE - 1, o->part);
    DEBUG_EMIT(s, DL_SETOPTION, DBG_STR(name->name), DBG_STR(code), DBG_STR(part),
               DBG_STR(o->value));
}

/* Options that come several times, and add up. */
static bool adds_up(const struct setting *o)
{
    return setters[o->id] == set_daemon || setters[o->id] == set_privacy || setters[o->id] == set_dont_blame
           || setters[o->id] == set_alias_files;
}

/* Keeps the text of a part, or of one of several. */
static void note_value(struct session *s, const struct setting *o)
{
    struct option_value **at = &s->prog->set.options->values, *v;
    struct arena *a = &s->prog->def.arena;

    while (*at != NULL
           && (o->part == NULL || (*at)->id != o->id || (*at)->part == NULL || strcasecmp((*at)->part, o->part) != 0))
        at = &(*at)->next;
    v = *at;
    if (v == NULL) {
        v = *at = arena_alloc(a, sizeof *v);
        v->id = o->id;
        v->part = o->part != NULL ? arena_strdup(a, o->part) : NULL;
    }
    v->text = arena_strdup(a, o->value);
}

static void set(struct session *s, const struct setting *o)
{
    bool tracing = DEBUGGING(s, 37, 1);

    if (tracing)
        trace(s, o);
    if (s->prog->set.options->sticky[o->id] && !o->sticky) {
        if (tracing)
            DEBUG_EMIT0(s, DL_OPTION_IGNORED);
        return;
    }
    if (!o->own && !safe(o) && s->world->uid(s->world->ctx) != 0) {
        if (tracing)
            DEBUG_EMIT0(s, DL_OPTION_UNSAFE);
        drop_privileges(s, true);
    }
    if (tracing) {
        DEBUG_EMIT0(s, DL_OPTION_END);
        s->standing.err = 0;
    }
    if (o->sticky && !never_sticky(o->id))
        s->prog->set.options->sticky[o->id] = true;
    if (setters[o->id] != set_unless_empty)
        option_keep(s, o->id, o->value);
    if (o->part != NULL || adds_up(o))
        note_value(s, o);
    if (setters[o->id] != NULL)
        setters[o->id](s, o);
    else
        set_by_type(s, o);
}

/* The option that a name stands for; NULL after a diagnostic. */
static const struct option_name *by_name(struct session *s, const char *name)
{
    const struct option_name *found[2];

    switch (option_find(name, strlen(name), s->prog->target->has_dane, found)) {
    case OPTION_EXACT:
        return found[0];
    case OPTION_ABBREVIATED:
        message(s, "Option %s used as abbreviation for %s", name, found[0]->name);
        return found[0];
    case OPTION_AMBIGUOUS:
        syserr(s, "readcf: ambiguous option name %s (matches %s and %s)", name, found[0]->name,
               found[1]->name);
        return NULL;
    default:
        syserr(s, "readcf: unknown option name %s", name);
        return NULL;
    }
}

/* o: sticky and own are set. */
static void set_text(struct session *s, struct setting o, const char *text)
{
    struct piece name, part;
    const struct option_name *option;
    int code;

    s->standing.err = 0;
    split_option(text, &code, &name, &part, &o.value);
    if (name.at != NULL) {
        if (name.n == 0 && part.at == NULL) {
            syserr(s, "readcf: null option name");
            return;
        }
        option = by_name(s, arena_strndup(&s->command.work, name.at, name.n));
    } else {
        option = option_by_letter(code);
        if (option == NULL)
            syserr(s, "readcf: unknown option name 0x%x", (unsigned)code);
    }
    if (option == NULL)
        return;
    o.id = option_id_of(option);
    if (part.at != NULL)
        o.part = arena_strndup(&s->command.work, part.at, part.n);
    if (o.part != NULL && (option->flag & OPTION_PARTS) == 0) {
        DEBUG(s, DL_NO_SUBOPTION, DBG_STR(option->name), DBG_STR(o.part));
        o.part = NULL;
    }
    set(s, &o);
}

void option_line(struct session *s, const char *text)
{
    set_text(s, (struct setting){ .sticky = false }, text);
}

void option_own(struct session *s, const char *text)
{
    set_text(s, (struct setting){ .own = true }, text);
}

void option_command_line(struct session *s, const char *text, bool long_form)
{
    char *line = arena_alloc(&s->command.work, strlen(text) + 2);

    if (long_form)
        *line = ' ';
    strcpy(line + (long_form ? 1 : 0), text);
    set_text(s, (struct setting){ .sticky = true }, line);
}

void options_defaults(struct session *s)
{
    struct settings *set = &s->prog->set;

    set->options = arena_alloc(&s->prog->def.arena, sizeof *set->options);
    set->options->server_ssl = 0x80000840;
    set->options->client_ssl = 0x80004840;
    set->blank_sub = ' ';
    set->colon_ok = true;
    set->error_mode = 'p';
    set->delivery_mode = 'b';
    set->super_safe = 1;
    set->connection_cache = 1;
    set->hosts_file = option_at(OPT_HOSTS_FILE)->text;
    set->service_switch = option_at(OPT_SERVICE_SWITCH_FILE)->text;
    set->mailbox_db = option_at(OPT_MAILBOX_DATABASE)->text;
    set->greeting = option_at(OPT_SMTP_GREETING_MESSAGE)->text;
    set->unix_from = option_at(OPT_UNIX_FROM_LINE)->text;
    if (DEBUGGING(s, 8, 8))
        set->dns.set_options = RES_DEBUG;
    users_defaults(s);
    if (s->def->next_id >= NAME_ID_FIRST)
        macro_define(s, name_id_of(s, "{deliveryMode}"), "b", MACRO_CONFIG);
    timeouts_defaults(s);
}
