/*
 * reasons.c - the first screen of an explanation: facts, not rules.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "explain/ahead.h"
#include "explain/by_hand.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "explain/lay.h"
#include "explain/reasons.h"
#include "explain/rule_words.h"
#include "explain/words.h"
#include "reason/facts.h"
#include "reason/onward.h"
#include "reason/place.h"
#include "reason/run.h"
#include "reason/trouble.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"

enum { LACKS = 4 }; /* classes that are named for one word */

/* What is at hand while an explanation is written. */
struct telling {
    const struct explain *x;
    struct inquiry q;
    struct findings f;
};

/* ---- the answer ------------------------------------------------------------------------------------ */

/* The last line of what was said. */
static void last_said(struct text *t, const char *said)
{
    const char *last = said + strlen(said) - 1;

    while (last > said && last[-1] != '\n')
        last--;
    text_bytes(t, last, strcspn(last, "\n"));
}

/* The maps of which lookups failed for the time being: ": access, mailertable failed for the time being". */
static void put_failed(struct text *t, const struct telling *w)
{
    const char *before = ": ";

    for (int i = 0; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];
        bool again = f->map == NULL || !(f->temporary || f->unusable);

        for (int k = 0; k < i && !again; k++)
            again = w->f.facts[k].map != NULL && (w->f.facts[k].temporary || w->f.facts[k].unusable) && strcmp(w->f.facts[k].map, f->map) == 0;
        if (again)
            continue;
        text_add(t, before);
        fact_label(t, w->x->session, f);
        before = ", ";
    }
    text_add(t, *before == ':' ? ": a lookup failed for the time being" : " failed for the time being");
}

static void resolved_line(struct text *t, const struct telling *w)
{
    const struct run_answer *a = &w->f.answer;
    struct text user = { 0 };

    if (a->mailer == NULL || run_refused(a)) {
        text_add(t, a->mailer == NULL ? "cannot be parsed" : "is refused");
        if (a->said != NULL && *a->said != '\0') {
            text_add(t, ": ");
            last_said(t, a->said);
        }
        return;
    }
    if (a->waits) {
        text_add(t, "waits");
        put_failed(t, w);
        return;
    }
    text_format(t, "goes by %s", a->mailer);
    if (*a->host != '\0') {
        text_add(t, " to ");
        address_plain(t, w->x->session, a->host);
    }
    address_plain(&user, w->x->session, a->user);
    if (user.n > 0 && strcasecmp(text_of(&user), w->x->address) != 0)
        text_format(t, ", for %s", text_of(&user));
    text_free(&user);
}

static void ruleset_line(struct text *t, const struct telling *w)
{
    const struct run_answer *a = &w->f.answer;
    const char *none = w->f.unfinished ? "(nothing yet)" : "(empty)";
    struct text whole = { 0 };

    if (run_refused(a)) {
        text_add(t, strncasecmp(a->workspace + 1, " discard", 8) == 0 ? "discarded" : "refused: ");
        if (strncasecmp(a->workspace + 1, " discard", 8) != 0)
            workspace_error(t, w->x->session, a->workspace); /* what was said on the way is not the reply */
        return;
    }
    workspace_plain(&whole, w->x->session, a->workspace != NULL ? a->workspace : "");
    if (w->q.verdict)
        text_format(t, "nothing against it: %s", whole.n > 0 ? text_of(&whole) : none);
    else
        text_format(t, "%s%s", style_pick(&w->x->style, "→ ", "-> "), whole.n > 0 ? text_of(&whole) : none);
    text_free(&whole);
}

static void answer_line(const struct telling *w)
{
    const struct explain *x = w->x;
    struct text line = { 0 };

    text_add(&line, style_on(&x->style, TONE_BOLD));
    if (x->rules != NULL)
        text_format(&line, "%s ", x->rules);
    text_display(&line, x->session, *x->address != '\0' ? x->address : "(no address)");
    text_add(&line, style_off(&x->style, TONE_BOLD));
    text_add(&line, "  ");
    if (x->rules != NULL || x->mailer != NULL)
        ruleset_line(&line, w);
    else
        resolved_line(&line, w);
    lay_line(x, &line, 4);
    text_free(&line);
}

/* ---- the facts -------------------------------------------------------------------------------------- */

/* A table that fails does so each time: said once. */
static bool failed_before(const struct telling *w, const struct fact *f)
{
    for (const struct fact *g = w->f.facts; f->kind == FACT_RECORD && f->value == NULL && g < f; g++) {
        if (g->kind == FACT_RECORD && g->value == NULL && (g->decides || g->choice > 0) && strcmp(g->map, f->map) == 0)
            return true;
    }
    return false;
}

static bool shown(const struct telling *w, const struct fact *f, bool common_too)
{
    bool one_of_those_that_fail = w->f.answer.waits && f->choice > 0 && f->temporary; /* the answer names them */

    return ((f->decides && (!f->common || common_too) && !f->twin) || f->choice > 0) && !failed_before(w, f) && !one_of_those_that_fail;
}

/* How many of a set are shown: one alone is no choice. */
static int members(const struct telling *w, int set)
{
    int n = 0;

    for (int i = 0; i < w->f.nfacts; i++)
        n += w->f.facts[i].choice == set && shown(w, &w->f.facts[i], false);
    return n;
}

static int count_shown(const struct telling *w, bool common_too)
{
    int n = 0;

    for (int i = 0; i < w->f.nfacts; i++)
        n += shown(w, &w->f.facts[i], common_too);
    return n;
}

/* Several ways to the same answer stand below each other: either this, or that. */
static void add_fact(const struct telling *w, struct lay *l, const struct fact *f, bool *first)
{
    struct text label = { 0 }, says = { 0 }, place = { 0 };

    if (f->choice > 0 && members(w, f->choice) > 1)
        text_add(&label, *first ? "either " : "or ");
    *first = false;
    fact_label(&label, w->x->session, f);
    fact_says(&says, w->x->session, &w->x->style, f, w->x->show_secrets);
    fact_place(&place, w->x->session, f, w->x->mc);
    lay_add(l, text_of(&label), text_of(&says), text_of(&place));
    text_free(&label);
    text_free(&says);
    text_free(&place);
}

static bool names_mailer(const struct telling *w, const struct rule *r)
{
    return rule_describe(r).rhs.n > 0
           && (unsigned char)*session_listed_token(w->x->session, r, 0, true) == MARK_MAILER;
}

/* Has it words of its own, beside the mailer's name? Then it was written for this site. */
static bool has_words(const struct telling *w, const struct rule *r)
{
    struct rule_view v = rule_describe(r);

    for (int side = 0; side < 2; side++) {
        int n = side == 0 ? v.lhs.n : v.rhs.n;

        for (int i = side == 1 && names_mailer(w, r) ? 2 : 0; i < n; i++) {
            const char *token = session_listed_token(w->x->session, r, i, side == 1);
            bool call = i > 0 && (unsigned char)*session_listed_token(w->x->session, r, i - 1, side == 1) == MARK_CALL;

            if (!call && isalnum((unsigned char)token[0]) && isalnum((unsigned char)token[1]))
                return true;
        }
    }
    return false;
}

/* Rules that decide and are the site's: not of the m4 tree, or choosing a mailer by words of their own.
 * Beside facts, only those that name a mailer. */
static bool own_rule(const struct telling *w, const struct rule_used *r, bool m4, bool facts)
{
    char buf[32];
    bool stock = stock_ruleset(session_ruleset_name(w->x->session, r->ruleset, buf));

    if (!r->decides || ((!m4 || stock) && !r->resolves) || (facts && !names_mailer(w, r->rule)))
        return false;
    return !stock || (!facts && !run_refused(&w->f.answer) && has_words(w, r->rule));
}

static void own_rules(const struct telling *w, struct lay *l)
{
    enum { OWN = 4 };
    bool m4 = false, facts = l->n > 0;
    char buf[32];
    int n = 0;

    for (int i = 0; i < w->f.nrules; i++)
        m4 |= stock_ruleset(session_ruleset_name(w->x->session, w->f.rules[i].ruleset, buf));
    for (int i = 0; i < w->f.nrules; i++) {
        const struct rule_used *r = &w->f.rules[i];
        struct text name = { 0 }, says = { 0 }, place = { 0 };

        if (!own_rule(w, r, m4, facts) || ++n > OWN)
            continue;
        text_add(&name, "rule ");
        rule_name(&name, w->x->session, r->ruleset, r->rule);
        rule_words(&says, w->x->session, r->rule);
        if (says.n == 0)
            rule_written(&says, w->x->session, r->rule);
        rule_place(&place, r->rule);
        lay_add(l, text_of(&name), text_of(&says), text_of(&place));
        text_free(&name);
        text_free(&says);
        text_free(&place);
    }
}

static void facts(const struct telling *w)
{
    struct lay l = { 0 };
    bool common_too = count_shown(w, false) == 0 && count_shown(w, true) == 1, first = false;

    for (int i = 0; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];

        if (f->choice == 0 && shown(w, f, common_too))
            add_fact(w, &l, f, &first);
    }
    for (int set = 1; set <= w->f.choices; set++) {
        first = true;
        for (int i = 0; i < w->f.nfacts; i++) {
            if (w->f.facts[i].choice == set && shown(w, &w->f.facts[i], false))
                add_fact(w, &l, &w->f.facts[i], &first);
        }
    }
    own_rules(w, &l);
    /* of those that aliases and the like are asked about, that is not known yet */
    if (l.n == 0 && w->f.answer.mailer != NULL && !run_refused(&w->f.answer) && !w->f.answer.waits
        && !onward_goes_on(w->x->session, w->f.answer.mailer))
        lay_add(&l, "nothing of this site's says otherwise", "", "");
    lay_write(w->x, &l);
    lay_clear(&l);
}

/* ---- what was not there ------------------------------------------------------------------------------ */

/* Where a check refuses, all that was asked is told: one of these would have let it through. */
static bool tells_miss(const struct telling *w, const struct fact *f)
{
    return f->kind == FACT_MISS && !f->unusable && (f->matters || (w->q.verdict && run_refused(&w->f.answer)));
}

/* One table, by whatever names rules ask it; DNS is one, too. */
static bool one_table(const struct fact *a, const struct fact *b)
{
    bool dns = a->cls != NULL && b->cls != NULL && strcmp(a->cls, "host") == 0 && strcmp(b->cls, "host") == 0;

    return dns || strcmp(a->map, b->map) == 0;
}

/* Was the same asked of the same table, from `from` on? */
static bool told_miss(const struct telling *w, int from, int i)
{
    const struct fact *f = &w->f.facts[i];

    for (int k = from; k < i; k++) {
        if (tells_miss(w, &w->f.facts[k]) && one_table(&w->f.facts[k], f) && strcasecmp(w->f.facts[k].key, f->key) == 0)
            return true;
    }
    return false;
}

static void misses_of(const struct telling *w, int from, struct text *line)
{
    const struct fact *first = &w->f.facts[from];
    bool any = false;

    text_add(line, line->n > 0 ? "; " : "");
    fact_label(line, w->x->session, first);
    for (int i = from; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];

        if (!tells_miss(w, f) || !one_table(f, first) || told_miss(w, from, i))
            continue;
        text_add(line, any ? ", " : " ");
        text_display(line, w->x->session, *f->key != '\0' ? f->key : "(nothing)");
        any = true;
    }
}

/* The user's name is not told where the host's, of the same class, is. */
static bool user_beside_host(const struct telling *w, int i)
{
    for (int k = 0; k < i && strchr(w->f.facts[i].key, '.') == NULL; k++) {
        const struct fact *f = &w->f.facts[k];

        if (f->kind == FACT_LACK && f->matters && f->id == w->f.facts[i].id)
            return true;
    }
    return false;
}

/* "$=w, $={VirtHost}: old.example", a word at a time. */
static void lacks(const struct telling *w, struct text *line)
{
    for (int i = 0; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];
        bool before = false;
        int n = 0;

        if (f->kind != FACT_LACK || !f->matters)
            continue;
        for (int k = 0; k < i; k++)
            before |= w->f.facts[k].kind == FACT_LACK && w->f.facts[k].matters
                      && strcasecmp(w->f.facts[k].key, f->key) == 0;
        for (int k = i; k < w->f.nfacts && !before; k++) {
            const struct fact *g = &w->f.facts[k];

            if (g->kind != FACT_LACK || !g->matters || strcasecmp(g->key, f->key) != 0 || user_beside_host(w, k)
                || ++n > LACKS)
                continue;
            text_add(line, n > 1 ? ", " : line->n > 0 ? "; " : "");
            class_named(line, w->x->session, g->id, false, NULL);
        }
        if (!before && n > 0) {
            text_add(line, n > LACKS ? " and others: " : ": ");
            text_display(line, w->x->session, f->key);
        }
    }
}

static void not_in(const struct telling *w)
{
    struct text line = { 0 };

    lacks(w, &line);
    for (int i = 0; i < w->f.nfacts; i++) {
        bool before = false;

        if (!tells_miss(w, &w->f.facts[i]))
            continue;
        for (int k = 0; k < i; k++)
            before |= tells_miss(w, &w->f.facts[k]) && one_table(&w->f.facts[k], &w->f.facts[i]);
        if (!before)
            misses_of(w, i, &line);
    }
    if (line.n > 0)
        lay_entry(w->x, "not in", &line);
    text_free(&line);
}

static void not_set(const struct telling *w)
{
    struct text line = { 0 };

    if (by_hand_unset(&line, w->x->session, &w->f, w->x->shell))
        lay_entry(w->x, "not set", &line);
    text_free(&line);
}

/* ---- what was not asked ------------------------------------------------------------------------------ */

static void because(const struct telling *w, const struct unasked *u, struct text *line)
{
    struct session *s = w->x->session;

    if (u->because != NULL) {
        fact_label(line, s, u->because);
        text_add(line, u->because->kind == FACT_RECORD ? " had answered: " : ": ");
        fact_says(line, s, &w->x->style, u->because, w->x->show_secrets);
    } else if (u->rule != NULL) {
        rule_name(line, s, u->rule->ruleset, u->rule->rule);
        text_add(line, " had decided (");
        rule_place(line, u->rule->rule);
        text_char(line, ')');
    } else if (u->nclasses > 0) {
        text_display(line, s, u->word);
        text_add(line, u->nclasses > 1 ? " is neither in " : " is not in ");
        for (int i = 0; i < u->nclasses; i++) {
            text_add(line, i == 0 ? "" : i == u->nclasses - 1 ? " nor in " : ", ");
            class_named(line, s, u->class_id[i], true, w->x->mc);
        }
    } else {
        text_add(line, "no rule that ran for this address asks it");
    }
}

/* map NULL: all that were not asked. */
static void not_asked(const struct telling *w, const char *map)
{
    for (int i = 0; i < w->f.nunasked; i++) {
        const struct unasked *u = &w->f.unasked[i];
        struct text line = { 0 };
        struct place p;

        if (map != NULL && strcasecmp(u->map, map) != 0)
            continue;
        text_format(&line, "%s has ", u->map);
        text_display(&line, w->x->session, u->key);
        place_of_key(w->x->session, u->map, u->file, u->key, &p);
        if (p.kind == PLACE_LINE) {
            text_add(&line, " (");
            place_text(&line, &p);
            text_char(&line, ')');
        }
        text_add(&line, u->nclasses > 0 ? ", but " : ": ");
        because(w, u, &line);
        lay_entry(w->x, "not asked", &line);
        text_free(&line);
    }
}

/* Tables that could not be opened, each once, with the reason. */
static void troubles(const struct telling *w)
{
    for (int i = 0; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];
        struct text line = { 0 };
        struct trouble t;
        bool before = false;

        for (int k = 0; k < i && f->map != NULL; k++)
            before |= w->f.facts[k].map != NULL && strcmp(w->f.facts[k].map, f->map) == 0;
        if (before || f->map == NULL || !(f->unusable || f->temporary) || !map_trouble(w->x->session, f->map, &t))
            continue;
        text_format(&line, "%s could not be opened: %s%s%s", f->map, t.reason, *t.file != '\0' ? ": " : "", t.file);
        lay_entry(w->x, "not asked", &line);
        text_free(&line);
    }
}

/* Records that were found and made no difference. */
static void no_difference(const struct telling *w)
{
    for (int i = 0; i < w->f.nfacts; i++) {
        const struct fact *f = &w->f.facts[i];
        struct text line = { 0 };

        if (f->kind != FACT_RECORD || f->decides || f->choice > 0 || f->value == NULL || f->file == NULL)
            continue;
        fact_label(&line, w->x->session, f);
        text_char(&line, ' ');
        fact_says(&line, w->x->session, &w->x->style, f, w->x->show_secrets);
        text_add(&line, ": without it the answer is the same");
        lay_entry(w->x, "no matter", &line);
        text_free(&line);
    }
}

/* ---- tables that nothing reads ----------------------------------------------------------------------- */

static bool is_read(const struct telling *w, const char *name)
{
    struct map_view v;

    for (int i = 0; session_map_at(w->x->session, i, &v); i++) {
        const char *base = v.file != NULL ? strrchr(v.file, '/') : NULL;

        if (base != NULL && strncmp(base + 1, name, strlen(name)) == 0)
            return true;
    }
    return false;
}

/* The folder of the first table that a K line names, up to its slash; 0: there is none. */
static size_t folder_of_tables(const struct telling *w, const char **path)
{
    struct map_view v;

    for (int i = 0; session_map_at(w->x->session, i, &v); i++) {
        *path = v.file != NULL ? strchr(v.file, '/') : NULL; /* arguments may stand before it */
        if (*path != NULL && strcmp(v.cls, "implicit") != 0 && strrchr(*path, '/') != *path)
            return (size_t)(strrchr(*path, '/') - *path) + 1;
    }
    return 0;
}

/* Tables of the m4 tree's features in a folder, of which the configuration says nothing. */
static void unread_in(const struct telling *w, const char *folder, size_t n, const char *beside)
{
    static const char *const names[] = { "virtusertable", "mailertable", "genericstable", "domaintable", "access",
                                         "userdb", "bitdomain", "uudomain" };
    char path[4200];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int fd, k = snprintf(path, sizeof path, "%.*s%s.db", (int)n, folder, names[i]);
        struct text line = { 0 };

        if (k < 0 || (size_t)k >= sizeof path || is_read(w, names[i])
            || (fd = session_open_file(w->x->session, path)) < 0)
            continue;
        close(fd);
        text_format(&line, "%s.db lies beside %s, and no K line reads it", names[i], beside);
        lay_entry(w->x, "not asked", &line);
        text_free(&line);
    }
}

static void unread(const struct telling *w)
{
    struct program_figures figures;
    const char *config, *tables;
    size_t n, m;

    if (w->x->rules != NULL || w->x->mailer != NULL)
        return;
    session_figures(w->x->session, &figures);
    config = w->x->mc != NULL ? w->x->mc : figures.file;
    n = config != NULL && strrchr(config, '/') != NULL ? (size_t)(strrchr(config, '/') - config) + 1 : 0;
    m = folder_of_tables(w, &tables);
    if (config != NULL)
        unread_in(w, config, n, "the configuration");
    if (m > 0 && (m != n || strncmp(config, tables, n) != 0))
        unread_in(w, tables, m, "the other tables");
}

/* ---- all of it --------------------------------------------------------------------------------------- */

static void footer(const struct telling *w)
{
    const struct explain *x = w->x;
    const char *rules = x->shell ? "/explain --rules" : "--rules";
    struct text line = { 0 };
    int n = facts_rules(&w->f);

    if (w->f.unfinished) {
        text_add(&line, "not finished: it was interrupted, or takes too long; this is what is known so far");
        lay_line(x, &line, 2);
    }
    if (x->brief)
        return;
    text_add(&line, style_on(&x->style, TONE_FAINT));
    /* of a check that refuses nothing the rules tell more: what it gives back, which nobody looks at */
    if (w->q.verdict && !run_refused(&w->f.answer))
        text_format(&line, "rule by rule: %s; ", rules);
    else if (n > 0)
        text_format(&line, "%d rule%s had a part in it: %s; ", n, n == 1 ? "" : "s", rules);
    text_format(&line, "all that happened: %s", x->shell ? "/trace tree" : "--trace=tree");
    text_add(&line, style_off(&x->style, TONE_FAINT));
    lay_line(x, &line, 2);
    text_free(&line);
}

static void tell(const struct telling *w)
{
    struct text line = { 0 };

    answer_line(w);
    facts(w);
    troubles(w);
    not_in(w);
    not_set(w);
    not_asked(w, NULL);
    no_difference(w);
    unread(w);
    if (w->q.verdict && by_hand_brackets(&line, w->x->session, w->x->rules, w->x->address, run_refused(&w->f.answer)))
        lay_entry(w->x, "note", &line);
    text_free(&line);
    ahead_write(w->x, &w->f.answer);
    footer(w);
}

int reasons_write(const struct explain *x)
{
    struct telling *w = zeroed_or_end(1, sizeof *w);
    int status;

    if (!inquiry_begin(&w->q, x->session, x->rules, x->mailer, x->address)) {
        free(w);
        return 71;
    }
    w->x = x;
    w->q.verdict = run_is_check(x->rules);
    facts_find(&w->q, &w->f);
    if (x->json != NULL)
        explain_json_write(x->json, x, &w->f);
    else
        tell(w);
    status = w->f.answer.status;
    inquiry_end(&w->q);
    facts_clear(&w->f);
    free(w);
    return status;
}

void reasons_unasked(const struct explain *x, const char *map)
{
    struct telling *w = zeroed_or_end(1, sizeof *w);

    if (inquiry_begin(&w->q, x->session, x->rules, x->mailer, x->address)) {
        w->x = x;
        w->q.verdict = run_is_check(x->rules);
        facts_find(&w->q, &w->f);
        not_asked(w, map);
        inquiry_end(&w->q);
        facts_clear(&w->f);
    }
    free(w);
}
