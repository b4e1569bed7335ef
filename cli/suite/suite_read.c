/*
 * suite_read.c - from the text of a suite to its set-up, tests and expectations.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/arena.h"
#include "shell/input.h"
#include "shell/smtp_options.h"
#include "show/memory.h"
#include "start/edited.h"
#include "start/paths.h"
#include "start/setup.h"
#include "suite/expect_read.h"
#include "suite/lines_match.h"
#include "suite/row_read.h"
#include "suite/suite.h"
#include "suite/suite_read.h"

struct preset {
    struct preset *next;
    const char *name;
    struct typed *first;
};

struct reading {
    struct suite *suite;
    int line;                    /* being read */
    struct test *test;           /* NULL: in the set-up */
    struct test **end;           /* of the list of tests */
    bool kind_known;             /* script or transcript */
    bool implicit;               /* the file has no #@ test: all of it is one */
    bool broken;                 /* the rest of this test is not looked at */
    bool faulty;                 /* a fault of this test was noted */
    struct typed *last;          /* the command that was typed last in this test; NULL: none */
    struct typed **list, **list_end; /* what was appended to last, and its end */
    struct preset *presets;
    struct preset *defining;     /* between #@ define-preset and #@ end */
    int defined_at;
};

static void fault(struct reading *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void fault(struct reading *r, const char *fmt, ...)
{
    char text[2048], full[4096];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    snprintf(full, sizeof full, "%.1024s:%d: %s", r->suite->path, r->line, text);
    texts_add(&r->suite->faults, full);
    r->faulty = true;
}

static const char *skip(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* ---- tests and commands ---------------------------------------------------------------------- */

static struct test *add_test(struct reading *r, const char *title)
{
    struct test *t = arena_alloc(&r->suite->arena, sizeof *t);

    t->title = arena_strdup(&r->suite->arena, title);
    t->line = r->line;
    t->strict = r->suite->strict;
    t->ext = r->suite->ext;
    *r->end = t;
    r->end = &t->next;
    r->suite->ntests++;
    return t;
}

static struct typed **commands_of(struct reading *r)
{
    return r->test != NULL ? &r->test->first : &r->suite->setup_commands;
}

static struct typed *append(struct reading *r, struct typed **list, const char *text)
{
    struct typed *c = arena_alloc(&r->suite->arena, sizeof *c), **end = list;

    if (r->list == list)
        end = r->list_end;
    while (*end != NULL)
        end = &(*end)->next;
    c->text = arena_strdup(&r->suite->arena, text);
    c->line = r->line;
    *end = c;
    r->list = list;
    r->list_end = &c->next;
    return c;
}

/* A command that was typed: what follows is about it. */
static struct typed *type(struct reading *r, const char *text)
{
    return r->last = append(r, commands_of(r), text);
}

/* The test's set-up as its own, from now on. */
static struct setup *setup_of(struct reading *r)
{
    if (r->test == NULL)
        return &r->suite->setup;
    if (!r->test->own_setup) {
        setup_copy(&r->test->setup, &r->suite->setup);
        r->test->own_setup = true;
    }
    return &r->test->setup;
}

/* ---- directives ------------------------------------------------------------------------------ */

static void end_test(struct reading *r)
{
    struct test *t = r->test;

    if (t != NULL && !t->is_table && !r->broken) {
        r->line = t->line;
        if (t->first == NULL && t->loads == NULL)
            fault(r, "the test has no commands; type some below its title");
        else if (!t->expects && !t->transcript && !r->faulty)
            fault(r, "nothing is expected, so that this would hold whatever happens; say what should come "
                     "out with #@ expect below a command, or let --accept fill in a bare #@ expect");
    }
    r->faulty = false;
    r->broken = false;
    r->kind_known = false;
    r->last = NULL;
}

static void say_test(struct reading *r, const char *args)
{
    int line = r->line;

    end_test(r);
    r->line = line;
    if (*args == '\0')
        fault(r, "the test lacks its title: #@ test TITLE");
    r->test = add_test(r, args);
}

static bool is_load(const char *args)
{
    return strncmp(args, "load", 4) == 0 && (args[4] == '\0' || strchr(" \t\"", args[4]) != NULL);
}

/* Of a test, or in the set-up of all. */
static void expect_load(struct reading *r, struct expectation *x, const char *args)
{
    struct expectation **end = r->test != NULL ? &r->test->loads : &r->suite->loads;
    char error[512];

    x->line = r->line;
    if (!expectation_read(&r->suite->arena, x, args, error, sizeof error)) {
        fault(r, "%s", error);
        return;
    }
    if (r->test != NULL)
        r->test->expects = true;
    while (*end != NULL)
        end = &(*end)->next;
    *end = x;
}

static void say_expect(struct reading *r, const char *args)
{
    struct typed *c = r->last;
    struct expectation *x = arena_alloc(&r->suite->arena, sizeof *x), **end;
    char error[512];

    if (is_load(args)) {
        expect_load(r, x, args);
        return;
    }
    if (r->test == NULL || c == NULL) {
        fault(r, "nothing was typed yet that could be expected to do something; an expectation "
                 "stands below its command");
        return;
    }
    x->line = r->line;
    if (!expectation_read(&r->suite->arena, x, args, error, sizeof error)) {
        fault(r, "%s", error);
        return;
    }
    if (x->kind == EXPECT_LOOKUP || x->kind == EXPECT_NO_LOOKUP || x->kind == EXPECT_RULE || x->kind == EXPECT_CALL)
        r->test->wants_lists = true;
    r->test->expects = true;
    for (end = &c->expect; *end != NULL; end = &(*end)->next)
        continue;
    *end = x;
}

static void say_define(struct reading *r, const char *args)
{
    struct preset *p = arena_alloc(&r->suite->arena, sizeof *p);

    if (*args == '\0')
        fault(r, "the preset lacks its name: #@ define-preset NAME");
    p->name = arena_strdup(&r->suite->arena, args);
    p->next = r->presets;
    r->presets = r->defining = p;
    r->defined_at = r->line;
}

static void say_end(struct reading *r, const char *args)
{
    (void)args;
    if (r->defining == NULL)
        fault(r, "there is no #@ define-preset that this could end");
    r->defining = NULL;
}

static void say_preset(struct reading *r, const char *args)
{
    const struct preset *p = r->presets;

    while (p != NULL && strcmp(p->name, args) != 0)
        p = p->next;
    if (p == NULL) {
        fault(r, "there is no preset %s; define it above with #@ define-preset %s", args, args);
        return;
    }
    for (const struct typed *c = p->first; c != NULL; c = c->next) {
        struct typed *copy = append(r, commands_of(r), c->text);

        copy->silent = true;
        copy->line = 0;
    }
}

/* As if /smtp were typed: the lines that follow are a client's. */
static void say_smtp(struct reading *r, const char *args)
{
    char text[INPUT_LINE];
    struct smtp_options o;
    const char *why;

    smtp_options_begin(&o);
    if (smtp_options_read(&o, args, &why)) {
        snprintf(text, sizeof text, "/smtp %.*s", INPUT_LINE - 8, args);
        append(r, commands_of(r), arena_strdup(&r->suite->arena, text))->silent = true;
    } else {
        fault(r, "%s", why);
    }
    smtp_options_free(&o);
}

static void say_strict(struct reading *r, const char *args)
{
    (void)args;
    *(r->test != NULL ? &r->test->strict : &r->suite->strict) = true;
}

static void say_ext(struct reading *r, const char *args)
{
    if (strcmp(args, "on") != 0 && strcmp(args, "off") != 0)
        fault(r, "ext is on or off");
    *(r->test != NULL ? &r->test->ext : &r->suite->ext) = strcmp(args, "on") == 0;
}

static void add_row(struct reading *r, const char *file, int line, char *text, row_reader *read)
{
    struct suite *s = r->suite;
    struct row *row = arena_alloc(&s->arena, sizeof *row);
    char title[1024], error[1024], where[4096];
    struct test *t;

    row->file = file;
    row->line = line;
    if (!read(&s->arena, row, text, error, sizeof error)) {
        snprintf(where, sizeof where, "%.1024s:%d: %s", file, line, error);
        texts_add(&s->faults, where);
        return;
    }
    snprintf(title, sizeof title, "%.200s:%d: %.300s -> %.300s%s%.100s", file, line,
             row->sender != NULL ? row->sender : "-", row->recipient, row->dialogue != NULL ? " by " : "",
             row->dialogue != NULL ? row->dialogue->client : "");
    t = add_test(r, title);
    t->row = row;
    if (r->test != NULL && r->test->own_setup) {
        setup_copy(&t->setup, &r->test->setup);
        t->own_setup = true;
    }
}

/* A file of text, read. */
struct text_file {
    char **lines;          /* each NUL-terminated in the arena; NULL: it could not be read, see errno */
    bool *cr;              /* of each: a carriage return stood at its end */
    int n, nul;            /* nul: the first line that has a NUL byte in it, 0: none */
    bool no_newline;       /* behind the last */
    struct file_seen seen;
};

static void add_line(struct text_file *t, struct arena *a, char *line, size_t n)
{
    if (t->n % 256 == 0) {
        t->lines = grow_or_end(t->lines, ((size_t)t->n + 256) * sizeof *t->lines);
        t->cr = grow_or_end(t->cr, ((size_t)t->n + 256) * sizeof *t->cr);
    }
    t->no_newline = n == 0 || line[n - 1] != '\n';
    if (!t->no_newline)
        line[--n] = '\0';
    t->cr[t->n] = n > 0 && line[n - 1] == '\r';
    if (t->cr[t->n])
        line[--n] = '\0';
    if (t->nul == 0 && memchr(line, '\0', n) != NULL)
        t->nul = t->n + 1;
    t->lines[t->n] = arena_strndup(a, line, n);
    if (t->lines[t->n++] == NULL)
        out_of_memory();
}

/* The lists are the caller's to free. */
static struct text_file read_lines(struct arena *a, const char *path)
{
    struct text_file t = { .lines = NULL };
    FILE *f = fopen(edited_path(path), "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t got;

    if (f == NULL)
        return t;
    t.seen = file_seen_by(fileno(f));
    while ((got = getline(&line, &room, f)) >= 0)
        add_line(&t, a, line, (size_t)got);
    if (!feof(f) && !ferror(f))
        out_of_memory(); /* getline() got none */
    got = ferror(f);
    free(line);
    fclose(f);
    if (got != 0) {
        free(t.lines);
        free(t.cr);
        errno = EISDIR;
        return (struct text_file){ .lines = NULL };
    }
    if (t.lines == NULL)
        t.lines = zeroed_or_end(1, sizeof *t.lines);
    return t;
}

static void read_table(struct reading *r, const char *args, row_reader *read)
{
    struct suite *s = r->suite;
    char *path = path_from(s->folder, args);
    struct text_file t = read_lines(&s->arena, path);
    const char *name;

    if (t.lines == NULL)
        fault(r, "%s: %s; paths are relative to the suite", path, strerror(errno));
    free(path);
    if (t.lines == NULL)
        return;
    name = arena_strdup(&s->arena, args);
    if (t.nul > 0)
        fault(r, "%s has a NUL byte in line %d; a table is text", args, t.nul);
    for (int i = 0; i < t.n; i++) {
        if (*t.lines[i] != '\0' && *t.lines[i] != '#')
            add_row(r, name, i + 1, t.lines[i], read);
    }
    free(t.lines);
    free(t.cr);
    if (r->test != NULL)
        r->test->is_table = true;
}

static void say_table(struct reading *r, const char *args)
{
    read_table(r, args, row_read_route);
}

static void say_dialogues(struct reading *r, const char *args)
{
    read_table(r, args, row_read_dialogue);
}

static const struct {
    const char *word;
    const char *args; /* NULL: none are needed; "": none are taken */
    void (*say)(struct reading *r, const char *args);
} directives[] = {
    { "test", NULL, say_test },
    { "expect", NULL, say_expect },
    { "table", "FILE", say_table },
    { "dialogues", "FILE", say_dialogues },
    { "define-preset", NULL, say_define },
    { "end", "", say_end },
    { "preset", "NAME", say_preset },
    { "smtp", "ADDRESS[,NAME] [--OPTION VALUE ...]", say_smtp },
    { "strict", "", say_strict },
    { "ext", "on", say_ext },
};

enum { DIRECTIVES = sizeof directives / sizeof directives[0] };

const char *suite_directive(int i, const char **args)
{
    if (i < 0 || i >= DIRECTIVES)
        return NULL;
    *args = directives[i].args;
    return directives[i].word;
}

static void directive(struct reading *r, const char *text)
{
    char word[64], *args, error[4096];
    const char *p = skip(text);
    size_t n = strcspn(p, " \t");
    int i = 0;

    snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), p);
    args = arena_strdup(&r->suite->arena, skip(p + n));
    for (n = strlen(args); n > 0 && (args[n - 1] == ' ' || args[n - 1] == '\t'); n--)
        args[n - 1] = '\0';
    while (i < DIRECTIVES && strcmp(directives[i].word, word) != 0)
        i++;
    if (i < DIRECTIVES) {
        if (directives[i].args != NULL && *directives[i].args == '\0' && *args != '\0')
            fault(r, "%s stands alone, without `%s'", word, args);
        else if (directives[i].args != NULL && *directives[i].args != '\0' && *args == '\0')
            fault(r, "%s lacks its value: #@ %s %s", word, word, directives[i].args);
        else
            directives[i].say(r, args);
    } else if (setup_knows(word)) {
        if (!setup_say(setup_of(r), word, args, r->suite->folder, error, sizeof error)) {
            fault(r, "%s", error);
            *(r->test != NULL ? &r->test->broken : &r->suite->broken) = true;
        }
    } else {
        fault(r, "%s is no directive; btsh(5) lists them, and a comment begins with # and a blank",
              *word != '\0' ? word : "#@ alone");
    }
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* {x} = VALUE, x = VALUE, or a line of the shell. */
static void preset_line(struct reading *r, const char *text)
{
    const char *eq = strchr(text, '=');
    char line[INPUT_LINE];
    size_t n;

    if (*text == '.') {
        append(r, &r->defining->first, text);
        return;
    }
    n = eq != NULL ? (size_t)(eq - text) : 0;
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    if (n == 0 || (n > 1 && *text != '{')) {
        fault(r, "a preset has lines {name} = VALUE or .D{name}VALUE; #@ end ends it");
        return;
    }
    snprintf(line, sizeof line, ".D%.*s%s", (int)n, text, skip(eq + 1));
    append(r, &r->defining->first, line);
}

static bool is_directive(const char *line)
{
    return line[0] == '#' && line[1] == '@'
           && (line[2] == '\0' || strchr(" \t\n", line[2]) != NULL);
}

static bool is_banner(const char *line)
{
    return strncmp(line, "ADDRESS TEST MODE", 17) == 0
           || strncmp(line, "Enter <ruleset>", 15) == 0;
}

/* True if a banner is still to come in this test: what stands above it was said while loading. */
static bool banner_ahead(const struct reading *r)
{
    const struct suite *s = r->suite;

    for (int i = r->line; i < s->nlines && !is_directive(s->lines[i]); i++) {
        if (is_banner(s->lines[i]))
            return true;
        if (s->lines[i][0] == '>')
            return false;
    }
    return false;
}

/* What stands behind the prompt is output: the session was not typed at a terminal. */
static bool is_output(const char *text)
{
    static const char *const starts[] = { "> ", "map_lookup: ", "getcanonname(", "getmxrr(",
                                          "Cracked address = ", "Undefined ruleset " };
    size_t n = strcspn(text, " ");

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    }
    n += strspn(text + n, " ");
    return strncmp(text + n, "input: ", 7) == 0 || strncmp(text + n, "returns: ", 9) == 0;
}

static void transcript_line(struct reading *r, const char *line)
{
    struct typed *c;
    char why[512] = "";

    if (line[0] == '>' && (line[1] == ' ' || line[1] == '\0')) {
        const char *text = line[1] != '\0' ? line + 2 : line + 1;

        if (is_output(text)) {
            fault(r, "this session was taken through a pipe: what was typed is not in it; take it "
                     "with -bt -v, or paste it from a terminal");
            r->broken = true;
            return;
        }
        c = type(r, text);
        c->first = r->line; /* lines[] begins with 0: the line behind this one */
        return;
    }
    c = r->last;
    if (c == NULL)
        return; /* a comment above the first command */
    c->count = r->line - c->first;
    r->test->expects |= line[strspn(line, " \t")] != '\0' && strncmp(line, "#@", 2) != 0;
    if (line_faulty(line, why, sizeof why))
        fault(r, "this is no extended regular expression: %s", why);
}

/* A line above the banner of a transcript: its load is expected to say so, wherever its files are now. */
static void said_while_loading(struct reading *r, const char *line)
{
    struct expectation *x = arena_alloc(&r->suite->arena, sizeof *x), **end;
    const char *place = strstr(line, ": line ");

    x->kind = EXPECT_LOAD;
    x->line = r->line;
    x->message = arena_strdup(&r->suite->arena, place != NULL ? place : line);
    for (end = r->test != NULL ? &r->test->loads : &r->suite->loads; *end != NULL; end = &(*end)->next)
        continue;
    *end = x;
}

static void plain_line(struct reading *r, const char *line)
{
    if (r->defining != NULL) {
        if (*line != '\0' && *line != '#')
            preset_line(r, line);
        return;
    }
    if (r->test == NULL && r->implicit && *line != '\0' && *line != '#')
        r->test = add_test(r, r->suite->path);
    if (r->broken)
        return;
    if (!r->kind_known) {
        if (*line == '\0' || *line == '#' || is_banner(line))
            return;
        if (banner_ahead(r)) {
            said_while_loading(r, line);
            return;
        }
        r->kind_known = true;
        if (r->test != NULL)
            r->test->transcript = line[0] == '>' && (line[1] == ' ' || line[1] == '\0');
    }
    if (strlen(line) >= INPUT_LINE)
        fault(r, "the line has more than %d bytes; the shell reads no longer ones",
              INPUT_LINE - 1);
    else if (r->test != NULL && r->test->transcript)
        transcript_line(r, line);
    else if (line[0] == '>' && line[1] == ' ')
        fault(r, "this test is a script, where commands stand without a prompt; a transcript begins "
                 "with one");
    else if (*skip(line) != '\0' && *line != '#')
        type(r, line);
}

/* "#@expect ok" would be a comment, and hold for ever. */
static void glued_directive(struct reading *r, const char *line)
{
    char word[64];

    snprintf(word, sizeof word, "%.*s", (int)strcspn(line + 2, " \t"), line + 2);
    for (int i = 0; i < DIRECTIVES; i++) {
        if (strcmp(directives[i].word, word) == 0 || setup_knows(word)) {
            fault(r, "a blank is missing between #@ and %s", word);
            return;
        }
    }
}

static void one_line(struct reading *r, const char *line)
{
    if (r->defining != NULL && is_directive(line) && strncmp(skip(line + 2), "test", 4) == 0) {
        int now = r->line;

        r->line = r->defined_at;
        fault(r, "the preset has no end; close it with #@ end");
        r->line = now;
        r->defining = NULL;
    }
    if (!is_directive(line)) {
        if (strncmp(line, "#@", 2) == 0)
            glued_directive(r, line);
        plain_line(r, line);
    } else if (r->defining != NULL && strncmp(skip(line + 2), "end", 3) != 0) {
        preset_line(r, skip(line + 2));
    } else {
        directive(r, line + 2);
    }
}

static bool has_tests(const struct suite *s)
{
    for (int i = 0; i < s->nlines; i++) {
        if (is_directive(s->lines[i])
            && (strncmp(skip(s->lines[i] + 2), "test", 4) == 0
                || strncmp(skip(s->lines[i] + 2), "table", 5) == 0
                || strncmp(skip(s->lines[i] + 2), "dialogues", 9) == 0))
            return true;
    }
    return false;
}

static char *folder_in(struct arena *a, const char *path)
{
    char *folder = folder_of_file(path), *kept = arena_strdup(a, folder != NULL ? folder : "/");

    free(folder);
    return kept;
}

struct suite *suite_read(const char *path, const struct setup *defaults)
{
    struct suite *s = zeroed_or_end(1, sizeof *s);
    struct reading r = { .suite = s, .end = &s->tests };
    struct text_file t;

    s->path = arena_strdup(&s->arena, path);
    s->folder = folder_in(&s->arena, path);
    setup_copy(&s->setup, defaults);
    s->setup.sealed = true;
    t = read_lines(&s->arena, path);
    s->lines = t.lines;
    s->cr = t.cr;
    s->nlines = t.n;
    s->no_newline = t.no_newline;
    s->has_nul = t.nul > 0;
    s->seen = t.seen;
    if (s->lines == NULL) {
        char text[4096];

        snprintf(text, sizeof text, "%.1024s: %s; name a suite, or a folder with some", path,
                 strerror(errno));
        texts_add(&s->faults, text);
        return s;
    }
    r.implicit = !has_tests(s);
    r.line = t.nul;
    if (t.nul > 0)
        fault(&r, "the line has a NUL byte; a suite is text");
    r.line = 1;
    if (s->nlines > 0 && strncmp(s->lines[0], "\xEF\xBB\xBF", 3) == 0)
        fault(&r, "the line begins with a byte order mark, which hides what follows; save the file "
                  "without one");
    for (r.line = 1; r.line <= s->nlines; r.line++)
        one_line(&r, s->lines[r.line - 1]);
    if (r.defining != NULL) {
        r.line = r.defined_at;
        fault(&r, "the preset has no end; close it with #@ end");
    }
    end_test(&r);
    return s;
}

void suite_free(struct suite *s)
{
    if (s == NULL)
        return;
    for (struct test *t = s->tests; t != NULL; t = t->next) {
        if (t->own_setup)
            setup_free(&t->setup);
    }
    setup_free(&s->setup);
    texts_free(&s->faults);
    free(s->lines);
    free(s->cr);
    arena_free(&s->arena);
    free(s);
}

bool suite_is_one(const char *path)
{
    struct stat st;
    /* A FIFO that happens to lie in the folder would hold up the whole run. */
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "re") : NULL;
    char *line = NULL;
    size_t room = 0;
    bool found = false;

    while (f != NULL && !found && getline(&line, &room, f) >= 0)
        found = is_directive(line);
    free(line);
    if (f != NULL)
        fclose(f);
    return found;
}
