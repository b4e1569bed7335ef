/*
 * cycles.c - entries of tables and aliases that lead back to themselves, or out to a host whose MX is this one.
 *
 * Each is asked as mail would ask it. What goes in circles is told by the engine in sendmail's words; the keys that were
 * found on the way are the circle.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/cycles.h"
#include "check/mail_comes_back.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/made_world.h"
#include "explore/traveller.h"
#include "listen/listeners.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { STEPS = 64, STEP = 256 };

/* One address on its way. */
struct travelling {
    char step[STEPS][STEP]; /* keys that were found, in their order */
    int n;
    char asked[STEP];
    bool circle;
    const struct traveller *t;
    unsigned way;           /* of the steps: each begins anew */
};

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct travelling *t = ctx;

    (void)s;
    if (t->circle)
        return;
    if (traveller_way(t->t) != t->way) {
        t->way = traveller_way(t->t);
        t->n = 0;
    }
    if (e->kind == EVENT_MAP_BEGIN)
        snprintf(t->asked, sizeof t->asked, "%s", e->file != NULL ? e->key : ""); /* of a table: DNS leads nowhere */
    else if (e->kind == EVENT_MAP_RECORD && *t->asked != '\0' && t->n < STEPS)
        snprintf(t->step[t->n++], STEP, "%s", t->asked);
    else if (event_of_circle(e))
        t->circle = true;
}

/* The keys from the first that comes twice to its second time; false: none does. */
static bool circle_of(const struct travelling *t, struct text *out)
{
    for (int i = 0; i < t->n; i++) {
        for (int k = i + 1; k < t->n; k++) {
            if (strcasecmp(t->step[i], t->step[k]) != 0)
                continue;
            for (int m = i; m <= k; m++)
                text_format(out, "%s%s", m > i ? " -> " : "", t->step[m]);
            return true;
        }
    }
    return false;
}

/* Is the key one of the circle, and not only on the way to it? */
static bool is_of(const struct travelling *t, const char *key)
{
    int times = 0;

    for (int i = 0; i < t->n; i++)
        times += strcasecmp(t->step[i], key) == 0;
    return times > 1;
}

/* Where one looks. */
struct asking {
    struct check_run *c;
    const struct configuration *conf;
    struct session *names;      /* what DNS is asked by */
    struct traveller *t;
};

static void ask(const struct asking *a, const struct source_text *s, int line, const char *key, const char *address)
{
    struct situation x = { .client = "198.51.100.213", .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                           .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = address };
    struct travelling seen = { .t = a->t };
    struct text circle = { 0 };
    struct arrival end;

    traveller_listen(a->t, hear, &seen, WANT_MAPS);
    traveller_go(a->t, &x, s->kind == SOURCE_ALIASES ? WAY_ONWARD : WAY_ROUTE | WAY_ONWARD, &end);
    traveller_listen(a->t, NULL, NULL, 0);
    if (seen.circle && is_of(&seen, key) && circle_of(&seen, &circle))
        finding_add(&a->c->found, BT306, s->path, line, 1, "%s: it goes in circles, and nobody gets the mail", text_of(&circle));
    else if (mx_leads_back(a->c, a->conf, a->names, end.hop_host))
        finding_add(&a->c->found, BT311, s->path, line, 1,
                    "mail for %s goes to %s, whose MX is this host, and comes back; is that domain to be in $=w?", key, end.hop_host);
    text_free(&circle);
}

/* The address that a key of the table stands for; false: it has none. */
static bool address_of(const struct source_text *s, const char *key, char *out, size_t size)
{
    if (s->kind == SOURCE_VIRTUSERTABLE && strchr(key, '@') != NULL && strchr(key, '*') == NULL) {
        snprintf(out, size, "%s%s", *key == '@' ? "q7x-nobody" : "", key);
        return true;
    }
    if (s->kind != SOURCE_DOMAINTABLE)
        return false;
    snprintf(out, size, "q7x-nobody@%s", key);
    return true;
}

/* The name before a colon; false: the line begins no alias, or one that starts a program. */
static bool alias_of(const char *line, char *out, size_t size)
{
    size_t n = strcspn(line, ": \t\"");

    if (*line == '#' || *line == '\0' || isspace((unsigned char)*line) || n == 0 || n >= size)
        return false;
    snprintf(out, size, "%.*s", (int)n, line);
    return strchr(line, ':') != NULL;
}

static void ask_entries(const struct asking *a, const struct source_text *s)
{
    char address[1200];
    struct entry_text e;

    for (int line = 1; line <= s->nlines && !interrupted; line++) {
        if (s->kind == SOURCE_ALIASES && alias_of(s->lines[line - 1], address, sizeof address))
            ask(a, s, line, address, address);
        else if ((s->kind == SOURCE_VIRTUSERTABLE || s->kind == SOURCE_DOMAINTABLE) && source_entry(s, line, &e)
                 && address_of(s, e.key, address, sizeof address))
            ask(a, s, line, e.key, address);
    }
}

void check_cycles(struct check_run *c, const struct configuration *conf, struct traveller *t)
{
    struct observer quiet = listeners_none();
    struct asking a = { .c = c, .conf = conf, .names = session_new(conf->program, &quiet), .t = t };

    for (int i = 0; i < c->nsources; i++) {
        if (c->sources[i].mine)
            ask_entries(&a, &c->sources[i]);
    }
    session_free(a.names);
}

void check_smart_host(struct check_run *c, const struct configuration *conf, struct session *s)
{
    struct situation x = { .helo = "host." EXPLORE_OUTSIDE, .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE,
                           .recipient = EXPLORE_NOBODY "@else." EXPLORE_OUTSIDE };
    struct made_world *w = made_world_new(conf->program);
    struct traveller *t = w != NULL ? traveller_new(conf->program, made_world(w)) : NULL;
    struct arrival end;

    if (t == NULL)
        out_of_memory();
    traveller_go(t, &x, WAY_ONWARD, &end);
    if (mx_leads_back(c, conf, s, end.hop_host))
        finding_add(&c->found, BT311, conf->path, 0, 0, "mail for strangers goes to %s, whose MX is this host, and comes back; [%s] would "
                    "turn MX off", end.hop_host, end.hop_host);
    traveller_free(t);
    made_world_free(w);
}
