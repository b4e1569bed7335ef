/*
 * check.c - rulesets that a server asks: may this be, and what may be done.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "mail/address.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/tokenise.h"
#include "smtp/check.h"
#include "smtp/inside.h"
#include "smtp/reply.h"
#include "smtp/macros.h"
#include "state/diag.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

static int ruleset_of(const struct dialogue *d, const char *name)
{
    const struct symbol *sym = symbol_find(&d->s->own.symbols, name, SYM_RULESET);

    return sym != NULL && sym->value > 0 ? sym->value : -1;
}

bool has_ruleset(const struct dialogue *d, const char *ruleset)
{
    return ruleset_of(d, ruleset) > 0;
}

/* "first $| second" */
static char *both(struct session *s, const char *first, const char *second)
{
    size_t n = strlen(first) + (second != NULL ? strlen(second) : 0) + 4;
    char *text = arena_alloc(&s->command.work, n);

    if (second == NULL)
        strcpy(text, first);
    else
        sprintf(text, "%s %c %s", first, MARK_ELSE, second);
    return text;
}

/* Its result in w; false: there is none. */
static bool run(struct dialogue *d, const char *ruleset, const char *first, const char *second, struct workspace *w,
                int *status)
{
    struct session *s = d->s;
    struct tokenise how = { .table = TOKENS_INT, .buffer = BUFFER_ADDRESS };
    int number = ruleset_of(d, ruleset);
    bool quiet = s->standing.quiet;

    if (number < 0)
        return false;
    s->standing.quiet = true;
    d->asking = true;
    w->n = tokenise(s, both(s, first, second), &how, w->v);
    s->standing.quiet = quiet || !d->tells_rules;
    if (w->n > 0)
        *status = rewrite(s, w, number, MAX_ATOM);
    s->standing.quiet = quiet;
    d->asking = false;
    return w->n > 0;
}

static bool resolves(const struct session *s, const struct workspace *w)
{
    return w->n > 1 && token_of(s, w->v[0])->mark == MARK_MAILER;
}

/* The one reply of several errors of a ruleset. */
static void say_held(struct dialogue *d)
{
    char *said = held_reply(d);

    if (said != NULL)
        reply(d, "%s", said);
    free(said);
}

static enum dialogue_verdict told(struct dialogue *d, const char *ruleset, const char *first, const char *second, enum dialogue_verdict said)
{
    size_t n = strlen(first) + (second != NULL ? strlen(second) : 0) + 5;
    char *text;

    if (d->tells_rules)
        say_held(d); /* what is told of it follows the reply */
    if (d->to.asked == NULL)
        return said;
    text = arena_alloc(&d->s->command.work, n);
    snprintf(text, n, "%s%s%s", first, second != NULL ? " $| " : "", second != NULL ? second : "");
    d->to.asked(d->to.ctx, d->s, ruleset, text, said);
    return said;
}

enum dialogue_verdict check(struct dialogue *d, const char *ruleset, const char *first, const char *second)
{
    struct session *s = d->s;
    struct workspace w;
    int status = EX_OK;
    const char *mailer, *reason;

    if (!run(d, ruleset, first, second, &w, &status))
        return VERDICT_OK;
    if (!resolves(s, &w))
        return told(d, ruleset, first, second, VERDICT_OK);
    mailer = token_of(s, w.v[1])->text;
    if (strcmp(mailer, "discard") == 0) {
        d->discard = true;
        note(d, NOTE_DISCARD, "%s: this message would be taken and thrown away", ruleset);
        return told(d, ruleset, first, second, VERDICT_DISCARD);
    }
    if (strcmp(mailer, "error") != 0)
        return told(d, ruleset, first, second, VERDICT_OK);
    reason = address_refuse(s, &w, ruleset);
    if (reason != NULL) {
        define(d, "{quarantine}", reason);
        note(d, NOTE_QUARANTINE, "%s: this message would be quarantined: %s", ruleset, reason);
        return told(d, ruleset, first, second, VERDICT_QUARANTINE);
    }
    return told(d, ruleset, first, second, VERDICT_REFUSED);
}

bool check_passes(struct dialogue *d, const char *ruleset, const char *first)
{
    d->tells_rules = true;
    hold_replies(d);
    d->said = check(d, ruleset, first, NULL);
    say_held(d);
    d->tells_rules = false;
    return d->said != VERDICT_REFUSED && d->errors == 0;
}

enum dialogue_verdict admit(struct dialogue *d, const char *ruleset, const char *first, const char *second)
{
    enum dialogue_verdict verdict;

    hold_replies(d);
    verdict = check(d, ruleset, first, second);
    free(d->refused);
    d->refused = held_reply(d);
    if (verdict != VERDICT_REFUSED) { /* rules that are wrong refuse nobody */
        free(d->refused);
        d->refused = NULL;
    }
    d->s->command.stopped = false;
    return verdict;
}

bool ask_words(struct dialogue *d, const char *ruleset, const char *first, const char *second, const char **words)
{
    struct session *s = d->s;
    struct workspace w;
    int status = EX_OK;
    char *text;

    *words = NULL;
    if (!run(d, ruleset, first, second, &w, &status))
        return true;
    if (resolves(s, &w))
        return strcmp(token_of(s, w.v[1])->text, "error") != 0;
    text = arena_alloc(&s->command.work, MAX_NAME + 2);
    join(s, w.v, w.n, text, MAX_NAME, ' ', false);
    *words = *text != '\0' ? text : NULL;
    return true;
}

const char *ask(struct dialogue *d, const char *ruleset, const char *first, const char *second)
{
    struct session *s = d->s;
    struct workspace w;
    int status = EX_OK;
    char *text;

    if (!run(d, ruleset, first, second, &w, &status) || !resolves(s, &w))
        return NULL;
    text = arena_alloc(&s->command.work, MAX_NAME + 2);
    join(s, w.v + 1, w.n - 1, text, MAX_NAME, ' ', true);
    return text;
}

const char *ask_letters(struct dialogue *d, const char *ruleset, const char *first, const char *second)
{
    struct session *s = d->s;
    struct workspace w;
    int status = EX_OK, n = 0;
    char *letters;

    if (!run(d, ruleset, first, second, &w, &status) || !resolves(s, &w))
        return NULL;
    letters = arena_alloc(&s->command.work, (size_t)w.n);
    for (int i = 1; i < w.n; i++)
        letters[n++] = *token_of(s, w.v[i])->text;
    letters[n] = '\0';
    return letters;
}
