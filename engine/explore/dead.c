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
#include "load/header.h"
#include "state/classes.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

struct dead_rules {
    struct session *s;
    bool called[MAX_RULESETS];
    bool any;                  /* a rule may call whatever ruleset there is */
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
    free(d);
}

/* $* or $+ alone, and then the ruleset is left: "$@ ..." or "$#mailer ...". */
static bool takes_everything(const struct rule *r)
{
    return r->nlhs == 1 && r->ops[0].kind == OP_ANY && r->flow == FLOW_RETURN;
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

struct calls {
    struct dead_rules *d;
    int last, n;
};

static void note_call(void *ctx, enum mention what, const char *name)
{
    struct calls *c = ctx;

    if (what == MENTIONS_CALL) {
        c->last = session_ruleset_named(c->d->s, name);
        c->n++;
    } else if (what == MENTIONS_ANY) {
        c->n += 2;
    }
}

struct death dead_rule(struct dead_rules *d, int ruleset, const struct rule *r)
{
    struct death none = { .why = DEAD_NOT };
    struct calls last = { .d = d, .last = -1 };
    int id;

    if (!d->called[ruleset] && !d->any)
        return (struct death){ .why = DEAD_UNCALLED };
    for (const struct rule *x = session_first_rule(d->s, ruleset); x != NULL && x != r; x = rule_after(x)) {
        struct calls c = { .d = d, .last = -1 };

        if (takes_everything(x))
            return (struct death){ .why = DEAD_BEHIND, .by = x };
        session_rule_mentions(d->s, x, note_call, &c);
        if (c.n > 0)
            last = c;
    }
    id = empty_class(d->s, r);
    if (id > 0)
        return (struct death){ .why = DEAD_CLASS, .id = id };
    if (last.n == 1 && last.last >= 0 && session_ruleset_rules(d->s, last.last) == 0 && wants_mailer(d->s, r))
        return (struct death){ .why = DEAD_CALLEE, .id = last.last };
    return none;
}
