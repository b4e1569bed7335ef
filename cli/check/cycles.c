/*
 * cycles.c - entries of tables and aliases that lead back to themselves.
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
#include "check/cycles.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/traveller.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { STEPS = 64, STEP = 256 };

/* One address on its way. */
struct travelling {
    char step[STEPS][STEP]; /* keys that were found, in their order */
    int n;
    char asked[STEP];
    bool circle;
};

static void hear(void *ctx, struct session *s, const struct event *e)
{
    struct travelling *t = ctx;

    (void)s;
    if (e->kind == EVENT_MAP_BEGIN)
        snprintf(t->asked, sizeof t->asked, "%s", e->key);
    else if (e->kind == EVENT_MAP_RECORD && t->n < STEPS)
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

static void ask(struct check_run *c, const struct source_text *s, int line, const char *key, const char *address,
                struct traveller *t)
{
    struct situation x = { .client = "198.51.100.213", .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                           .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = address };
    struct travelling seen = { .n = 0 };
    struct text circle = { 0 };

    traveller_listen(t, hear, &seen, WANT_MAPS);
    traveller_go(t, &x, s->kind == SOURCE_ALIASES ? WAY_ONWARD : WAY_ROUTE | WAY_ONWARD, NULL);
    traveller_listen(t, NULL, NULL, 0);
    if (seen.circle && is_of(&seen, key) && circle_of(&seen, &circle))
        finding_add(&c->found, BT306, s->path, line, 1, "%s: it goes in circles, and nobody gets the mail", text_of(&circle));
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

void check_cycles(struct check_run *c, struct traveller *t)
{
    char address[1200];
    struct entry_text e;

    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *s = &c->sources[i];

        for (int line = 1; line <= s->nlines && !interrupted; line++) {
            if (s->kind == SOURCE_ALIASES && alias_of(s->lines[line - 1], address, sizeof address))
                ask(c, s, line, address, address, t);
            else if ((s->kind == SOURCE_VIRTUSERTABLE || s->kind == SOURCE_DOMAINTABLE) && source_entry(s, line, &e)
                     && address_of(s, e.key, address, sizeof address))
                ask(c, s, line, e.key, address, t);
        }
    }
}
