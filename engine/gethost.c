/*
 * gethost.c - /gethostbyname: the host tables asked as the real program asks them; all that it has
 * to tell are debug lines.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "map.h"

enum { CATEGORY = 61, MAX_TYPES = 16 };

static void told(struct session *s, int why, int err, const struct host_entry *h)
{
    if (!DEBUGGING(s, CATEGORY, 10))
        return;
    if (why != 0) {
        DEBUG_EMIT(s, DL_GETHOST_FAIL, DBG_INT(err), DBG_INT(why));
        return;
    }
    DEBUG_EMIT(s, DL_GETHOST_NAME, DBG_STR(h->name));
    if (!DEBUGGING(s, CATEGORY, 11))
        return;
    for (int i = 0; h->aliases[i] != NULL; i++)
        DEBUG_EMIT(s, DL_GETHOST_ALIAS, DBG_STR(h->aliases[i]));
    for (int i = 0; h->addrs[i] != NULL; i++) {
        const unsigned char *a = h->addrs[i];
        char text[64];
        size_t n = 0;

        if (h->addrlen == 4) {
            snprintf(text, sizeof text, "%u.%u.%u.%u", a[0], a[1], a[2], a[3]);
        } else {
            n += (size_t)snprintf(text, sizeof text, "IPv6:");
            for (int k = 0; k < 16; k += 2)
                n += (size_t)snprintf(text + n, sizeof text - n, k > 0 ? ":%x" : "%x",
                                      (unsigned)(a[k] << 8 | a[k + 1]));
        }
        DEBUG_EMIT(s, DL_GETHOST_ADDR, DBG_STR(text));
    }
}

static int ask(struct session *s, const char *name, int family)
{
    struct host_entry h;
    char buf[8192];
    int err = 0, why;

    if (DEBUGGING(s, CATEGORY, 10))
        DEBUG_EMIT(s, DL_GETHOST, DBG_STR(name), DBG_INT(family));
    why = s->world->host_by_name(s->world->ctx, name, family, &h, buf, sizeof buf, &err);
    if (why == 0)
        told(s, 0, 0, &h);
    else
        told(s, why, err, NULL);
    return why;
}

static bool has_files(struct session *s)
{
    const char *types[MAX_TYPES];
    int n = service_types(s, "hosts", types, MAX_TYPES);

    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], "files") == 0 || strcmp(types[i], "nis") == 0)
            return true;
    }
    return false;
}

void session_gethostbyname(struct session *s, const char *name, int family)
{
    const char *dot = strchr(name, '.');
    int why = ask(s, name, family);

    if (why == 0 || !has_files(s))
        return;
    if (dot == NULL || dot == name) {
        told(s, why, 0, NULL);
        return;
    }
    ask(s, arena_strndup(&s->work, name, (size_t)(dot - name)), family);
}
