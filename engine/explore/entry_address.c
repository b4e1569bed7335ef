/*
 * entry_address.c - whom the key of an entry stands for: an address, a client, a certificate.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "explore/entry_address.h"
#include "hosts/ip_text.h"

int access_tag(const char *key)
{
    int n = 0;

    while (isalpha((unsigned char)key[n]) || key[n] == '_')
        n++;
    return n > 1 && key[n] == ':' && strncasecmp(key, "IPv6:", 5) != 0 ? n + 1 : 0;
}

bool address_of_key(const char *own, const char *key, char *out, size_t size)
{
    const char *at = strchr(key, '@'), *star = strstr(key, "+*@");

    if (strcmp(key, "@") == 0)
        *out = '\0';
    else if (strcmp(key, ".") == 0)
        snprintf(out, size, "%s", EXPLORE_NOBODY "@" EXPLORE_OUTSIDE);
    else if (*key == '@')
        snprintf(out, size, "%s%s", EXPLORE_NOBODY, key);
    else if (star != NULL)
        snprintf(out, size, "%.*s+q7x%s", (int)(star - key), key, star + 2);
    else if (at != NULL && at[1] == '\0')
        snprintf(out, size, "%s%s", key, EXPLORE_OUTSIDE);
    else if (at != NULL)
        snprintf(out, size, "%s", key);
    else if (*key == '.')
        snprintf(out, size, "%s@%s%s", EXPLORE_NOBODY, EXPLORE_BELOW, key);
    else if (strchr(key, '.') != NULL || strchr(key, ':') != NULL)
        snprintf(out, size, "%s@%s", EXPLORE_NOBODY, key);
    else
        snprintf(out, size, "%s@%s", key, own);
    return true;
}

/* "IPv6:2001:db8" stands for all addresses that begin so. */
static bool client_of_network(const char *key, char *out, size_t size)
{
    char text[64];
    int colons = 0, n = snprintf(text, sizeof text, "%.45s", key);

    for (const char *p = key + 5; *p != '\0'; p++)
        colons += *p == ':';
    for (; colons < 7 && strstr(key, "::") == NULL && n < (int)sizeof text - 4; colons++)
        n += snprintf(text + n, sizeof text - (size_t)n, ":d5");
    return ip_text_plain(text, out, size);
}

bool client_of_key(const char *key, char *out, size_t size)
{
    char text[64];
    int dots = 0;

    if (strncasecmp(key, "IPv6:", 5) == 0)
        return client_of_network(key, out, size);
    if (*key == '\0' || key[strspn(key, "0123456789.")] != '\0')
        return false;
    for (const char *p = key; *p != '\0'; p++)
        dots += *p == '.';
    snprintf(text, sizeof text, "%.40s%s", key, dots == 0 ? ".213.77.133" : dots == 1 ? ".213.77" : dots == 2 ? ".213" : "");
    return ip_text_plain(text, out, size);
}

/* A client by its address, or by its name. */
static bool put_client(const char *key, struct made_situation *m)
{
    if (client_of_key(key, m->client, sizeof m->client))
        return true;
    if (*key == '\0' || *key == '/' || strchr(key, '@') != NULL || strchr(key, '.') == NULL)
        return false;
    snprintf(m->name, sizeof m->name, "%s%.500s", *key == '.' ? EXPLORE_BELOW : "", key);
    memcpy(m->helo, m->name, sizeof m->helo);
    return true;
}

void entry_situations(const char *own, const char *key, const struct made_situation *from,
                      void (*fn)(void *ctx, const struct made_situation *m), void *ctx)
{
    const char *rest = key + access_tag(key);
    struct made_situation m = *from;

    if (*rest == '/') {
        snprintf(m.verify, sizeof m.verify, "OK");
        snprintf(m.issuer, sizeof m.issuer, "%s", rest);
        fn(ctx, &m);
        snprintf(m.subject, sizeof m.subject, "%s", rest);
        memcpy(m.issuer, from->issuer, sizeof m.issuer);
        fn(ctx, &m);
        return;
    }
    if (address_of_key(own, rest, m.recipient, sizeof m.recipient))
        fn(ctx, &m);
    m = *from;
    if (address_of_key(own, rest, m.sender, sizeof m.sender))
        fn(ctx, &m);
    m = *from;
    if (put_client(rest, &m))
        fn(ctx, &m);
}
