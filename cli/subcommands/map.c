/*
 * map.c - btsh map: asks or lists one table of any class, without a configuration.
 *
 * As postmap -q does for Postfix: 0 all keys found, 1 one is missing, 3 one could not be asked.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <unistd.h>

#include "describe.h"
#include "engine.h"
#include "show/error_output.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/map.h"
#include "subcommands/table_json.h"

enum { FOUND = 0, MISSING = 1, USAGE = SUBCOMMAND_USAGE, TEMPORARY = 3, SPEC_SIZE = 8192 };

/* What any of the files that are asked for may look like: the caller names it, and answers for it. */
static const char trusting[] = "DontBlameSendmail=MapInUnsafeDirPath,LinkedMapInWritableDir";

struct asking {
    struct run *run;
    struct session *session;
    struct map *map;
    const char *spec;  /* as it was given */
    struct table_json *json; /* --json; NULL: as text */
    bool keyed;        /* the key is shown as well */
    bool bad;          /* the file is not what it should be: a miss means nothing */
    int status;
};

static void note(struct asking *a, int status)
{
    if (a->status != TEMPORARY)
        a->status = status > a->status ? status : a->status;
}

/* ---- which class -------------------------------------------------------------------------------- */

static bool is_class(const char *name, size_t n)
{
    const char *known;

    for (int i = 0; (known = engine_map_class(i)) != NULL; i++) {
        if (strlen(known) == n && strncasecmp(known, name, n) == 0)
            return true;
    }
    return false;
}

/* What makemap makes a database from: no class that a configuration could name. */
static const char SOURCE[] = "source";

/* What a file without a class is: its database where there is one, else what makemap would read. */
static const char *guess_class(const char *file)
{
    static const char *const suffixes[] = { "", ".db", ".cdb" };
    char path[4096];
    struct stat st;

    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        const char *class = snprintf(path, sizeof path, "%s%s", file, suffixes[i]) < (int)sizeof path
                                && access(path, F_OK) == 0 ? path_table_class(path) : NULL;

        if (class != NULL)
            return class;
        /* what is no database, and is called one, will be told */
        if (path_ends_in(path, ".db") && access(path, F_OK) == 0)
            return "hash";
    }
    return path_ends_in(file, ".db")    ? "hash"
           : path_ends_in(file, ".cdb") ? "cdb"
           : stat(file, &st) == 0 && S_ISREG(st.st_mode) ? SOURCE
                                                         : "text";
}

static bool is_source(const char *class, size_t n)
{
    return n == sizeof SOURCE - 1 && strncasecmp(class, SOURCE, n) == 0;
}

/* The line of a map of CLASS:ARGUMENTS or of a file, and for a source what is put in its place (or ""); false:
 * too long. */
static bool definition(const char *spec, char *out, char *instead, size_t size)
{
    size_t n = strcspn(spec, ":");
    const char *class = spec, *args = spec + n + 1, *columns = "";
    char folder[4096] = "";

    if (spec[n] != ':' || !(is_class(spec, n) || is_source(spec, n))) {
        class = guess_class(spec);
        n = strlen(class);
        args = spec;
    }
    if (strncasecmp(class, "text", n) == 0)
        columns = strpbrk(args, " \t") == NULL ? "-k0 -v1 " : "";
    /* in a configuration a file name starts at the root */
    if (engine_map_class_suffix(class, n) != NULL && *args != '/' && strpbrk(args, " \t") == NULL
        && getcwd(folder, sizeof folder - 1) != NULL)
        strcat(folder, "/");
    *instead = '\0';
    if (is_source(class, n)) {
        class = "hash";
        n = strlen(class);
        if (snprintf(instead, size, "table = %s:%s%s", SOURCE, folder, args) >= (int)size)
            return false;
    }
    return snprintf(out, size, "table %.*s %s%s%s", (int)n, class, columns, folder, args)
           < (int)size;
}

/* ---- asking ------------------------------------------------------------------------------------- */

static void show_as_it_is(struct asking *a, const char *key, size_t nkey, const char *value,
                          size_t nvalue)
{
    struct output *o = &a->run->out;

    if (a->json != NULL) {
        table_json_line(a->json, o, a->spec, key, nkey, "found", value, nvalue);
        return;
    }
    if (a->keyed) {
        out_bytes(o, key, nkey);
        out_char(o, '\t');
    }
    out_bytes(o, value, nvalue);
    out_char(o, '\n');
}

/* Passwords are neither for a screen nor for a log. A text ends at a NUL, a value need not. */
static void show(struct asking *a, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct text all = { 0 };

    for (size_t at = 0; at < nvalue;) {
        size_t part = strnlen(value + at, nvalue - at), nul = at + part < nvalue;
        struct text one = { 0 };

        text_bytes(&one, value + at, part);
        if (!a->run->args.show_secrets)
            secrets_mask(&one, NULL);
        text_bytes(&all, text_of(&one), one.n);
        text_bytes(&all, "", nul);
        text_free(&one);
        at += part + nul;
    }
    show_as_it_is(a, key, nkey, text_of(&all), all.n);
    text_free(&all);
}

/* There is no answer: for good, or nobody knows. */
static void miss(struct asking *a, const char *key, bool known)
{
    note(a, known ? MISSING : TEMPORARY);
    if (a->json != NULL)
        table_json_line(a->json, &a->run->out, a->spec, key, strlen(key),
                        known ? "missing" : "temporary", NULL, 0);
}

static void ask(struct asking *a, const char *key)
{
    const char *value;
    int status = EX_OK;

    if (!session_map_open(a->session, a->map)) {
        miss(a, key, false);
        return;
    }
    value = session_map_lookup(a->session, a->map, key, &status);
    if (value != NULL)
        show(a, key, strlen(key), value, strlen(value));
    else
        miss(a, key, !a->bad && status != EX_TEMPFAIL && status != EX_UNAVAILABLE);
    session_end_command(a->session);
}

static void ask_lines(struct asking *a)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;

    while (!interrupted && (n = getline(&line, &size, stdin)) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        ask(a, line);
        if (isatty(STDIN_FILENO)) /* who types a key waits for its answer */
            out_flush(&a->run->out);
    }
    if (ferror(stdin) && !interrupted) {
        err_format("btsh map: standard input: %s; keys behind that were not asked\n", strerror(errno));
        note(a, TEMPORARY);
    }
    free(line);
}

/* makemap -N stores the NUL behind a text; it is no part of it. */
static size_t text_length(const char *text, size_t n)
{
    return n > 0 && text[n - 1] == '\0' ? n - 1 : n;
}

static bool list_one(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct asking *a = ctx;

    show(a, key, text_length(key, nkey), value, text_length(value, nvalue));
    return !a->run->out.failed;
}

static void list(struct asking *a)
{
    bool listed;

    if (!session_map_open(a->session, a->map)
        || (!session_map_walk(a->session, a->map, list_one, a, &listed) && listed)) {
        note(a, TEMPORARY);
    } else if (!listed) {
        err_format("btsh map: %s: tables of this class cannot be listed; name a key\n", a->spec);
        note(a, USAGE);
    }
}

/* What is wrong, in words; sendmail's own message stands before it. */
static void diagnose(struct asking *a)
{
    char text[8192];

    switch (session_map_diagnose(a->session, a->map, text, sizeof text)) {
    case TABLE_GOOD:
        break;
    case TABLE_STALE:
        err_format("btsh map: warning: %s\n", text);
        break;
    case TABLE_BAD:
        a->bad = true;
        err_format("btsh map: %s\n", text);
        break;
    }
}

/* Only what maps have to say is of interest; it goes to standard error. */
static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct asking *a = ctx;
    const struct diagnostic *d = e->kind == EVENT_DIAGNOSTIC && a->session != NULL ? e->diag : NULL;

    (void)s;
    if (d == NULL || (d->cls != DIAG_SYSTEM && d->cls != DIAG_WARN))
        return EVENT_GO;
    a->bad |= d->cls == DIAG_WARN; /* a line of a source: it may be the one with the key */
    err_format("btsh map: %s%s%s\n", d->text, d->err != 0 ? ": " : "", d->err != 0 ? error_text(d->err) : "");
    return EVENT_GO;
}

static struct program *make_program(struct asking *a, const struct observer *o)
{
    struct builder *b = builder_begin(&a->run->world, o, a->run->setup.target);
    char text[SPEC_SIZE], instead[SPEC_SIZE], error[512];

    if (!definition(a->spec, text, instead, sizeof text)
        || (*instead != '\0' && !builder_map(b, instead, error, sizeof error))) {
        builder_abandon(b);
        return NULL;
    }
    builder_option_long(b, trusting);
    builder_map_line(b, text);
    return builder_finish(b);
}

static void run_keys(struct asking *a, int n, char *keys[])
{
    a->keyed = n != 1 || strcmp(keys[0], "-") == 0;
    diagnose(a);
    if (n == 0)
        list(a);
    for (int i = 0; i < n; i++) {
        if (strcmp(keys[i], "-") == 0)
            ask_lines(a);
        else
            ask(a, keys[i]);
    }
}

static const struct suboption options_known[] = {
    { LONG_ONLY('j'), "json", NULL, "one object a line" },
    { 0, NULL, NULL, NULL },
};

static int run(struct run *r, int argc, char *argv[])
{
    struct asking a = { .run = r };
    struct observer o = { .hear = hear, .ctx = &a };
    struct program *p;
    const char *why;
    bool json = false;
    int c;

    optind = 0;
    while ((c = subcommand_option(&subcommand_map, argc, argv, "+", NULL)) != -1) {
        if (c != LONG_ONLY('j'))
            return subcommand_misused(&subcommand_map, NULL, NULL);
        json = true;
    }
    if (optind >= argc)
        return subcommand_misused(&subcommand_map, "no table was named", NULL);
    if (json && (a.json = table_json_new(&why)) == NULL)
        return subcommand_misused(&subcommand_map, why, NULL);
    if (!run_world(r))
        return USAGE;
    a.spec = argv[optind];
    p = make_program(&a, &o);
    a.session = p != NULL ? session_new(p, &o) : NULL;
    a.map = a.session != NULL ? session_map(a.session, "table") : NULL;
    if (a.map == NULL)
        a.status = subcommand_misused(&subcommand_map, "not a table", a.spec);
    else
        run_keys(&a, argc - optind - 1, argv + optind + 1);
    if (a.session != NULL)
        session_free(a.session);
    if (p != NULL)
        program_free(p);
    table_json_free(a.json);
    return interrupted ? interrupt_status() : a.status;
}

const struct subcommand subcommand_map = {
    .name = "map",
    .args = "[--json] [CLASS:]FILE [KEY ...]",
    .help = "ask or list one table of any class",
    .about = "KEY - reads keys from the standard input; without KEY the table is listed.\n"
             "Exit status: 0 all keys were found, 1 one was not, 2 usage, 3 one could not be asked.\n",
    .example = "btsh map smarttable.db example.org",
    .run = run,
    .options = options_known,
};
