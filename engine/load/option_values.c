/*
 * option_values.c - setters of single values: texts, characters, modes, times.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "cfparse/option_names.h"
#include "cfparse/split.h"
#include "load/option_values.h"
#include "state/diag.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/session.h"
#include "state/settings.h"

enum { MUST_QUOTE_MAX = 40 }; /* bytes of MustQuoteChars, with the NUL */

void set_time(struct session *s, const struct setting *o)
{
    option_time(s, o->value, option_at(o->id)->unit);
}

void set_alias_wait(struct session *s, const struct setting *o)
{
    s->prog->set.alias_wait = *o->value == '\0' ? 300 : option_time(s, o->value, 'm');
}

void set_expanded(struct session *s, const struct setting *o)
{
    char text[MAX_LINE];

    expand(s, o->value, text, sizeof text);
    option_keep(s, o->id, text);
}

/* Options that have a file name of their own when they are set to nothing. */
void set_default_file(struct session *s, const struct setting *o)
{
    struct settings *set = &s->prog->set;
    const char *value = o->value;

    if (*value == '\0')
        value = o->id == OPT_HELP_FILE     ? "helpfile"
                : o->id == OPT_STATUS_FILE ? "statistics"
                                           : "mqueue";
    value = option_keep(s, o->id, value);
    if (o->id == OPT_HELP_FILE)
        set->help_file = value;
    else if (o->id == OPT_QUEUE_DIRECTORY)
        set->queue_dir = value;
}

void set_unless_empty(struct session *s, const struct setting *o)
{
    if (*o->value == '\0')
        return;
    option_keep(s, o->id, o->value);
    if (o->id == OPT_FALLBACK_MX_HOST)
        s->prog->set.fallback_mx = s->prog->set.options->text[o->id];
    else if (o->id == OPT_HOST_STATUS_DIRECTORY)
        s->prog->set.host_status_dir = s->prog->set.options->text[o->id];
}

static void set_munched(struct session *s, const struct setting *o)
{
    char text[MAX_LINE];

    unquote(o->value, 0, text, sizeof text);
    option_keep(s, o->id, text);
    if (o->id == OPT_SMTP_GREETING_MESSAGE)
        s->prog->set.greeting = s->prog->set.options->text[o->id];
    else if (o->id == OPT_UNIX_FROM_LINE)
        s->prog->set.unix_from = s->prog->set.options->text[o->id];
}

/* The tokeniser's tables are made once, so a late change has no effect, as in the real program. */
void set_operator_chars(struct session *s, const struct setting *o)
{
    if (s->prog->set.operator_chars != NULL)
        warning(s, "Warning: OperatorChars is being redefined.\n"
                   "         It should only be set before ruleset definitions.");
    set_munched(s, o);
    s->prog->set.operator_chars = s->prog->set.options->text[o->id];
}

void set_must_quote(struct session *s, const struct setting *o)
{
    static const char always[] = "@,;:\\()[]";
    char text[sizeof always + MUST_QUOTE_MAX] = "@,;:\\()[]";

    if (strlen(o->value) < MUST_QUOTE_MAX)
        strcat(text, o->value);
    else
        warning(s, "Warning: MustQuoteChars too long, ignored.");
    s->prog->set.must_quote = arena_strdup(&s->prog->def.arena, text);
}

void set_blank_sub(struct session *s, const struct setting *o)
{
    s->prog->set.blank_sub = *o->value != '\0' ? *o->value : ' ';
}

void set_cache_size(struct session *s, const struct setting *o)
{
    int n = atoi(o->value);

    s->prog->set.connection_cache = n > 0 ? n : 0;
}

void set_verbose(struct session *s, const struct setting *o)
{
    s->prog->set.verbose = option_bool(o->value) ? 1 : 0;
}

void set_eight_bit(struct session *s, const struct setting *o)
{
    if (*o->value != '\0' && strchr("mps", *o->value) != NULL)
        return;
    fatal(s, EX_USAGE, "Unknown 8-bit mode %c", *o->value);
    s->command.stopped = true;
}

void set_delivery_mode(struct session *s, const struct setting *o)
{
    char mode[2] = { *o->value != '\0' ? *o->value : 'i', '\0' };
    int id;

    if (strchr("ibqd", mode[0]) == NULL) {
        fatal(s, EX_USAGE, "Unknown delivery mode %c", mode[0]);
        s->command.stopped = true;
        return;
    }
    s->prog->set.delivery_mode = mode[0];
    id = name_id_of(s, "{deliveryMode}");
    if (id != 0)
        macro_define(s, id, mode, MACRO_CONFIG);
}

void set_error_mode(struct session *s, const struct setting *o)
{
    if (*o->value != '\0' && strchr("pqmwe", *o->value) != NULL)
        s->prog->set.error_mode = *o->value;
}

void set_super_safe(struct session *s, const struct setting *o)
{
    int c = tolower((unsigned char)*o->value);

    if (c == 'i' || c == 'p')
        s->prog->set.super_safe = c;
    else
        s->prog->set.super_safe = option_bool(o->value);
}

void set_sort_order(struct session *s, const struct setting *o)
{
    if (*o->value == '\0' || strchr("fhmptrsn", tolower((unsigned char)*o->value)) == NULL)
        syserr(s, "Invalid queue sort order \"%s\"", o->value);
}

void set_no_recipient(struct session *s, const struct setting *o)
{
    static const char *const names[] = { "none", "add-to", "add-apparently-to", "add-bcc",
                                         "add-to-undisclosed" };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(o->value, names[i]) == 0)
            return;
    }
    syserr(s, "Invalid NoRecipientAction: %s", o->value);
}

/* A trailing slash says that mail to files may only go there; "/" alone is no change. */
void set_safe_file(struct session *s, const struct setting *o)
{
    size_t n = strlen(o->value);

    while (n > 0 && o->value[n - 1] == '/')
        n--;
    if (n == 0)
        return;
    s->prog->set.safe_file_env = option_keep(s, o->id, arena_strndup(&s->command.work, o->value, n));
}

void set_time_zone(struct session *s, const struct setting *o)
{
    s->prog->set.time_zone = option_keep(s, o->id, o->value);
    s->prog->set.time_zone_set = true;
}

void set_probe(struct session *s, const struct setting *o)
{
    s->prog->set.probe_loopback = strcasecmp(o->value, "loopback") == 0;
    s->prog->set.dont_probe = !s->prog->set.probe_loopback && option_bool(o->value);
}

void set_utf8(struct session *s, const struct setting *o)
{
    if (option_bool(o->value))
        syserr(s, "readcf: option: SmtpUTF8 set but no USE_EAI support");
    else
        warning(s, "Warning: Option: SmtpUTF8 requires USE_EAI support");
}

void set_max_mime(struct session *s, const struct setting *o)
{
    const char *slash = strchr(o->value, '/');
    int field = atoi(o->value), parameter;

    if (field < 0)
        field = 0;
    parameter = slash != NULL ? atoi(slash + 1) : field / 2;
    if (parameter < 0)
        parameter = 0;
    if (field > 0 && field < 128)
        warning(s, "Warning: MaxMimeHeaderLength: header length limit set lower than 128");
    if (parameter > 0 && parameter < 40)
        warning(s, "Warning: MaxMimeHeaderLength: field length limit set lower than 40");
}

void set_max_headers(struct session *s, const struct setting *o)
{
    long n = atol(o->value);

    if (n > 0 && n < 16384)
        warning(s, "Warning: MaxHeadersLength: headers length limit set lower than 16384");
}

/* [port@]address. */
void set_connect_only(struct session *s, const struct setting *o)
{
    const char *at = strchr(o->value, '@'), *address = o->value;
    struct in6_addr six;

    if (at != NULL) {
        if (atoi(o->value) > 65535) {
            syserr(s, "readcf: option ConnectOnlyTo: invalid port %.*s", (int)(at - o->value),
                   o->value);
            return;
        }
        address = at + 1;
    }
    if (inet_addr(address) != INADDR_NONE)
        return;
    if (inet_pton(AF_INET6, strncasecmp(address, "IPv6:", 5) == 0 ? address + 5 : address, &six)
        != 1)
        syserr(s, "readcf: option ConnectOnlyTo: invalid IP address %s", address);
}

/* What an ordinary user may put into a macro: letters, digits and these. */
static bool harmless(char c)
{
    return ((unsigned char)c < 0x80 && isalnum((unsigned char)c))
           || (c != '\0' && strchr("!#$%&'*+-./^_`{|}~", c) != NULL);
}

void macro_clean(char *value)
{
    int n = 0;

    for (const char *p = value; *p != '\0'; p++) {
        if (harmless(*p))
            value[n++] = *p;
    }
    value[n] = '\0';
}

/* "100/5000": the second number is MaxMessageSize. */
void set_min_free(struct session *s, const struct setting *o)
{
    const char *slash = strchr(o->value, '/');

    if (slash != NULL)
        option_keep(s, OPT_MAX_MESSAGE_SIZE, slash + 1);
}

/* M: as a D line, but the value is taken as it stands. */
void set_macro(struct session *s, const struct setting *o)
{
    const char *p = o->value;
    int id = name_id(s, &p);
    char *value;

    if (id == 0)
        return;
    value = arena_strdup(&s->command.work, p);
    if (s->world->uid(s->world->ctx) != 0)
        macro_clean(value);
    macro_define(s, id, value, MACRO_CONFIG);
    origin_macro(s, id, s->file != NULL ? s->line : MACRO_LINE_COMMAND);
}
