/*
 * envelope.c - what a message begins and ends with.
 */
#include <stdio.h>

#include "mail/envelope.h"
#include "mail/recipients.h"
#include "mail/verify.h"
#include "smtp/envelope.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/milter.h"
#include "state/program.h"
#include "state/session.h"

void begin_envelope(struct dialogue *d)
{
    char protocol[16];

    envelope_begin(d->s);
    if (d->setup.load > 0)
        define_number(d, "{load_avg}", d->setup.load);
    snprintf(protocol, sizeof protocol, "ESMTP%s%s", d->encrypted ? "S" : "", d->authenticated ? "A" : "");
    define(d, "r", d->extended ? protocol : "SMTP");
    define(d, "s", *d->hello != '\0' ? d->hello : d->pointer);
    d->bad_recipients = 0;
    define(d, "{nbadrcpts}", "0");
    d->declared = 0; /* of one that was refused */
    d->seven_bit_body = false;
    d->list = recipients_begin(d->s);
    d->list->count = d->looked_up;
    d->list->verify_only = !d->verbose && d->rules.delivery_mode != 'i';
}

void end_envelope(struct dialogue *d)
{
    milters_next_message(d);
    d->has_returns = d->has_sender = d->discard = d->s->discards = false;
    d->recipients = d->looked_up = 0; /* who was refused is counted on until the next MAIL */
    d->list = NULL;
    d->declared = 0;
    d->seven_bit_body = d->has_looked = false;
    d->s->standing.address = NULL;
    d->s->standing.status = 0;
    macros_of_connection(d);
    queue_id_macro(d->s);
}
