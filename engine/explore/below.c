/*
 * below.c - names that keys of tables hold below a domain.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "explore/below.h"

enum { LONGEST = 256 };

/* Reversed, what is below a domain begins with it. */
static void reverse(const char *text, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (char)tolower((unsigned char)text[n - 1 - i]);
    out[n] = '\0';
}

void names_below_add(struct names_below *b, const char *key, size_t n)
{
    const char *end = key + n, *at = memrchr(key, '@', n), *colon = memrchr(key, ':', n);
    const char *name = at != NULL ? at + 1 : colon != NULL ? colon + 1 : key;

    n = (size_t)(end - name);
    if (n > 0 && *name != '.' && memchr(name, '.', n) != NULL)
        names_below_put(b, name, n);
}

void names_below_put(struct names_below *b, const char *name, size_t n)
{
    char reversed[LONGEST];

    if (n == 0 || n >= LONGEST)
        return;
    if (b->n == b->room)
        names_below_sort(b); /* of many that are one, one is kept */
    if (b->n > b->room / 4 * 3 || b->room == 0) {
        char **grown = realloc(b->list, (size_t)(b->room * 2 + 64) * sizeof *grown);

        if (grown == NULL)
            return;
        b->list = grown;
        b->room = b->room * 2 + 64;
    }
    reverse(name, n, reversed);
    b->list[b->n] = strdup(reversed);
    b->n += b->list[b->n] != NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void names_below_sort(struct names_below *b)
{
    int kept = 0;

    if (b->n > 0)
        qsort(b->list, (size_t)b->n, sizeof *b->list, by_text);
    for (int i = 0; i < b->n; i++) {
        if (kept > 0 && strcmp(b->list[kept - 1], b->list[i]) == 0)
            free(b->list[i]);
        else
            b->list[kept++] = b->list[i];
    }
    b->n = kept;
}

void names_below_free(struct names_below *b)
{
    for (int i = 0; i < b->n; i++)
        free(b->list[i]);
    free(b->list);
    *b = (struct names_below){ 0 };
}

/* The first that is not before it. */
static int place_of_name(const struct names_below *b, const char *reversed)
{
    int lo = 0, hi = b->n;

    while (lo < hi) {
        int mid = (lo + hi) / 2;

        if (strcmp(b->list[mid], reversed) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool names_has(const struct names_below *b, const char *name)
{
    char wanted[LONGEST];
    size_t n = strlen(name);
    int at;

    if (n >= LONGEST)
        return false;
    reverse(name, n, wanted);
    at = place_of_name(b, wanted);
    return at < b->n && strcmp(b->list[at], wanted) == 0;
}

const char *name_below(const struct names_below *b, const char *domain, int i, char *out, size_t size)
{
    char wanted[LONGEST + 1];
    size_t n = strlen(domain);
    int lo;

    if (n == 0 || n >= LONGEST)
        return NULL;
    reverse(domain, n, wanted);
    wanted[n++] = '.';
    wanted[n] = '\0';
    lo = place_of_name(b, wanted) + i;
    if (lo >= b->n || strncmp(b->list[lo], wanted, n) != 0 || strlen(b->list[lo]) >= size)
        return NULL;
    reverse(b->list[lo], strlen(b->list[lo]), out);
    return out;
}
