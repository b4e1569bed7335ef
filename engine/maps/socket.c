/*
 * socket.c - asks a server, in netstrings: "LEN:MAP KEY," and "LEN:STATUS TEXT,".
 *
 * Maps with the same address text share one connection, which stays open. After most troubles it is
 * closed and the next lookup opens another.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "cfparse/white.h"
#include "files/safefile.h"
#include "hosts/hosts_file.h"
#include "hosts/ip_text.h"
#include "maps/args.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

enum { MAX_REPLY = 1000000, MAX_LENGTH_DIGITS = 9, SLICE = 100, DEFAULT_TIMEOUT = 30 };

struct connection {
    int fd;
    long timeout;       /* seconds: that of the map which opened it */
    struct map **users; /* maps whose handle it is, in order of opening; malloc'd */
    int nusers;
    char buf[4096];  /* read ahead */
    size_t at, end;
    char address[];
};

/* ---- addresses ---- */

struct socket_target {
    union {
        struct sockaddr sa;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
    } to;
    socklen_t size;
    const char *shown; /* the host or path, for messages */
};

static bool local_target(struct session *s, const struct map *m, const char *path,
                         struct socket_target *t)
{
    struct stat st;
    int answer;

    if (strlen(path) >= sizeof t->to.un.sun_path) {
        s->standing.err = 0;
        syserr(s, "socket map \"%s\": local socket name %s too long", m->name, path);
        return false;
    }
    answer = safefile_mode(s, path, s->prog->set.run_as_uid, s->prog->set.run_as_gid,
                           SFF_SAFEDIRPATH | SFF_OPENASROOT | SFF_NOSLINK | SFF_NOHLINK |
                               SFF_EXECOK,
                           0600, &st);
    if (answer != 0) {
        s->standing.err = answer;
        syserr(s, "socket map \"%s\": local socket name %s unsafe", m->name, path);
        return false;
    }
    t->to.un.sun_family = AF_UNIX;
    strcpy(t->to.un.sun_path, path);
    t->size = sizeof t->to.un;
    t->shown = path;
    return true;
}

static void set_port(struct socket_target *t, int port)
{
    if (t->to.sa.sa_family == AF_INET)
        t->to.in.sin_port = htons((uint16_t)port);
    else
        t->to.in6.sin6_port = htons((uint16_t)port);
}

static void set_address(struct socket_target *t, const unsigned char *addr)
{
    if (t->to.sa.sa_family == AF_INET) {
        memcpy(&t->to.in.sin_addr, addr, 4);
        t->size = sizeof t->to.in;
    } else {
        memcpy(&t->to.in6.sin6_addr, addr, 16);
        t->size = sizeof t->to.in6;
    }
}

/* "[address]": the reference reads it, but then connects with an address of no length. */
static bool literal_target(struct session *s, const struct map *m, const char *host,
                           struct socket_target *t)
{
    const char *end = strchr(host, ']');
    unsigned char addr[16];
    bool ok = false;

    if (end != NULL) {
        char *inner = arena_strndup(&s->command.work, host + 1, (size_t)(end - host - 1));

        ok = parse_address(inner, addr) == t->to.sa.sa_family;
    }
    if (!ok) {
        s->standing.err = 0;
        syserr(s, "socket map \"%s\": Invalid numeric domain spec \"%s\"", m->name, host);
        return false;
    }
    set_address(t, addr);
    return true;
}

static bool named_target(struct session *s, const struct map *m, const char *host,
                         struct socket_target *t)
{
    struct host_entry h;
    char *buf = arena_alloc(&s->command.work, 8192);

    if (!host_by_name(s, host, t->to.sa.sa_family, &h, buf, 8192) || h.addrs[0] == NULL) {
        s->standing.err = 0;
        syserr(s, "socket map \"%s\": Unknown host name %s", m->name, host);
        return false;
    }
    set_address(t, h.addrs[0]);
    return true;
}

/* "port@host". */
static bool inet_target(struct session *s, const struct map *m, const char *spec, int family,
                        struct socket_target *t)
{
    const char *at = strchr(spec, '@');
    char *name;
    int port;

    t->to.sa.sa_family = (sa_family_t)family;
    s->standing.err = 0;
    if (at == NULL) {
        syserr(s, "socket map \"%s\": bad address %s (expected port@host)", m->name, spec);
        return false;
    }
    name = arena_strndup(&s->command.work, spec, (size_t)(at - spec));
    port = *name >= '0' && *name <= '9' ? atoi(name)
                                        : s->world->port_by_name(s->world->ctx, name);
    if (port == 0 && (*name < '0' || *name > '9')) {
        syserr(s, "socket map \"%s\": unknown port name %s", m->name, name);
        return false;
    }
    t->shown = at + 1;
    if (!(at[1] == '[' ? literal_target(s, m, at + 1, t) : named_target(s, m, at + 1, t)))
        return false;
    set_port(t, port);
    return true;
}

enum socket_kind { SOCKET_LOCAL, SOCKET_INET, SOCKET_INET6, SOCKET_UNKNOWN };

/* What the text in front of the first colon says; *rest: what is behind it. */
static enum socket_kind kind_of(const char *file, const char **rest)
{
    static const struct {
        const char *name;
        enum socket_kind kind;
    } kinds[] = { { "", SOCKET_LOCAL },
                  { "unix", SOCKET_LOCAL },
                  { "local", SOCKET_LOCAL },
                  { "inet", SOCKET_INET },
                  { "inet6", SOCKET_INET6 } };
    const char *colon = strchr(file, ':');
    size_t n = colon != NULL ? (size_t)(colon - file) : 0;

    *rest = colon != NULL ? colon + 1 : file;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strlen(kinds[i].name) == n && strncasecmp(file, kinds[i].name, n) == 0)
            return kinds[i].kind;
    }
    return SOCKET_UNKNOWN;
}

static bool find_target(struct session *s, const struct map *m, struct socket_target *t)
{
    const char *rest;

    memset(t, 0, sizeof *t);
    switch (kind_of(m->file, &rest)) {
    case SOCKET_LOCAL:
        return local_target(s, m, rest, t);
    case SOCKET_INET:
        return inet_target(s, m, rest, AF_INET, t);
    case SOCKET_INET6:
        return inet_target(s, m, rest, AF_INET6, t);
    case SOCKET_UNKNOWN:
        break;
    }
    s->standing.err = EPROTONOSUPPORT;
    syserr(s, "socket map \"%s\": unknown socket type %.*s", m->name,
           (int)strcspn(m->file, ":"), m->file);
    return false;
}

/* How much of an address that cannot be used its traces show: up to what is wrong with it. */
static size_t shown_length(struct session *s, const char *file)
{
    const char *rest, *at;

    switch (kind_of(file, &rest)) {
    case SOCKET_UNKNOWN:
        return strcspn(file, ":");
    case SOCKET_LOCAL:
        return strlen(file);
    default:
        at = strchr(rest, '@');
        if (at == NULL || (*rest >= '0' && *rest <= '9') ||
            s->world->port_by_name(s->world->ctx,
                                   arena_strndup(&s->command.work, rest, (size_t)(at - rest))) != 0)
            return strlen(file);
        return (size_t)(at - file);
    }
}

static bool socket_parse(struct session *s, struct map *m, const char *args)
{
    if (!map_parse_args(s, m, args))
        return false;
    m->shown = arena_strndup(map_arena(s), m->file, shown_length(s, m->file));
    return true;
}

/* ---- connections ---- */

/* What went wrong with a host, in the words of the program's error texts. */
static const char *network_error(struct arena *a, int err, const char *host)
{
    const char *text = strerror(err), *joint;
    size_t n;
    char *out;

    switch (err) {
    case ETIMEDOUT:
    case EHOSTDOWN:
        joint = err == ETIMEDOUT ? " with " : NULL;
        break;
    case ECONNREFUSED:
    case ECONNRESET:
        joint = " by ";
        break;
    default:
        joint = NULL;
        break;
    }
    if (joint == NULL)
        return text;
    n = strlen(text) + strlen(joint) + strlen(host) + 1;
    out = arena_alloc(a, n);
    snprintf(out, n, "%s%s%s", text, joint, host);
    return out;
}

static struct connection *open_connection(struct session *s, const struct map *m)
{
    struct socket_target t;
    struct connection *c;
    int fd = -1, err;

    if (!find_target(s, m, &t))
        return NULL;
    err = s->world->connect(s->world->ctx, &t.to.sa, t.size, &fd);
    if (err != 0) {
        const char *why = network_error(&s->command.work, err, t.shown);

        DEBUG(s, DL_SOCKET_FAILED, DBG_STR(m->name), DBG_STR(t.shown), DBG_STR(why));
        DEBUG(s, DL_SOCKET_ERROR, DBG_STR(m->name), DBG_STR(why));
        s->standing.err = 0;
        return NULL;
    }
    c = calloc(1, sizeof *c + strlen(m->file) + 1);
    if (c == NULL) {
        close(fd);
        return NULL;
    }
    c->fd = fd;
    c->timeout = m->timeout > 0 ? m->timeout : DEFAULT_TIMEOUT;
    strcpy(c->address, m->file);
    s->standing.err = 0;
    return c;
}

/* The connection that another map of this worker has to the same address. */
static struct connection *shared(struct session *s, const struct map *m)
{
    for (int i = 0; i < s->prog->nmaps; i++) {
        struct map *other = s->prog->maps[i];
        struct connection *c;

        if (other->cls != m->cls)
            continue;
        c = *map_handle(s, other);
        if (c != NULL && strcmp(c->address, m->file) == 0)
            return c;
    }
    return NULL;
}

/* Makes the connection the map's handle. */
static bool use(struct session *s, struct map *m, struct connection *c)
{
    void **slot = map_handle(s, m);
    struct map **users;

    if (*slot == c)
        return true;
    users = realloc(c->users, (size_t)(c->nusers + 1) * sizeof *users);
    if (users == NULL)
        return false;
    c->users = users;
    c->users[c->nusers++] = m;
    *slot = c;
    return true;
}

static bool socket_open(struct session *s, struct map *m)
{
    struct connection *c = shared(s, m);

    if (DEBUGGING(s, 38, 2)) {
        DEBUG_EMIT(s, DL_MAP_OPENING, DBG_STR("socket"), DBG_STR(m->name), DBG_STR(m->file),
                   DBG_INT(0));
        DEBUG_EMIT0(s, c != NULL ? DL_SOCKET_CACHED : DL_SOCKET_NEW);
    }
    if (c == NULL)
        c = open_connection(s, m);
    return c != NULL && use(s, m, c);
}

/* Closes the connection for all maps that share it. */
static void socket_close(struct session *s, struct map *m)
{
    struct connection *c = *map_handle(s, m);

    if (c == NULL)
        return;
    DEBUG(s, DL_SOCKET_CLOSE, DBG_STR(c->address), DBG_INT(getpid()));
    for (int i = c->nusers - 1; i >= 0; i--) {
        struct map *other = c->users[i];

        *map_handle(s, other) = NULL;
        map_state_of(s, other)->open = false;
        if (other != m)
            DEBUG(s, DL_SOCKET_CLOSED, DBG_STR(m->name), DBG_STR(other->name));
    }
    close(c->fd);
    free(c->users);
    free(c);
}

/* ---- request and reply ---- */

static bool send_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

enum got { GOT_BYTE, GOT_END, GOT_TIMEOUT, GOT_ERROR };

/* Waits in slices, so that an interrupt ends it. */
static bool readable_within(const struct session *s, struct pollfd *ready, long seconds)
{
    for (long left = seconds * 1000; left > 0; left -= SLICE) {
        if (poll(ready, 1, left < SLICE ? (int)left : SLICE) > 0)
            return true;
        if (interrupted_by_user(s))
            return false;
    }
    return false;
}

static enum got next_byte(const struct session *s, struct connection *c, char *out)
{
    struct pollfd ready = { .fd = c->fd, .events = POLLIN };
    long seconds = c->timeout;
    ssize_t n;

    if (c->at == c->end) {
        if (!readable_within(s, &ready, seconds))
            return GOT_TIMEOUT;
        n = read(c->fd, c->buf, sizeof c->buf);
        if (n <= 0)
            return n == 0 ? GOT_END : GOT_ERROR;
        c->at = 0;
        c->end = (size_t)n;
    }
    *out = c->buf[c->at++];
    return GOT_BYTE;
}

static bool send_request(struct session *s, const struct map *m, struct connection *c,
                         const char *key)
{
    size_t n = strlen(m->name) + 1 + strlen(key);
    char *text = arena_alloc(&s->command.work, n + 32);
    int length = snprintf(text, n + 32, "%zu:%s %s,", n, m->name, key);

    c->at = c->end = 0;
    if (send_all(c->fd, text, (size_t)length))
        return true;
    s->standing.err = 0;
    syserr(s, "socket_map_lookup(%s): failed to send lookup request", m->name);
    return false;
}

/* The sign and digits of the length as scanf("%9u") takes them; false: there is no number. */
static enum got scan_length(const struct session *s, struct connection *c, unsigned *length,
                            bool *number, char *last)
{
    bool negative = false;
    int width = 0;
    enum got got = next_byte(s, c, last);

    *length = 0;
    *number = false;
    while (got == GOT_BYTE && white(*last))
        got = next_byte(s, c, last);
    if (got == GOT_BYTE && (*last == '+' || *last == '-')) {
        negative = *last == '-';
        width++;
        got = next_byte(s, c, last);
    }
    while (got == GOT_BYTE && *last >= '0' && *last <= '9' && width < MAX_LENGTH_DIGITS) {
        *length = *length * 10 + (unsigned)(*last - '0');
        *number = true;
        width++;
        got = next_byte(s, c, last);
    }
    if (negative)
        *length = 0u - *length;
    return got;
}

/* Reads the length; false after a diagnostic. `last` is the byte behind it. */
static bool read_length(struct session *s, const struct map *m, struct connection *c,
                        unsigned *length, char *last)
{
    bool number;
    enum got got = scan_length(s, c, length, &number, last);

    if (got == GOT_TIMEOUT) {
        s->standing.err = EAGAIN;
        syserr(s, "socket_map_lookup(%s): read timeout", m->name);
        return false;
    }
    if (number) {
        if (got != GOT_BYTE)
            *last = '\0';
        return true;
    }
    if (got != GOT_BYTE)
        return false; /* the server closed: silent */
    s->standing.err = 0;
    syserr(s, "socket_map_lookup(%s): failed to read length parameter of reply %d", m->name, 0);
    return false;
}

/* The reply's text, or NULL; *keep: the connection is still good. */
static char *read_reply(struct session *s, const struct map *m, struct connection *c, bool *keep)
{
    char last, *text;
    unsigned length, n = 0;

    *keep = false;
    if (!read_length(s, m, c, &length, &last))
        return NULL;
    s->standing.err = 0;
    if (length > MAX_REPLY) {
        syserr(s, "socket_map_lookup(%s): reply too long: %u", m->name, length);
        return NULL;
    }
    if (last != ':') {
        syserr(s, "socket_map_lookup(%s): missing ':' in reply", m->name);
        *keep = true;
        return NULL;
    }
    text = arena_alloc(&s->command.work, (size_t)length + 1);
    while (n < length && next_byte(s, c, &text[n]) == GOT_BYTE)
        n++;
    if (n < length) {
        syserr(s, "socket_map_lookup(%s): received only %u of %u reply characters", m->name, n,
               length);
        return NULL;
    }
    if (next_byte(s, c, &last) != GOT_BYTE || last != ',') {
        syserr(s, "socket_map_lookup(%s): missing ',' in reply", m->name);
        return NULL;
    }
    *keep = true;
    return text;
}

static const struct {
    const char *word;
    int status;
} replies[] = {
    { "NOTFOUND", EX_NOHOST },
    { "TEMP", EX_TEMPFAIL },
    { "TIMEOUT", EX_TEMPFAIL },
    { "PERM", EX_UNAVAILABLE },
};

static void trace_refusal(struct session *s, const struct map *m, const char *key,
                          const char *word, const char *text)
{
    DEBUG(s, DL_SOCKET_REFUSED, DBG_STR(m->name), DBG_STR(key), DBG_STR(word),
          DBG_STR(text));
}

static int reply_status(struct session *s, const struct map *m, const char *key, const char *word,
                        const char *text)
{
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
        if (strcmp(word, replies[i].word) != 0)
            continue;
        if (i == 0)
            DEBUG(s, DL_SOCKET_NOTFOUND, DBG_STR(m->name), DBG_STR(key));
        if (i > 0)
            trace_refusal(s, m, key, word, text);
        return replies[i].status;
    }
    trace_refusal(s, m, key, word, text);
    return EX_PROTOCOL;
}

static const char *judge_reply(struct session *s, struct map *m, struct map_call *call,
                               const char *key, char *reply)
{
    char *text = strchr(reply, ' ');

    if (text != NULL)
        *text++ = '\0';
    if (strcmp(reply, "OK") != 0 || text == NULL) {
        call->status = strcmp(reply, "OK") == 0
                           ? EX_PROTOCOL /* the text is missing: the reference crashes */
                           : reply_status(s, m, key, reply, text != NULL ? text : "");
        return NULL;
    }
    call->status = EX_OK;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, key, strlen(key), call);
    return map_rewrite(s, m, text, strlen(text), call);
}

static const char *socket_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct connection *c = *map_handle(s, m);
    const char *key = call->key;
    char folded[MAX_KEY + 1], *reply = NULL;
    bool keep = false;

    DEBUG(s, DL_SOCKET_LOOKUP, DBG_STR(m->name), DBG_STR(call->key), DBG_STR(m->file));
    call->status = EX_TEMPFAIL;
    if ((m->flags & MF_NOFOLDCASE) == 0) { /* -f: the key may be of any length */
        map_fold_key(m, call->key, folded, sizeof folded);
        key = folded;
    }
    if (c == NULL)
        return NULL;
    if (send_request(s, m, c, key))
        reply = read_reply(s, m, c, &keep);
    if (!keep)
        socket_close(s, m);
    return reply != NULL ? judge_reply(s, m, call, key, reply) : NULL;
}

const struct map_class class_socket = {
    .name = "socket",
    .help = "a socketmap server",
    .caps = MC_ALIAS | MC_NETWORK | MC_FOLDS,
    .parse = socket_parse,
    .open = socket_open,
    .lookup = socket_lookup,
    .close = socket_close,
};
