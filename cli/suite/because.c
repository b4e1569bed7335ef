/*
 * because.c - is what a test names a reason of the answer?
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "explain/words.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "show/output.h"
#include "show/text.h"
#include "suite/because.h"
#include "suite/expect.h"
#include "suite/suite.h"

/* The ways in which a fact can be written: as short as it can be, with its value, in words. */
struct ways {
    struct text brief, whole;
    const char *words; /* NULL: none */
};

static void write_fact(struct ways *w, const struct session *s, const struct fact *f)
{
    const char *sign = f->kind == FACT_WORD ? "class" : "macro";
    char buf[32];

    if (f->kind == FACT_RECORD) {
        text_format(&w->brief, "%s ", f->map);
        text_display(&w->brief, s, f->key);
    } else {
        text_format(&w->brief, "%s %s", sign, session_name(s, f->id, true, buf));
        if (f->kind == FACT_WORD) {
            text_char(&w->brief, ' ');
            text_display(&w->brief, s, f->key);
        }
    }
    text_add(&w->whole, text_of(&w->brief));
    if (f->value != NULL) {
        text_add(&w->whole, f->kind == FACT_RECORD ? " => " : " = ");
        text_display(&w->whole, s, f->value);
    }
    w->words = words_of_fact(s, f);
}

/* Blanks, quotes and the braces around a name do not count. */
static bool same_but_braces(const char *a, const char *b)
{
    static const char aside[] = " \t\"{}";

    for (;; a++, b++) {
        a += strspn(a, aside);
        b += strspn(b, aside);
        if (*a == '\0' || *a != *b)
            return *a == *b;
    }
}

static bool means(const struct ways *w, const char *wanted)
{
    return same_but_braces(wanted, text_of(&w->brief)) || same_but_braces(wanted, text_of(&w->whole))
           || (w->words != NULL && strcasecmp(wanted, w->words) == 0);
}

/* The address of a command that is asked about one, and how it is run; false: it is another command. */
static bool asked_of(char *text, const char **rules, const char **mailer, const char **address)
{
    char *p = text + strspn(text, " \t"), *end;

    *rules = *mailer = NULL;
    if (*p == '.' || *p == '=' || *p == '$' || *p == '-' || *p == '#')
        return false;
    end = p + strcspn(p, " \t");
    if (*end == '\0')
        return false;
    *end++ = '\0';
    end += strspn(end, " \t");
    if (*p != '/') {
        *rules = p;
    } else if (strcasecmp(p, "/try") == 0) {
        *mailer = end;
        end += strcspn(end, " \t");
        if (*end == '\0')
            return false;
        *end++ = '\0';
        end += strspn(end, " \t");
    } else if (strcasecmp(p, "/parse") != 0) {
        return false;
    }
    *address = end;
    return *end != '\0';
}

static bool find(const struct expectation *x, struct session *s, const struct findings *f, struct sink *got)
{
    bool found = false, any = false;

    for (int i = 0; i < f->nfacts && !found; i++) {
        const struct fact *one = &f->facts[i];
        struct ways w = { 0 };

        if (one->common || !(one->decides || one->choice > 0))
            continue;
        write_fact(&w, s, one);
        found = means(&w, x->tokens);
        if (!found && !any) {
            sink_add(got, "because ", 8);
            sink_add(got, text_of(&w.whole), w.whole.n);
            any = true;
        }
        text_free(&w.brief);
        text_free(&w.whole);
    }
    if (!any && !found)
        sink_add(got, "ok", 2);
    return found;
}

bool because_holds(const struct expectation *x, const struct deed *d, struct sink *got)
{
    char *text = strdup(d->command != NULL ? d->command : "");
    const char *rules, *mailer, *address;
    struct findings f = { 0 };
    struct inquiry q;
    bool holds = false;

    if (text == NULL || !asked_of(text, &rules, &mailer, &address)
        || !inquiry_begin(&q, d->session, rules, mailer, address)) {
        sink_add(got, "ok", 2);
        free(text);
        return false;
    }
    q.verdict = run_is_check(rules);
    facts_find(&q, &f);
    holds = find(x, d->session, &f, got);
    inquiry_end(&q);
    session_observe(d->session, d->observer);
    facts_clear(&f);
    free(text);
    return holds;
}
