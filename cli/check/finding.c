/*
 * finding.c - what checks have found.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/finding.h"
#include "show/memory.h"

struct finding *finding_add(struct findings_list *f, enum check_id check, const char *file, int line, int column,
                            const char *fmt, ...)
{
    struct finding *x;
    va_list args;
    char *text;

    va_start(args, fmt);
    if (vasprintf(&text, fmt, args) < 0)
        out_of_memory();
    va_end(args);
    if ((size_t)f->n == f->room)
        f->list = grow_or_end(f->list, (f->room = f->room * 2 + 16) * sizeof *f->list);
    x = &f->list[f->n++];
    *x = (struct finding){ .check = check, .level = checks[check].level, .file = copy_or_end(file), .line = line,
                           .column = column, .text = text };
    return x;
}

static void clear(struct finding *x)
{
    free(x->file);
    free(x->text);
    free(x->mended);
}

static int compare(const struct finding *a, const struct finding *b)
{
    int d = a->line != b->line ? a->line - b->line : a->column - b->column;

    return d != 0 ? d : checks[a->check].code - checks[b->check].code;
}

static bool same(const struct finding *a, const struct finding *b)
{
    return compare(a, b) == 0 && strcmp(a->file, b->file) == 0 && strcmp(a->text, b->text) == 0;
}

/* The place of each finding's file in the order in which files came first. */
static int first_of_file(const struct findings_list *f, const char *file)
{
    int i = 0;

    while (strcmp(f->list[i].file, file) != 0)
        i++;
    return i;
}

struct ranked {
    int file, place;
    struct finding x;
};

static int by_place(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    int d = x->file != y->file ? x->file - y->file : compare(&x->x, &y->x);

    return d != 0 ? d : x->place - y->place;
}

/* Is it told already, of the same line? */
static bool is_told(const struct findings_list *f, int n, const struct finding *x)
{
    while (--n >= 0 && f->list[n].line == x->line && strcmp(f->list[n].file, x->file) == 0) {
        if (same(&f->list[n], x))
            return true;
    }
    return false;
}

void findings_sort(struct findings_list *f)
{
    struct ranked *all = zeroed_or_end((size_t)f->n + 1, sizeof *all);
    int n = 0;

    for (int i = 0; i < f->n; i++) {
        int file = i > 0 && strcmp(f->list[i].file, f->list[i - 1].file) == 0 ? all[i - 1].file
                                                                              : first_of_file(f, f->list[i].file);

        all[i] = (struct ranked){ file, i, f->list[i] };
    }
    qsort(all, (size_t)f->n, sizeof *all, by_place);
    for (int i = 0; i < f->n; i++) {
        if (is_told(f, n, &all[i].x))
            clear(&all[i].x);
        else
            f->list[n++] = all[i].x;
    }
    f->n = n;
    free(all);
}

void findings_keep(struct findings_list *f, bool (*fn)(void *ctx, const struct finding *x), void *ctx)
{
    int n = 0;

    for (int i = 0; i < f->n; i++) {
        if (fn(ctx, &f->list[i]))
            f->list[n++] = f->list[i];
        else
            clear(&f->list[i]);
    }
    f->n = n;
}

void findings_free(struct findings_list *f)
{
    for (int i = 0; i < f->n; i++)
        clear(&f->list[i]);
    free(f->list);
    *f = (struct findings_list){ 0 };
}
