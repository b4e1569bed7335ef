/*
 * mx_hosts.c - the MX hosts of names that a configuration sends mail to: whom they are asked of, each name once.
 *
 * A zone (--zone) or a recording (--replay) says what DNS has; name servers are asked only where that is wished (--dns). A
 * question that nobody answers takes its time, so after some of them in a row no more is asked, and that is told.
 */
#include <search.h>
#include <stdlib.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/mx_hosts.h"
#include "engine.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/paths.h"

enum { IN_VAIN = 3 };

/* What is known by now, of one configuration. */
struct mx_memory {
    const struct configuration *conf;
    void *known;    /* a tree */
    int in_vain;    /* names in a row of which nobody said anything */
    int left;       /* names that nobody was asked for any more */
};

struct known {
    char *name;
    char **hosts; /* n of them */
    int n;        /* -1: nobody said */
};

static int by_name(const void *a, const void *b)
{
    return strcasecmp(((const struct known *)a)->name, ((const struct known *)b)->name);
}

static void known_free(void *p)
{
    struct known *k = p;

    for (int i = 0; i < k->n; i++)
        free(k->hosts[i]);
    free(k->hosts);
    free(k->name);
    free(k);
}

static void note(struct check_run *c, const char *text)
{
    texts_add(&c->notes, text);
    c->unasked = true;
}

/* Does anybody say what DNS has: a zone, a recording, or, where that is wished, the name servers? */
static bool can_be_asked(const struct check_run *c, const struct configuration *conf)
{
    return c->wish->dns || conf->setup.zones.n > 0 || conf->setup.replay != NULL;
}

static void ask(struct check_run *c, struct session *s, struct known *k)
{
    struct mx_memory *m = c->mx;
    struct text t = { 0 };
    char *const *hosts;

    if (m->in_vain == IN_VAIN || interrupted) {
        k->n = -1;
        m->left++;
        return;
    }
    k->n = session_mx_hosts(s, k->name, &hosts);
    m->in_vain = k->n < 0 ? m->in_vain + 1 : 0;
    if (k->n > 0)
        k->hosts = zeroed_or_end((size_t)k->n, sizeof *k->hosts);
    for (int i = 0; i < k->n; i++)
        k->hosts[i] = copy_or_end(hosts[i]);
    if (k->n < 0) {
        text_format(&t, "%s: the MX of %s could not be asked for", m->conf->path, k->name);
        note(c, text_of(&t));
        text_free(&t);
    }
    session_end_command(s); /* there may be many names */
}

int mx_hosts(struct check_run *c, const struct configuration *conf, struct session *s, const char *name, char *const **hosts)
{
    struct known wanted = { .name = (char *)name }, *k, **at;

    *hosts = NULL;
    if (!can_be_asked(c, conf))
        return 0;
    if (c->mx != NULL && c->mx->conf != conf)
        mx_forget(c);
    if (c->mx == NULL) {
        c->mx = zeroed_or_end(1, sizeof *c->mx);
        c->mx->conf = conf;
    }
    at = tfind(&wanted, &c->mx->known, by_name);
    if (at == NULL) {
        k = zeroed_or_end(1, sizeof *k);
        k->name = copy_or_end(name);
        at = tsearch(k, &c->mx->known, by_name);
        if (at == NULL)
            out_of_memory();
        ask(c, s, k);
    }
    *hosts = (*at)->hosts;
    return (*at)->n > 0 ? (*at)->n : 0;
}

void mx_forget(struct check_run *c)
{
    struct mx_memory *m = c->mx;
    struct text t = { 0 };

    if (m == NULL)
        return;
    if (m->left > 0) {
        text_format(&t, "%s: no name server answered: %d more name%s not asked for", m->conf->path, m->left, m->left > 1 ? "s were" : " was");
        note(c, text_of(&t));
        text_free(&t);
    }
    tdestroy(m->known, known_free);
    free(m);
    c->mx = NULL;
}
