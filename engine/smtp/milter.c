/*
 * milter.c - mail filters: which are asked at a stage, with which macros, and what comes of the part that one plays.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "smtp/reply.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"

/* A stage, as --milter names it, and the option that lists its macros. */
static const struct {
    const char *name, *macros;
} stage_names[] = {
    { "connect", "macros.connect" }, { "helo", "macros.helo" },   { "mail", "macros.envfrom" },
    { "rcpt", "macros.envrcpt" },    { "data", "macros.data" },   { "header", NULL },
    { "eoh", "macros.eoh" },         { "body", NULL },            { "eom", "macros.eom" },
    { "unknown", NULL },
};

static const char separators[] = ", \t";

bool is_milter_stage(const char *name)
{
    for (size_t i = 0; i < sizeof stage_names / sizeof *stage_names; i++) {
        if (strcasecmp(stage_names[i].name, name) == 0)
            return true;
    }
    return false;
}

void read_milters(struct dialogue *d, const char *of_daemon)
{
    const char *p = of_daemon != NULL ? of_daemon : option_value_text(d->s, "InputMailFilters");

    if (p == NULL)
        return;
    for (p += strspn(p, ",; \t"); *p != '\0' && d->nmilters < MILTERS; p += strspn(p, ",; \t")) {
        size_t n = strcspn(p, ",; \t");

        d->milters[d->nmilters++] = (struct milter){ .name = arena_strndup(&d->s->own.arena, p, n) };
        p += n;
    }
}

bool has_milter(const struct dialogue *d, const char *name)
{
    for (int i = 0; i < d->nmilters; i++) {
        if (strcmp(d->milters[i].name, name) == 0)
            return true;
    }
    return false;
}

/* " i=... {mail_addr}=...": the macros that are set of those that the filter is sent. */
static void list_macros(struct dialogue *d, enum milter_stage stage, char *text, size_t size)
{
    const char *names = NULL;
    size_t n = 0;

    *text = '\0';
    for (const struct option_value *v = d->s->prog->set.options->values; v != NULL; v = v->next) {
        if (v->id == OPT_MILTER && v->part != NULL && stage_names[stage].macros != NULL
            && strcasecmp(v->part, stage_names[stage].macros) == 0)
            names = v->text;
    }
    while (names != NULL && *(names += strspn(names, separators)) != '\0' && n < size) {
        char name[MAX_NAME];
        const char *value;
        size_t length = strcspn(names, separators);

        snprintf(name, sizeof name, "%.*s", (int)length, names);
        value = value_of(d, name);
        if (value != NULL)
            n += (size_t)snprintf(text + n, size - n, " %s=%s", name, value);
        names += length;
    }
}

static const struct dialogue_milter *part_of(const struct dialogue *d, const char *name, enum milter_stage stage)
{
    for (int i = 0; i < d->setup.nmilters; i++) {
        const struct dialogue_milter *m = &d->setup.milters[i];

        if (strcmp(m->name, name) == 0 && strcasecmp(m->stage, stage_names[stage].name) == 0
            && strcasecmp(m->answer, MILTER_WANTS_REFUSED) != 0)
            return m;
    }
    return NULL;
}

/* Has it asked for recipients that are refused? */
static bool wants_refused(const struct dialogue *d, const char *name)
{
    for (int i = 0; i < d->setup.nmilters; i++) {
        if (strcmp(d->setup.milters[i].name, name) == 0 && strcasecmp(d->setup.milters[i].answer, MILTER_WANTS_REFUSED) == 0)
            return true;
    }
    return false;
}

static bool discards(const struct dialogue *d, const char *name, enum milter_stage stage)
{
    const struct dialogue_milter *part = part_of(d, name, stage);

    return part != NULL && strcasecmp(part->answer, "discard") == 0;
}

/* One filter: the reply that refuses, or NULL. */
static const char *ask_one(struct dialogue *d, struct milter *m, enum milter_stage stage, const char *rejected)
{
    const struct dialogue_milter *part = part_of(d, m->name, stage);
    char macros[MAX_LINE - 200];

    list_macros(d, stage, macros, sizeof macros);
    note(d, NOTE_FILTER, "milter %s: %s%s", m->name, stage_names[stage].name, macros);
    if (part == NULL)
        return NULL;
    if (strcasecmp(part->answer, "accept") == 0) {
        m->accepted = stage <= MILTER_HELO ? ACCEPTED_CLIENT : stage == MILTER_UNKNOWN ? m->accepted : ACCEPTED_MESSAGE;
        return NULL;
    }
    if (discards(d, m->name, stage)) {
        if (stage == MILTER_HELO)
            return NULL;
        d->discarded = stage <= MILTER_HELO ? DISCARDED_CLIENT : DISCARDED_MESSAGE;
        d->discard |= stage > MILTER_HELO;
        note(d, NOTE_DISCARD, "milter %s: %s would be taken and thrown away", m->name,
             stage <= MILTER_HELO ? "all messages of this client" : "this message");
        return NULL;
    }
    if (strcasecmp(part->answer, "reject") == 0)
        return rejected;
    return strcasecmp(part->answer, "tempfail") == 0 ? MILTER_LATER : part->answer;
}

const char *ask_milters(struct dialogue *d, enum milter_stage stage, const char *rejected)
{
    const char *why = NULL;

    for (int i = 0; i < d->nmilters && why == NULL && d->discarded == DISCARDED_NOT && !d->later; i++) {
        if (d->milters[i].accepted == ACCEPTED_NOT)
            why = ask_one(d, &d->milters[i], stage, rejected);
        if (stage == MILTER_HELO && discards(d, d->milters[i].name, stage))
            break; /* there is nothing to throw away yet, but the others are not asked */
    }
    return why;
}

void tell_milters_of_refused(struct dialogue *d)
{
    const char *why = NULL;

    for (int i = 0; i < d->nmilters && why == NULL && d->discarded == DISCARDED_NOT && !d->later; i++) {
        if (d->milters[i].accepted == ACCEPTED_NOT && wants_refused(d, d->milters[i].name))
            why = ask_one(d, &d->milters[i], MILTER_RCPT, "");
    }
    d->over |= why != NULL && strncmp(why, "421", 3) == 0;
}

bool milters_let(struct dialogue *d, enum milter_stage stage, const char *address)
{
    const char *why = ask_milters(d, stage, "550 5.7.1 Command rejected");
    char codes[16];

    if (why == NULL)
        return true;
    d->over = strncmp(why, "421", 3) == 0;
    if (strncmp(why, "550 ", 4) == 0 && strlen(why) > 10) { /* it names the address behind its codes */
        snprintf(codes, sizeof codes, "%.9s", why);
        reply_to(d, codes, address, why + 10);
    } else {
        reply(d, "%s", why);
    }
    return false;
}

const char *ask_milters_of_message(struct dialogue *d, long headers, bool body)
{
    static const char rejected[] = "554 5.7.1 Command rejected";
    const char *why = NULL;

    for (int i = 0; i < d->nmilters && why == NULL && d->discarded == DISCARDED_NOT; i++) {
        struct milter *m = &d->milters[i];

        for (long n = 0; n < headers && why == NULL && m->accepted == ACCEPTED_NOT && d->discarded == DISCARDED_NOT; n++)
            why = ask_one(d, m, MILTER_HEADER, rejected);
        for (int stage = MILTER_EOH; stage <= MILTER_EOM; stage++) {
            if (why == NULL && m->accepted == ACCEPTED_NOT && d->discarded == DISCARDED_NOT && (stage != MILTER_BODY || body))
                why = ask_one(d, m, (enum milter_stage)stage, rejected);
        }
    }
    return why;
}

void milters_next_message(struct dialogue *d)
{
    if (d->discarded == DISCARDED_MESSAGE)
        d->discarded = DISCARDED_NOT;
    for (int i = 0; i < d->nmilters; i++) {
        if (d->milters[i].accepted == ACCEPTED_MESSAGE)
            d->milters[i].accepted = ACCEPTED_NOT;
    }
}
