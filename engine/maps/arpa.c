/*
 * arpa.c - turns an address around for a reverse lookup: 192.0.2.1 becomes 1.2.0.192, an address
 * behind "IPv6:" its 32 nibbles, last first. The zone's name comes from -a.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "classes.h"

enum { ARPA_SIZE = 128 };

static bool reverse4(const char *key, char *out)
{
    struct in_addr addr;
    unsigned char b[4];

    if (inet_pton(AF_INET, key, &addr) != 1)
        return false;
    memcpy(b, &addr, sizeof b);
    snprintf(out, ARPA_SIZE, "%u.%u.%u.%u", b[3], b[2], b[1], b[0]);
    return true;
}

static bool reverse6(const char *key, char *out)
{
    struct in6_addr addr;

    if (strncasecmp(key, "IPv6:", 5) != 0 || inet_pton(AF_INET6, key + 5, &addr) != 1)
        return false;
    for (int i = 15; i >= 0; i--) {
        out += snprintf(out, 5, "%x.%x", addr.s6_addr[i] & 0xF, addr.s6_addr[i] >> 4);
        if (i > 0)
            *out++ = '.';
    }
    return true;
}

static const char *arpa_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char out[ARPA_SIZE] = "";
    bool ok;

    if (DEBUGGING(s, 38, 2))
        DEBUG_EMIT(s, DL_ARPA_KEY, DBG_STR(call->key));
    ok = reverse4(call->key, out) || reverse6(call->key, out);
    call->status = ok ? EX_OK : EX_DATAERR;
    if (DEBUGGING(s, 38, 2))
        DEBUG_EMIT(s, DL_ARPA_RESULT, DBG_INT(call->status), DBG_STR(out));
    return ok ? map_rewrite_key(s, m, out, strlen(out), call) : NULL;
}

const struct map_class class_arpa = {
    .name = "arpa",
    .caps = MC_NO_FILE | MC_KEEP_QUOTES,
    .parse = parse_one_flag,
    .lookup = arpa_lookup,
};
