/*
 * diff_end.c - btsh diff: where two trees of recipients end, and where they part.
 */
#include <stdlib.h>
#include <string.h>

#include "reason/onward.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "subcommands/diff_end.h"

enum { TOLD = 8 }; /* ends */

static const char *or_nothing(const char *s)
{
    return s != NULL ? s : "";
}

/* As a route is told, or what was said of it. */
static char *end_line(const struct session *s, const struct recipient *r)
{
    struct text t = { 0 };

    if (r->end == END_BAD) {
        text_display(&t, s, r->address);
        text_format(&t, ": refused%s%s", r->why != NULL ? ": " : "", or_nothing(r->why));
        return text_take(&t);
    }
    text_format(&t, "%s ", r->mailer);
    text_display(&t, s, r->host);
    text_add(&t, *or_nothing(r->host) != '\0' ? " " : "");
    text_display(&t, s, r->user);
    text_add(&t, r->end == END_QUEUED ? ", waits in the queue" : "");
    return text_take(&t);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Their lines, sorted. */
static char **lines_of(const struct session *s, const struct onward *o, size_t *n)
{
    char **list = zeroed_or_end((size_t)o->n + 1, sizeof *list);

    *n = 0;
    for (int i = 0; i < o->n; i++) {
        if (o->list[i].end != END_ON)
            list[(*n)++] = end_line(s, &o->list[i]);
    }
    qsort(list, *n, sizeof *list, by_text);
    return list;
}

static void lines_free(char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

char *ends_only_in(const struct session *s, const struct onward *one, const struct onward *other)
{
    size_t n, m, left = 0;
    char **mine = lines_of(s, one, &n), **theirs = lines_of(s, other, &m);
    struct text t = { 0 };

    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < m && strcmp(theirs[k], mine[i]) < 0)
            k++;
        if ((k < m && strcmp(theirs[k], mine[i]) == 0) || (i > 0 && strcmp(mine[i - 1], mine[i]) == 0))
            continue;
        if (left++ < TOLD)
            text_format(&t, "%s%s", left > 1 ? "\n" : "", mine[i]);
    }
    if (left > TOLD)
        text_format(&t, "\nand %zu more", left - TOLD);
    lines_free(mine, n);
    lines_free(theirs, m);
    return left > 0 ? text_take(&t) : NULL;
}

static bool same(const char *a, const char *b)
{
    return strcmp(or_nothing(a), or_nothing(b)) == 0;
}

static bool same_address(const struct recipient *a, const struct recipient *b)
{
    return same(a->address, b->address) && same(a->mailer, b->mailer) && same(a->host, b->host)
           && same(a->user, b->user) && a->parent == b->parent;
}

/* The i-th, or what leads to it where it is only here. */
static const struct recipient *up_to(const struct onward *o, int i, bool parent)
{
    if (i >= o->n || !parent)
        return i < o->n ? &o->list[i] : NULL;
    return o->list[i].parent >= 0 ? &o->list[o->list[i].parent] : NULL;
}

void ends_parting(const struct onward *old, const struct onward *new, const struct recipient *at[2])
{
    int i = 0;
    bool parent;

    while (i < old->n && i < new->n && same_address(&old->list[i], &new->list[i])
           && old->list[i].end == new->list[i].end && old->list[i].led == new->list[i].led)
        i++;
    parent = i >= old->n || i >= new->n || !same_address(&old->list[i], &new->list[i]);
    at[0] = up_to(old, i, parent);
    at[1] = up_to(new, i, parent);
    /* all before is the same, so the one's parent is the other's */
    if (at[0] == NULL && at[1] != NULL && at[1] - new->list < old->n)
        at[0] = &old->list[at[1] - new->list];
    if (at[1] == NULL && at[0] != NULL && at[0] - old->list < new->n)
        at[1] = &new->list[at[0] - old->list];
}
