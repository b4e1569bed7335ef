/*
 * capitals.c - accounts whose names have capitals, which mail that is sent to them does not find.
 *
 * Without the flag u of its mailer a user's name is made lower case before the account is looked for. Of the names that
 * aliases and virtusertables lead to those are looked at that are accounts as they are written, and none in lower case.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "check/alias_values.h"
#include "check/capitals.h"
#include "check/check.h"
#include "check/configuration.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/traveller.h"
#include "start/interrupt.h"

enum { NAME = 256 };

struct looking {
    struct check_run *c;
    const struct configuration *conf;
    struct traveller *t;
    const struct source_text *s;
};

static bool is_account(const struct configuration *conf, const char *name)
{
    struct user_entry u;
    char buf[8192];

    return conf->world.user_by_name(conf->world.ctx, name, &u, buf, sizeof buf);
}

static void hear(void *ctx, struct session *s, const struct event *e)
{
    bool *unknown = ctx;

    (void)s;
    *unknown |= e->kind == EVENT_DIAGNOSTIC && strstr(e->diag->text, "User unknown") != NULL;
}

/* Is mail for that name refused? */
static bool is_unknown(struct traveller *t, const char *name)
{
    struct situation x = { .client = EXPLORE_FAR, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE,
                           .sender = EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, .recipient = name };
    struct arrival end;
    bool unknown = false;

    traveller_listen(t, hear, &unknown, WANT_MAPS);
    traveller_go(t, &x, WAY_ONWARD, &end);
    traveller_listen(t, NULL, NULL, 0);
    return unknown;
}

/* One address, n bytes; a backslash before it leaves aliases out, and a detail may follow. */
static void look_at(const struct looking *l, int line, int column, const char *address, size_t n)
{
    char name[NAME], account[NAME], lower[NAME];
    size_t length;

    if (n == 0 || n >= NAME)
        return;
    snprintf(name, sizeof name, "%.*s", (int)n, address);
    snprintf(account, sizeof account, "%s", name + (*name == '\\'));
    account[strcspn(account, "+")] = '\0';
    length = strlen(account);
    if (length == 0 || name[strcspn(name, "@|/:%!\"")] != '\0')
        return;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)account[i]);
    if (strcmp(lower, account) != 0 && is_account(l->conf, account) && !is_account(l->conf, lower) && is_unknown(l->t, name))
        finding_add(&l->c->found, BT329, l->s->path, line, column, "the account %s is not found: without the flag u the local mailer looks for %s; "
                    "MODIFY_MAILER_FLAGS(`LOCAL', `+u'), or an account in lower case", account, lower);
}

/* Of a list; quotes around an address are none of it. */
static void look_at_list(const struct looking *l, int line, const char *text, const char *at)
{
    const char *p;
    size_t n;

    while ((p = next_address(&at, &n)) != NULL) {
        bool quoted = n > 1 && *p == '"' && p[n - 1] == '"';

        look_at(l, line, (int)(p - text) + 1 + quoted, p + quoted, quoted ? n - 2 : n);
    }
}

void check_capitals(struct check_run *c, const struct configuration *conf, struct traveller *t)
{
    struct entry_text e;

    for (int i = 0; i < c->nsources; i++) {
        struct looking l = { c, conf, t, &c->sources[i] };

        for (int line = 1; l.s->mine && line <= l.s->nlines && !interrupted; line++) {
            const char *text = l.s->lines[line - 1];

            if (l.s->kind == SOURCE_ALIASES)
                look_at_list(&l, line, text, alias_addresses(text));
            else if (l.s->kind == SOURCE_VIRTUSERTABLE && source_entry(l.s, line, &e))
                look_at_list(&l, line, text, e.value);
        }
    }
}
