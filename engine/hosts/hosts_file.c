/*
 * hosts_file.c - names in the hosts file; names as the C library's host tables know them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/lines.h"
#include "hosts/dns_search.h"
#include "hosts/hosts_file.h"
#include "hosts/ip_text.h"
#include "hosts/service.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/session.h"
#include "state/trace.h"

/* A name without a final dot and without the own domain. */
struct hosts_name {
    char name[HOST_SIZE];
    char *dot; /* where the own domain was cut off; NULL: it was not there */
};

/* Takes a final dot off, and the own domain: all of it, or without that dot its first labels. */
static void short_name(struct session *s, const char *name, struct hosts_name *out)
{
    const char *domain = macro_value(s, 'm');
    bool trailing;
    size_t n;

    snprintf(out->name, sizeof out->name, "%s", name);
    out->dot = NULL;
    n = strlen(out->name);
    trailing = n > 0 && out->name[n - 1] == '.';
    if (trailing)
        out->name[n - 1] = '\0';
    if (domain == NULL)
        domain = "";
    out->dot = strchr(out->name, '.');
    if (out->dot == NULL)
        return;
    n = strlen(out->dot + 1);
    if (strncasecmp(out->dot + 1, domain, n) == 0
        && (domain[n] == '\0' || (domain[n] == '.' && !trailing)))
        *out->dot = '\0';
    else
        out->dot = NULL;
}

static bool same_host(const struct hosts_name *h, const char *word)
{
    size_t n = strlen(h->name);

    if (strcasecmp(h->name, word) == 0)
        return true;
    return h->dot != NULL && strncasecmp(h->name, word, n) == 0 && word[n] == '.' &&
           strcasecmp(h->dot + 1, word + n + 1) == 0;
}

void append_domain(struct session *s, char *name, size_t size)
{
    const char *domain = macro_value(s, 'm');
    size_t n = strlen(name);

    if (domain == NULL || n + strlen(domain) + 2 > size)
        return;
    if (n == 0 || name[n - 1] != '.')
        name[n++] = '.';
    strcpy(name + n, domain);
}

/* The canonical name on a line of the hosts file that has the name looked for. */
static bool hosts_line(struct session *s, const struct hosts_name *h, const char *line, char *out,
                       size_t size)
{
    char word[HOST_SIZE];
    bool found = false;

    *out = '\0';
    for (int i = 1; text_column(line, i, '\0', word, sizeof word); i++) {
        if (*out == '\0' || (strchr(out, '.') == NULL && strchr(word, '.') != NULL))
            snprintf(out, size, "%s", word);
        found = found || same_host(h, word);
    }
    if (found && strchr(out, '.') == NULL)
        append_domain(s, out, size);
    return found;
}

bool canon_files(struct session *s, char *name, size_t size, int *status)
{
    struct hosts_name h;
    char line[MAX_LINE], found[HOST_SIZE];
    struct lines in;
    bool ok = false;
    int fd;

    DEBUG(s, DL_TEXT_CANON, DBG_STR(name));
    if (s->world->open(s->world->ctx, s->prog->set.hosts_file, O_RDONLY | O_CLOEXEC, &fd) != 0) {
        *status = EX_UNAVAILABLE;
        return false;
    }
    short_name(s, name, &h);
    lines_init(&in, fd);
    while (!ok && lines_next(&in, line, sizeof line)) {
        line[strcspn(line, "#\n")] = '\0';
        ok = *line != '\0' && hosts_line(s, &h, line, found, sizeof found);
    }
    close(fd);
    if (!ok) {
        syserr_unread(s, s->prog->set.hosts_file, in.err);
        *status = in.err != 0 ? EX_TEMPFAIL : EX_NOHOST;
        return false;
    }
    snprintf(name, size, "%s", found);
    *status = EX_OK;
    return true;
}

/* ---- the C library's hosts ---- */

static bool has_service(struct session *s, const char *a, const char *b)
{
    const char *types[MAX_MAP_STACK];
    int n = service_types(s, "hosts", types, MAX_MAP_STACK);

    for (int i = 0; i < n; i++) {
        if (strcmp(types[i], a) == 0 || strcmp(types[i], b) == 0)
            return true;
    }
    return false;
}

static void trace_host(struct session *s, const struct host_entry *h)
{
    DEBUG_EMIT(s, DL_HOST_NAME, DBG_STR(h->name));
    if (!DEBUGGING(s, 61, 11))
        return;
    for (int i = 0; h->aliases[i] != NULL; i++)
        DEBUG_EMIT(s, DL_HOST_ALIAS, DBG_STR(h->aliases[i]));
    for (int i = 0; h->addrs[i] != NULL; i++) {
        char text[64];

        DEBUG_EMIT(s, DL_HOST_ADDR,
                   DBG_STR(address_text(h->family, h->addrs[i], s->prog->set.compressed_ipv6, text, sizeof text)));
    }
}

static bool ask_library(struct session *s, const char *name, int family, struct host_entry *h,
                        char *buf, size_t size)
{
    int err = 0;

    s->standing.herr = s->world->host_by_name(s->world->ctx, name, family, h, buf, size, &err);
    s->standing.err = err;
    return s->standing.herr == 0;
}

static void trace_failure(struct session *s)
{
    DEBUG(s, DL_HOST_NONE, DBG_INT(s->standing.err), DBG_INT(s->standing.herr));
}

bool host_by_name(struct session *s, const char *name, int family, struct host_entry *h, char *buf,
                  size_t size)
{
    bool found;

    DEBUG(s, DL_HOST_ASK, DBG_STR(name), DBG_INT(family));
    found = ask_library(s, name, family, h, buf, size);
    if (!found) {
        trace_failure(s);
        if (has_service(s, "files", "nis")) {
            struct hosts_name bare;

            short_name(s, name, &bare);
            if (strcmp(bare.name, name) != 0) {
                DEBUG(s, DL_HOST_ASK, DBG_STR(bare.name), DBG_INT(family));
                found = ask_library(s, bare.name, family, h, buf, size);
            }
            if (!found)
                trace_failure(s);
        }
    }
    if (found && DEBUGGING(s, 61, 10))
        trace_host(s, h);
    return found;
}
