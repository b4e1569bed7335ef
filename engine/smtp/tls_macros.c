/*
 * tls_macros.c - what a handshake tells rulesets: ${verify}, ${cipher}, ${cert_subject} and their kin.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/tls_macros.h"

static const char *or_else(const char *text, const char *otherwise)
{
    return text != NULL ? text : otherwise;
}

static bool is_coded(const char *p)
{
    return *p == '+' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2]);
}

typedef void setter(struct dialogue *d, const char *macro, const char *value);

/* A name of a certificate, in which some bytes stand as +XX; those that do already are left. */
static void define_name(struct dialogue *d, setter *set, const char *macro, const char *name)
{
    char text[3 * MAX_NAME + 1], *p = text;

    for (; name != NULL && *name != '\0' && p + 4 < text + sizeof text; name++) {
        if (!is_coded(name) && (*name <= ' ' || *name > '~' || strchr("<>()\"+", *name) != NULL))
            p += sprintf(p, "+%02X", (unsigned char)*name);
        else
            *p++ = *name;
    }
    *p = '\0';
    set(d, macro, name != NULL ? text : NULL);
}

/* Of "/C=DE/CN=mx.example.net": the last name that is a CN. */
static const char *common_name(const char *subject, char *text, size_t size)
{
    const char *at = NULL, *p = subject;

    while (p != NULL && (p = strstr(p, "/CN=")) != NULL)
        at = p += 4;
    if (at == NULL)
        return NULL;
    snprintf(text, size, "%.*s", (int)strcspn(at, "/"), at);
    return text;
}

void define_tls(struct dialogue *d, const struct dialogue_tls *tls, bool asked, bool lasting)
{
    static const char *const macros[] = { "{verify}", "{tls_version}", "{cipher}", "{cipher_bits}", "{alg_bits}",
                                          "{cert_subject}", "{cert_issuer}", "{cn_subject}", "{cn_issuer}" };
    setter *set = lasting ? define_lasting : define;
    char text[MAX_NAME];

    for (size_t i = 0; i < sizeof macros / sizeof *macros; i++)
        set(d, macros[i], NULL);
    if (tls == NULL)
        return;
    set(d, "{verify}", asked ? or_else(tls->verify, "NO") : "NOT");
    set(d, "{tls_version}", or_else(tls->version, "TLSv1.3"));
    set(d, "{cipher}", or_else(tls->cipher, "TLS_AES_256_GCM_SHA384"));
    set(d, "{cipher_bits}", or_else(tls->bits, "256"));
    set(d, "{alg_bits}", or_else(tls->algorithm_bits, or_else(tls->bits, "256")));
    if (!asked)
        return;
    define_name(d, set, "{cert_subject}", tls->subject);
    define_name(d, set, "{cert_issuer}", tls->issuer);
    define_name(d, set, "{cn_subject}", tls->cn_subject != NULL ? tls->cn_subject : common_name(tls->subject, text, sizeof text));
    define_name(d, set, "{cn_issuer}", tls->cn_issuer != NULL ? tls->cn_issuer : common_name(tls->issuer, text, sizeof text));
}
