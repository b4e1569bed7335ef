/*
 * client.c - who connects, and to which of the server's daemons: what they are called, and the macros that
 * tell rulesets.
 */
#include <ctype.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "hosts/ip_text.h"
#include "smtp/client.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "world/world.h"

enum { IDENT_SIZE = 100, HOST_BUFFER = 8192, LONGEST_NAME = MAX_NAME - 60 };

/* ---- its name ------------------------------------------------------------------------------------- */

static bool leads_back(const struct host_entry *h, const unsigned char *addr, int family)
{
    if (h->family != family)
        return false;
    for (int i = 0; h->addrs[i] != NULL; i++) {
        if (memcmp(h->addrs[i], addr, (size_t)h->addrlen) == 0)
            return true;
    }
    return false;
}

/* Does the name lead to the address? */
static enum client_name judge(struct session *s, const char *name, const unsigned char *addr, int family)
{
    const struct world *w = s->world;
    char buf[HOST_BUFFER];
    struct host_entry h;
    int err = 0, found = w->host_by_name(w->ctx, name, family, &h, buf, sizeof buf, &err);

    return found == 0 && leads_back(&h, addr, family) ? NAME_OK : NAME_FORGED;
}

/* The name of an address, as far as it has one; "[address]" where not. */
static void look_up(struct dialogue *d, const unsigned char *addr, int family)
{
    const struct world *w = d->s->world;
    char buf[HOST_BUFFER];
    struct host_entry h;
    int err = 0, found = w->host_by_addr(w->ctx, addr, family == AF_INET ? 4 : 16, family, &h, buf, sizeof buf, &err);

    if (found == 0 && *h.name != '\0' && *h.name != '[') {
        snprintf(d->pointer, sizeof d->pointer, "%.*s", LONGEST_NAME, h.name);
        d->resolve = judge(d->s, d->pointer, addr, family);
    } else {
        d->resolve = found == TRY_AGAIN ? NAME_TEMP : NAME_FAIL;
    }
}

static void find_name(struct dialogue *d)
{
    unsigned char addr[16];
    int family = parse_address(d->setup.address, addr);

    address_text(family, addr, d->s->prog->set.compressed_ipv6, d->address, sizeof d->address);
    if (d->setup.named) {
        d->resolve = d->setup.resolve;
        snprintf(d->pointer, sizeof d->pointer, "%.*s", LONGEST_NAME, d->setup.name != NULL ? d->setup.name : "");
    } else if (family != 0) {
        look_up(d, addr, family);
    }
    if (d->resolve == NAME_OK)
        snprintf(d->name, sizeof d->name, "%s", d->pointer);
    else
        snprintf(d->name, sizeof d->name, "[%s]", d->address);
    if (*d->pointer == '\0')
        snprintf(d->pointer, sizeof d->pointer, "[%s]", d->address);
}

/* "joe@" of what an ident server says: only what may stand in a word of an address counts, and not much of it. */
static void name_user(const char *ident, char out[IDENT_SIZE + 1])
{
    size_t n = 0;

    for (; *ident != '\0' && n < IDENT_SIZE - 1; ident++) {
        if (isascii((unsigned char)*ident) && (isalnum((unsigned char)*ident) || strchr("!#$%&'*+-./^_`{|}~", *ident) != NULL))
            out[n++] = *ident;
    }
    strcpy(out + n, "@");
}

/* Nothing of the client's is connected. */
static void tell_of_ident(struct dialogue *d)
{
    long seconds = d->s->prog->set.options->timeout[TO_IDENT];

    if (seconds > 0)
        note(d, NOTE_IDENT, "ident: the server would ask %s who connects, and wait %ld s at most (Timeout.ident)", d->address, seconds);
}

static void define_client(struct dialogue *d)
{
    static const char *const words[] = { "OK", "FAIL", "FORGED", "TEMP" };
    char text[2 * MAX_NAME], user[IDENT_SIZE + 1] = "";

    if (d->setup.ident == NULL)
        tell_of_ident(d);
    else
        name_user(d->setup.ident, user);
    if (*d->pointer == '[')
        snprintf(text, sizeof text, "%s%s", user, d->pointer);
    else
        snprintf(text, sizeof text, "%s%s [%s]%s", user, d->pointer, d->address,
                 d->resolve == NAME_FORGED ? " (may be forged)" : "");
    define_lasting(d, "_", text);
    define_lasting(d, "{client_addr}", d->address);
    define_lasting(d, "{client_port}", d->setup.port);
    define_lasting(d, "{client_name}", d->name);
    define_lasting(d, "{client_ptr}", d->pointer);
    define_lasting(d, "{client_resolve}", words[d->resolve]);
    snprintf(text, sizeof text, "%ld", d->setup.connections > 0 ? d->setup.connections : 1L);
    define_lasting(d, "{client_connections}", text);
    snprintf(text, sizeof text, "%ld", d->setup.rate > 0 ? d->setup.rate : 1L);
    define_lasting(d, "{client_rate}", text);
    snprintf(text, sizeof text, "%ld", d->setup.total_rate > d->setup.rate ? d->setup.total_rate : d->setup.rate > 0 ? d->setup.rate : 1L);
    define_lasting(d, "{total_rate}", text);
}

/* ---- the daemon ------------------------------------------------------------------------------------------- */

/* The value of a key of DaemonPortOptions that begins with one of these letters; NULL: it is not there. */
static const char *port_option(struct session *s, const char *options, const char *letters)
{
    const char *found = NULL;

    for (const char *p = options; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, ",");
        const char *value = memchr(p, '=', n);

        p += strspn(p, " \t");
        if (value != NULL && strchr(letters, *p) != NULL) {
            value++;
            value += strspn(value, " \t");
            found = arena_strndup(&s->own.arena, value, n - (size_t)(value - p));
        }
        p += n;
        p += *p == ',';
    }
    return found;
}

/* The options of the daemon of that name, or of the first; NULL: there is none of that name. */
static const char *find_daemon(struct session *s, const char *name)
{
    for (const struct option_value *v = s->prog->set.options->values; v != NULL; v = v->next) {
        const char *own = v->id == OPT_DAEMON_PORT_OPTIONS ? port_option(s, v->text, "Nn") : NULL;

        if (v->id == OPT_DAEMON_PORT_OPTIONS && (name == NULL || (own != NULL && strcmp(own, name) == 0)))
            return v->text;
    }
    return name == NULL ? "" : NULL;
}

bool client_finds_daemon(struct session *s, const char *daemon)
{
    return daemon == NULL || strchr(daemon, '=') != NULL || find_daemon(s, daemon) != NULL;
}

const char *client_filters(struct session *s, const char *daemon)
{
    return port_option(s, daemon != NULL && strchr(daemon, '=') != NULL ? daemon : find_daemon(s, daemon), "Ii");
}

/* "a C" of the letters of M=, each doubled if it is a capital one: ${daemon_flags}. */
static void define_flags(struct dialogue *d, const char *letters)
{
    char text[MAX_NAME] = "";
    size_t n = 0;

    for (; letters != NULL && *letters != '\0' && n + 4 < sizeof text; letters++) {
        unsigned char c = (unsigned char)*letters;

        if (c < 0x80)
            d->rules.daemon_flags[c] = true;
        if (n > 0)
            text[n++] = ' ';
        text[n++] = (char)c;
        if (isupper(c))
            text[n++] = (char)c;
    }
    text[n] = '\0';
    define_lasting(d, "{daemon_flags}", text);
}

/* The address that the client has reached. */
static void define_interface(struct dialogue *d, const char *address)
{
    const struct world *w = d->s->world;
    unsigned char addr[16];
    char text[64], name[MAX_NAME], buf[HOST_BUFFER];
    struct host_entry h;
    int family = parse_address(address, addr), err = 0;

    if (family == 0)
        return;
    address_text(family, addr, d->s->prog->set.compressed_ipv6, text, sizeof text);
    if (w->host_by_addr(w->ctx, addr, family == AF_INET ? 4 : 16, family, &h, buf, sizeof buf, &err) == 0)
        snprintf(name, sizeof name, "%s", h.name);
    else
        snprintf(name, sizeof name, "[%s]", text);
    define_lasting(d, "{if_name}", name);
    define_lasting(d, "{if_addr}", text);
    snprintf(buf, sizeof buf, "%d", family);
    define_lasting(d, "{if_family}", buf);
}

static const char *own_address(struct dialogue *d, char *text, size_t size)
{
    struct interface list[64];
    int n = d->s->world->interfaces(d->s->world->ctx, list, 64);

    for (int i = 0; i < n; i++) {
        if (list[i].up && !list[i].loopback)
            return address_text(AF_INET, list[i].addr, false, text, size);
    }
    return "127.0.0.1";
}

/* A load that this daemon has of its own. */
static void take_limit(long *limit, const char *text)
{
    if (text != NULL)
        *limit = atol(text);
}

static void define_daemon(struct dialogue *d)
{
    struct session *s = d->s;
    const char *given = d->setup.daemon;
    const char *options = given != NULL && strchr(given, '=') != NULL ? given : find_daemon(s, given);
    const char *name = port_option(s, options, "Nn"), *address = port_option(s, options, "Aa");
    const char *port = port_option(s, options, "Pp"), *family = port_option(s, options, "Ff");
    const char *mode = port_option(s, options, "D");
    char own[64], text[64];
    unsigned char addr[16];
    int six = address != NULL ? parse_address(address, addr) : 0;

    define_lasting(d, "{daemon_name}", name != NULL ? name : "Daemon0");
    define_lasting(d, "{daemon_addr}", six == AF_INET6 ? address_text(six, addr, s->prog->set.compressed_ipv6, text, sizeof text)
                                       : address != NULL ? address : "0.0.0.0");
    if (port != NULL && !isdigit((unsigned char)*port)) {
        snprintf(own, sizeof own, "%d", s->world->port_by_name(s->world->ctx, port));
        port = arena_strdup(&s->own.arena, own);
    }
    define_lasting(d, "{daemon_port}", port != NULL ? port : "25");
    define_lasting(d, "{daemon_family}", family != NULL ? family : "inet");
    define_flags(d, port_option(s, options, "Mm"));
    d->rules.daemon_mode = mode != NULL ? *mode : d->rules.delivery_mode;
    take_limit(&d->rules.delay_la, port_option(s, options, "d"));
    take_limit(&d->rules.queue_la, port_option(s, options, "q"));
    take_limit(&d->rules.refuse_la, port_option(s, options, "r"));
    take_limit(&d->rules.max_children, port_option(s, options, "c"));
    define_interface(d, address != NULL ? address : own_address(d, own, sizeof own));
}

/* Whoever runs the program talks to it. */
static void meet_caller(struct dialogue *d)
{
    const struct world *w = d->s->world;
    char buf[HOST_BUFFER];
    struct user_entry u;
    bool known = w->user_by_uid(w->ctx, w->uid(w->ctx), &u, buf, sizeof buf);

    snprintf(d->name, sizeof d->name, "%.*s@localhost", LONGEST_NAME, known ? u.name : "postmaster");
    snprintf(d->pointer, sizeof d->pointer, "localhost");
    snprintf(d->address, sizeof d->address, "0");
    define_lasting(d, "i", "");
    define_lasting(d, "_", d->name);
    define_lasting(d, "{opMode}", "s");
    define_lasting(d, "{client_addr}", d->address);
    define_lasting(d, "{client_port}", "0");
    define_lasting(d, "{daemon_flags}", "c u");
}

void meet_client(struct dialogue *d)
{
    deliver_by_mode(d, d->s->prog->set.server_mode);
    if (d->setup.address == NULL) {
        meet_caller(d);
        return;
    }

    define_lasting(d, "i", ""); /* until the first envelope */
    define_lasting(d, "{opMode}", "d");
    define_daemon(d);
    find_name(d);
    define_client(d);
}
