/*
 * difference.c - btsh diff: a question that the two sides answer differently, as data, and in words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/fact_text.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "reason/trouble.h"
#include "show/base_name.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/setup.h"
#include "subcommands/diff_end.h"
#include "subcommands/diff_work.h"
#include "subcommands/difference.h"
#include "suite/observed.h"
#include "suite/stage.h"

enum { MOST = 64 }; /* facts of a side */

static char *copy(const char *s)
{
    return s != NULL ? copy_or_end(s) : NULL;
}

/* ---- where the ways part ------------------------------------------------------------------------------ */

static bool same_step(const struct observed_step *a, const struct observed_step *b)
{
    return strcmp(a->ruleset, b->ruleset) == 0 && strcmp(a->text, b->text) == 0;
}

static void keep_step(struct parting_step *to, const struct observed *w, int i)
{
    const struct observed_step *s = i < w->nsteps ? &w->steps[i] : NULL;

    if (s != NULL)
        *to = (struct parting_step){ copy(s->ruleset), copy(s->file), copy(s->text), copy(s->asked), s->line };
}

static void keep_steps(struct difference *x, struct tester *b[SIDES])
{
    const struct observed *old = &b[0]->observed, *new = &b[1]->observed;
    int i = 0;

    while (i < old->nsteps && i < new->nsteps && same_step(&old->steps[i], &new->steps[i]))
        i++;
    x->same_steps = i == old->nsteps && i == new->nsteps;
    /* in a dialogue, a setting ends what the other side goes on with */
    if (x->question == ASK_DIALOGUE && *x->ruleset[0] == '\0' && (i == old->nsteps || i == new->nsteps)) {
        x->same_steps = true;
        return;
    }
    keep_step(&x->step[0], old, i);
    keep_step(&x->step[1], new, i);
}

/* What led on from an address; NULL: ruleset 5, or nothing. */
static char *led_by(struct session *s, const struct recipient *r)
{
    static const char *const words[] = { [LED_ALIAS] = "alias", [LED_LIST] = "list", [LED_FORWARD] = "forward file",
                                         [LED_USERDB] = "user database", [LED_RULES] = NULL };
    struct text t = { 0 };
    struct place p;

    if (r == NULL || words[r->led] == NULL)
        return NULL;
    onward_place(s, r, &p);
    text_add(&t, words[r->led]);
    if (p.kind != PLACE_NONE && r->led == LED_FORWARD)
        text_format(&t, " %s:%d", p.file, p.line);
    else if (p.kind != PLACE_NONE) {
        text_char(&t, ' ');
        place_text(&t, &p);
    }
    return text_take(&t);
}

/* ---- found ---------------------------------------------------------------------------------------------- */

/* How much of "MAP(KEY) => VALUE" tells one cause from another: the map, or the entry that one of the sides has. */
static int told_of(const struct difference *x, const char *asked, bool by_entry)
{
    const char *arrow = strstr(asked, ") => ");
    bool found = false;

    for (int side = 0; side < SIDES; side++) {
        const char *value = x->step[side].asked != NULL ? strstr(x->step[side].asked, ") => ") : NULL;

        found |= value != NULL && strcmp(value, ") => not found") != 0 && strcmp(value, ") => no answer for the moment") != 0;
    }
    return by_entry && found && arrow != NULL ? (int)(arrow - asked) + 1 : (int)strcspn(asked, "(");
}

/* A file of the m4 tree is known by its name, as explanations have it; of a person's files there may be two of a name. */
static const char *file_name(const char *file)
{
    return path_ends_in(file, ".m4") ? base_name(file) : file;
}

static void put_place(struct text *t, const struct difference *x, const struct parting_step *s, bool by_entry)
{
    if (s->ruleset == NULL)
        text_add(t, "nothing more");
    else
        text_format(t, "%s %s:%d%s%.*s", s->ruleset, file_name(s->file), s->line, s->asked != NULL ? " and map " : "",
                    s->asked != NULL ? told_of(x, s->asked, by_entry) : 0, s->asked != NULL ? s->asked : "");
}

static char *cause_of(const struct difference *x, bool by_entry)
{
    bool led = x->by[0] != NULL || x->by[1] != NULL;
    struct text t = { 0 };

    text_format(&t, "%s: ", question_names[x->question]);
    if (x->same_steps && !led) {
        text_add(&t, x->question == ASK_END        ? "users, files or names of the host"
                     : x->question == ASK_DIALOGUE ? "settings, users or files of the host"
                                                   : "the mailers' own settings");
        return text_take(&t);
    }
    for (int side = 0; side < SIDES; side++) {
        text_add(&t, side > 0 ? ", " : "");
        if (x->by[side] != NULL)
            text_add(&t, x->by[side]);
        else
            put_place(&t, x, &x->step[side], by_entry);
    }
    return text_take(&t);
}

static bool ends_differ(struct tester *b[SIDES], struct answers a[SIDES], struct difference *x)
{
    const struct recipient *at[SIDES];

    if (strcmp(a[0].text[ASK_ROUTE], a[1].text[ASK_ROUTE]) != 0)
        return false; /* told already, by its route */
    for (int side = 0; side < SIDES; side++)
        x->answer[side] = ends_only_in(b[side]->session, &a[side].end, &a[!side].end);
    if (x->answer[0] == NULL && x->answer[1] == NULL)
        return false;
    ends_parting(&a[0].end, &a[1].end, at);
    for (int side = 0; side < SIDES; side++) {
        x->user[side] = at[side] != NULL ? copy(at[side]->user) : NULL;
        x->by[side] = led_by(b[side]->session, at[side]);
    }
    return true;
}

/* The first step of the dialogues in which one side objects, and the ruleset: where the other does not, its own. */
static void meet(struct difference *x, const struct answers a[SIDES])
{
    x->step_of_dialogue = a[0].step < a[1].step ? a[0].step : a[1].step;
    for (int side = 0; side < SIDES; side++) {
        const struct answers *by = a[side].step == x->step_of_dialogue ? &a[side] : &a[!side];

        snprintf(x->ruleset[side], sizeof x->ruleset[side], "%s", by->ruleset);
    }
}

static struct point point_of(const struct difference *x, int side)
{
    return (struct point){ x->question, x->mailer[side], x->user[side], x->step_of_dialogue, x->ruleset[side] };
}

bool difference_find(const struct diff *d, struct tester *b[SIDES], struct answers a[SIDES], const struct pair *p,
                     enum question q, struct difference *out)
{
    *out = (struct difference){ .question = q };
    if (q == ASK_END && !ends_differ(b, a, out)) {
        difference_free(out);
        return false;
    }
    if (q != ASK_END && strcmp(a[0].text[q], a[1].text[q]) == 0)
        return false;
    meet(out, a);
    for (int side = 0; side < SIDES; side++) {
        struct point at;

        snprintf(out->mailer[side], sizeof out->mailer[side], "%s", a[side].mailer);
        if (q != ASK_END)
            out->answer[side] = copy(a[side].text[q]);
        at = point_of(out, side);
        ask_again(b[side], d->stage[side], p, &at);
    }
    keep_steps(out, b);
    out->cause = cause_of(out, d->by_entry);
    return true;
}

/* ---- facts ---------------------------------------------------------------------------------------------- */

/* Those that decide, in words. */
struct told {
    struct deciding list[MOST];
    const struct fact *fact[MOST];
    int n;
};

static void tell_facts(const struct diff *d, int side, struct session *s, const struct findings *f, struct told *t)
{
    const struct style plain = { .utf8 = false };
    const char *mc = d->stage[side]->compiled != NULL ? d->stage[side]->setup->config : NULL;

    for (int i = 0; i < f->nfacts && t->n < MOST; i++) {
        struct text label = { 0 }, says = { 0 }, place = { 0 };

        if (!f->facts[i].decides || f->facts[i].common || f->facts[i].twin)
            continue;
        fact_label(&label, s, &f->facts[i]);
        fact_says(&says, s, &plain, &f->facts[i], d->run->args.show_secrets);
        fact_place(&place, s, &f->facts[i], mc);
        if (!d->run->args.show_secrets)
            secrets_mask(&says, s);
        t->fact[t->n] = &f->facts[i];
        t->list[t->n++] = (struct deciding){ text_take(&label), text_take(&says), text_take(&place), NULL };
    }
}

static bool has(const struct told *t, const struct deciding *x)
{
    for (int i = 0; i < t->n; i++) {
        if (strcmp(t->list[i].label, x->label) == 0 && strcmp(t->list[i].says, x->says) == 0)
            return true;
    }
    return false;
}

static void deciding_free(struct deciding *x)
{
    free(x->label);
    free(x->says);
    free(x->place);
    *x = (struct deciding){ .label = NULL };
}

/* Those of a side that the other has not. */
static void keep_facts(const struct diff *d, int side, struct session *s, const struct told t[SIDES], struct difference *x)
{
    const struct explain plain = { .session = s, .show_secrets = d->run->args.show_secrets };

    for (int i = 0; i < t[side].n && x->nfacts[side] < FACTS_TOLD; i++) {
        const struct deciding *one = &t[side].list[i];

        if (!has(&t[!side], one))
            x->fact[side][x->nfacts[side]++] = (struct deciding){
                copy(one->label), copy(one->says), copy(one->place),
                d->json != NULL ? explain_json_fact(d->json, &plain, t[side].fact[i]) : NULL };
    }
}

static void note_unasked(struct session *s, const struct findings *f, struct failed_lookup *out)
{
    const struct fact *one = passing_trouble(s, f);

    if (one == NULL)
        return;
    out->is = true;
    snprintf(out->map, sizeof out->map, "%s", one->map);
    snprintf(out->key, sizeof out->key, "%s", one->key != NULL ? one->key : "");
}

void difference_facts(const struct diff *d, struct tester *b[SIDES], const struct pair *p, struct difference *x)
{
    struct told *t = zeroed_or_end(SIDES, sizeof *t);
    struct findings f[SIDES] = { { .nfacts = 0 }, { .nfacts = 0 } };

    for (int side = 0; side < SIDES; side++) {
        const struct point at = point_of(x, side);
        struct inquiry q;

        if (!ask_why(b[side], d->stage[side], p, &at, &q))
            continue;
        facts_find(&q, &f[side]);
        inquiry_end(&q);
        tell_facts(d, side, b[side]->session, &f[side], &t[side]);
        note_unasked(b[side]->session, &f[side], &x->unasked[side]);
    }
    for (int side = 0; side < SIDES && !x->unasked[0].is && !x->unasked[1].is; side++)
        keep_facts(d, side, b[side]->session, t, x);
    for (int side = 0; side < SIDES; side++) {
        for (int i = 0; i < t[side].n; i++)
            deciding_free(&t[side].list[i]);
        facts_clear(&f[side]);
    }
    free(t);
}

/* ---- in words ------------------------------------------------------------------------------------------- */

static const char marks[SIDES] = { '-', '+' };

/* A line each. */
static void put_answer(struct text *t, char mark, const char *answer)
{
    for (const char *p = answer; p != NULL; p = strchr(p, '\n'), p = p != NULL ? p + 1 : NULL)
        text_format(t, "    %c %.*s\n", mark, (int)strcspn(p, "\n"), p);
}

static void put_step(struct text *t, char mark, const struct parting_step *s)
{
    if (s->ruleset == NULL)
        text_format(t, "    %c nothing more is done\n", mark);
    else
        text_format(t, "    %c %s %s:%d gives %.2000s%s%.2000s\n", mark, s->ruleset, file_name(s->file), s->line, s->text,
                    s->asked != NULL ? "; it asked " : "", s->asked != NULL ? s->asked : "");
}

static void put_parting(struct text *t, const struct difference *x)
{
    bool led = x->by[0] != NULL || x->by[1] != NULL;

    if (x->same_steps && !led) {
        text_add(t, x->question == ASK_END        ? "    rules and aliases do the same; users, files or names of the host part\n"
                    : x->question == ASK_DIALOGUE ? "    the rules do the same; settings, users or files of the host part\n"
                                                  : "    the rules do the same; the mailers' own settings part\n");
        return;
    }
    text_add(t, "    the ways part");
    if (led)
        text_format(t, " at %s", x->user[0] != NULL ? x->user[0] : x->user[1]);
    text_add(t, ":\n");
    for (int side = 0; side < SIDES; side++) {
        if (x->by[side] != NULL)
            text_format(t, "    %c %s\n", marks[side], x->by[side]);
        else
            put_step(t, marks[side], &x->step[side]);
    }
}

void difference_text(const struct difference *x, struct sink *out)
{
    struct text t = { 0 };

    text_format(&t, "  %s\n", question_names[x->question]);
    for (int side = 0; side < SIDES; side++)
        put_answer(&t, marks[side], x->answer[side]);
    put_parting(&t, x);
    if (x->nfacts[0] + x->nfacts[1] > 0)
        text_add(&t, "    what decides:\n");
    for (int side = 0; side < SIDES; side++) {
        for (int i = 0; i < x->nfacts[side]; i++) {
            const struct deciding *f = &x->fact[side][i];

            text_format(&t, "    %c %s  %s%s%s\n", marks[side], f->label, f->says, *f->place != '\0' ? "  " : "", f->place);
        }
    }
    sink_add(out, text_of(&t), t.n);
    text_free(&t);
}

void difference_free(struct difference *x)
{
    for (int side = 0; side < SIDES; side++) {
        free(x->answer[side]);
        free(x->user[side]);
        free(x->by[side]);
        free(x->step[side].ruleset);
        free(x->step[side].file);
        free(x->step[side].text);
        free(x->step[side].asked);
        for (int i = 0; i < x->nfacts[side]; i++)
            deciding_free(&x->fact[side][i]);
    }
    free(x->cause);
    *x = (struct difference){ 0 };
}
