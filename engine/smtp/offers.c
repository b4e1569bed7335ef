/*
 * offers.c - what a client is offered: by the settings, the flags of the daemon, and the letters of srv_features.
 */
#include <stddef.h>
#include <string.h>

#include "smtp/inside.h"
#include "smtp/offers.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"

/* A letter, and what it makes of an offer. */
static const struct {
    char letter;
    size_t offer;
    bool value;
} letters_known[] = {
#define OFFER(letter, name, value) { letter, offsetof(struct dialogue_offers, name), value }
    OFFER('A', auth, false),        OFFER('a', auth, true),
    OFFER('B', verb, false),        OFFER('b', verb, true),
    OFFER('c', plain_auth, false),  OFFER('C', plain_auth, true),
    OFFER('D', receipts, false),    OFFER('d', receipts, true),
    OFFER('E', etrn, false),        OFFER('e', etrn, true),
    OFFER('F', early, true),        OFFER('f', early, false),
    OFFER('G', bare_lf, true),      OFFER('g', bare_lf, false),
    OFFER('L', need_auth, false),   OFFER('l', need_auth, true),
    OFFER('n', pipelining, false),
    OFFER('O', any_end, true),      OFFER('o', any_end, false),
    OFFER('P', pipelining, false),  OFFER('p', pipelining, true),
    OFFER('R', certificate, false), OFFER('r', certificate, true),
    OFFER('S', tls, false),         OFFER('s', tls, true),
    OFFER('U', bare_cr, true),      OFFER('u', bare_cr, false),
    OFFER('V', certificate, false), OFFER('v', certificate, true),
    OFFER('X', expn, false),        OFFER('x', expn, true),
#undef OFFER
};

/* What is not there at all cannot be offered. */
static void without_means(struct dialogue *d)
{
    d->offers.auth &= !d->rules.daemon_flags['A'];
    d->offers.tls &= d->setup.tls != NULL;
}

void offers_by_letters(struct dialogue *d, const char *letters)
{
    struct dialogue_offers *o = &d->offers;

    for (const char *p = letters; *p != '\0'; p++) {
        for (size_t i = 0; i < sizeof letters_known / sizeof *letters_known; i++) {
            if (letters_known[i].letter == *p)
                *(bool *)((char *)o + letters_known[i].offer) = letters_known[i].value;
        }
    }
    without_means(d);
}

/* AuthOptions=p: no passwords in clear text. */
static bool wants_layer(const struct session *s)
{
    const char *options = option_value_text(s, "AuthOptions");

    return options != NULL && strchr(options, 'p') != NULL;
}

void read_offers(struct dialogue *d)
{
    const struct dialogue_rules *r = &d->rules;

    d->offers = (struct dialogue_offers){
        .pipelining = true,
        .expn = (r->privacy & PRIVACY_NO_EXPN) == 0,
        .verb = (r->privacy & PRIVACY_NO_VERB) == 0,
        .receipts = r->receipts,
        .etrn = (r->privacy & PRIVACY_NO_ETRN) == 0 && !r->daemon_flags['E'],
        .auth = !r->daemon_flags['A'],
        .plain_auth = !wants_layer(d->s),
        .need_auth = r->daemon_flags['a'],
        .tls = d->setup.tls != NULL && !r->daemon_flags['S'],
        .certificate = true,
    };
}
