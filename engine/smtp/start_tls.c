/*
 * start_tls.c - STARTTLS: the handshake is not made, what it would lead to is an input.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "smtp/check.h"
#include "smtp/envelope.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "smtp/start_tls.h"
#include "smtp/tls_macros.h"
#include "state/session.h"

/* "CipherList=HIGH; Options=...": is each of them one? */
static bool are_features(const char *text)
{
    static const char *const known[] = { "options", "cipherlist", "certfile", "keyfile" };
    bool has[4] = { false };

    if (strlen(text) < 2)
        return true;
    while (text != NULL) {
        size_t i = 0, n;

        text += strspn(text, " \t\"");
        n = strcspn(text, " \t=");
        while (i < 4 && (strlen(known[i]) != n || strncasecmp(text, known[i], n) != 0))
            i++;
        if (i == 4 || text[n + strspn(text + n, " \t")] != '=')
            return false;
        has[i] = true;
        text = strchr(text, ';');
        if (text != NULL)
            text++;
    }
    return has[2] == has[3];
}

void tls_start(struct dialogue *d, char *args)
{
    const char *features;
    char verify[MAX_NAME];

    if (*args != '\0') {
        reply(d, "501 5.5.2 Syntax error (no parameters allowed)");
        return;
    }
    if (!d->offers.tls) {
        reply(d, d->encrypted || d->setup.tls == NULL ? "454 4.3.3 TLS not available after start" : "503 5.5.0 TLS not available");
        return;
    }
    if (d->has_sender) {
        reply(d, "503 5.5.0 TLS not permitted during a mail transaction");
        return;
    }
    if (d->later) {
        reply(d, "454 4.7.0 Please try again later");
        return;
    }
    if (!ask_words(d, "tls_srv_features", d->name, d->address, &features)
        || (features != NULL && !are_features(features))) {
        reply(d, "454 4.3.3 TLS currently not available");
        return;
    }
    reply(d, "220 2.0.0 Ready to start TLS");
    end_envelope(d);
    d->encrypted = true;
    d->offers.tls = false;
    d->hellos = 0;
    *d->hello = '\0';
    d->said_hello = false;
    define_tls(d, d->setup.tls, d->offers.certificate, true);
    snprintf(verify, sizeof verify, "%s", value_of(d, "{verify}"));
    admit(d, "tls_client", verify, "STARTTLS");
}
