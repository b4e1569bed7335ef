/*
 * identity.c - who this host is: $j, $w, $m, $k and class w, from the self and hosts doors.
 */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/limits.h"
#include "hosts/canonify.h"
#include "hosts/hosts_file.h"
#include "hosts/ip_text.h"
#include "load/identity.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

static void config_macro(struct session *s, int id, const char *value)
{
    macro_define(s, id, value, MACRO_CONFIG);
}

static void bracketed(char *out, size_t size, const unsigned char *a)
{
    snprintf(out, size, "[%u.%u.%u.%u]", a[0], a[1], a[2], a[3]);
}

/* The host's own entry: official name if it is qualified, else the first qualified alias. */
static bool own_entry(struct session *s, char *name, size_t size, struct host_entry *h, char *buf,
                      size_t bufsize)
{
    if (!host_by_name(s, name, AF_INET6, h, buf, bufsize)
        && !host_by_name(s, name, AF_INET, h, buf, bufsize))
        return false;
    if (strchr(h->name, '.') != NULL || strchr(name, '.') == NULL) {
        snprintf(name, size, "%s", h->name);
        return true;
    }
    for (int i = 0; h->aliases[i] != NULL; i++) {
        if (strchr(h->aliases[i], '.') != NULL) {
            snprintf(name, size, "%s", h->aliases[i]);
            return true;
        }
    }
    return true;
}

/* Another name of this host. */
static void also(struct session *s, const char *name)
{
    DEBUG(s, DL_ALSO, DBG_STR(name));
    class_add(s, 'w', name);
    origin_note(s, 'w', ORIGIN_HOST_NAME, name, NULL);
}

/* The same of a name that an interface has: told when it is one. */
static void also_here(struct session *s, const char *name)
{
    class_add(s, 'w', name);
    origin_note(s, 'w', ORIGIN_INTERFACE, name, NULL);
    DEBUG(s, DL_ALSO, DBG_STR(name));
}

void identity_first(struct session *s)
{
    char name[MAX_NAME], node[MAX_NAME], buf[4096], text[64];
    struct host_entry h;
    const char *dot;
    bool known;

    if (s->world->host_name(s->world->ctx, name, sizeof name) != 0)
        snprintf(name, sizeof name, "localhost");
    known = own_entry(s, name, sizeof name, &h, buf, sizeof buf);
    if (known && strchr(name, '.') == NULL) {
        char full[MAX_NAME];
        int status = 0;
        long ttl = 0;

        snprintf(full, sizeof full, "%s", name);
        if (canonify_host(s, full, sizeof full, true, &status, &ttl))
            snprintf(name, sizeof name, "%s", full);
    }
    DEBUG(s, DL_CANONICAL, DBG_STR(name));
    config_macro(s, 'w', name);
    config_macro(s, 'j', name);
    class_add(s, 'w', name);
    origin_note(s, 'w', ORIGIN_HOST_NAME, name, NULL);
    dot = strchr(name, '.');
    if (dot != NULL && dot[1] != '\0')
        config_macro(s, 'm', dot + 1);
    if (s->world->node_name(s->world->ctx, node, sizeof node) != 0)
        snprintf(node, sizeof node, "localhost");
    DEBUG(s, DL_NODENAME, DBG_STR(node));
    config_macro(s, 'k', node);
    class_add(s, 'k', node);
    class_add(s, 'w', node);
    origin_note(s, 'w', ORIGIN_HOST_NAME, node, NULL);
    if (!known)
        return;
    for (int i = 0; h.aliases[i] != NULL; i++)
        also(s, h.aliases[i]);
    for (int i = 0; h.addrs[i] != NULL; i++) {
        char address[48];

        snprintf(text, sizeof text, "[%s]",
                 address_text(h.family, h.addrs[i], s->prog->set.compressed_ipv6, address, sizeof address));
        also(s, text);
    }
}

void identity_domain(struct session *s)
{
    char domain[MAX_LINE];

    if (macro_value(s, 'm') == NULL)
        return;
    expand(s, "\201m", domain, sizeof domain);
    if (domain[0] != '\0')
        class_add(s, 'm', domain);
}

/* Adds a name that is new, and the name in brackets. */
static void add_host_name(struct session *s, const char *name)
{
    char text[MAX_NAME + 2];

    if (class_has(s, 'w', name, strlen(name))) {
        DEBUG(s, DL_ALSO_KNOWN, DBG_STR(name));
        return;
    }
    also_here(s, name);
    snprintf(text, sizeof text, "[%.255s]", name);
    class_has(s, 'w', text, strlen(text)); /* the real program looks, and -d36 shows it */
    class_add(s, 'w', text);
    origin_note(s, 'w', ORIGIN_INTERFACE, text, NULL);
}

void identity_interfaces(struct session *s)
{
    enum { REQUEST_SIZE = 40 }; /* bytes of the kernel's struct ifreq */
    struct interface list[64];
    int n;

    if (s->prog->set.dont_probe && !s->prog->set.probe_loopback)
        return;
    n = s->world->interfaces(s->world->ctx, list, 64);
    DEBUG(s, DL_SCANNING, DBG_INT(n * REQUEST_SIZE));
    for (int i = 0; i < n; i++) {
        char text[64], buf[4096];
        struct host_entry h;
        int err = 0;

        DEBUG(s, DL_INTERFACE,
              DBG_STR(address_text(AF_INET, list[i].addr, false, text, sizeof text)));
        DEBUG(s, DL_INTERFACE_FLAGS, DBG_INT(list[i].flags));
        if (!list[i].up)
            continue;
        bracketed(text, sizeof text, list[i].addr);
        if (!class_has(s, 'w', text, strlen(text)))
            also_here(s, text);
        if (list[i].loopback && s->prog->set.probe_loopback)
            continue;
        if (s->world->host_by_addr(s->world->ctx, list[i].addr, 4, AF_INET, &h, buf, sizeof buf,
                                   &err) != 0)
            continue;
        add_host_name(s, h.name);
        for (int k = 0; h.aliases[k] != NULL; k++)
            add_host_name(s, h.aliases[k]);
    }
}

void identity_host(struct session *s)
{
    char name[MAX_LINE];

    expand(s, "\201j", name, sizeof name);
    if (name[0] == '\0')
        snprintf(name, sizeof name, "localhost");
    if (strchr(name, '.') == NULL)
        message(s, "WARNING: local host name (%s) is not qualified; see cf/README: WHO AM I?",
                name);
    class_add(s, 'w', name);
    origin_note(s, 'w', ORIGIN_HOST_NAME, name, NULL);
}

static void add_all(struct session *s, const char *class, const char *words)
{
    int id = name_id_of(s, class);

    if (id != 0)
        class_add_words(s, id, words);
}

/* The real program asks for the class's id once a word, so a lack of ids is reported as often. */
static void add_each(struct session *s, const char *class, const char *const *words)
{
    for (; *words != NULL; words++)
        add_all(s, class, *words);
}

void identity_classes(struct session *s)
{
    static const char *const field[] = { "content-disposition", "content-type", NULL };
    static const char *const mime[] = { "content-disposition", "content-id",
                                        "content-transfer-encoding", "content-type",
                                        "mime-version", NULL };
    static const char *const text[] = { "content-description", NULL };
    static const char *const keep[] = { "r", "s", "_", "{if_addr}", "{daemon_flags}", NULL };

    class_add(s, 'n', "multipart/signed");
    class_add(s, 's', "rfc822");
    class_add_words(s, 'e', "7bit 8bit binary");
    add_each(s, "{checkMIMEFieldHeaders}", field);
    add_each(s, "{checkMIMETextHeaders}", text);
    add_each(s, "{checkMIMEHeaders}", mime);
    add_each(s, "{persistentMacros}", keep);
}
