/*
 * m4_tree.c - what the tree of macros offers an .mc.
 */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "editor/m4_tree.h"
#include "show/memory.h"
#include "start/paths.h"

static const struct {
    const char *macro, *folder;
} folders[] = {
    { "FEATURE", "feature" }, { "MAILER", "mailer" }, { "OSTYPE", "ostype" }, { "DOMAIN", "domain" }, { "HACK", "hack" },
};

const char *m4_folder(const char *macro)
{
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (strcmp(folders[i].macro, macro) == 0)
            return folders[i].folder;
    }
    return NULL;
}

static int is_m4(const struct dirent *e)
{
    return e->d_name[0] != '.' && path_ends_in(e->d_name, ".m4");
}

void m4_files(const char *tree, const char *folder, void (*fn)(void *ctx, const char *name), void *ctx)
{
    char path[PATH_MAX];
    struct dirent **list = NULL;
    int n;

    if (snprintf(path, sizeof path, "%s/%s", tree, folder) >= (int)sizeof path)
        return;
    n = scandir(path, &list, is_m4, alphasort);
    for (int i = 0; i < n; i++) {
        list[i]->d_name[strlen(list[i]->d_name) - 3] = '\0';
        fn(ctx, list[i]->d_name);
        free(list[i]);
    }
    free(list);
}

/* ---- lines of a file of the tree ------------------------------------------------------------------------ */

static void each_line(const char *tree, const char *file, void (*fn)(void *ctx, char *line), void *ctx)
{
    char path[PATH_MAX], *line = NULL;
    FILE *f = snprintf(path, sizeof path, "%s/%s", tree, file) < (int)sizeof path ? fopen(path, "re") : NULL;
    size_t room = 0;

    while (f != NULL && getline(&line, &room, f) >= 0)
        fn(ctx, line);
    free(line);
    if (f != NULL)
        fclose(f);
}

/* What stands in the next quotes of m4, in place; NULL: there are none. *p behind them. */
static char *quoted(char **p)
{
    char *from = strchr(*p, '`'), *to = from != NULL ? strchr(from, '\'') : NULL;

    if (to == NULL)
        return NULL;
    *to = '\0';
    *p = to + 1;
    return from + 1;
}

struct asking_options {
    void (*fn)(void *ctx, const char *conf, const char *option, const char *value);
    void *ctx;
};

/* _OPTION(Name, `confNAME', `default') */
static void option_line(void *ctx, char *line)
{
    static const char start[] = "_OPTION(";
    const struct asking_options *a = ctx;
    char *option = strncmp(line, start, sizeof start - 1) == 0 ? line + sizeof start - 1 : NULL;
    char *p = option, *conf = p != NULL ? quoted(&p) : NULL, *value = conf != NULL ? quoted(&p) : NULL;

    if (conf == NULL)
        return;
    option[strcspn(option, ",")] = '\0';
    a->fn(a->ctx, conf, option, value != NULL ? value : "");
}

void m4_options(const char *tree, void (*fn)(void *ctx, const char *conf, const char *option, const char *value), void *ctx)
{
    struct asking_options a = { fn, ctx };

    each_line(tree, "m4/proto.m4", option_line, &a);
}

struct asking_words {
    const char *name; /* _ARG_, _ARG2_ ... */
    void (*fn)(void *ctx, const char *word);
    void *ctx;
};

/* ifelse(_ARG2_, `word', ... */
static void word_line(void *ctx, char *line)
{
    const struct asking_words *a = ctx;
    char *p = line, *word;

    while ((p = strstr(p, a->name)) != NULL) {
        p += strlen(a->name);
        if (p[strspn(p, ", ")] != '`' || *p != ',' || (word = quoted(&p)) == NULL)
            continue;
        if (word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-0123456789")] == '\0' && strlen(word) > 1)
            a->fn(a->ctx, word);
    }
}

void m4_arguments(const char *tree, const char *feature, int number, void (*fn)(void *ctx, const char *word), void *ctx)
{
    char name[16], file[256];
    struct asking_words a = { name, fn, ctx };

    snprintf(name, sizeof name, number > 2 ? "_ARG%d_" : "_ARG_", number - 1);
    snprintf(file, sizeof file, "feature/%.200s.m4", feature);
    if (strchr(feature, '/') == NULL)
        each_line(tree, file, word_line, &a);
}
