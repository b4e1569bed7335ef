/*
 * entry_blocker.c - what stands before an entry that nothing uses.
 *
 * What answered in a run is taken away, one after the other; a class that lacks the domain is given it; a rule that chose a
 * mailer is passed over. Where none of it is enough, something that answered for the entry's own domain goes first, and then
 * all is tried again: an address that is rewritten before it comes to a class that lacks it has two things in its way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/entry_blocker.h"
#include "explore/entry_forms.h"
#include "state/classes.h"
#include "state/session.h"

enum { FIRSTS = 4 };

static void note_class(void *ctx, enum mention what, const char *name)
{
    struct entries *e = ctx;
    int id = what == MENTIONS_CLASS ? session_name_find(traveller_session(e->t), name) : 0;

    for (int i = 0; i < e->nclasses; i++) {
        if (e->classes[i] == id)
            return;
    }
    if (id > 0 && e->nclasses < CLASSES)
        e->classes[e->nclasses++] = id;
}

/* A class with a name of its own says more than $=w. */
static int later_first(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

void find_classes(struct entries *e)
{
    struct session *s = traveller_session(e->t);

    for (int n = 0; n < MAX_RULESETS; n++) {
        for (const struct rule *r = session_first_rule(s, n); r != NULL; r = rule_after(r))
            session_rule_mentions(s, r, note_class, e);
    }
    if (e->nclasses > 0)
        qsort(e->classes, (size_t)e->nclasses, sizeof *e->classes, later_first);
}

/* Runs are without e->taken from now on. */
static void take(struct entries *e)
{
    struct taken list[TAKEN_MOST];

    for (int i = 0; i < e->ntaken; i++)
        list[i] = (struct taken){ .kind = e->taken[i].kind, .file = e->taken[i].file, .key = e->taken[i].key,
                                  .id = e->taken[i].id, .rule = e->taken[i].rule };
    traveller_take(e->t, list, e->ntaken);
}

/* Would it be used, were that otherwise too? */
static bool without(struct entries *e, int i, int way, const struct entry_blocker *what)
{
    bool found;

    e->taken[e->ntaken++] = *what;
    take(e);
    found = entry_uses(e, i, way);
    if (!found)
        e->ntaken--;
    take(e);
    return found;
}

/* What need not be otherwise is not named. */
static void leave_needed(struct entries *e, int i, int way)
{
    for (int k = 0; k < e->ntaken && e->ntaken > 1;) {
        struct entry_blocker one = e->taken[k];

        e->ntaken--;
        memmove(&e->taken[k], &e->taken[k + 1], (size_t)(e->ntaken - k) * sizeof one);
        take(e);
        if (entry_uses(e, i, way))
            continue;
        memmove(&e->taken[k + 1], &e->taken[k], (size_t)(e->ntaken - k) * sizeof one);
        e->taken[k++] = one;
        e->ntaken++;
        take(e);
    }
}

/* It is used where all of e->taken is otherwise: that is the answer. */
static void answer(struct entries *e, int i, int way, struct entry_answer *out)
{
    leave_needed(e, i, way);
    out->end = ENTRY_BLOCKED;
    out->witness = e->list[i];
    out->nblockers = e->ntaken;
    memcpy(out->blocker, e->taken, (size_t)e->ntaken * sizeof *e->taken);
    e->ntaken = 0;
    take(e);
}

/* ---- what stood before others ------------------------------------------------------------------------------ */

/* What a known one is counted by: where it is about the domain of the entry, by each of them that is not like another. */
static const char *counted_by(const struct entries *e, const struct known *k)
{
    return k->own[0] ? e->domain : "";
}

/* NULL: it never stood before such an entry. */
static struct counted *count_of(struct entries *e, const struct known *k)
{
    int number = (int)(k - e->known);

    for (int i = 0; i < e->ncounted; i++) {
        if (e->counted[i].known == number && strcasecmp(e->counted[i].domain, counted_by(e, k)) == 0)
            return &e->counted[i];
    }
    return NULL;
}

/* Once more. Of more domains than there is room for each entry is asked about. */
static void count(struct entries *e, const struct known *k)
{
    struct counted *c = count_of(e, k);

    if (c == NULL && e->ncounted < COUNTED && strlen(counted_by(e, k)) < sizeof c->domain) {
        c = &e->counted[e->ncounted++];
        *c = (struct counted){ .known = (int)(k - e->known) };
        strcpy(c->domain, counted_by(e, k));
    }
    if (c != NULL)
        c->times++;
}

/* What may stand before other entries too. */
static void remember(struct entries *e, int i, int way, const struct entry_answer *a)
{
    struct known *k = &e->known[e->nknown];

    if (e->nknown == KNOWN)
        return;
    *k = (struct known){ .n = a->nblockers, .situation = i, .way = way, .shape = entry_shape(e) };
    for (int n = 0; n < k->n; n++) {
        k->what[n] = a->blocker[n];
        k->own[n] = strcasecmp(a->blocker[n].key, entry_domain(e)) == 0;
        if (a->blocker[n].kind != TAKEN_RECORD && !k->own[n])
            return;
    }
    e->nknown++;
    count(e, k);
}

/* Where so many had it, the others of that shape, and of that domain, are not asked about at all. */
static bool fits(struct entries *e, const struct known *k, int least)
{
    const struct counted *c;

    if (k->shape != entry_shape(e) || k->situation >= e->n)
        return false;
    c = least > 1 ? count_of(e, k) : NULL;
    return least == 1 || (c != NULL && c->times >= least);
}

/* In vain, when its turn came. */
static bool was_tried(const struct entries *e, const struct known *k)
{
    return k->situation == e->kind->situation && k->way == e->kind->way;
}

bool known_blocker(struct entries *e, struct entry_answer *out, int size, int least)
{
    for (int n = 0; n < e->nknown; n++) {
        struct known *k = &e->known[n];

        if (k->n != size || !fits(e, k, least) || (least > 1 && !was_tried(e, k) && entry_uses(e, k->situation, k->way)))
            continue;
        e->ntaken = k->n;
        memcpy(e->taken, k->what, sizeof k->what);
        for (int i = 0; i < k->n; i++) {
            if (k->own[i])
                snprintf(e->taken[i].key, sizeof e->taken[i].key, "%s", entry_domain(e));
        }
        take(e);
        if (entry_uses(e, k->situation, k->way)) {
            count(e, k);
            answer(e, k->situation, k->way, out);
            return true;
        }
        e->ntaken = 0;
        take(e);
    }
    return false;
}

/* ---- what stands before this one --------------------------------------------------------------------------- */

/* What answered in its place: the last one first. */
static bool fact_blocks(struct entries *e, int i, int way)
{
    for (int k = e->nfacts - 1; k >= 0; k--) {
        if (without(e, i, way, &e->facts[k]))
            return true;
    }
    return false;
}

/* A class that does not have the domain. */
static bool class_lacks(struct entries *e, int i, int way)
{
    const char *domain = entry_domain(e);
    struct entry_blocker lack = { .kind = GIVEN_WORD };

    if (*domain == '\0' || strchr(domain, '.') == NULL)
        return false;
    snprintf(lack.key, sizeof lack.key, "%s", domain);
    for (int k = 0; k < e->nclasses; k++) {
        lack.id = e->classes[k];
        if (!class_has(traveller_session(e->t), lack.id, domain, strlen(domain)) && without(e, i, way, &lack))
            return true;
    }
    return false;
}

/* A rule that routes the address elsewhere. One that refuses it in a check says little: another sender or client may pass. */
static bool rule_blocks(struct entries *e, int i, int way)
{
    for (int k = e->nrules - 1; way == 0 && k >= 0; k--) {
        if (without(e, i, way, &(struct entry_blocker){ .kind = TAKEN_RULE, .rule = e->rules[k] }))
            return true;
    }
    return false;
}

/* Of one text the other is the end, from a dot on. */
static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return m > 0 && m <= n && strcasecmp(text + n - m, end) == 0 && (m == n || strchr(".@:", text[n - m - 1]) != NULL);
}

/* What answered for the domain of the entry, or for one above or below it, and rules that name it. */
static int firsts(struct entries *e, struct entry_blocker *out)
{
    const char *domain = *entry_domain(e) != '\0' ? entry_domain(e) : own_domain(e);
    int n = 0;

    for (int i = 0; i < e->nrules && n < FIRSTS; i++) {
        if (rule_names_key(e, traveller_session(e->t), e->rules[i]))
            out[n++] = (struct entry_blocker){ .kind = TAKEN_RULE, .rule = e->rules[i] };
    }

    for (int i = 0; i < e->nfacts && n < FIRSTS; i++) {
        if (ends_in(e->facts[i].key, domain) || (strchr(e->facts[i].key, '.') != NULL && ends_in(domain, e->facts[i].key)))
            out[n++] = e->facts[i];
    }
    return n;
}

/* So many things more, and then one. */
static bool blockers(struct entries *e, int i, int way, int more)
{
    struct entry_blocker first[FIRSTS];
    int n;

    e->collect = true;
    entry_uses(e, i, way);
    e->collect = false;
    if (more == 0)
        return fact_blocks(e, i, way) || class_lacks(e, i, way) || rule_blocks(e, i, way);
    n = firsts(e, first);
    for (int k = 0; k < n; k++) {
        e->taken[e->ntaken++] = first[k];
        take(e);
        if (blockers(e, i, way, more - 1))
            return true;
        e->ntaken--;
        take(e);
    }
    return false;
}

/* Is one of e->list used without so many things, and one? */
static bool list_is_blocked(struct entries *e, int more, struct entry_answer *out)
{
    for (int i = 0; i < e->n; i++) {
        for (int way = 0; way < WAYS; way++) {
            if (!e->possible[way] || !blockers(e, i, way, more))
                continue;
            answer(e, i, way, out);
            remember(e, i, way, out);
            return true;
        }
    }
    return false;
}

static bool is_blocked_once(struct entries *e, struct entry_answer *out)
{
    return list_is_blocked(e, 0, out);
}

/* A rule of the configuration that has the key on its left may make something of it in one form alone (`localhost!user'). */
static bool is_named(struct entries *e)
{
    struct session *s = traveller_session(e->t);

    for (int n = 0; n < MAX_RULESETS; n++) {
        for (const struct rule *r = session_first_rule(s, n); r != NULL; r = rule_after(r)) {
            if (rule_names_key(e, s, r))
                return true;
        }
    }
    return false;
}

void find_blocker(struct entries *e, struct entry_answer *out)
{
    for (int more = 0; more < TAKEN_MOST; more++) {
        if (known_blocker(e, out, more + 1, 1) || list_is_blocked(e, more, out))
            return;
    }
    if (is_named(e))
        each_pseudo_form(e, is_blocked_once, out);
}
