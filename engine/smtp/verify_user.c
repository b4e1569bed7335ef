/*
 * verify_user.c - VRFY and EXPN: who is behind a name?
 */
#include <string.h>
#include <strings.h>

#include "mail/address.h"
#include "mail/recipients.h"
#include "mail/verify.h"
#include "session.h"
#include "smtp/check.h"
#include "smtp/inside.h"
#include "smtp/reply.h"
#include "smtp/verify_user.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/session.h"

enum { MAX_VERIFY = 6 };

/* "Joe User <joe@mail.example.com>" */
static void say_one(struct dialogue *d, const struct address *a, bool last, bool sure)
{
    const char *full = a->fullname != NULL ? a->fullname : "";
    const char *type = a->mailer != NULL ? a->mailer->addrtype : NULL;
    const char *at = strchr(a->user, '@') != NULL || (type != NULL && strcasecmp(type, "rfc822") != 0) ? "" : "@";

    reply(d, "%s%c2.1.5 %s%s<%s%s%s>", sure ? "250" : "252", last ? ' ' : '-', full, *full != '\0' ? " " : "", a->user,
          at, *at != '\0' ? expanded(d->s, "\201j") : "");
}

static void look(struct dialogue *d, char *args, bool expand)
{
    struct recipients *r = recipients_begin(d->s);
    const struct address *last = NULL;
    int *count = d->has_sender ? &d->list->count : &d->looked_up; /* they count as recipients of a message at hand */

    d->has_looked = true;
    r->verify_only = !expand;
    r->count = *count;
    recipients_list(r, args, NULL, 0);
    *count = r->count;
    for (const struct address *a = r->queue; a != NULL; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD)
            last = a;
    }
    if (last != NULL && d->errors == 0)
        wait_for(d, expand ? "EXPN" : "VRFY", d->verifies, MAX_VERIFY);
    else
        wait_in_vain(d, expand ? "EXPN" : "VRFY", d->verifies, MAX_VERIFY);
    for (const struct address *a = r->queue; a != NULL && d->errors == 0; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD)
            say_one(d, a, a == last, expand || (a->mailer != NULL && mailer_flag(a->mailer, 'l')));
    }
    if (last == NULL && d->errors == 0)
        reply(d, "554 5.5.2 Nothing to %s", expand ? "EXPN" : "VRFY");
}

/* False: it was answered without a look. */
static bool may_look(struct dialogue *d, char *args, bool expand)
{
    const struct dialogue_rules *r = &d->rules;

    if (expand ? !d->offers.expn : (r->privacy & PRIVACY_NO_VRFY) != 0) {
        if (expand)
            reply(d, "502 5.7.0 Sorry, we do not allow this operation");
        else
            reply(d, "252 2.5.2 Cannot VRFY user; try RCPT to attempt delivery (or try finger)");
        return false;
    }
    if ((r->privacy & (expand ? PRIVACY_NEED_EXPN_HELO : PRIVACY_NEED_VRFY_HELO)) != 0 && !d->said_hello) {
        reply(d, "503 5.0.0 I demand that you introduce yourself first");
        return false;
    }
    if (d->later) {
        reply(d, "550 5.7.1 Please try again later");
        return false;
    }
    if (!check_passes(d, expand ? "check_expn" : "check_vrfy", args))
        return false;
    if (*args == '\0')
        reply(d, "501 5.5.2 Argument required");
    return *args != '\0';
}

static void ask_for(struct dialogue *d, char *args, bool expand)
{
    d->verifies++;
    if (may_look(d, args, expand))
        look(d, args, expand);
    else
        wait_in_vain(d, expand ? "EXPN" : "VRFY", d->verifies, MAX_VERIFY);
}

void verify_user(struct dialogue *d, char *args)
{
    ask_for(d, args, false);
}

void expand_list(struct dialogue *d, char *args)
{
    ask_for(d, args, true);
}
