/*
 * option_tls.c - ServerSSLOptions and ClientSSLOptions: nothing is encrypted, but the flags show.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "cfparse/option_names.h"
#include "cfparse/white.h"
#include "load/option_tls.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

struct flag {
    const char *name;
    unsigned long bits;
};

/* The numbers of the reference's OpenSSL (3.0); they show in -d37.8. */
static const struct flag flags[] = {
    { "SSL_OP_MICROSOFT_SESS_ID_BUG", 0 },
    { "SSL_OP_NETSCAPE_CHALLENGE_BUG", 0 },
    { "SSL_OP_LEGACY_SERVER_CONNECT", 0x4 },
    { "SSL_OP_NETSCAPE_REUSE_CIPHER_CHANGE_BUG", 0 },
    { "SSL_OP_SSLREF2_REUSE_CERT_TYPE_BUG", 0 },
    { "SSL_OP_MICROSOFT_BIG_SSLV3_BUFFER", 0 },
    { "SSL_OP_MSIE_SSLV2_RSA_PADDING", 0 },
    { "SSL_OP_SSLEAY_080_CLIENT_DH_BUG", 0 },
    { "SSL_OP_TLS_D5_BUG", 0 },
    { "SSL_OP_TLS_BLOCK_PADDING_BUG", 0 },
    { "SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS", 0x800 },
    { "SSL_OP_ALL", 0x80000850 },
    { "SSL_OP_NO_QUERY_MTU", 0x1000 },
    { "SSL_OP_COOKIE_EXCHANGE", 0x2000 },
    { "SSL_OP_NO_TICKET", 0x4000 },
    { "SSL_OP_CISCO_ANYCONNECT", 0x8000 },
    { "SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION", 0x10000 },
    { "SSL_OP_NO_COMPRESSION", 0x20000 },
    { "SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION", 0x40000 },
    { "SSL_OP_SINGLE_ECDH_USE", 0 },
    { "SSL_OP_SINGLE_DH_USE", 0 },
    { "SSL_OP_EPHEMERAL_RSA", 0 },
    { "SSL_OP_CIPHER_SERVER_PREFERENCE", 0x400000 },
    { "SSL_OP_TLS_ROLLBACK_BUG", 0x800000 },
    { "SSL_OP_NO_SSLv2", 0 },
    { "SSL_OP_NO_SSLv3", 0x2000000 },
    { "SSL_OP_NO_TLSv1", 0x4000000 },
    { "SSL_OP_NO_TLSv1_1", 0x10000000 },
    { "SSL_OP_NO_TLSv1_2", 0x8000000 },
    { "SSL_OP_NO_TLSv1_3", 0x20000000 },
    { "SSL_OP_PKCS1_CHECK_1", 0 },
    { "SSL_OP_PKCS1_CHECK_2", 0 },
    { "SSL_OP_NETSCAPE_CA_DN_BUG", 0 },
    { "SSL_OP_NETSCAPE_DEMO_CIPHER_CHANGE_BUG", 0 },
    { "SSL_OP_CRYPTOPRO_TLSEXT_BUG", 0x80000000 },
    { "SSL_OP_TLSEXT_PADDING", 0x10 },
    { "SSL_OP_NO_RENEGOTIATION", 0x40000000 },
    { "SSL_OP_NO_ANTI_REPLAY", 0x1000000 },
    { "SSL_OP_ALLOW_NO_DHE_KEX", 0x400 },
    { "SSL_OP_NO_ENCRYPT_THEN_MAC", 0x80000 },
    { "SSL_OP_ENABLE_MIDDLEBOX_COMPAT", 0x100000 },
    { "SSL_OP_PRIORITIZE_CHACHA", 0x200000 },
};

static bool by_name(const char *name, unsigned long *bits)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (strcasecmp(flags[i].name, name) == 0) {
            *bits = flags[i].bits;
            return true;
        }
    }
    return false;
}

/* One word, by number or name. */
static void set_word(struct session *s, const char *option, const char *word, bool on,
                     unsigned long *value)
{
    unsigned long bits;

    if (isdigit((unsigned char)*word)) {
        bits = strtoul(word, NULL, 0);
    } else if (!by_name(word, &bits)) {
        syserr(s, "readcf: %s option value %s unrecognized", option, word);
        return;
    }
    *value = on ? *value | bits : *value & ~bits;
}

void set_ssl(struct session *s, const struct setting *o)
{
    struct option_state *state = s->prog->set.options;
    bool server = o->id == OPT_SERVER_SSL_OPTIONS;
    unsigned long *bits = server ? &state->server_ssl : &state->client_ssl;
    const char *p = o->value;

    s->standing.err = 0;
    while (*p != '\0') {
        const char *start;
        bool on = true;

        while (*p == ' ')
            p++;
        if (*p == '+' || *p == '-')
            on = *p++ == '+';
        for (start = p; *p != '\0' && *p != ',' && !white(*p); p++)
            continue;
        set_word(s, option_at(o->id)->name, arena_strndup(&s->command.work, start, (size_t)(p - start)),
                 on, bits);
        if (*p != '\0')
            p++;
    }
    if (DEBUGGING(s, 37, 8)) {
        char text[32];

        snprintf(text, sizeof text, "%#lx", *bits);
        DEBUG_EMIT(s, DL_SSL_OPTIONS, DBG_STR(text));
    }
}
