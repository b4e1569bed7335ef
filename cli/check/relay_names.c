/*
 * relay_names.c - names that an .mc gives: hosts to hand mail to, the domain that it hides behind, its own, see relay_names.h.
 *
 * m4 puts each into a macro as it stands, and sendmail finds out, when mail goes there, that nobody has such a name.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/host_mailers.h"
#include "check/host_values.h"
#include "check/relay_names.h"
#include "describe.h"
#include "engine.h"
#include "explain/mc_line.h"
#include "reason/place.h"
#include "show/near.h"
#include "show/text.h"
#include "start/paths.h"

static const struct {
    char macro;
    const char *name;
} relays[] = {
    { 'S', "SMART_HOST" },   { 'H', "MAIL_HUB" },     { 'R', "LOCAL_RELAY" }, { 'L', "LUSER_RELAY" },
    { 'B', "BITNET_RELAY" }, { 'C', "DECNET_RELAY" }, { 'F', "FAX_RELAY" },   { 'Y', "UUCP_RELAY" },
};

struct looking {
    const struct configuration *conf;
    struct session *s;
    struct findings_list *f;
    char macro;
    const char *name, *value;
};

static void tell(const struct looking *l, const char *what, int n, const char *why)
{
    const char *file = l->conf->path;
    struct place p = { 0 };
    int line = 0;

    place_of_macro(l->s, l->macro, &p);
    if (p.kind == PLACE_LINE && l->conf->mc && path_ends_in(p.file, ".m4")) {
        line = mc_line_of(file, l->value, l->name);
    } else if (p.kind == PLACE_LINE) {
        file = configuration_place(l->conf, p.file);
        line = p.line;
    }
    finding_add(l->f, BT210, file, line, line > 0, "%s: %.*s %s", l->name, n, what, why);
}

/* How long the mailer's name is that stands before a colon, which has no dot in it; 0: none stands there. */
static size_t mailer_before(const char *value)
{
    size_t n = strcspn(value, ":.[@ \t,");

    return value[n] == ':' ? n : 0;
}

static void no_mailer(const struct looking *l, const char *name)
{
    struct near near = { .word = name };
    struct mailer_view m;
    struct text why = { 0 };

    text_add(&why, "is no mailer");
    for (int i = 0; session_mailer(l->s, i, &m); i++)
        near_offer(&near, m.name);
    near_tell(&near, &why);
    tell(l, name, (int)strlen(name), text_of(&why));
    text_free(&why);
}

static void look_at_relay(const struct looking *l)
{
    size_t n = mailer_before(l->value), length;
    const char *hosts = l->value + n + (n > 0), *why, *host;
    char mailer[64];

    snprintf(mailer, sizeof mailer, "%.*s", n < sizeof mailer ? (int)n : 0, l->value);
    if (strcasecmp(mailer, "error") == 0)
        return;
    if (*mailer != '\0' && !session_has_mailer(l->s, mailer)) {
        no_mailer(l, mailer);
        return;
    }
    if (n > 0 && !is_host_mailer(l->value, n))
        return; /* local:ann */
    why = odd_hosts(hosts, strlen(hosts), &host, &length);
    if (*hosts == '\0')
        tell(l, l->value, (int)strlen(l->value), "names no host behind the mailer");
    else if (*hosts == '@')
        tell(l, hosts, (int)strlen(hosts), "begins with @, and is no host");
    else if (strrchr(hosts, '[') != NULL && strchr(strrchr(hosts, '['), ']') == NULL)
        tell(l, hosts, (int)strlen(hosts), "has a bracket that is not closed");
    else if (why != NULL)
        tell(l, host, (int)length, why);
}

static void look_at_domain(const struct looking *l)
{
    if (strpbrk(l->value, "@*") != NULL)
        tell(l, l->value, (int)strlen(l->value), "is put behind user@ as it stands, and is no domain");
    else if (strpbrk(l->value, ", \t") != NULL)
        tell(l, l->value, (int)strlen(l->value), "is taken for one domain; MASQUERADE_DOMAIN names those that are hidden");
}

/* The name by which this host greets, and that stands in what it adds to messages. */
static void look_at_own(const struct looking *l)
{
    size_t n = strlen(l->value);

    if (strpbrk(l->value, "@*, \t/") != NULL || *l->value == '.' || l->value[n - 1] == '.')
        tell(l, l->value, (int)n, "is taken as it stands, and is no name of a host");
    else if (strchr(l->value, '.') == NULL)
        tell(l, l->value, (int)n, "is this host's name without its domain: others refuse a HELO and senders like that");
}

/* By a line, and not by what this machine is called. */
static bool is_set(const struct session *s, int macro)
{
    struct place p = { 0 };

    place_of_macro(s, macro, &p);
    return p.kind == PLACE_LINE;
}

/* What is put in later cannot be looked at. */
static bool is_plain(const char *value)
{
    for (; *value != '\0'; value++) {
        if ((unsigned char)*value < ' ' || (unsigned char)*value > '~' || *value == '$')
            return false;
    }
    return true;
}

void check_relay_names(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    struct looking l = { .conf = conf, .s = s, .f = f };

    if (!conf->mc && !conf->made)
        return; /* these macros may mean anything */
    for (size_t i = 0; i < sizeof relays / sizeof relays[0]; i++) {
        l.macro = relays[i].macro;
        l.name = relays[i].name;
        l.value = session_macro_at(s, l.macro);
        if (l.value != NULL && *l.value != '\0' && is_plain(l.value))
            look_at_relay(&l);
    }
    l.macro = 'M';
    l.name = "MASQUERADE_AS";
    l.value = session_macro_at(s, l.macro);
    if (l.value != NULL && is_plain(l.value))
        look_at_domain(&l);
    l.macro = 'j';
    l.name = "confDOMAIN_NAME";
    l.value = session_macro_at(s, l.macro);
    if (l.value != NULL && *l.value != '\0' && is_plain(l.value) && is_set(s, l.macro))
        look_at_own(&l);
}
