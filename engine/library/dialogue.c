/*
 * dialogue.c - the dialogue that a mail server would hold with a client, line for line.
 */
#include <stdlib.h>
#include <string.h>

#include "library/inside.h"
#include "library/plain.h"
#include "library/session.h"
#include "smtp/dialogue.h"
#include "smtp/setup_text.h"

enum { MILTERS = 25 }; /* as many as sendmail has room for */

struct btsh_dialogue {
    struct btsh_session *of;
    struct dialogue *d;
    struct arena setup;     /* texts of the setup */
    struct arena said;      /* replies */
    struct btsh_reply *first, *last;
    struct dialogue_setup how;
    struct dialogue_tls tls;
    struct dialogue_milter milters[MILTERS];
};

static void add(struct btsh_dialogue *d, const char *note, const char *text)
{
    struct btsh_reply *r = arena_alloc(&d->said, sizeof *r);

    r->note = note;
    r->text = plain_text(&d->said, d->of->session, text);
    if (d->last != NULL)
        d->last->next = r;
    else
        d->first = r;
    d->last = r;
}

static void reply(void *ctx, const char *line)
{
    add(ctx, NULL, line);
}

static void note(void *ctx, enum dialogue_note kind, const char *text)
{
    static const char *const kinds[] = { [NOTE_CLOSED] = "closed", [NOTE_DELAY] = "delay", [NOTE_QUARANTINE] = "quarantine",
                                         [NOTE_DISCARD] = "discard", [NOTE_FILTER] = "filter", [NOTE_DELIVERY] = "delivery",
                                         [NOTE_QUEUED] = "queued", [NOTE_IDENT] = "ident", [NOTE_UNASKED] = "unasked",
                                         [NOTE_DROPPED] = "dropped", [NOTE_WARNING] = "warning" };

    add(ctx, kinds[kind], text);
}

/* ---- settings -------------------------------------------------------------------------------------- */

static bool say_name(struct btsh_dialogue *d, char *value)
{
    d->how.named = true;
    d->how.name = value;
    return true;
}

static bool say_resolve(struct btsh_dialogue *d, char *value)
{
    static const char *const words[] = { [NAME_OK] = "ok", [NAME_FAIL] = "fail", [NAME_FORGED] = "forged", [NAME_TEMP] = "temp" };

    for (int i = 0; i <= NAME_TEMP; i++) {
        if (strcmp(words[i], value) != 0)
            continue;
        d->how.resolve = (enum client_name)i;
        return true;
    }
    return false;
}

static bool say_port(struct btsh_dialogue *d, char *value)
{
    d->how.port = value;
    return true;
}

static bool say_ident(struct btsh_dialogue *d, char *value)
{
    d->how.ident = value;
    return true;
}

static bool say_daemon(struct btsh_dialogue *d, char *value)
{
    d->how.daemon = value;
    return true;
}

static bool say_tls(struct btsh_dialogue *d, char *value)
{
    d->tls.verify = value;
    d->how.tls = &d->tls;
    return true;
}

/* "TYPE,USER" */
static bool say_auth(struct btsh_dialogue *d, char *value)
{
    char *comma = strchr(value, ',');

    if (comma == NULL)
        return false;
    *comma = '\0';
    d->how.auth_type = value;
    d->how.auth_user = comma + 1;
    return true;
}

/* "N[,TOTAL]" */
static bool say_rate(struct btsh_dialogue *d, char *value)
{
    return dialogue_count_read(value, &d->how.rate, &d->how.total_rate);
}

static bool say_connections(struct btsh_dialogue *d, char *value)
{
    return dialogue_count_read(value, &d->how.connections, NULL);
}

static bool say_load(struct btsh_dialogue *d, char *value)
{
    return dialogue_number_read(value, &d->how.load);
}

static bool say_milter(struct btsh_dialogue *d, char *value)
{
    d->how.milters = d->milters;
    return d->how.nmilters < MILTERS && dialogue_milter_read(value, &d->milters[d->how.nmilters++]);
}

static const struct {
    const char *word;
    bool (*say)(struct btsh_dialogue *d, char *value);
} words[] = {
    { "name", say_name }, { "resolve", say_resolve }, { "port", say_port }, { "ident", say_ident },
    { "daemon", say_daemon }, { "tls", say_tls }, { "auth", say_auth }, { "rate", say_rate },
    { "connections", say_connections }, { "load", say_load }, { "milter", say_milter },
};

/* NULL, or the word that is at fault. */
static const char *read_settings(struct btsh_dialogue *d, const char *const *settings)
{
    for (; settings != NULL && settings[0] != NULL; settings += 2) {
        size_t i = 0, n = sizeof words / sizeof *words;

        while (i < n && strcmp(words[i].word, settings[0]) != 0)
            i++;
        if (i == n || settings[1] == NULL || !words[i].say(d, arena_strdup(&d->setup, settings[1])))
            return settings[0];
    }
    return NULL;
}

/* ---- the dialogue ---------------------------------------------------------------------------------- */

static void discard(struct btsh_dialogue *d)
{
    arena_free(&d->setup);
    arena_free(&d->said);
    free(d);
}

/* False: one of them is no filter of the configuration's, which is said. */
static bool knows_milters(const struct btsh_dialogue *d)
{
    for (int i = 0; i < d->how.nmilters; i++) {
        if (dialogue_has_milter(d->d, d->milters[i].name))
            continue;
        messages_say(&d->of->messages, "user", "%s: InputMailFilters names no such filter", d->milters[i].name);
        return false;
    }
    return true;
}

struct btsh_dialogue *btsh_dialogue_open(struct btsh_session *x, const char *address, const char *const *settings)
{
    struct btsh_dialogue *d = library_begin(x, 0) ? calloc(1, sizeof *d) : NULL;
    struct dialogue_listener to = { .reply = reply, .note = note, .ctx = d };
    const char *fault;

    if (d == NULL)
        return NULL;
    d->of = x;
    d->how.address = address != NULL ? arena_strdup(&d->setup, address) : NULL;
    fault = read_settings(d, settings);
    if (fault != NULL) {
        messages_say(&x->messages, "user", "%s: no such setting of a dialogue, or a value that it does not take", fault);
        discard(d);
        return NULL;
    }
    d->d = dialogue_new(x->session, &d->how, &to);
    if (d->d == NULL || !knows_milters(d)) {
        if (d->d == NULL)
            messages_say(&x->messages, "user", "%s: there is no such daemon", d->how.daemon != NULL ? d->how.daemon : "");
        else
            dialogue_close(d->d);
        discard(d);
        return NULL;
    }
    x->dialogue = d;
    x->close = btsh_dialogue_close;
    dialogue_greet(d->d);
    return d;
}

const struct btsh_reply *btsh_dialogue_replies(const struct btsh_dialogue *d)
{
    return d->first;
}

const struct btsh_reply *btsh_dialogue_say(struct btsh_dialogue *d, const char *line)
{
    size_t n = strlen(line);

    n -= n > 0 && line[n - 1] == '\n';
    n -= n > 0 && line[n - 1] == '\r';
    arena_reset(&d->said);
    d->first = d->last = NULL;
    arena_reset(&d->of->answer);
    messages_begin(&d->of->messages, &d->of->answer);
    if (!dialogue_over(d->d))
        dialogue_line(d->d, line, n, true);
    return d->first;
}

bool btsh_dialogue_over(const struct btsh_dialogue *d)
{
    return dialogue_over(d->d);
}

void btsh_dialogue_close(struct btsh_dialogue *d)
{
    if (d == NULL)
        return;
    if (!dialogue_over(d->d))
        dialogue_lost(d->d);
    dialogue_close(d->d);
    d->of->dialogue = NULL;
    discard(d);
}
