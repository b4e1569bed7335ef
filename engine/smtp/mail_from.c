/*
 * mail_from.c - MAIL: a message begins, its sender is looked at.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "mail/address.h"
#include "mail/sender.h"
#include "mail/verify.h"
#include "session.h"
#include "smtp/burden.h"
#include "smtp/check.h"
#include "smtp/envelope.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/mail_from.h"
#include "smtp/milter.h"
#include "smtp/parameters.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/session.h"

static void define_sender(struct dialogue *d, const struct address *a)
{
    define(d, "{mail_mailer}", a->mailer != NULL ? a->mailer->name : NULL);
    define(d, "{mail_host}", a->host);
    define(d, "{mail_addr}", a->user);
}

static bool acceptable(struct dialogue *d, const char *address)
{
    if (!check_passes(d, "check_mail", address))
        return false;
    if (d->rules.max_size > 0 && d->declared > d->rules.max_size) {
        reply(d, "552 5.2.3 Message size exceeds fixed maximum message size (%ld)", d->rules.max_size);
        return false;
    }
    return !lacks_room(d, d->declared);
}

static void take_sender(struct dialogue *d, char *text)
{
    struct session *s = d->s;
    const char *end = text;
    char *address;

    begin_envelope(d);
    d->list->sender = address_sender_until(s, text, ' ', &end);
    address = arena_strndup(&s->command.work, text, (size_t)(end - text));
    if (d->errors > 0)
        return;
    define_sender(d, d->list->sender);
    if (!read_parameters(d, arena_strdup(&s->command.work, end), mail_parameter))
        return;
    define(d, "{mail_from}", address);
    define(d, "{addr_type}", "e s");
    s->standing.address = address;
    if (!acceptable(d, address))
        return;
    if (!milters_let(d, MILTER_MAIL, address))
        return;
    d->has_sender = true;
    d->discard |= d->discards_all;
    define(d, "{addr_type}", NULL);
    reply_to(d, "250 2.1.0", address, "Sender ok");
}

void mail_from(struct dialogue *d, char *args)
{
    char *text;

    if (d->has_sender) {
        reply(d, "503 5.5.0 Sender already specified");
        return;
    }
    if ((d->rules.privacy & PRIVACY_NEED_MAIL_HELO) != 0 && !d->said_hello) {
        reply(d, "503 5.0.0 Polite people say HELO first");
        return;
    }
    if (d->offers.need_auth && !d->authenticated) {
        reply(d, "530 5.7.0 Authentication required");
        return;
    }
    if (d->later) {
        reply(d, MILTER_LATER);
        return;
    }
    text = behind_word(d, args, "from");
    if (text == NULL)
        return;
    take_sender(d, text);
}
