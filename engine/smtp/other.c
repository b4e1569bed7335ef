/*
 * other.c - the commands that need no message: RSET, NOOP, VERB, ETRN, QUIT.
 */
#include <string.h>

#include "smtp/burden.h"
#include "smtp/check.h"
#include "smtp/envelope.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/other.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/session.h"

enum { MAX_ETRN = 8 };

bool may_say(struct dialogue *d, const char *line, char answer)
{
    const char digit[2] = { answer, '\0' };

    if (check(d, "check_other", line, digit) != VERDICT_REFUSED)
        return true;
    d->over = d->code == 421;
    return false;
}

void reset(struct dialogue *d, char *args)
{
    (void)args;
    end_envelope(d);
    reply(d, "250 2.0.0 Reset state");
}

void no_operation(struct dialogue *d, char *args)
{
    (void)args;
    wait_for(d, "NOOP", ++d->noops, d->rules.max_noop);
    if (may_say(d, d->line, '2'))
        reply(d, "250 2.0.0 OK");
}

void be_verbose(struct dialogue *d, char *args)
{
    (void)args;
    if (!d->offers.verb || !d->offers.expn) {
        reply(d, "502 5.7.0 Verbose unavailable");
        return;
    }
    wait_for(d, "VERB", ++d->noops, d->rules.max_noop); /* it counts as another NOOP */
    if (!may_say(d, d->line, '2'))
        return;
    d->verbose = true;
    d->s->verbose = 1;
    deliver_by_mode(d, 'i');
    reply(d, "250 2.0.0 Verbose mode");
}

void queue_run(struct dialogue *d, char *args)
{
    if (!d->offers.etrn) {
        reply(d, "502 5.7.0 Sorry, we do not allow this operation");
        return;
    }
    if (*args == '\0') {
        reply(d, "500 5.5.2 Parameter required");
        return;
    }
    wait_for(d, "ETRN", ++d->etrns, MAX_ETRN);
    if (!check_passes(d, "check_etrn", args))
        return;
    if (*args == '#')
        reply(d, "459 4.5.4 Queue %s unknown", args + 1);
    else if (load_queues(d, d->rules.recipient_factor))
        note(d, NOTE_DELAY, "QueueLA=%ld: at a load of %ld the server would not run its queue, and would not answer", d->rules.queue_la,
             d->setup.load);
    else
        reply(d, "250 2.0.0 Queuing for node %s started", args);
}

void quit(struct dialogue *d, char *args)
{
    (void)args;
    reply(d, "221 2.0.0 %s closing connection", expanded(d->s, "\201j"));
    d->over = true;
}
