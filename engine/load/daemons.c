/*
 * daemons.c - DaemonPortOptions and ClientPortOptions: read for their diagnostics, nothing listens.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/un.h>

#include "base/arena.h"
#include "cfparse/white.h"
#include "hosts/hosts_file.h"
#include "load/daemons.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

enum { DAEMONS_MAX = 64 };

struct daemon {
    int family;
    const char *name, *address, *port;
    bool flags[128]; /* letters of Modifiers */
};

/* ORDER: as -d37.1 shows them. */
static const struct {
    char letter;
    const char *name;
} modifiers[] = {
    { 'a', "AUTHREQ" },  { 'b', "BINDIF" },  { 'c', "CANONREQ" }, { 'h', "IFNHELO" },
    { 'f', "FQMAIL" },   { 'r', "FQRCPT" },  { 's', "SMTPS" },    { 'u', "UNQUALOK" },
    { 'A', "NOAUTH" },   { 'C', "NOCANON" }, { 'E', "NOETRN" },   { 'S', "NOTLS" },
    { 'O', "OPTIONAL" },
};

static void set_family(struct session *s, struct daemon *d, const char *value)
{
    if (isdigit((unsigned char)*value))
        d->family = atoi(value);
    else if (strcasecmp(value, "unix") == 0 || strcasecmp(value, "local") == 0)
        d->family = AF_UNIX;
    else if (strcasecmp(value, "inet") == 0)
        d->family = AF_INET;
    else if (strcasecmp(value, "inet6") == 0)
        d->family = AF_INET6;
    else
        syserr(s, "554 5.3.5 Unknown address family %s in Family=option", value);
}

static void set_modifiers(struct daemon *d, const char *value)
{
    memset(d->flags, 0, sizeof d->flags);
    for (; *value != '\0'; value++) {
        if ((unsigned char)*value < 0x80)
            d->flags[(unsigned char)*value] = true;
    }
}

/* One key=value; the first letter of the key counts. */
static void item(struct session *s, struct daemon *d, const char *whole, const char *value)
{
    switch (*whole) {
    case 'A':
    case 'a':
        d->address = value;
        break;
    case 'D':
        if (*value == '\0' || strchr("ibqd", *value) == NULL)
            syserr(s, "554 5.3.5 Unknown delivery mode %c", *value);
        break;
    case 'F':
    case 'f':
        set_family(s, d, value);
        break;
    case 'M':
    case 'm':
        set_modifiers(d, value);
        break;
    case 'N':
    case 'n':
        d->name = value;
        break;
    case 'P':
    case 'p':
        d->port = value;
        break;
    case 'c': /* children */
    case 'd': /* delayLA */
    case 'q': /* queueLA */
    case 'r': /* refuseLA */
    case 'I': /* InputMailFilters */
    case 'i':
    case 'L': /* Listen */
    case 'l':
    case 'R': /* buffer sizes */
    case 'S':
    case 's':
        break;
    default:
        syserr(s, "554 5.3.5 PortOptions parameter \"%s\" unknown", whole);
        break;
    }
}

static void items(struct session *s, struct daemon *d, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        const char *value;
        char *whole;
        size_t n;

        while (white(*p))
            p++;
        n = strcspn(p, ",");
        whole = arena_strndup(&s->command.work, p, n);
        value = strchr(whole, '=');
        if (value != NULL) {
            for (value++; white(*value); value++)
                continue;
            item(s, d, whole, value);
        }
        p += n;
        if (*p == ',')
            p++;
    }
}

static void host_address(struct session *s, const char *name, int family)
{
    struct host_entry h;
    char buf[8192];
    int before = s->standing.err;

    if (host_by_name(s, name, family, &h, buf, sizeof buf))
        return;
    /* a lookup that leaves errno alone leaves what was there */
    if (s->standing.err == 0 && *name != '\0')
        s->standing.err = before;
    syserr(s, "554 5.3.0 host \"%s\" unknown", name);
}

static void check_address(struct session *s, const struct daemon *d)
{
    const char *text = d->address;
    struct in6_addr six;
    struct sockaddr_un local;

    switch (d->family) {
    case AF_INET:
        if (*text == '\0' || inet_addr(text) == INADDR_NONE)
            host_address(s, text, AF_INET);
        break;
    case AF_INET6:
        if (strncasecmp(text, "IPv6:", 5) == 0)
            text += 5;
        if (inet_pton(AF_INET6, text, &six) != 1)
            host_address(s, d->address, AF_INET6);
        break;
    case AF_UNIX:
        if (strlen(text) >= sizeof local.sun_path) {
            s->standing.err = ENAMETOOLONG;
            syserr(s, "setsockaddroptions: domain socket name too long: %s > %ld", text,
                   (long)sizeof local.sun_path);
        }
        break;
    default:
        syserr(s, "554 5.3.5 address= option unsupported for family %d", d->family);
        break;
    }
}

static void check_port(struct session *s, const struct daemon *d)
{
    if (d->family != AF_INET && d->family != AF_INET6) {
        syserr(s, "554 5.3.5 Port= option unsupported for family %d", d->family);
        return;
    }
    if (isdigit((unsigned char)*d->port))
        return;
    s->standing.err = 0;
    if (s->world->port_by_name(s->world->ctx, d->port) == 0)
        syserr(s, "554 5.3.5 service \"%s\" unknown", d->port);
}

static void trace_flags(struct session *s, const struct daemon *d, int number)
{
    char names[128] = "", name[32];

    for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++) {
        if (!d->flags[(unsigned char)modifiers[i].letter])
            continue;
        strcat(names, *names == '\0' ? "<" : ",");
        strcat(names, modifiers[i].name);
    }
    if (*names != '\0')
        strcat(names, ">");
    snprintf(name, sizeof name, "Daemon%d", number);
    DEBUG_EMIT(s, DL_DAEMON_FLAGS, DBG_STR(d->name != NULL ? d->name : name), DBG_STR(names));
}

void set_daemon(struct session *s, const struct setting *o)
{
    struct option_state *state = s->prog->set.options;
    bool server = o->id == OPT_DAEMON_PORT_OPTIONS;
    struct daemon d = { .family = AF_INET };

    if (server && state->ndaemons >= DAEMONS_MAX) {
        syserr(s, "too many daemons defined (%d max)", DAEMONS_MAX);
        return;
    }
    items(s, &d, o->value);
    if (d.address != NULL)
        check_address(s, &d);
    if (d.port != NULL)
        check_port(s, &d);
    if (!server)
        return;
    if (DEBUGGING(s, 37, 1))
        trace_flags(s, &d, state->ndaemons);
    state->ndaemons++;
}
