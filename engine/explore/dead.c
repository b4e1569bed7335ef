/*
 * dead.c - rules that no situation can reach, and what is in the way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "describe.h"
#include "engine.h"
#include "explore/dead.h"
#include "explore/shapes.h"
#include "load/header.h"
#include "state/classes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

struct dead_rules {
    struct session *s;
    bool called[MAX_RULESETS];
    bool any;                  /* a rule may call whatever ruleset there is */
    /* of a ruleset what its rules before `next` do */
    int ruleset;
    const struct rule *next;   /* NULL: all of them */
    struct comes *comes;       /* of its rules */
    int callee, calls;         /* of the last one that calls: how many rulesets, and the last of them */
};

/* What a server and its queue ask by name. */
static const char *const asked[] = {
    "0", "1", "2", "3", "4", "5", "check_relay", "check_mail", "check_rcpt", "check_data", "check_eoh", "check_eom", "check_compat",
    "check_vrfy", "check_expn", "check_etrn", "check_other", "tls_client", "tls_server", "tls_rcpt", "tls_srv_features",
    "tls_clt_features", "try_tls", "srv_features", "clt_features", "authinfo", "trust_auth", "queuegroup", "greet_pause", "localaddr"
};

static void call(struct dead_rules *d, int ruleset);

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct dead_rules *d = ctx;

    if (what == MENTIONS_CALL)
        call(d, session_ruleset_named(d->s, name));
    d->any |= what == MENTIONS_ANY;
}

static void call(struct dead_rules *d, int ruleset)
{
    if (ruleset < 0 || ruleset >= MAX_RULESETS || d->called[ruleset])
        return;
    d->called[ruleset] = true;
    for (const struct rule *r = session_first_rule(d->s, ruleset); r != NULL; r = rule_after(r))
        session_rule_mentions(d->s, r, mentioned, d);
}

static void call_check(void *ctx, struct symbol *sym)
{
    struct dead_rules *d = ctx;
    const char *ruleset = header_check_of(sym);

    if (ruleset != NULL)
        call(d, session_ruleset_named(d->s, ruleset));
}

struct dead_rules *dead_rules_new(struct session *s)
{
    struct dead_rules *d = calloc(1, sizeof *d);
    struct mailer_view m;

    if (d == NULL)
        return NULL;
    d->s = s;
    d->ruleset = -1;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        call(d, session_ruleset_named(s, asked[i]));
    for (int i = 0; session_mailer(s, i, &m); i++) {
        call(d, m.se);
        call(d, m.sh);
        call(d, m.re);
        call(d, m.rh);
    }
    symbol_walk(&s->def->symbols, SYM_HEADER, call_check, d);
    return d;
}

void dead_rules_free(struct dead_rules *d)
{
    if (d != NULL)
        free(d->comes);
    free(d);
}

static int empty_class(struct session *s, const struct rule *r)
{
    for (int i = 0; i < r->nlhs; i++) {
        if (r->ops[i].kind == OP_CLASS && session_class_size(s, (int)r->ops[i].id) == 0)
            return (int)r->ops[i].id;
    }
    return 0;
}

static bool wants_mailer(const struct session *s, const struct rule *r)
{
    for (int i = 0; i < r->nlhs; i++) {
        if (token_of(s, r->lhs[i])->mark == MARK_MAILER)
            return true;
    }
    return false;
}

static void note_call(void *ctx, enum mention what, const char *name)
{
    struct dead_rules *d = ctx;

    if (what == MENTIONS_CALL) {
        d->callee = session_ruleset_named(d->s, name);
        d->calls++;
    } else if (what == MENTIONS_ANY) {
        d->calls += 2;
    }
}

/* Up to the rule; rules that are asked for in their order are looked at once. */
static void look_before(struct dead_rules *d, int ruleset, const struct rule *r)
{
    const struct rule *x = d->next;

    while (d->ruleset == ruleset && x != NULL && x != r)
        x = rule_after(x);
    if (d->ruleset != ruleset || x == NULL) { /* it is another one, or before these */
        d->ruleset = ruleset;
        d->next = session_first_rule(d->s, ruleset);
        free(d->comes);
        d->comes = shapes_of_ruleset(d->s, ruleset);
        d->callee = -1;
        d->calls = 0;
    }
    for (; d->next != NULL && d->next != r; d->next = rule_after(d->next)) {
        int callee = d->callee, calls = d->calls;

        d->calls = 0;
        session_rule_mentions(d->s, d->next, note_call, d);
        if (d->calls == 0) {
            d->callee = callee;
            d->calls = calls;
        }
    }
}

struct death dead_rule(struct dead_rules *d, int ruleset, const struct rule *r)
{
    int id;

    if (!d->called[ruleset] && !d->any)
        return (struct death){ .why = DEAD_UNCALLED };
    look_before(d, ruleset, r);
    if (d->comes != NULL && d->comes[r->number - 1].taker != NULL)
        return (struct death){ .why = d->comes[r->number - 1].macro > 0 ? DEAD_MACRO : DEAD_BEHIND,
                               .by = d->comes[r->number - 1].taker, .id = d->comes[r->number - 1].macro };
    id = empty_class(d->s, r);
    if (id > 0)
        return (struct death){ .why = DEAD_CLASS, .id = id };
    if (d->calls == 1 && d->callee >= 0 && session_ruleset_rules(d->s, d->callee) == 0 && wants_mailer(d->s, r))
        return (struct death){ .why = DEAD_CALLEE, .id = d->callee };
    return (struct death){ .why = DEAD_NOT };
}
