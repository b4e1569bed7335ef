/*
 * explain.c - why an address goes where it goes; the rules that had a part in it, one after the other.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/explain.h"
#include "explain/lay.h"
#include "explain/reasons.h"
#include "explain/rule_words.h"
#include "explain/source_line.h"
#include "explain/trial.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { NOT_ASKED_LINES = 4, IN_VAIN = 4, LONGEST = 240, HANGING = 4 };

/* A long text as its two ends. */
static void shortened(struct text *t, const char *s)
{
    size_t n = strlen(s);

    if (n <= LONGEST) {
        text_add(t, s);
        return;
    }
    text_bytes(t, s, LONGEST / 2);
    text_format(t, " ... (%zu letters) ... ", n - LONGEST);
    text_add(t, s + n - LONGEST / 2);
}

static void line_out(const struct explain *x, struct text *line)
{
    if (x->style.width > 0) {
        lay_line(x, line, HANGING);
        return;
    }
    if (!x->show_secrets)
        secrets_mask(line, x->session);
    text_char(line, '\n');
    out_printable(x->out, line->s, line->n, SHOWN_PRINTABLE);
    text_clear(line);
}

static void toned(const struct explain *x, struct text *line, enum tone tone, const char *s)
{
    text_add(line, style_on(&x->style, tone));
    text_add(line, s);
    text_add(line, style_off(&x->style, tone));
}

static void step_name(const struct explain *x, struct text *t, const struct trial_step *step)
{
    rule_name(t, x->session, step->ruleset, step->rule);
}

/* ---- what mattered ------------------------------------------------------------------------------- */

/* A map that was not asked, and what had answered before. */
struct not_asked {
    char map[64];
    struct text why;
};

struct findings {
    struct trial base;
    struct not_asked list[NOT_ASKED_LINES];
    int n;
    int undecided;   /* rules that could not be tried: interrupted, or the budget was spent */
};

static bool asked(const struct trial *t, const char *map)
{
    for (int i = 0; i < t->nlookups; i++) {
        if (strcmp(t->lookups[i].map, map) == 0)
            return true;
    }
    return false;
}

/* Maps that are asked in `other` only: `why` says what kept them from it. */
static void note_not_asked(struct findings *f, const struct trial *other, const char *why)
{
    for (int i = 0; i < other->nlookups && f->n < NOT_ASKED_LINES; i++) {
        const struct trial_lookup *l = &other->lookups[i];
        bool known = asked(&f->base, l->map) || strcmp(l->cls != NULL ? l->cls : "", "macro") == 0;

        for (int k = 0; k < f->n && !known; k++)
            known = strcmp(f->list[k].map, l->map) == 0;
        if (known || strlen(l->map) >= sizeof f->list[0].map)
            continue;
        strcpy(f->list[f->n].map, l->map);
        text_add(&f->list[f->n++].why, why);
    }
}

static bool differs(const struct trial *a, const struct trial *b)
{
    return strcmp(text_of(&a->answer), text_of(&b->answer)) != 0;
}

/* A lookup of the base run again without its answer. */
static void try_lookup(struct trial_of *of, struct findings *f, int i)
{
    struct trial_lookup *l = &f->base.lookups[i];
    struct text why = { 0 };
    struct trial t = { 0 };

    for (int k = 0; k < i; k++) {
        const struct trial_lookup *before = &f->base.lookups[k];

        if (strcmp(before->map, l->map) == 0 && strcmp(before->key, l->key) == 0) {
            l->decisive = before->decisive;
            return;
        }
    }
    if ((l->value == NULL && l->status != 75) || l->unusable || strcmp(l->cls, "macro") == 0)
        return;
    trial_run(of, NULL, l, &t);
    l->decisive = !t.stopped && differs(&f->base, &t);
    if (l->decisive && !t.stopped) {
        text_format(&why, "%s had %s", l->map, l->value != NULL ? "answered" : "failed");
        if (l->step >= 0) {
            text_add(&why, " (");
            rule_place(&why, f->base.steps[l->step].rule);
            text_char(&why, ')');
        }
        note_not_asked(f, &t, text_of(&why));
    }
    text_free(&why);
    trial_clear(&t);
}

/* A rule of the base run taken away. */
static void try_rule(const struct explain *x, struct trial_of *of, struct findings *f, int i)
{
    struct trial_step *step = &f->base.steps[i];
    struct text why = { 0 };
    struct trial t = { 0 };

    for (int k = 0; k < i; k++) {
        if (f->base.steps[k].rule == step->rule) {
            step->decisive = f->base.steps[k].decisive;
            return;
        }
    }
    trial_run(of, step->rule, NULL, &t);
    if (t.stopped)
        f->undecided++;
    step->decisive = !t.stopped && differs(&f->base, &t);
    if (step->decisive && step->resolved) {
        step_name(x, &why, step);
        text_add(&why, " had decided (");
        rule_place(&why, step->rule);
        text_char(&why, ')');
        note_not_asked(f, &t, text_of(&why));
    }
    text_free(&why);
    trial_clear(&t);
}

static void find(const struct explain *x, struct trial_of *of, struct findings *f)
{
    trial_run(of, NULL, NULL, &f->base);
    if (f->base.stopped)
        return;
    for (int i = 0; i < f->base.nlookups && !interrupted; i++)
        try_lookup(of, f, i);
    for (int i = 0; i < f->base.nsteps && !interrupted; i++)
        try_rule(x, of, f, i);
}

/* ---- what is written ------------------------------------------------------------------------------- */

static void lookup_line(const struct explain *x, const struct trial_lookup *l)
{
    struct text line = { 0 }, where = { 0 };

    text_add(&line, "    ");
    toned(x, &line, TONE_BOLD, l->map);
    text_format(&line, " \"%s\" = ", l->key);
    if (l->value != NULL) {
        text_add(&line, style_on(&x->style, TONE_GOOD));
        text_format(&line, "\"%s\"", l->value);
        text_add(&line, style_off(&x->style, TONE_GOOD));
    } else {
        toned(x, &line, TONE_BAD, "failed for the time being");
    }
    if (l->file != NULL && (x->sources || strcmp(l->cls, "text") == 0))
        source_line(&where, x->session, l->file, l->key);
    if (where.n > 0)
        text_format(&line, "  (%s %s)", l->cls, text_of(&where));
    else
        text_format(&line, "  (%s%s%s)", l->cls, l->file != NULL ? " " : "",
                    l->file != NULL ? l->file : "");
    line_out(x, &line);
    text_free(&line);
    text_free(&where);
}

/* The rule, its captures, its result: on one line if they fit. */
static void step_line(const struct explain *x, const struct trial_step *step, int times)
{
    struct text head = { 0 }, tail = { 0 }, name = { 0 }, words = { 0 };
    bool fits;

    step_name(x, &name, step);
    toned(x, &head, TONE_RULE, text_of(&name));
    text_add(&head, "  ");
    rule_place(&head, step->rule);
    text_add(&head, "  ");
    rule_written(&head, x->session, step->rule);
    rule_words(&words, x->session, step->rule);
    if (words.n > 0)
        text_format(&head, "  (%s)", text_of(&words));
    if (times > 1)
        text_format(&head, "  (%d times)", times);
    if (step->captures != NULL && *step->captures != '\0') {
        shortened(&tail, step->captures);
        text_char(&tail, ' ');
    }
    text_add(&tail, style_pick(&x->style, "→ ", "-> "));
    shortened(&tail, step->result != NULL ? step->result : "(abandoned)");
    fits = x->style.width == 0 || head.n + tail.n + 2 <= (size_t)x->style.width;
    if (fits) {
        text_add(&head, "  ");
        text_add(&head, text_of(&tail));
        line_out(x, &head);
    } else {
        line_out(x, &head);
        text_add(&head, "    ");
        text_add(&head, text_of(&tail));
        line_out(x, &head);
    }
    text_free(&head);
    text_free(&tail);
    text_free(&name);
    text_free(&words);
}

/* Steps that follow each other by the same rule are one. */
static int repeated(const struct trial *t, int i)
{
    int n = 1;

    while (i + n < t->nsteps && t->steps[i + n].rule == t->steps[i].rule
           && t->steps[i + n].depth == t->steps[i].depth)
        n++;
    return n;
}

static bool mattered(const struct trial *t, int i)
{
    if (t->steps[i].decisive)
        return true;
    for (int k = 0; k < t->nlookups; k++) {
        if (t->lookups[k].step == i && t->lookups[k].decisive)
            return true;
    }
    return false;
}

static void chain(const struct explain *x, const struct trial *t)
{
    for (int i = 0; i < t->nsteps; i++) {
        int n = repeated(t, i), last = i + n - 1;

        if (t->steps[i].decisive) {
            struct trial_step one = t->steps[last];

            one.captures = t->steps[i].captures;
            step_line(x, &one, n);
        }
        for (int k = 0; k < t->nlookups; k++) {
            if (t->lookups[k].decisive && t->lookups[k].step >= i && t->lookups[k].step <= last)
                lookup_line(x, &t->lookups[k]);
        }
        i = last;
    }
}

/* True if the same was asked at or behind the lookup `from`. */
static bool asked_before(const struct trial *t, int from, int k)
{
    const struct trial_lookup *m = &t->lookups[k];

    for (int i = from; i < k; i++) {
        if (strcmp(t->lookups[i].map, m->map) == 0 && strcmp(t->lookups[i].key, m->key) == 0
            && t->lookups[i].value == NULL)
            return true;
    }
    return false;
}

/* Lookups that found nothing, by map: `found nothing: access "a" "b"; mailertable "c"'. */
static void in_vain(const struct explain *x, const struct trial *t)
{
    struct text line = { 0 };

    for (int i = 0; i < t->nlookups; i++) {
        const struct trial_lookup *l = &t->lookups[i];
        bool first = true;
        int keys = 0;

        for (int k = 0; k < i; k++)
            first &= strcmp(t->lookups[k].map, l->map) != 0 || t->lookups[k].value != NULL;
        if (!first || l->value != NULL || l->decisive)
            continue;
        text_add(&line, line.n == 0 ? "found nothing: " : "; ");
        text_add(&line, l->map);
        if (l->unusable) {
            text_add(&line, " (could not be opened)");
            continue;
        }
        for (int k = i; k < t->nlookups; k++) {
            const struct trial_lookup *m = &t->lookups[k];

            if (strcmp(m->map, l->map) != 0 || m->value != NULL || asked_before(t, i, k)
                || ++keys > IN_VAIN)
                continue;
            text_format(&line, " \"%s\"%s", m->key,
                        m->status == 75 ? " (failed for the time being)" : "");
        }
        if (keys > IN_VAIN)
            text_format(&line, " and %d more", keys - IN_VAIN);
    }
    if (line.n > 0)
        line_out(x, &line);
    text_free(&line);
}

static void place(const struct explain *x, struct text *line, const struct trial_step *step)
{
    step_name(x, line, step);
    text_add(line, " (");
    rule_place(line, step->rule);
    text_add(line, ")");
}

/* The rule that chose the mailer, where another would do the same; or the last one, where none did
 * and no single rule is to blame. They decide nothing, but people look for them. */
static void chosen_anyway(const struct explain *x, const struct trial *t)
{
    bool failed = t->errors.n > 0, any = false;
    struct text line = { 0 };
    int last = -1;

    for (int i = 0; i < t->nsteps; i++) {
        last = t->steps[i].resolved ? i : last;
        any |= t->steps[i].decisive;
    }
    if (last >= 0 && !t->steps[last].decisive) {
        text_add(&line, "the mailer was chosen at ");
        place(x, &line, &t->steps[last]);
        if (failed) {
            text_add(&line, ": ");
            shortened(&line, t->steps[last].result);
        } else {
            text_add(&line, ", but without that rule another one chooses the same");
        }
        line_out(x, &line);
    } else if (last < 0 && failed && !any && t->nsteps > 0) {
        text_add(&line, "no rule chose a mailer; the last one that matched, ");
        place(x, &line, &t->steps[t->nsteps - 1]);
        text_add(&line, ", left ");
        shortened(&line, t->steps[t->nsteps - 1].result);
        line_out(x, &line);
    } else if (failed && t->nsteps == 0 && t->tried > 0) {
        text_add(&line, "no rule chose a mailer, and none matched");
        line_out(x, &line);
    }
    text_free(&line);
}

static void counts(const struct explain *x, const struct findings *f)
{
    struct text line = { 0 };
    long idle = f->base.matched - f->base.nsteps;

    for (int i = 0; i < f->base.nsteps; i++)
        idle += !mattered(&f->base, i);
    text_add(&line, style_on(&x->style, TONE_FAINT));
    text_format(&line, "%ld rule%s tried in vain", f->base.tried - f->base.matched,
                f->base.tried - f->base.matched == 1 ? "" : "s");
    if (idle > 0)
        text_format(&line, "; %ld matched, and the answer is the same without any one of them", idle);
    text_add(&line, style_off(&x->style, TONE_FAINT));
    line_out(x, &line);
    if (f->undecided > 0) {
        text_format(&line, "not finished: whether %d more rule%s mattered would take too long to find out",
                    f->undecided, f->undecided == 1 ? "" : "s");
        line_out(x, &line);
    }
    text_free(&line);
}

/* What was said, each text once. */
static void errors(const struct explain *x, const struct trial *t)
{
    const char *all = text_of(&t->errors), *p = all;
    struct text line = { 0 };

    while (*p != '\0') {
        size_t n = strcspn(p, "\n") + 1;
        const char *first = all;

        text_bytes(&line, p, n - 1);
        while (first < p && strncmp(first, p, n) != 0)
            first += strcspn(first, "\n") + 1;
        if (first == p)
            line_out(x, &line);
        text_clear(&line);
        p += n;
    }
    text_free(&line);
}

/* The rules and lookups without which the answer would be another one. */
static int explain_by_rules(const struct explain *x)
{
    struct findings *f = zeroed_or_end(1, sizeof *f);
    struct text line = { 0 };
    struct trial_of of;
    int status;

    trial_begin(&of, x->session, x->rules, x->address);
    of.mailer = x->mailer;
    find(x, &of, f);
    text_display(&line, x->session, *x->address != '\0' ? x->address : "(no address)");
    text_add(&line, style_pick(&x->style, " → ", " -> "));
    toned(x, &line, TONE_BOLD, f->base.answer.n > 0 ? text_of(&f->base.answer) : "no answer");
    line_out(x, &line);
    errors(x, &f->base);
    chain(x, &f->base);
    in_vain(x, &f->base);
    for (int i = 0; i < f->n; i++) {
        text_format(&line, "%s was not asked: %s", f->list[i].map, text_of(&f->list[i].why));
        line_out(x, &line);
        text_free(&f->list[i].why);
    }
    if (f->base.stopped) {
        text_add(&line, "not finished: interrupted, or too many rules were tried");
        line_out(x, &line);
    } else {
        if (x->mailer == NULL)
            chosen_anyway(x, &f->base);
        counts(x, f);
    }
    status = f->base.status;
    trial_end(&of);
    trial_clear(&f->base);
    text_free(&line);
    free(f);
    return status;
}

int explain_address(const struct explain *x)
{
    return x->by_rules && x->json == NULL ? explain_by_rules(x) : reasons_write(x);
}
