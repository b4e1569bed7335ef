/*
 * host_values.c - hosts that mail is handed to, see host_values.h.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check/host_values.h"

/* Digits and dots that make none. */
static bool is_no_address(const char *text, size_t n)
{
    unsigned char address[4];
    char copy[64];

    if (n == 0 || n >= sizeof copy || strspn(text, "0123456789.") < n)
        return false;
    snprintf(copy, sizeof copy, "%.*s", (int)n, text);
    return inet_pton(AF_INET, copy, address) != 1;
}

static const char *odd_host(const char *host, size_t n)
{
    const char *close = memchr(host, ']', n);

    if (n > 0 && strspn(host, "0123456789") >= n)
        return "is taken for one more host; a port belongs into the A= of the mailer (RELAY_MAILER_ARGS, ...)";
    if (memchr(host, ',', n) != NULL || memchr(host, ' ', n) != NULL || memchr(host, '\t', n) != NULL)
        return "is one host, whose name nobody has; hosts are parted by colons";
    if (memchr(host, '/', n) != NULL)
        return "has a slash in it, and is no host";
    if (*host == '[' && close == host + n - 1 && is_no_address(host + 1, n - 2))
        return "is no address";
    return *host == '[' && close != NULL && close + 1 != host + n ? "has something behind the bracket, and is no host" : NULL;
}

const char *odd_hosts(const char *hosts, size_t n, const char **host, size_t *length)
{
    const char *end = hosts + n;

    while (hosts < end) {
        const char *stop = hosts, *why;

        for (bool open = false; stop < end && (open || *stop != ':'); stop++)
            open = *stop == '[' || (open && *stop != ']');
        why = odd_host(hosts, (size_t)(stop - hosts));
        if (why != NULL) {
            *host = hosts;
            *length = (size_t)(stop - hosts);
            return why;
        }
        hosts = stop + 1;
    }
    return NULL;
}
