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
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "show/output.h"
#include "start/edited.h"
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
    FILE *f = fopen(edited_path(path), "re");
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

/* Where the text of a line ends: at dnl, behind which m4 reads nothing. */
static size_t length_of_text(const char *line)
{
    for (const char *p = line; (p = strstr(p, "dnl")) != NULL; p += 3) {
        if ((p == line || !word_char(p[-1])) && !word_char(p[3]))
            return (size_t)(p - line);
    }
    return strlen(line);
}

/* The file's own words: a second mention makes one known. */
static void take_own_line(void *ctx, const char *line, int number)
{
    char *text = strndup(line, length_of_text(line));

    if (text != NULL)
        take_line(ctx, text, number);
    free(text);
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

/* Names that a define may set have capitals; the others are words, of m4 and of comments. */
static bool can_be_set(const char *name)
{
    return name[strcspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] != '\0';
}

static const char *of_other_case(const struct names *names, const char *name, bool settable)
{
    for (size_t i = 0; i < names->n; i++) {
        if ((!settable || can_be_set(names->list[i])) && strcasecmp(names->list[i], name) == 0)
            return names->list[i];
    }
    return NULL;
}

/* settable: of names that a define may set. NULL: nothing is near enough. */
static const char *nearest_of(const struct names *names, const char *name, bool settable)
{
    int limit = (int)strlen(name) / 4, best = limit < 1 ? 2 : limit > 3 ? 4 : limit + 1;
    const char *found = NULL;

    for (size_t i = 0; i < names->n; i++) {
        int gap = (int)strlen(names->list[i]) - (int)strlen(name), d;

        if (gap >= best || -gap >= best || (settable && !can_be_set(names->list[i])))
            continue;
        d = distance(name, names->list[i]);
        if (d < best && d > 0) {
            best = d;
            found = names->list[i];
        }
    }
    return found;
}

static const char *nearest(const struct names *names, const char *name)
{
    return nearest_of(names, name, false);
}

static const char *const builtins[] = { "dnl", "divert", "define", "undefine", "include", "sinclude", "ifdef", "ifelse", "pushdef", "popdef",
                                        "changequote", "syscmd", "esyscmd", "translit", "errprint", "eval", "incr" };

/* Of names that a define may set; conf may have been left out. */
static const char *nearest_known(const struct names *names, const char *name)
{
    char longer[LONGEST + 4];
    const char *found = of_other_case(names, name, true);
    bool fits = strlen(name) + 4 < LONGEST;

    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
        if (strcasecmp(builtins[i], name) == 0)
            return builtins[i];
    }
    snprintf(longer, sizeof longer, "conf%s", name);
    if (found == NULL && fits)
        found = of_other_case(names, longer, true);
    if (found == NULL)
        found = nearest_of(names, name, true);
    return found != NULL || !fits ? found : nearest_of(names, longer, true);
}

struct check {
    const struct names *tree, *own;
    const char *path, *cf_dir;
    struct sink *notes;
    bool raw; /* behind LOCAL_CONFIG and the like: lines of a .cf */
};

static void warn(struct check *c, int number, const char *what, const char *name, const char *near)
{
    char note[8192];

    sink_add(c->notes, note, (size_t)snprintf(note, sizeof note, "%.4000s:%d: warning: %.1000s%s%s%s%s\n",
                                              c->path, number, what, name,
                                              near != NULL ? "; did you mean " : "",
                                              near != NULL ? near : "", near != NULL ? "?" : ""));
}

/* The word that the text begins with; false: there is none that could be a name. */
static bool word_at(const char *text, char name[LONGEST])
{
    size_t n = 0;

    while (word_char(text[n]))
        n++;
    if (n < 2 || n >= LONGEST)
        return false;
    memcpy(name, text, n);
    name[n] = '\0';
    return true;
}

static void check_name(struct check *c, const char *text, int number)
{
    char name[LONGEST];

    if (!word_at(text, name) || has(c->tree, name) || times(c->own, name) > 1)
        return;
    warn(c, number, "nothing in the tree reads ", name, nearest_known(c->tree, name));
}

/* The {macros} that a milter is sent: those that the tree names. */
static void check_milter_macros(struct check *c, const char *text, int number)
{
    char name[LONGEST];

    if (strncmp(text, "confMILTER_MACROS_", 18) != 0)
        return;
    while ((text = strchr(text, '{')) != NULL) {
        if (word_at(++text, name) && !has(c->tree, name))
            warn(c, number, "no macro that the tree sends to a milter is called ", name, nearest(c->tree, name));
    }
}

/* FOLDER/NAME.m4 of the tree, for each macro that reads one. */
static const struct {
    const char *macro, *folder;
} parts[] = {
    { "FEATURE", "feature" }, { "MAILER", "mailer" }, { "OSTYPE", "ostype" }, { "DOMAIN", "domain" },
    { "HACK", "hack" },
};

/* Of the files in a folder of the tree, the name nearest to this one. */
static void check_part(struct check *c, const char *folder, const char *text, int number)
{
    char path[4096], name[LONGEST], what[80];
    size_t n = strcspn(text, "',) \n");
    struct names files = { .n = 0 };
    struct dirent *e;
    DIR *d;

    if (n == 0 || n >= sizeof name || memchr(text, '/', n) != NULL)
        return;
    snprintf(name, sizeof name, "%.*s", (int)n, text);
    snprintf(path, sizeof path, "%.2000s/%s/%s.m4", c->cf_dir, folder, name);
    if (access(path, F_OK) == 0)
        return;
    *strrchr(path, '/') = '\0';
    d = opendir(path);
    while (d != NULL && (e = readdir(d)) != NULL) {
        n = strlen(e->d_name);
        if (n > 3 && n < LONGEST && strcmp(e->d_name + n - 3, ".m4") == 0)
            add(&files, e->d_name, n - 3);
    }
    if (d != NULL)
        closedir(d);
    sort(&files);
    snprintf(what, sizeof what, "the tree has no %s ", folder);
    warn(c, number, what, name, of_other_case(&files, name, false) != NULL ? of_other_case(&files, name, false)
                                                                    : nearest(&files, name));
    free(files.list);
    arena_free(&files.arena);
}

static bool is_builtin(const char *text)
{
    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
        size_t n = strlen(builtins[i]);

        if (strncmp(text, builtins[i], n) == 0 && !word_char(text[n]))
            return true;
    }
    return false;
}

/* A letter that some editors make of a quote, or another quote than m4's. */
static bool is_other_quote(const char *text)
{
    return *text == '\'' || (unsigned char)*text >= 0x80;
}

/* Where the second argument begins; NULL: there is none. */
static const char *second_argument(const char *text)
{
    const char *comma = strstr(text, "',");

    return comma != NULL ? comma + 2 + strspn(comma + 2, " \t") : NULL;
}

/* "define(`A' `b')" sets nothing: m4 makes one name of both. */
static bool lacks_comma(const char *text)
{
    const char *end = strchr(text, '\'');

    return end != NULL && end[1 + strspn(end + 1, " \t")] == '`';
}

/* What the quotes of a call hold: it begins at text. */
static void check_call(struct check *c, const char *macro, const char *text, int number)
{
    bool defines = strcmp(macro, "define") == 0;

    if ((defines || strcmp(macro, "undefine") == 0) && *text == '`') {
        check_name(c, text + 1, number);
        if (defines)
            check_milter_macros(c, text + 1, number);
        if (defines && lacks_comma(text))
            warn(c, number, "no comma stands between a name and its value: ", macro, NULL);
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcmp(parts[i].macro, macro) == 0)
            check_part(c, parts[i].folder, text + (*text == '`'), number);
    }
    if (is_other_quote(text) || *text == '"' || (defines && *text == '`' && second_argument(text) != NULL && is_other_quote(second_argument(text))))
        warn(c, number, "m4 quotes with ` and ', and takes these for letters: ", macro, NULL);
}

/* Every call in the text of a line of a macro that is known. */
static void check_calls(struct check *c, const char *line, int number)
{
    char macro[LONGEST];

    for (const char *p = line; *p != '\0'; p++) {
        if (!word_char(*p) || (p > line && word_char(p[-1])) || !word_at(p, macro))
            continue;
        p += strlen(macro) - 1;
        if (!is_builtin(macro) && !has(c->tree, macro))
            continue;
        if (p[1] == '(')
            check_call(c, macro, p + 2, number);
        else if (p == line + strlen(macro) - 1 && p[1] == ' ' && p[1 + strspn(p + 1, " \t")] == '(' && !c->raw)
            warn(c, number, "a blank stands before the parenthesis, so m4 calls nothing: ", macro, NULL);
    }
}

/* From there on lines are a .cf's. */
static bool begins_raw(const char *line)
{
    static const char *const words[] = { "LOCAL_CONFIG", "LOCAL_NET_CONFIG", "LOCAL_RULE", "MAILER_DEFINITIONS" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strncmp(line, words[i], strlen(words[i])) == 0)
            return true;
    }
    return false;
}

/* "feature(": m4 tells capitals from others, and words of the tree's comments are no macros. */
static void check_case(struct check *c, const char *line, size_t n, int number)
{
    char name[LONGEST], capitals[LONGEST];

    if (line[n] != '(' || !word_at(line, name) || times(c->own, name) > 1)
        return;
    for (size_t i = 0; i <= n; i++)
        capitals[i] = (char)toupper((unsigned char)name[i]);
    if (strcmp(name, capitals) != 0 && has(c->tree, name) && has(c->tree, capitals))
        warn(c, number, "m4 knows no ", name, capitals);
}

static void check_line(void *ctx, const char *full, int number)
{
    struct check *c = ctx;
    char *line = strndup(full, length_of_text(full));
    size_t n = 0;

    if (line == NULL)
        return;

    c->raw |= begins_raw(line);
    if (*line != '#') {
        check_calls(c, line, number);
        while (word_char(line[n]))
            n++;
        if (!c->raw && n > 0 && (line[n] == '(' || (line[n] == '\0' && full[n] == 'd'))
            && !is_builtin(line)) {
            check_name(c, line, number);
            check_case(c, line, n, number);
        }
    }
    free(line);
}

void mc_check_names(const char *path, const char *cf_dir, struct sink *notes)
{
    struct names tree = { .n = 0 }, own = { .n = 0 };
    struct check c = { &tree, &own, path, cf_dir, notes, false };

    read_tree(&tree, cf_dir, 0);
    sort(&tree);
    each_line(path, take_own_line, &own);
    each_line(path, check_line, &c);
    free(tree.list);
    free(own.list);
    arena_free(&tree.arena);
    arena_free(&own.arena);
}
