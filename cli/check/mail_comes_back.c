/*
 * mail_comes_back.c - hosts by which mail would come back to this one, above all those of the mailertable.
 *
 * A host that is one of this host's names is this host. Without brackets a host stands for its MX hosts (mx_hosts.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/host_mailers.h"
#include "check/mail_comes_back.h"
#include "check/mx_hosts.h"
#include "engine.h"
#include "show/text.h"

enum { HOST = 300 };

struct naming {
    const char *host;
    bool found;
};

/* Names of hosts, with a dot at the end of either or without. */
static bool same_host(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);

    n -= n > 0 && a[n - 1] == '.';
    m -= m > 0 && b[m - 1] == '.';
    return n == m && strncasecmp(a, b, n) == 0;
}

static void compare(void *ctx, const char *word)
{
    struct naming *n = ctx;

    n->found |= same_host(word, n->host);
}

/* Is it in $=w, or the address by which a host calls itself? */
static bool is_this_host(struct session *s, const char *host)
{
    struct naming n = { host, strncmp(host, "127.", 4) == 0 };

    session_class_list(s, "w", compare, &n);
    return n.found;
}

/* One of the hosts of "a:b:[c]"; *at goes behind it. False: there are no more. */
static bool next_host(const char **at, char *out, bool *bracketed)
{
    size_t n;

    *at += strspn(*at, ":");
    *bracketed = **at == '[';
    *at += *bracketed;
    n = strcspn(*at, *bracketed ? "]" : ": \t");
    if (n == 0 || n >= HOST)
        return false;
    snprintf(out, HOST, "%.*s", (int)n, *at);
    *at += n + (*bracketed && (*at)[n] == ']');
    return true;
}

/* The place of this host among the host's MX hosts, which are hosts by MX if any is; -1: it is none of them. *n: how many. */
static int place_of_this_host(struct check_run *c, const struct configuration *conf, struct session *s, const char *host, char *const **names, int *n)
{
    *n = mx_hosts(c, conf, s, host, names);
    for (int i = 0; i < *n; i++) {
        if (is_this_host(s, (*names)[i]))
            return i;
    }
    return -1;
}

/* Where the first of its MX hosts is this one; by then the others are further away. */
bool mx_leads_back(struct check_run *c, const struct configuration *conf, struct session *s, const char *host)
{
    char *const *names;
    int n;

    return *host != '\0' && host[strcspn(host, "[]%:")] == '\0' && place_of_this_host(c, conf, s, host, &names, &n) == 0;
}

/* A host that is an MX host of the domain behind this one is to hand its mail on to this one. */
static bool stands_behind(struct check_run *c, const struct configuration *conf, struct session *s, const char *domain, const char *host)
{
    char *const *names;
    int n, here;
    bool behind = false;

    if (strchr(domain, '.') == NULL || *domain == '.')
        return false;
    here = place_of_this_host(c, conf, s, domain, &names, &n);
    for (int i = here + 1; here >= 0 && i < n; i++)
        behind |= same_host(names[i], host);
    return behind;
}

void check_comes_back(struct check_run *c, const struct configuration *conf, struct session *s, const struct source_text *t, int line,
                      const struct entry_text *e)
{
    const char *at = strchr(e->value, ':');
    char host[HOST];
    bool bracketed;

    if (at == NULL || !is_host_mailer(e->value, (size_t)(at - e->value)))
        return;
    while (next_host(&at, host, &bracketed)) {
        if (is_this_host(s, host))
            finding_add(&c->found, BT310, t->path, line, e->value_column, "mail for %s would come back here: %s is this host",
                        e->key, host);
        else if (!bracketed && mx_leads_back(c, conf, s, host))
            finding_add(&c->found, BT311, t->path, line, e->value_column,
                        "the MX of %s leads here again; [%s] would turn MX off", host, host);
        else if (stands_behind(c, conf, s, e->key, host))
            finding_add(&c->found, BT311, t->path, line, e->value_column, "%s is an MX of %s behind this host: unless the domain is its "
                        "own, it hands the mail back", host, e->key)->level = LEVEL_INFO;
    }
}
