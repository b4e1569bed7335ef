/*
 * by_hand.c - what whoever runs a ruleset by hand should know: macros that a server would have set, and how it
 * would write the address.
 */
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "explain/by_hand.h"
#include "explain/fact_text.h"
#include "explain/words.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "show/text.h"

/* A name in a list of them, unless it is there. */
static void add_once(struct text *list, const char *name)
{
    size_t n = strlen(name);

    for (const char *p = text_of(list); *p != '\0'; p += strcspn(p, ","), p += strspn(p, ", ")) {
        if (strcspn(p, ",") == n && strncmp(p, name, n) == 0)
            return;
    }
    text_format(list, "%s%s", list->n > 0 ? ", " : "", name);
}

bool by_hand_unset(struct text *line, const struct session *s, const struct findings *f, bool shell)
{
    struct text maps = { 0 };
    bool any = false;

    for (int i = 0; i < f->nfacts; i++) {
        const struct fact *x = &f->facts[i];
        const char *words;
        char buf[32];

        if (x->kind != FACT_UNSET || !x->matters)
            continue;
        text_format(line, "%s$%s", line->n > 0 ? ", " : "", session_name(s, x->id, true, buf));
        words = run_refused(&f->answer) ? NULL : words_of_fact(s, x);
        if (words != NULL)
            text_format(line, " (%s)", words);
        any |= x->asks[0] == NULL;
        for (int k = 0; k < 3 && x->asks[k] != NULL; k++)
            add_once(&maps, x->asks[k]);
    }
    if (line->n == 0)
        return false;
    if (maps.n > 0)
        text_format(line, ": with a value, %s would be asked for more%s", text_of(&maps),
                    any ? ", or the answer be another one" : "");
    else
        text_add(line, ": with a value the answer could be another one");
    text_add(line, shell ? " (.D)" : " (-M)");
    text_free(&maps);
    return true;
}

/* Checks that a server gives an address, in brackets. */
static bool takes_address(const char *rules)
{
    static const char *const ends[] = { "check_mail", "check_rcpt", "checkmail", "checkrcpt" };
    size_t n = strlen(rules);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);

        if (n >= k && strcasecmp(rules + n - k, ends[i]) == 0)
            return true;
    }
    return false;
}

bool by_hand_brackets(struct text *line, struct session *s, const char *rules, const char *address, bool refused)
{
    struct run_answer a = { 0 };
    struct text with = { 0 };
    struct inquiry q;

    if (!takes_address(rules) || strpbrk(address, "<$ ") != NULL || *address == '\0')
        return false;
    text_format(&with, "<%s>", address);
    if (inquiry_begin(&q, s, rules, NULL, text_of(&with))) {
        inquiry_run(&q, NULL, NULL, NULL, &a);
        if (run_refused(&a) != refused) {
            text_format(line, "a server passes %s in brackets, and so it is %s", address,
                        run_refused(&a) ? "refused: " : "not refused");
            if (run_refused(&a) && a.workspace != NULL)
                workspace_error(line, s, a.workspace);
        }
        inquiry_end(&q);
    }
    run_answer_clear(&a);
    text_free(&with);
    return line->n > 0;
}
