/*
 * minor_lines.c - P, Q, X and E lines: precedences, queue groups, mail filters, environment.
 *
 * None of them changes how an address is routed; they are read for their diagnostics, for the names
 * of queue groups and for the environment of programs.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "cfparse/split.h"
#include "cfparse/white.h"
#include "files/safefile.h"
#include "hosts/hosts_file.h"
#include "load/minor_lines.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

enum { ENVIRONMENT_MAX = 100 };

/* ---- P ------------------------------------------------------------------------------------- */

void precedence_line(struct session *s, const char *text, const char *whole)
{
    struct option_state *state = s->prog->set.options;

    const char *value = strchr(text, '=');

    if (state->nprecedences >= PRECEDENCES)
        syserr(s, "too many %c lines, %d max", 'P', PRECEDENCES);
    else if (value == NULL)
        syserr(s, "unknown configuration line \"%s\"", whole);
    else
        state->precedences[state->nprecedences++] =
            (struct precedence){ .name = arena_strndup(&s->def->arena, text, (size_t)(value - text)), .value = atol(value + 1) };
}

/* ---- Q ------------------------------------------------------------------------------------- */

struct queue {
    char *name;
    const char *path;
    int runners;
    bool forks; /* flag f */
};

/* The name at *p, which moves behind the byte that ends it. */
static char *line_name(struct session *s, const char **p)
{
    const char *start = *p;
    char *name;

    while (**p != '\0' && **p != ',' && !white(**p))
        ++*p;
    name = arena_strndup(&s->command.work, start, (size_t)(*p - start));
    if (**p != '\0')
        ++*p;
    return name;
}

static void queue_runners(struct session *s, struct queue *q, const char *value)
{
    int max = (int)s->prog->set.max_queue_children;

    q->runners = atoi(value);
    if (max > 0 && q->runners > max) {
        warning(s, "Q=%s: R=%d exceeds MaxQueueChildren=%d, set to MaxQueueChildren", q->name,
                q->runners, max);
        q->runners = max;
    }
}

static void queue_equate(struct session *s, struct queue *q, int code, const char *value)
{
    switch (code) {
    case 'P':
        if (*value == '\0')
            syserr(s, "queue %s: empty path name", q->name);
        else
            q->path = arena_strdup(&s->def->arena, value);
        break;
    case 'F':
        q->forks |= strchr(value, 'f') != NULL;
        break;
    case 'I':
        option_time(s, value, 'm');
        break;
    case 'R':
        queue_runners(s, q, value);
        break;
    case 'N':
    case 'J':
    case 'r':
        break;
    default:
        syserr(s, "Q%s: unknown queue equate %c=", q->name, code);
        break;
    }
}

/* The number of the group of this name: a new one where there is none. */
static int queue_group(struct session *s, const char *name)
{
    bool known = symbol_peek(&s->prog->def.symbols, name, SYM_QUEUE) != NULL;
    struct symbol *sym = symbol_enter(&s->prog->def.symbols, name, SYM_QUEUE);

    if (!known)
        sym->value = s->prog->set.options->nqueues++;
    return sym->value;
}

void queue_line(struct session *s, const char *text)
{
    struct option_state *state = s->prog->set.options;
    struct queue q = { .runners = 0 };
    const char *p = text;
    char value[MAX_LINE];

    if (*text == '\0') {
        syserr(s, "name required for queue");
        return;
    }
    q.name = line_name(s, &p);
    while (*p != '\0') {
        const char *at;
        int code = split_equate(&p, &at);

        if (code <= 0) {
            syserr(s, "queue %s: `=' expected", q.name);
            return;
        }
        p = unquote(at, ',', value, sizeof value);
        queue_equate(s, &q, code, value);
    }
    if (state->nqueues >= QUEUES_MAX) {
        syserr(s, "too many queue groups defined (%d max)", QUEUES_MAX);
        return;
    }
    if (q.path == NULL && (q.path = s->prog->set.queue_dir) == NULL) {
        syserr(s, "QueueDir must be defined before queue groups");
        return;
    }
    if (q.runners > 1 && !q.forks)
        warning(s, "Warning: Q=%s: R=%d: multiple queue runners specified\n"
                   "\tbut flag '%c' is not set", q.name, q.runners, 'f');
    state->queues[queue_group(s, q.name)] = q.path;
}

bool queue_group_known(struct session *s, const char *name)
{
    return symbol_find(&s->prog->def.symbols, name, SYM_QUEUE) != NULL;
}

void queue_groups_predefine(struct session *s)
{
    queue_group(s, "mqueue");
}

/* ---- X ------------------------------------------------------------------------------------- */

/* The time limits of a filter: letter:time, separated (and not ended) by semicolons. */
static void filter_times(struct session *s, const char *name, char *text)
{
    char *p = text;
    bool more = *p != '\0';

    while (more) {
        char code, *end;

        while (white(*p) || *p == ';')
            p++;
        code = *p;
        p += strcspn(p, ":");
        if (*p == '\0') {
            syserr(s, "X%s, T=: `:' expected", name);
            return;
        }
        for (p++; white(*p); p++)
            continue;
        end = p + strcspn(p, ";");
        more = *end != '\0';
        if (more)
            *end++ = '\0';
        if (code != '\0' && strchr("CSRE", code) != NULL) {
            long seconds = option_time(s, p, 's');

            DEBUG(s, DL_FILTER_TIMEOUT, DBG_STR(name), DBG_INT(code), DBG_INT(seconds));
        } else {
            DEBUG(s, DL_FILTER_TIMEOUT_UNKNOWN, DBG_STR(name), DBG_INT(code));
            syserr(s, "X%s: unknown filter timeout %c", name, code);
        }
        p = end;
    }
}

/* A faulty socket: the line of -d64.5, which has the message's own words, then the message. */
static void bad_socket(struct session *s, const char *text)
{
    DEBUG(s, DL_FILTER_SOCKET, DBG_STR(text));
    syserr(s, "%s", text);
}

#define BAD_SOCKET(s, ...) bad_socket((s), format_work((s), __VA_ARGS__))

/* A text of the command's own. */
static char *format_work(struct session *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static char *format_work(struct session *s, const char *fmt, ...)
{
    va_list ap, again;
    char *text;
    int n;

    va_start(ap, fmt);
    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, ap);
    text = arena_alloc(&s->command.work, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    va_end(ap);
    return text;
}

static void local_socket(struct session *s, const char *name, const char *path)
{
    struct sockaddr_un local;
    struct stat st;
    int answer;

    if (strlen(path) >= sizeof local.sun_path) {
        s->standing.err = EINVAL;
        BAD_SOCKET(s, "X%s: local socket name %s too long", name, path);
        return;
    }
    /* nothing is said when it is not there or not safe, but the answer is left behind in errno */
    answer = safefile_mode(s, path, s->prog->set.run_as_uid, s->prog->set.run_as_gid,
                           SFF_NOSLINK | SFF_SAFEDIRPATH | SFF_NOHLINK | SFF_OPENASROOT | SFF_EXECOK, 0600, &st);
    if (answer != 0)
        s->standing.err = answer;
}

/* [address]: true when it is one of this family. */
static bool numeric_domain(const char *host, int family)
{
    const char *end = strchr(host, ']');
    char text[INET6_ADDRSTRLEN + 1];
    struct in6_addr six;
    size_t n;

    if (end == NULL)
        return false;
    n = (size_t)(end - host - 1);
    if (family == AF_INET6 && strncasecmp(host + 1, "IPv6:", 5) == 0) {
        host += 5;
        n -= 5;
    }
    if (n >= sizeof text)
        return false;
    memcpy(text, host + 1, n);
    text[n] = '\0';
    if (family == AF_INET)
        return inet_addr(text) != INADDR_NONE;
    return inet_pton(AF_INET6, text, &six) == 1;
}

static void inet_socket(struct session *s, const char *name, char *text, int family)
{
    char *at = strchr(text, '@');
    struct host_entry h;
    char buf[8192];

    if (at == NULL) {
        BAD_SOCKET(s, "X%s: bad address %s (expected port@host)", name, text);
        return;
    }
    *at++ = '\0';
    if (!isdigit((unsigned char)*text) && s->world->port_by_name(s->world->ctx, text) == 0) {
        BAD_SOCKET(s, "X%s: unknown port name %s", name, text);
        return;
    }
    if (*at == '[') {
        if (!numeric_domain(at, family))
            BAD_SOCKET(s, "X%s: Invalid numeric domain spec \"%s\"", name, at);
    } else if (!host_by_name(s, at, family, &h, buf, sizeof buf)) {
        BAD_SOCKET(s, "X%s: Unknown host name %s", name, at);
    }
}

static void filter_socket(struct session *s, const char *name, char *text)
{
    char *colon = text != NULL ? strchr(text, ':') : NULL;

    if (text == NULL || *text == '\0') {
        BAD_SOCKET(s, "X%s: empty or missing socket information", name);
        return;
    }
    if (colon != NULL)
        *colon++ = '\0';
    if (colon == NULL) {
        local_socket(s, name, text);
    } else if (*text == '\0' || strcasecmp(text, "unix") == 0 || strcasecmp(text, "local") == 0) {
        local_socket(s, name, colon);
    } else if (strcasecmp(text, "inet") == 0) {
        inet_socket(s, name, colon, AF_INET);
    } else if (strcasecmp(text, "inet6") == 0) {
        inet_socket(s, name, colon, AF_INET6);
    } else {
        /* the line of -d64.5 comes before errno is set, and printing it would clear it */
        s->standing.err = DEBUGGING(s, 64, 5) ? 0 : EPROTONOSUPPORT;
        BAD_SOCKET(s, "X%s: unknown socket type %s", name, text);
    }
}

void filter_line(struct session *s, const char *text)
{
    const char *p = text;
    char *name = line_name(s, &p), *socket = NULL, value[MAX_LINE];
    bool known;

    if (*name == '\0') {
        syserr(s, "name required for mail filter");
        return;
    }
    while (*p != '\0') {
        const char *at;
        int code = split_equate(&p, &at);

        if (code <= 0) {
            syserr(s, "X%s: `=' expected", name);
            return;
        }
        p = unquote(at, ',', value, sizeof value);
        if (code == 'S')
            socket = arena_strdup(&s->command.work, value);
        else if (code == 'T')
            filter_times(s, name, value);
        else if (code != 'F')
            syserr(s, "X%s: unknown filter equate %c=", name, code);
    }
    filter_socket(s, name, socket);
    known = symbol_peek(&s->prog->def.symbols, name, SYM_MILTER) != NULL;
    symbol_enter(&s->prog->def.symbols, name, SYM_MILTER);
    if (known)
        syserr(s, "X%s: duplicate filter definition", name);
}

/* ---- E ------------------------------------------------------------------------------------- */

/* Puts "name=value" (n: bytes of the name) in the place of an older one, or behind the last. */
static void put(struct session *s, const char *entry, size_t n)
{
    struct program *p = s->prog;
    int i = 0;

    while (i < p->nenviron && (strncmp(p->environ[i], entry, n) != 0 || p->environ[i][n] != '='))
        i++;
    if (i >= ENVIRONMENT_MAX)
        return;
    p->environ[i] = arena_strdup(&p->def.arena, entry);
    if (i == p->nenviron)
        p->environ[++p->nenviron] = NULL;
}

/* The caller's value, when there is one. */
static const char *of_caller(const struct world *w, const char *name)
{
    size_t n = strlen(name);

    if (w->environment == NULL)
        return getenv(name);
    for (char *const *e = w->environment; *e != NULL; e++) {
        if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
            return *e + n + 1;
    }
    return NULL;
}

static void pass_through(struct session *s, const char *name)
{
    const char *value = of_caller(s->world, name);

    if (value != NULL)
        put(s, format_work(s, "%s=%s", name, value), strlen(name));
}

void environment_line(struct session *s, const char *text)
{
    const char *equals = strchr(text, '=');

    if (equals != NULL)
        put(s, text, (size_t)(equals - text));
    else
        pass_through(s, text);
}

void environment_begin(struct session *s)
{
    s->prog->environ = arena_alloc(&s->prog->def.arena,
                                   (ENVIRONMENT_MAX + 1) * sizeof *s->prog->environ);
    put(s, "AGENT=sendmail", strlen("AGENT"));
}

/* TimeZoneSpec: not set, programs see no time zone; empty, the caller's. */
static void time_zone(struct session *s)
{
    const char *spec = s->prog->set.time_zone;

    if (spec != NULL && *spec != '\0')
        put(s, format_work(s, "TZ=%s", spec), strlen("TZ"));
    else if (s->prog->set.time_zone_set)
        pass_through(s, "TZ");
}

void environment_finish(struct session *s)
{
    time_zone(s);
    pass_through(s, "KRB5CCNAME");
    pass_through(s, "KRB5_KTNAME");
    pass_through(s, "KRB5_CONFIG");
}
