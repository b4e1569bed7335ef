/*
 * apart.c - what is asked of hosts, clients and addresses apart from the dialogue.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "explore/apart.h"
#include "explore/traveller.h"

static const struct {
    const char *ruleset;
    enum { OF_HOST, OF_CLIENT, OF_RECIPIENT, OF_SENDER, OF_BOTH, OF_TLS, OF_TLS_CLIENT, OF_TEXT } of;
    const char *text;
} asked[] = {
    { "srv_features", OF_HOST, NULL },
    { "try_tls", OF_HOST, NULL },
    { "clt_features", OF_HOST, NULL },
    { "authinfo", OF_CLIENT, NULL },
    { "tls_srv_features", OF_CLIENT, NULL },
    { "tls_clt_features", OF_CLIENT, NULL },
    { "greet_pause", OF_CLIENT, NULL },
    { "check_relay", OF_CLIENT, NULL },
    { "tls_rcpt", OF_RECIPIENT, NULL },
    { "queuegroup", OF_RECIPIENT, NULL },
    { "check_vrfy", OF_RECIPIENT, NULL },
    { "check_expn", OF_RECIPIENT, NULL },
    { "localaddr", OF_RECIPIENT, NULL },
    { "check_compat", OF_BOTH, NULL },
    { "tls_server", OF_TLS, NULL },
    { "tls_client", OF_TLS_CLIENT, NULL },
    { "trust_auth", OF_SENDER, NULL },
    { "check_etrn", OF_HOST, NULL },
    { "check_other", OF_TEXT, "NOOP $| 2" },
    { "check_eoh", OF_TEXT, "5 $| 100" },
    { "check_data", OF_TEXT, "1" },
};

bool apart_question(const struct situation *x, int i, struct apart_question *out)
{
    const char *host = x->name != NULL ? x->name : x->helo, *verify = x->verify != NULL ? x->verify : "NONE";
    size_t size = sizeof out->text;

    if (i < 0 || i >= (int)(sizeof asked / sizeof asked[0]))
        return false;
    out->ruleset = asked[i].ruleset;
    switch (asked[i].of) {
    case OF_HOST:
        snprintf(out->text, size, "%s", host);
        break;
    case OF_CLIENT:
        snprintf(out->text, size, "%s $| %s", host, x->client != NULL ? x->client : "0");
        break;
    case OF_RECIPIENT:
        snprintf(out->text, size, "%s", x->recipient);
        break;
    case OF_SENDER:
        snprintf(out->text, size, "%s", x->sender);
        break;
    case OF_BOTH:
        snprintf(out->text, size, "%s $| %s", x->sender, x->recipient);
        break;
    case OF_TLS:
        snprintf(out->text, size, "%s", verify);
        break;
    case OF_TLS_CLIENT:
        snprintf(out->text, size, "%s $| %s", verify, x->verify != NULL ? "STARTTLS" : "MAIL");
        break;
    default:
        snprintf(out->text, size, "%s", asked[i].text);
    }
    out->joined = asked[i].of == OF_CLIENT || asked[i].of == OF_BOTH || asked[i].of == OF_TLS_CLIENT
                  || (asked[i].of == OF_TEXT && strstr(out->text, "$|") != NULL);
    return true;
}

static const char *or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

/* Of "/C=DE/CN=mx.example.net", where it is the last part. */
static const char *common_name(const char *of)
{
    const char *at = of != NULL ? strrchr(of, '/') : NULL;

    return at != NULL && strncmp(at, "/CN=", 4) == 0 ? at + 4 : "";
}

void apart_macros(const struct situation *x, void (*define)(void *ctx, const char *name, const char *value), void *ctx)
{
    define(ctx, "{server_name}", x->name != NULL ? x->name : x->helo);
    define(ctx, "{server_addr}", or_nothing(x->client));
    define(ctx, "{verify}", x->verify != NULL ? x->verify : "NONE");
    define(ctx, "{cipher_bits}", x->verify == NULL ? "0" : x->bits != NULL ? x->bits : "256");
    define(ctx, "{cert_subject}", or_nothing(x->subject));
    define(ctx, "{cn_subject}", common_name(x->subject));
    define(ctx, "{cn_issuer}", common_name(x->issuer));
    define(ctx, "{cert_issuer}", or_nothing(x->issuer));
    define(ctx, "{auth_type}", x->login != NULL ? "PLAIN" : "");
    define(ctx, "{auth_authen}", or_nothing(x->login));
}
