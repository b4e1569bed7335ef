/*
 * hello.c - HELO and EHLO: the client names itself, and hears what it may use.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "smtp/auth.h"
#include "smtp/envelope.h"
#include "smtp/hello.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/session.h"

enum { MAX_HELLO = 3 };

/* Only letters that names and address literals have, and no blank but at the end. */
static bool is_name(const char *text)
{
    for (; *text != '\0' && !isspace((unsigned char)*text); text++) {
        if (!isalnum((unsigned char)*text) && strchr("[].-_#:", *text) == NULL)
            return false;
    }
    while (isspace((unsigned char)*text))
        text++;
    return *text == '\0';
}

static void line(struct dialogue *d, bool last, const char *text)
{
    reply(d, "250%c%s", last ? ' ' : '-', text);
}

static void offer(struct dialogue *d)
{
    const struct dialogue_rules *r = &d->rules;
    const struct dialogue_offers *o = &d->offers;
    const char *words = auth_words(d);
    char text[MAX_NAME];

    line(d, d->refused != NULL, "ENHANCEDSTATUSCODES");
    if (d->refused != NULL)
        return;
    if (o->pipelining)
        line(d, false, "PIPELINING");
    if (o->expn) {
        line(d, false, "EXPN");
        if (o->verb)
            line(d, false, "VERB");
    }
    line(d, false, "8BITMIME");
    if (r->max_size > 0)
        snprintf(text, sizeof text, "SIZE %ld", r->max_size);
    line(d, false, r->max_size > 0 ? text : "SIZE");
    if (o->receipts)
        line(d, false, "DSN");
    if (o->etrn)
        line(d, false, "ETRN");
    if (words != NULL) {
        snprintf(text, sizeof text, "AUTH %s", words);
        line(d, false, text);
    }
    if (o->tls)
        line(d, false, "STARTTLS");
    if (r->deliver_by_min > 0)
        snprintf(text, sizeof text, "DELIVERBY %ld", r->deliver_by_min);
    line(d, false, r->deliver_by_min > 0 ? text : "DELIVERBY");
    line(d, true, "HELP");
}

/* What a filter thinks of the name. False: the connection is closed. */
static bool filter(struct dialogue *d)
{
    const char *why = d->refused == NULL ? ask_milters(d, MILTER_HELO, "550 5.0.0 Command rejected") : NULL;

    if (why == NULL)
        return true;
    d->over = strncmp(why, "421", 3) == 0;
    if (d->over)
        reply(d, "%s", why);
    else if (strcmp(why, MILTER_LATER) == 0)
        d->later = true;
    else
        d->refused = strdup(why);
    return !d->over;
}

static void hello(struct dialogue *d, char *args, const char *verb, bool extended)
{
    const char *host = expanded(d->s, "\201j");
    bool fit;

    wait_for(d, verb, ++d->hellos, MAX_HELLO);
    if (too_early(d)) {
        refuse_all(d);
        return;
    }
    d->extended = extended;
    if (*args == '\0' && !d->rules.bogus_helo) {
        reply(d, "501 5.0.0 %s requires domain address", verb);
        return;
    }
    if (d->rules.bogus_helo)
        args[strcspn(args, " \t")] = '\0';
    fit = is_name(args);
    if (!d->rules.bogus_helo && !fit) {
        reply(d, "501 5.0.0 Invalid domain name");
        return;
    }
    args[strcspn(args, " \t")] = '\0';
    if (d->said_hello || d->has_sender)
        end_envelope(d);
    snprintf(d->hello, sizeof d->hello, "%s", args);
    d->said_hello = true;
    if (!filter(d))
        return;
    reply(d, "250%c%s Hello %s, %s", extended ? '-' : ' ', host, value_of(d, "_"),
          fit ? "pleased to meet you" : "accepting invalid domain name");
    if (extended)
        offer(d);
}

void say_hello(struct dialogue *d, char *args)
{
    hello(d, args, "HELO", false);
}

void say_hello_extended(struct dialogue *d, char *args)
{
    hello(d, args, "EHLO", true);
}
