/*
 * rcpt_to.c - RCPT: a recipient is looked at, and followed as far as is needed to know that it is there.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "mail/address.h"
#include "mail/recipients.h"
#include "smtp/check.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "smtp/parameters.h"
#include "smtp/rcpt_to.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"
#include "state/target.h"

static void define_recipient(struct dialogue *d, const struct address *a)
{
    define(d, "{rcpt_mailer}", a != NULL ? (a->mailer != NULL ? a->mailer->name : "*error*") : NULL);
    define(d, "{rcpt_host}", a != NULL ? a->host : NULL);
    define(d, "{rcpt_addr}", a != NULL ? a->user : NULL);
}

/* Mail filters that have asked for it are told of one that is refused. */
static void tell_of_refused(struct dialogue *d, const struct address *a)
{
    bool why = d->s->prog->target->tells_why_refused;

    if (d->nmilters == 0)
        return;
    define(d, "{rcpt_mailer}", "error");
    define(d, "{rcpt_host}", why && a->status != NULL ? a->status : "");
    define(d, "{rcpt_addr}", why && a->reply != NULL ? a->reply : a->user);
    tell_milters_of_refused(d);
    define_recipient(d, a);
}

static void forget_recipient(struct dialogue *d)
{
    define_recipient(d, NULL);
    define(d, "{dsn_notify}", NULL);
}

/* A mail filter has refused it: the server looks for it once more. */
static void take_back(struct dialogue *d, const char *address)
{
    struct address again = { .paddr = NULL };

    d->s->command.stopped = false;
    address_read(d->s, address, ADDRESS_COPY, '\0', NULL, &again);
}

/* The one that counts: it, or the same one that was named before; NULL: none, which was said. */
static struct address *take(struct dialogue *d, char *text)
{
    struct session *s = d->s;
    struct address *a = arena_alloc(&s->command.work, sizeof *a);
    const char *end = text;
    char *address;
    bool known;

    memset(a, 0, sizeof *a);
    define(d, "{addr_type}", "e r");
    known = address_read(s, text, ADDRESS_COPY, ' ', &end, a);
    address = arena_strndup(&s->command.work, text, (size_t)(end - text));
    if (d->errors > 0) {
        if (!s->command.stopped) /* queuegroup was wrong: that is no error that the server leaves the command with */
            define(d, "{addr_type}", NULL);
        return NULL;
    }
    if (!known) {
        reply(d, "501 5.0.0 Missing recipient");
        return NULL;
    }
    d->has_original = false;
    define_recipient(d, a);
    if (!read_parameters(d, arena_strdup(&s->command.work, end), rcpt_parameter)) {
        define(d, "{addr_type}", NULL);
        return NULL;
    }
    s->standing.address = address;
    if (!check_passes(d, "check_rcpt", address)) {
        if (d->said == VERDICT_REFUSED)
            define(d, "{dsn_notify}", NULL);
        else /* its rules were wrong, and would have let it pass */
            forget_recipient(d);
        return NULL;
    }
    define(d, "{addr_type}", NULL);
    if (d->discard) { /* it goes nowhere, but one that was named before stays the first */
        a = recipient_enter(d->list, a);
        return d->errors == 0 ? a : NULL;
    }
    a = recipient_add(d->list, a, 0);
    if (d->errors == 0) {
        if (milters_let(d, MILTER_RCPT, address))
            return a;
        if (!d->over)
            take_back(d, address);
    } else {
        tell_of_refused(d, a);
        a->flags &= ~ADDRESS_RCPT_OK; /* named again, it is looked at again */
    }
    return NULL;
}

void rcpt_to(struct dialogue *d, char *args)
{
    const struct address *a;
    char *text;

    if (d->rules.shutdown > 0 && d->bad_recipients >= d->rules.shutdown) {
        reply(d, "421 4.7.0 %s Too many bad recipients; closing connection", expanded(d->s, "\201j"));
        d->over = true;
        return;
    }
    if (d->rules.throttle > 0 && d->bad_recipients >= d->rules.throttle)
        note(d, NOTE_DELAY, "BadRcptThrottle=%ld: the server would wait 1 s before RCPT, as it has refused %d of them", d->rules.throttle,
             d->bad_recipients);
    if (!d->has_sender) {
        reply(d, "503 5.0.0 Need MAIL before RCPT");
        return;
    }
    if (d->rules.max_recipients > 0 && d->recipients >= d->rules.max_recipients) {
        reply(d, "452 4.5.3 Too many recipients");
        return;
    }
    define_recipient(d, NULL); /* what one that was refused has left */
    text = behind_word(d, args, "to");
    a = text != NULL ? take(d, text) : NULL;
    if (a != NULL) {
        d->recipients++;
        forget_recipient(d);
        reply_to(d, "250 2.1.5", a->paddr, a->state == ADDRESS_QUEUEUP ? "Recipient ok (will queue)" : "Recipient ok");
    } else {
        d->bad_recipients++;
        define_number(d, "{nbadrcpts}", d->bad_recipients);
    }
}
