/*
 * finding.c - what checks have found.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/finding.h"
#include "show/memory.h"

/* Most stand in the file of the one before. */
static int number_of_file(struct findings_list *f, const char *file)
{
    int i = f->n > 0 && strcmp(f->list[f->n - 1].file, file) == 0 ? f->list[f->n - 1].file_number : 0;

    while (i < f->nfiles && strcmp(f->files[i], file) != 0)
        i++;
    if (i == f->nfiles) {
        f->files = grow_or_end(f->files, (size_t)++f->nfiles * sizeof *f->files);
        f->files[i] = copy_or_end(file);
    }
    return i;
}

struct finding *finding_add(struct findings_list *f, enum check_id check, const char *file, int line, int column,
                            const char *fmt, ...)
{
    struct finding *x;
    int number = number_of_file(f, file);
    va_list args;
    char *text;

    va_start(args, fmt);
    if (vasprintf(&text, fmt, args) < 0)
        out_of_memory();
    va_end(args);
    if ((size_t)f->n == f->room)
        f->list = grow_or_end(f->list, (f->room = f->room * 2 + 16) * sizeof *f->list);
    x = &f->list[f->n++];
    *x = (struct finding){ .check = check, .level = checks[check].level, .file = f->files[number], .file_number = number,
                           .place = f->n, .line = line, .column = column, .text = text };
    return x;
}

static void clear(struct finding *x)
{
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
    return compare(a, b) == 0 && a->file_number == b->file_number && strcmp(a->text, b->text) == 0;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    int d = x->file_number != y->file_number ? x->file_number - y->file_number : compare(x, y);

    return d != 0 ? d : x->place - y->place;
}

/* Is it told already, of the same line? */
static bool is_told(const struct findings_list *f, int n, const struct finding *x)
{
    while (--n >= 0 && f->list[n].line == x->line && f->list[n].file_number == x->file_number) {
        if (same(&f->list[n], x))
            return true;
    }
    return false;
}

/* Files are numbered as they come now: what was taken away does not count. */
static void number_again(struct findings_list *f)
{
    char **files = grow_or_end(NULL, (size_t)(f->nfiles + 1) * sizeof *files);
    int *number = grow_or_end(NULL, (size_t)(f->nfiles + 1) * sizeof *number), n = 0;

    for (int i = 0; i < f->nfiles; i++)
        number[i] = -1;
    for (int i = 0; i < f->n + f->nfiles; i++) { /* those without a finding come last */
        int file = i < f->n ? f->list[i].file_number : i - f->n;

        if (number[file] < 0)
            files[number[file] = n++] = f->files[file];
    }
    for (int i = 0; i < f->n; i++) {
        f->list[i].file_number = number[f->list[i].file_number];
        f->list[i].place = i;
    }
    free(f->files);
    f->files = files;
    free(number);
}

void findings_sort(struct findings_list *f)
{
    int n = 0;

    number_again(f);
    if (f->n > 0)
        qsort(f->list, (size_t)f->n, sizeof *f->list, by_place);
    for (int i = 0; i < f->n; i++) {
        if (is_told(f, n, &f->list[i]))
            clear(&f->list[i]);
        else
            f->list[n++] = f->list[i];
    }
    f->n = n;
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
    for (int i = 0; i < f->nfiles; i++)
        free(f->files[i]);
    free(f->files);
    free(f->list);
    *f = (struct findings_list){ 0 };
}
