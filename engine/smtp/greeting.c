/*
 * greeting.c - a client has connected: may it, what is it offered, and the first line of all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "mail/envelope.h"
#include "smtp/burden.h"
#include "smtp/check.h"
#include "smtp/greeting.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "smtp/offers.h"
#include "smtp/reply.h"
#include "state/dollars.h"
#include "state/macros.h"
#include "state/session.h"
#include "state/settings.h"

/* "mail.example.com ESMTP Sendmail ...": ESMTP stands behind the first word of the setting. A text of several
 * lines is a greeting of several. */
static void say_greeting(struct dialogue *d)
{
    struct session *s = d->s;
    const char *setting = s->prog->set.options->text[OPT_SMTP_GREETING_MESSAGE];
    char *line;
    bool first = true;

    if (setting == NULL) /* that of the table is no line of a file: nothing is translated yet */
        setting = translate_dollars(s, &s->command.work, s->prog->set.greeting);
    line = arena_strdup(&s->command.work, expanded(s, setting));
    while (line != NULL) {
        char *end = strchr(line, '\n'), *rest = line + strcspn(line, " \n");

        if (end != NULL)
            *end = '\0';
        if (!first)
            reply(d, "220%c%s", end != NULL ? '-' : ' ', line);
        else if (*rest == '\0')
            reply(d, "220%c%s ESMTP", end != NULL ? '-' : ' ', line);
        else
            reply(d, "220%c%.*s ESMTP%s", end != NULL ? '-' : ' ', (int)(rest - line), line, rest);
        first = false;
        line = end != NULL ? end + 1 : NULL;
    }
}

static void offer_features(struct dialogue *d)
{
    const char *letters = ask_letters(d, "srv_features", value_of(d, "_"), "");

    if (letters != NULL)
        offers_by_letters(d, letters);
}

static void reject(struct dialogue *d)
{
    refuse_all(d);
    reply(d, "554 %s ESMTP not accepting messages", expanded(d->s, "\201j"));
}

/* False: the client spoke in the pause, and is told so. */
static bool pause_first(struct dialogue *d)
{
    const char *pause = ask(d, "greet_pause", d->pointer, d->address);

    if (pause == NULL || atol(pause) <= 0)
        return true;
    note(d, NOTE_DELAY, "greet_pause: the server would greet after %ld ms, and %s", atol(pause),
         d->setup.eager ? "refuses this client, which speaks before" : "refuse a client that spoke before");
    if (d->setup.eager)
        reject(d);
    return !d->setup.eager;
}

/* What a filter thinks of the client. False: the greeting was said. */
static bool filter(struct dialogue *d)
{
    const char *why = ask_milters(d, MILTER_CONNECT, "550 5.0.0 Command rejected");
    const char *host = expanded(d->s, "\201j");

    if (why == NULL)
        return true;
    d->over = strncmp(why, "421", 3) == 0;
    d->later = *why == '4';
    if (d->later && !d->over)
        return true;
    if (d->over) {
        reply(d, "421 4.7.0 %s closing connection", host);
        return false;
    }
    reject(d); /* whatever the filter's words are */
    return false;
}

void greet(struct dialogue *d)
{
    read_offers(d);
    if (load_refuses(d) || children_refuse(d))
        return;
    burst_delays(d);
    load_delays(d, "it takes the connection");
    d->full = is_full(d);
    if (d->setup.address != NULL)
        d->discards_all = admit(d, "check_relay", d->name, d->address) == VERDICT_DISCARD;
    deliver_by_mode(d, d->rules.daemon_mode);
    if (d->refused != NULL && strncmp(d->refused, "421", 3) == 0) {
        reply(d, "%s", d->refused);
        d->over = true;
        return;
    }
    if (d->refused == NULL && d->setup.wrapped_out)
        d->refused = strdup("550 5.0.0 Access denied");
    queue_id_macro(d->s);
    if (d->refused == NULL) {
        offer_features(d);
        if (!filter(d) || !pause_first(d))
            return;
    }
    say_greeting(d);
}
