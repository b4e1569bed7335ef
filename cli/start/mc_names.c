/*
 * mc_names.c - names in an .mc file that nothing reads: m4 takes a define of any name and never says
 * a word.
 *
 * A name is known if it stands anywhere in the tree, or a second time in the file itself.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "show/output.h"
#include "start/mc_names.h"

enum { LONGEST = 64 };

/* Names, sorted when all are there. */
struct names {
    const char **list;
    size_t n, room;
    struct arena arena;
};

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void add(struct names *names, const char *text, size_t n)
{
    if (names->n == names->room) {
        size_t room = names->room * 2 + 4096;
        const char **grown = realloc(names->list, room * sizeof *grown);

        if (grown == NULL)
            return;
        names->list = grown;
        names->room = room;
    }
    names->list[names->n++] = arena_strndup(&names->arena, text, n);
}

static void add_words(struct names *names, const char *line)
{
    while (*line != '\0') {
        size_t n = 0;

        while (*line != '\0' && !word_char(*line))
            line++;
        while (word_char(line[n]))
            n++;
        if (n > 1 && n < LONGEST && !isdigit((unsigned char)*line))
            add(names, line, n);
        line += n;
    }
}

static void each_line(const char *path, void (*fn)(void *ctx, const char *line, int number),
                      void *ctx)
{
    FILE *f = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    int number = 0;

    while (f != NULL && getline(&line, &room, f) >= 0)
        fn(ctx, line, ++number);
    free(line);
    if (f != NULL)
        fclose(f);
}

static void take_line(void *ctx, const char *line, int number)
{
    (void)number;
    if (*line != '#')
        add_words(ctx, line);
}

static void read_tree(struct names *names, const char *folder, int depth)
{
    DIR *d = opendir(folder);
    struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char path[4096];
        struct stat st;
        size_t n = strlen(e->d_name);

        if (e->d_name[0] == '.'
            || snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path
            || stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < 3)
            read_tree(names, path, depth + 1);
        else if (n > 3 && strcmp(e->d_name + n - 3, ".m4") == 0)
            each_line(path, take_line, names);
    }
    if (d != NULL)
        closedir(d);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct names *names)
{
    if (names->n > 0)
        qsort(names->list, names->n, sizeof *names->list, compare);
}

static bool has(const struct names *names, const char *name)
{
    return names->n > 0
           && bsearch(&name, names->list, names->n, sizeof *names->list, compare) != NULL;
}

static size_t times(const struct names *names, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < names->n; i++)
        n += strcmp(names->list[i], name) == 0;
    return n;
}

/* Letters to add, take away, change or exchange. */
static int distance(const char *a, const char *b)
{
    int rows[3][LONGEST + 1], n = (int)strlen(a), m = (int)strlen(b);

    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = above[j - 1] + (a[i - 1] != b[j - 1]);

            best = above[j] + 1 < best ? above[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
                && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[n % 3][m];
}

/* NULL: nothing is near enough. */
static const char *nearest(const struct names *names, const char *name)
{
    int limit = (int)strlen(name) / 4, best = limit < 1 ? 2 : limit > 3 ? 4 : limit + 1;
    const char *found = NULL;

    for (size_t i = 0; i < names->n; i++) {
        int gap = (int)strlen(names->list[i]) - (int)strlen(name), d;

        if (gap >= best || -gap >= best)
            continue;
        d = distance(name, names->list[i]);
        if (d < best && d > 0) {
            best = d;
            found = names->list[i];
        }
    }
    return found;
}

/* The same; conf may have been left out. */
static const char *nearest_known(const struct names *names, const char *name)
{
    char longer[LONGEST + 4];
    const char *found = nearest(names, name);

    if (found != NULL || strlen(name) + 4 >= LONGEST)
        return found;
    snprintf(longer, sizeof longer, "conf%s", name);
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(names->list[i], longer) == 0)
            return names->list[i];
    }
    return nearest(names, longer);
}

struct check {
    const struct names *tree, *own;
    const char *path;
    struct sink *notes;
    bool raw; /* behind LOCAL_CONFIG and the like: lines of a .cf */
};

static void check_name(struct check *c, const char *text, int number)
{
    char name[LONGEST], note[8192];
    const char *near;
    size_t n = 0;

    while (word_char(text[n]))
        n++;
    if (n < 2 || n >= LONGEST)
        return;
    memcpy(name, text, n);
    name[n] = '\0';
    if (has(c->tree, name) || times(c->own, name) > 1)
        return;
    near = nearest_known(c->tree, name);
    n = (size_t)snprintf(note, sizeof note,
                         "%.4000s:%d: warning: nothing in the tree reads %s%s%s%s\n",
                         c->path, number, name, near != NULL ? "; did you mean " : "",
                         near != NULL ? near : "", near != NULL ? "?" : "");
    sink_add(c->notes, note, n);
}

static bool is_builtin(const char *text)
{
    static const char *const names[] = { "dnl", "divert", "define", "undefine", "include",
                                         "sinclude", "ifdef", "ifelse", "pushdef", "popdef",
                                         "changequote", "syscmd", "esyscmd", "translit",
                                         "errprint", "eval", "incr" };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i]);

        if (strncmp(text, names[i], n) == 0 && !word_char(text[n]))
            return true;
    }
    return false;
}

static void check_line(void *ctx, const char *line, int number)
{
    struct check *c = ctx;
    const char *p = line;
    size_t n = 0;

    if (strncmp(line, "LOCAL_", 6) == 0 || strncmp(line, "MAILER_DEFINITIONS", 18) == 0)
        c->raw = true;
    if (strncmp(line, "dnl", 3) == 0 || *line == '#')
        return;
    while ((p = strstr(p, "define(`")) != NULL) {
        if (p == line || !word_char(p[-1]))
            check_name(c, p + 8, number);
        p += 8;
    }
    while (word_char(line[n]))
        n++;
    if (!c->raw && n > 0 && (line[n] == '(' || strncmp(line + n, "dnl", 3) == 0)
        && !is_builtin(line))
        check_name(c, line, number);
}

void mc_check_names(const char *path, const char *cf_dir, struct sink *notes)
{
    struct names tree = { .n = 0 }, own = { .n = 0 };
    struct check c = { &tree, &own, path, notes, false };

    read_tree(&tree, cf_dir, 0);
    sort(&tree);
    each_line(path, take_line, &own);
    each_line(path, check_line, &c);
    free(tree.list);
    free(own.list);
    arena_free(&tree.arena);
    arena_free(&own.arena);
}
