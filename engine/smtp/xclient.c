/*
 * xclient.c - XCLIENT: whoever talks says that another client does. A verb of Postfix, for tests; sendmail has none.
 *
 *      XCLIENT ADDR=203.0.113.5 NAME=mx.example.net        the connection begins again, as that client's
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "hosts/ip_text.h"
#include "smtp/client.h"
#include "smtp/envelope.h"
#include "smtp/greeting.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "smtp/tls_macros.h"
#include "smtp/xclient.h"
#include "state/session.h"

/* NAME=: "[UNAVAILABLE]", it has none; "[TEMPUNAVAIL]", nobody knows now. */
static void take_name(struct dialogue_setup *setup, const char *name)
{
    setup->named = true;
    setup->name = *name != '[' ? name : NULL;
    setup->resolve = *name != '[' ? NAME_OK : strcasecmp(name, "[TEMPUNAVAIL]") == 0 ? NAME_TEMP : NAME_FAIL;
}

/* False: one of them is none, which was said. */
static bool take_attributes(struct dialogue *d, char *text, struct dialogue_setup *setup)
{
    char *rest = NULL;

    for (char *word = strtok_r(text, " \t", &rest); word != NULL; word = strtok_r(NULL, " \t", &rest)) {
        unsigned char addr[16];

        if (strncasecmp(word, "ADDR=", 5) == 0 && parse_address(word + 5, addr) != 0) {
            setup->address = word + 5;
        } else if (strncasecmp(word, "PORT=", 5) == 0 && word[5] != '\0' && strspn(word + 5, "0123456789") == strlen(word + 5)) {
            setup->port = word + 5;
        } else if (strncasecmp(word, "NAME=", 5) == 0 && word[5] != '\0') {
            take_name(setup, word + 5);
        } else {
            reply(d, "501 5.5.4 Bad XCLIENT attribute: %s", word);
            return false;
        }
    }
    return true;
}

/* What the connection has led to is gone. */
static void begin_again(struct dialogue *d)
{
    static const char *const login[] = { "{auth_type}", "{auth_authen}", "{auth_ssf}" };

    end_envelope(d);
    for (size_t i = 0; i < sizeof login / sizeof *login; i++)
        define_lasting(d, login[i], NULL);
    define_tls(d, NULL, true, true);
    free(d->refused);
    d->refused = NULL;
    *d->hello = *d->name = *d->pointer = '\0';
    d->said_hello = d->extended = d->encrypted = d->authenticated = d->discards_all = d->later = false;
    d->discarded = DISCARDED_NOT;
    for (int i = 0; i < d->nmilters; i++)
        d->milters[i].accepted = ACCEPTED_NOT;
}

void be_another_client(struct dialogue *d, char *args)
{
    struct dialogue_setup setup = d->setup;

    if (d->setup.address == NULL || *args == '\0') {
        reply(d, d->setup.address == NULL ? "500 5.5.1 Command unrecognized: \"XCLIENT\"" : "501 5.5.4 Syntax: XCLIENT ADDR=ADDRESS [PORT=PORT] [NAME=NAME]");
        return;
    }
    if (d->has_sender) {
        reply(d, "503 5.5.1 XCLIENT not permitted during a mail transaction");
        return;
    }
    if (!take_attributes(d, arena_strdup(&d->s->own.arena, args), &setup))
        return;
    if (setup.address != d->setup.address && setup.name == d->setup.name && setup.resolve == d->setup.resolve)
        setup.named = false; /* another address, and no name: it is looked for */
    d->setup = setup;
    begin_again(d);
    meet_client(d);
    greet(d);
}
