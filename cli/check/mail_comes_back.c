/*
 * mail_comes_back.c - entries of the mailertable by which mail would come back to this host.
 *
 * A host that is one of this host's names is this host. Without brackets a host stands for its MX hosts; those are asked
 * for where a zone says what DNS would (--zone), never of a server.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/mail_comes_back.h"
#include "engine.h"
#include "show/text.h"

enum { HOST = 300 };

/* The mailers of the tree that hand mail to another host. */
static const char *const mailers[] = { "smtp", "esmtp", "smtp8", "dsmtp", "relay" };

struct naming {
    const char *host;
    bool found;
};

static void compare(void *ctx, const char *word)
{
    struct naming *n = ctx;
    size_t length = strlen(n->host);

    if (length > 0 && n->host[length - 1] == '.')
        length--;
    n->found |= strlen(word) == length && strncasecmp(word, n->host, length) == 0;
}

/* Is it in $=w, or the address by which a host calls itself? */
static bool is_this_host(struct session *s, const char *host)
{
    struct naming n = { host, strncmp(host, "127.", 4) == 0 };

    session_class_list(s, "w", compare, &n);
    return n.found;
}

static bool hands_over(const char *value, size_t n)
{
    for (size_t i = 0; i < sizeof mailers / sizeof mailers[0]; i++) {
        if (strlen(mailers[i]) == n && strncasecmp(value, mailers[i], n) == 0)
            return true;
    }
    return false;
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

/* Where the first of its MX hosts is this one; by then the others are further away. */
static bool mx_is_this_host(struct session *s, const char *host)
{
    char *const *names;
    bool null_mx;

    return session_mx(s, host, &names, &null_mx) > 0 && is_this_host(s, names[0]);
}

void check_comes_back(struct check_run *c, const struct configuration *conf, struct session *s, const struct source_text *t, int line,
                      const struct entry_text *e)
{
    const char *at = strchr(e->value, ':');
    char host[HOST];
    bool bracketed;

    if (at == NULL || !hands_over(e->value, (size_t)(at - e->value)))
        return;
    while (next_host(&at, host, &bracketed)) {
        if (is_this_host(s, host))
            finding_add(&c->found, BT310, t->path, line, e->value_column, "mail for %s would come back here: %s is this host",
                        e->key, host);
        else if (!bracketed && conf->setup.zones.n > 0 && strchr(host, '%') == NULL && mx_is_this_host(s, host))
            finding_add(&c->found, BT311, t->path, line, e->value_column,
                        "the MX of %s leads here again; [%s] would turn MX off", host, host);
    }
}
