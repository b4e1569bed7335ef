/*
 * daemon_ports.c - ports on which a loaded configuration listens: two daemons on one, and one that was left open.
 *
 * sendmail tries ten times for a port that is taken, and then ends, with all its daemons. m4 adds one of its own, for port
 * 587, whatever DAEMON_OPTIONS say, unless it is told not to.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/daemon_ports.h"
#include "check/finding.h"
#include "check/mc_calls.h"
#include "check/source_text.h"
#include "describe.h"

enum { DAEMONS = 64, WORD = 128 };
static const char default_msa[] = "Port=587, Name=MSA, M=E";

/* As its option says; "": it does not. */
struct daemon {
    const char *text;
    char port[WORD], address[WORD], name[WORD], modifiers[WORD];
    bool six, local; /* Family=inet6, or one that has no ports */
};

struct looking {
    const char *path;
    const struct source_text *text;
    struct findings_list *f;
    struct mc_calls calls; /* of an .mc */
    struct daemon list[DAEMONS];
    int n, msa;            /* which of them is m4's own; -1: none */
};

/* Of a key the first letter counts, as sendmail reads it; modifiers are letters whose case counts. */
static void take_item(struct daemon *d, char key, const char *value, size_t n)
{
    char family[WORD];

    if (strchr("Aa", key) != NULL)
        snprintf(d->address, WORD, "%.*s", (int)n, value);
    else if (strchr("Pp", key) != NULL)
        snprintf(d->port, WORD, "%.*s", (int)n, value);
    else if (strchr("Nn", key) != NULL)
        snprintf(d->name, WORD, "%.*s", (int)n, value);
    else if (strchr("Mm", key) != NULL)
        snprintf(d->modifiers, WORD, "%.*s", (int)n, value);
    else if (strchr("Ff", key) != NULL) {
        snprintf(family, WORD, "%.*s", (int)n, value);
        d->six = strcasecmp(family, "inet6") == 0;
        d->local = strcasecmp(family, "local") == 0 || strcasecmp(family, "unix") == 0;
    }
}

static void take_option(void *ctx, const char *name, const char *value)
{
    struct looking *all = ctx;
    struct daemon *d = &all->list[all->n];

    if (strcmp(name, "DaemonPortOptions") != 0 || all->n == DAEMONS)
        return;
    all->n++;
    *d = (struct daemon){ .text = value };
    for (const char *p = value; *p != '\0';) {
        size_t n, equals;

        p += strspn(p, " \t,");
        n = strcspn(p, ",");
        equals = strcspn(p, "=");
        if (equals < n) {
            const char *at = p + equals + 1;

            at += strspn(at, " \t");
            take_item(d, *p, at, at < p + n ? (size_t)(p + n - at) : 0);
        }
        p += n;
    }
}

static const char *port_of(const struct daemon *d)
{
    static const struct {
        const char *name, *number;
    } known[] = { { "", "25" }, { "smtp", "25" }, { "submission", "587" }, { "smtps", "465" }, { "submissions", "465" } };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcasecmp(known[i].name, d->port) == 0)
            return known[i].number;
    }
    return d->port;
}

static bool is_everywhere(const struct daemon *d)
{
    return *d->address == '\0' || strcmp(d->address, "0.0.0.0") == 0 || strcmp(d->address, "::") == 0
           || strcasecmp(d->address, "IPv6:::") == 0;
}

static bool clash(const struct daemon *a, const struct daemon *b)
{
    if (a->local || b->local || strcmp(port_of(a), port_of(b)) != 0)
        return false;
    if (a->six != b->six) /* what listens to all of IPv6 has IPv4 too */
        return is_everywhere(a->six ? a : b);
    return is_everywhere(a) || is_everywhere(b) || strcasecmp(a->address, b->address) == 0;
}

/* The line that says so: of a .cf the option's, of an .mc its DAEMON_OPTIONS, else the first; 0: there is none. */
static int line_of(const struct looking *l, const struct daemon *d)
{
    int line = 0;

    for (int i = 0; l->text->kind == SOURCE_CF && i < l->text->nlines; i++) {
        if (strncasecmp(l->text->lines[i], "O DaemonPortOptions", 19) == 0 && strstr(l->text->lines[i], d->text) != NULL)
            return i + 1;
    }
    for (int i = l->calls.n - 1; i >= 0; i--) {
        const struct mc_call *x = &l->calls.list[i];

        if (strcmp(x->name, "DAEMON_OPTIONS") == 0 && !x->lost && (line == 0 || strcmp(x->arg[0], d->text) == 0))
            line = x->line;
    }
    return line;
}

/* The later of two is the one that finds the port taken; sendmail does without it where it is optional. m4's own is the last, but
 * a person can only change the other one. */
static const struct daemon *taken_by(const struct looking *l, int i)
{
    for (int k = 0; k < i; k++) {
        if (clash(&l->list[k], &l->list[i]) && strchr(l->list[i].modifiers, 'O') == NULL)
            return &l->list[k];
    }
    return l->msa > i && clash(&l->list[i], &l->list[l->msa]) ? &l->list[l->msa] : NULL;
}

static void check_clash(struct looking *l, int i)
{
    const struct daemon *d = &l->list[i], *first = taken_by(l, i);
    int line = line_of(l, d);
    char name[WORD + 20] = "";

    if (first == NULL || i == l->msa)
        return;
    if (*first->name != '\0')
        snprintf(name, sizeof name, " (%s)", first->name);
    if (l->msa >= 0 && first == &l->list[l->msa])
        finding_add(l->f, BT408, l->path, line, line > 0, "m4 adds a daemon for port 587 (MSA), which this one takes, and sendmail ends when it "
                    "starts; FEATURE(`no_default_msa') leaves it out");
    else if (first->six != d->six)
        finding_add(l->f, BT408, l->path, line, line > 0, "a daemon on all addresses of IPv6 has those of IPv4 too, and another one%s has port %s: on "
                    "Linux sendmail ends when it starts, unless net.ipv6.bindv6only is set", name, port_of(d))->level = LEVEL_WARNING;
    else
        finding_add(l->f, BT408, l->path, line, line > 0, "another daemon%s has port %s already: sendmail ends when it starts", name, port_of(d));
}

/* Whoever restricts all that he names may not think of the one that m4 adds. */
static void check_left_open(struct looking *l)
{
    bool restricted = l->n > 1;
    int line = line_of(l, &l->list[0]);

    for (int i = 0; i < l->n; i++) {
        const struct daemon *d = &l->list[i];

        restricted &= i == l->msa || (strcmp(port_of(d), "587") != 0 && (d->local || !is_everywhere(d) || strchr(d->modifiers, 'a') != NULL));
    }
    if (restricted)
        finding_add(l->f, BT111, l->path, line, line > 0, "port 587 is open on every address all the same, and asks for no login: m4 adds a daemon "
                    "for it (MSA); FEATURE(`no_default_msa') leaves it out");
}

void check_daemon_ports(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f)
{
    struct looking l = { .path = conf->path, .text = text, .f = f, .msa = -1 };

    if (text == NULL)
        return;
    if (text->kind == SOURCE_MC)
        mc_calls_read(text, &l.calls);
    session_options_set(s, take_option, &l);
    if (conf->mc && l.n > 0 && strcmp(l.list[l.n - 1].text, default_msa) == 0 && mc_calls_find(&l.calls, "FEATURE", "no_default_msa") == NULL)
        l.msa = l.n - 1;
    for (int i = 0; i < l.n; i++)
        check_clash(&l, i);
    if (l.msa >= 0)
        check_left_open(&l);
    mc_calls_free(&l.calls);
}
