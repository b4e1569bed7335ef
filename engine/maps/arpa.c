/*
 * arpa.c - turns an address around for a reverse lookup: 192.0.2.1 becomes 1.2.0.192, an address
 * behind "IPv6:" its 32 nibbles, last first. The zone's name comes from -a.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "maps/dequote.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/event.h"
#include "state/trace.h"

enum { ARPA_SIZE = 128 };

/* These two return what inet_pton(3) says. */
static int reverse4(const char *key, char *out)
{
    struct in_addr addr;
    unsigned char b[4];
    int r = inet_pton(AF_INET, key, &addr);

    if (r == 1) {
        memcpy(b, &addr, sizeof b);
        snprintf(out, ARPA_SIZE, "%u.%u.%u.%u", b[3], b[2], b[1], b[0]);
    }
    return r;
}

static int reverse6(const char *key, char *out)
{
    struct in6_addr addr;
    int r = inet_pton(AF_INET6, key, &addr);

    for (int i = 15; r == 1 && i >= 0; i--) {
        out += snprintf(out, 5, "%x.%x", addr.s6_addr[i] & 0xF, addr.s6_addr[i] >> 4);
        if (i > 0)
            *out++ = '.';
    }
    return r;
}

static const char *arpa_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char out[ARPA_SIZE] = "";
    int r;

    DEBUG(s, DL_ARPA_KEY, DBG_STR(call->key));
    if (strncasecmp(call->key, "IPv6:", 5) == 0)
        r = reverse6(call->key + 5, out);
    else
        r = reverse4(call->key, out);
    DEBUG(s, DL_ARPA_RESULT, DBG_INT(r), DBG_STR(out));
    call->status = r == 1 ? EX_OK : EX_DATAERR;
    if (r != 1)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0) /* of an earlier definition of the name: arpa has no -m */
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, out, strlen(out), call);
}

const struct map_class class_arpa = {
    .name = "arpa",
    .help = "an address as the name below in-addr.arpa or ip6.arpa",
    .caps = MC_NO_FILE | MC_KEEP_QUOTES,
    .parse = parse_one_flag,
    .lookup = arpa_lookup,
};
