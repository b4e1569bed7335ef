/*
 * entry.c - is an entry of a table ever used, and if it is not, what stands before it?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/alike.h"
#include "explore/entry.h"
#include "explore/entry_address.h"
#include "explore/entry_blocker.h"
#include "explore/entry_forms.h"
#include "explore/entry_use.h"
#include "state/session.h"

enum { SURE = 100 };

/* ---- which ways can ask a table at all -------------------------------------------------------------------- */

struct reaching {
    struct entries *e;
    struct session *s;
    bool seen[MAX_RULESETS];
    bool asks;                   /* one of them names the map, or a map whose name is only known when it runs */
};

static void reach(struct reaching *r, int ruleset);

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct reaching *r = ctx;
    struct map_view v;

    if (what == MENTIONS_CALL) {
        reach(r, session_ruleset_named(r->s, name));
    } else if (what == MENTIONS_ANY || (what == MENTIONS_MAP && *name == '\0')) {
        r->asks = true;
    } else if (what == MENTIONS_MAP) {
        for (int i = 0; session_map_at(r->s, i, &v); i++)
            r->asks |= strcasecmp(v.name, name) == 0 && (v.file == NULL || strcmp(v.file, r->e->file) == 0);
    }
}

static void reach(struct reaching *r, int ruleset)
{
    if (ruleset < 0 || ruleset >= MAX_RULESETS || r->seen[ruleset])
        return;
    r->seen[ruleset] = true;
    for (const struct rule *x = session_first_rule(r->s, ruleset); x != NULL; x = rule_after(x))
        session_rule_mentions(r->s, x, mentioned, r);
}

static void reach_mailers(struct reaching *r)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(r->s, i, &m); i++) {
        reach(r, m.se);
        reach(r, m.sh);
        reach(r, m.re);
        reach(r, m.rh);
    }
    for (int i = 0; i <= 4; i++)
        reach(r, i);
}

/* Routing and mailers are part of a dialogue; of the others only those that a name makes known. */
static void find_possible(struct entries *e)
{
    struct reaching r = { .e = e, .s = traveller_session(e->t) };

    reach_mailers(&r);
    reach(&r, session_ruleset_named(r.s, "localaddr"));
    e->possible[0] = e->possible[2] = r.asks;
    for (int i = 0; i < MAX_RULESETS; i++) {
        if (session_has_ruleset(r.s, i))
            reach(&r, i);
    }
    e->possible[1] = e->possible[3] = r.asks;
}

/* ---- the question ----------------------------------------------------------------------------------------- */

/* Of another table nothing is known yet. */
static void begin_table(struct entries *e)
{
    if (strcmp(e->table, e->file) == 0)
        return;
    snprintf(e->table, sizeof e->table, "%s", e->file);
    e->nkinds = e->nknown = e->ncounted = 0;
    if (e->like == NULL)
        alike_make(&e->alike, e->p, traveller_session(e->t), e->file);
    find_possible(e);
}

void entries_table(struct entries *e, const char *file)
{
    e->file = file;
    begin_table(e);
}

/* Entries with one tag and of one shape are used in the same place. */
static struct kind *kind_of(struct entries *e)
{
    int n = access_tag(e->key);
    struct kind *k = e->kinds;

    for (; k < e->kinds + e->nkinds; k++) {
        if (k->shape == entry_shape(e) && strlen(k->tag) == (size_t)n && strncasecmp(k->tag, e->key, (size_t)n) == 0)
            return k;
    }
    if (e->nkinds == KINDS || (size_t)n >= sizeof k->tag)
        return e->kinds;
    e->nkinds++;
    *k = (struct kind){ .shape = entry_shape(e) };
    memcpy(k->tag, e->key, (size_t)n);
    return k;
}

static bool is_used(struct entries *e, int situation, int way, struct entry_answer *out)
{
    if (situation >= e->n || !entry_uses(e, situation, way))
        return false;
    out->end = ENTRY_USED;
    out->witness = e->list[situation];
    return true;
}

static void begin(struct entries *e, const char *file, const char *key, struct entry_answer *out)
{
    *out = (struct entry_answer){ .end = ENTRY_UNREACHED };
    e->file = file;
    e->key = key;
    e->collect = false;
    make_situations(e);
    begin_table(e);
    e->kind = kind_of(e);
    alike_name(e->like != NULL ? &e->like->alike : &e->alike, entry_domain(e), e->domain, sizeof e->domain);
    out->situations = 1;
}

/* One of e->list, in any way. */
static bool one_uses(struct entries *e, struct entry_answer *out)
{
    for (int w = 0; w < WAYS; w++) {
        for (int i = 0; i < e->n; i++) {
            out->situations++;
            if (!is_used(e, i, w, out))
                continue;
            e->kind->situation = i;
            e->kind->way = w;
            return true;
        }
    }
    out->situations = e->n;
    return false;
}

void entries_ask(struct entries *e, const char *file, const char *key, struct entry_answer *out)
{
    begin(e, file, key, out);
    if (is_used(e, e->kind->situation, e->kind->way, out))
        return;
    /* what stood before so many stands before this one */
    if (!known_blocker(e, out, 1, SURE) && !one_uses(e, out) && !other_forms_use(e, out))
        find_blocker(e, out);
}

bool entries_use(struct entries *e, const char *file, const char *key, struct entry_answer *out)
{
    begin(e, file, key, out);
    return is_used(e, e->kind->situation, e->kind->way, out) || one_uses(e, out) || other_forms_use(e, out);
}

struct entries *entries_new(struct program *p, const struct world *w, struct entries *like)
{
    struct entries *e = calloc(1, sizeof *e);

    if (e == NULL)
        return NULL;
    e->p = p;
    e->t = traveller_new(p, w);
    e->facts = calloc(FACTS, sizeof *e->facts);
    if (e->t == NULL || e->facts == NULL) {
        entries_free(e);
        return NULL;
    }
    find_classes(e);
    e->like = like;
    if (like != NULL)
        share_forms(e);
    else
        find_forms(e);
    return e;
}

void entries_free(struct entries *e)
{
    if (e == NULL)
        return;
    traveller_free(e->t);
    forget_forms(e);
    alike_free(&e->alike);
    free(e->facts);
    free(e);
}

struct session *entries_session(struct entries *e)
{
    return traveller_session(e->t);
}
