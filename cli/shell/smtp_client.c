/*
 * smtp_client.c - who a client is, as one types it: ADDRESS[,NAME[,ok|fail|forged|temp]], and what it can prove:
 * verify=OK,cipher=... and PLAIN,USER.
 */
#include <arpa/inet.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "shell/smtp_client.h"
#include "smtp/dialogue.h"

bool smtp_is_address(const char *text)
{
    unsigned char addr[16];

    if (strncasecmp(text, "IPv6:", 5) == 0)
        text += 5;
    return inet_pton(AF_INET, text, addr) == 1 || inet_pton(AF_INET6, text, addr) == 1;
}

/* "192.0.2.1:4711", "[2001:db8::1]:4711": the port off. False: it is none. */
static bool take_port(char **text, struct dialogue_setup *setup)
{
    char *address = *text, *end = address + strlen(address), *port = strrchr(address, ':');
    bool bracketed = *address == '[' && strchr(address, ']') != NULL;

    if (bracketed) {
        char *close = strchr(address, ']');

        *text = address + 1;
        *close = '\0';
        port = close[1] == ':' ? close + 1 : NULL;
        if (port == NULL)
            return close + 1 == end;
    }
    if (port == NULL || (!bracketed && strchr(address, ':') != port))
        return true; /* those of IPv6 have more colons */
    *port++ = '\0';
    setup->port = port;
    return *port != '\0' && strspn(port, "0123456789") == strlen(port) && strlen(port) <= 5;
}

bool smtp_client_read(char *text, struct dialogue_setup *setup)
{
    static const char *const words[] = { "ok", "fail", "forged", "temp" };
    char *name = strchr(text, ','), *how;
    int i = 0;

    if (name != NULL)
        *name++ = '\0';
    if (!take_port(&text, setup) || !smtp_is_address(text))
        return false;
    setup->address = text;
    if (name == NULL)
        return true;
    setup->named = true;
    how = strchr(name, ',');
    if (how != NULL)
        *how++ = '\0';
    setup->name = *name != '\0' ? name : NULL;
    setup->resolve = *name != '\0' ? NAME_OK : NAME_FAIL;
    if (how == NULL)
        return true;
    while (i < 4 && strcasecmp(words[i], how) != 0)
        i++;
    setup->resolve = (enum client_name)i;
    return i < 4;
}

static const struct {
    const char *word;
    size_t offset;
} tls_words[] = {
    { "verify", offsetof(struct dialogue_tls, verify) },
    { "version", offsetof(struct dialogue_tls, version) },
    { "cipher", offsetof(struct dialogue_tls, cipher) },
    { "bits", offsetof(struct dialogue_tls, bits) },
    { "alg_bits", offsetof(struct dialogue_tls, algorithm_bits) },
    { "cert_subject", offsetof(struct dialogue_tls, subject) },
    { "cert_issuer", offsetof(struct dialogue_tls, issuer) },
    { "cn_subject", offsetof(struct dialogue_tls, cn_subject) },
    { "cn_issuer", offsetof(struct dialogue_tls, cn_issuer) },
};

/* Which of the words an equation begins with; -1: none. */
static int tls_word(const char *text)
{
    for (size_t i = 0; i < sizeof tls_words / sizeof *tls_words; i++) {
        size_t n = strlen(tls_words[i].word);

        if (strncasecmp(text, tls_words[i].word, n) == 0 && text[n] == '=')
            return (int)i;
    }
    return -1;
}

bool smtp_tls_read(char *text, struct dialogue_tls *tls)
{
    while (text != NULL) {
        int i = tls_word(text);
        char *end;

        if (i < 0)
            return false;
        text += strlen(tls_words[i].word) + 1;
        *(const char **)((char *)tls + tls_words[i].offset) = text;
        end = strchr(text, ',');
        while (end != NULL && tls_word(end + 1) < 0) /* a name of a certificate may have commas */
            end = strchr(end + 1, ',');
        if (end != NULL)
            *end++ = '\0';
        text = end;
    }
    return true;
}

bool smtp_auth_read(char *text, struct dialogue_setup *setup)
{
    char *user = strchr(text, ',');

    if (user == NULL || user == text || user[1] == '\0')
        return false;
    *user++ = '\0';
    setup->auth_type = text;
    setup->auth_user = user;
    return true;
}
