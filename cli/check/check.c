/*
 * check.c - files are checked: their texts, and what the configuration makes of them.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/judged.h"
#include "check/m4_said.h"
#include "check/mx_hosts.h"
#include "check/text_checks.h"
#include "describe.h"
#include "engine.h"
#include "listen/listeners.h"
#include "show/base_name.h"
#include "show/memory.h"
#include "show/text.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/run.h"

static void note(struct check_run *c, const char *file, const char *what)
{
    char text[PATH_MAX + 1024];

    snprintf(text, sizeof text, "%s: %s", file, what);
    texts_add(&c->notes, text);
}

/* ---- which files ---------------------------------------------------------------------------------------- */

static void add_file(struct check_run *c, const char *path)
{
    struct source_text s;

    for (int i = 0; i < c->nsources; i++) {
        if (strcmp(c->sources[i].path, path) == 0)
            return;
    }
    if (!source_read(&s, path)) {
        note(c, path, strerror(errno));
        c->unreadable = true;
        source_free(&s);
        return;
    }
    if (s.has_nul) {
        note(c, path, "it has a NUL byte: this is no text");
        c->unreadable = true;
        source_free(&s);
        return;
    }
    c->sources = grow_or_end(c->sources, (size_t)(c->nsources + 1) * sizeof *c->sources);
    c->sources[c->nsources++] = s;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files of a folder whose names tell what they are. */
static void add_folder(struct check_run *c, const char *folder)
{
    DIR *d = opendir(folder);
    struct texts names = { 0 };
    struct dirent *e;

    if (d == NULL) {
        note(c, folder, strerror(errno));
        c->unreadable = true;
        return;
    }
    while ((e = readdir(d)) != NULL) {
        size_t n = strlen(e->d_name);
        char *path = path_from(folder, e->d_name);
        struct stat st;

        /* sendmail.mc~, access.bak, access.rpmnew are nobody's */
        if (source_kind_of(e->d_name) != SOURCE_UNKNOWN && e->d_name[n - 1] != '~' && !path_ends_in(e->d_name, ".bak")
            && strstr(e->d_name, ".rpm") == NULL && strstr(e->d_name, ".dpkg") == NULL && stat(path, &st) == 0
            && S_ISREG(st.st_mode))
            texts_add(&names, e->d_name);
        free(path);
    }
    closedir(d);
    if (names.n == 0) {
        note(c, folder, "no file here has a name that tells what it is, and folders below are not looked at: name files, or such a folder");
        c->unasked = true;
    } else {
        qsort(names.list, (size_t)names.n, sizeof *names.list, by_name);
    }
    for (int i = 0; i < names.n; i++) {
        char path[PATH_MAX];

        snprintf(path, sizeof path, "%s%s%s", folder, path_ends_in(folder, "/") ? "" : "/", names.list[i]);
        add_file(c, path);
    }
    texts_free(&names);
}

static void add_paths(struct check_run *c, char *const paths[], int n)
{
    for (int i = 0; i < n; i++) {
        if (path_is_folder(paths[i]))
            add_folder(c, paths[i]);
        else
            add_file(c, paths[i]);
    }
    if (n == 0) {
        add_folder(c, c->run->setup.etc_mail != NULL ? c->run->setup.etc_mail : "/etc/mail");
        if (c->run->setup.etc_mail == NULL && access("/etc/aliases", R_OK) == 0)
            add_file(c, "/etc/aliases");
    }
}

/* ---- by which configuration ----------------------------------------------------------------------------- */

/* The first of that kind, sendmail.cf or sendmail.mc before others. */
static const char *first_of(const struct check_run *c, enum source_kind kind)
{
    const char *first = NULL;

    for (int i = 0; i < c->nsources; i++) {
        const char *path = c->sources[i].path;

        if (c->sources[i].kind != kind)
            continue;
        if (strncmp(base_name(path), "sendmail.", 9) == 0)
            return path;
        first = first != NULL ? first : path;
    }
    return first;
}

/* The one configuration of that kind in a folder, sendmail's own before others; malloc'd; NULL: there is none, or several,
 * of which two are named. submit.* serves no table. */
static char *only_one(const char *folder, const char *ending, struct text *several)
{
    char own[16], *found = NULL, *second = NULL;
    struct dirent *e;
    DIR *d;

    snprintf(own, sizeof own, "sendmail%s", ending);
    found = path_from(folder, own);
    if (access(found, R_OK) == 0)
        return found;
    free(found);
    found = NULL;
    for (d = opendir(folder); d != NULL && second == NULL && (e = readdir(d)) != NULL;) {
        if (*e->d_name == '.' || !path_ends_in(e->d_name, ending) || strncmp(e->d_name, "submit.", 7) == 0)
            continue;
        if (found == NULL)
            found = path_from(folder, e->d_name);
        else
            second = copy_or_end(e->d_name);
    }
    if (d != NULL)
        closedir(d);
    if (second == NULL)
        return found;
    text_format(several, "%s and %s", base_name(found), second);
    free(second);
    free(found);
    return NULL;
}

/* Nothing judges the tables, and why. */
static void note_none(struct check_run *c, const struct text *several)
{
    struct text t = { 0 };

    if (several->n > 0)
        text_format(&t, "there are several configurations beside it, %s: only its text is checked, until one is named (-C)", text_of(several));
    else
        text_add(&t, "there is no configuration beside it, and none was named (-C): only its text is checked");
    note(c, c->sources[0].path, text_of(&t));
    text_free(&t);
}

/* -C, one of those that are checked, or one beside the first; malloc'd; NULL: there is none, and it was told. */
static char *find_configuration(struct check_run *c)
{
    const char *given = c->run->args.file_given ? c->run->args.file : first_of(c, SOURCE_CF);
    struct text several = { 0 };
    char *folder, *found;

    given = given != NULL ? given : first_of(c, SOURCE_MC);
    if (given != NULL || c->nsources == 0)
        return given != NULL ? copy_or_end(given) : NULL;
    folder = folder_of_file(c->sources[0].path);
    found = only_one(folder, ".cf", &several);
    if (found == NULL && several.n == 0)
        found = only_one(folder, ".mc", &several);
    if (found == NULL)
        note_none(c, &several);
    text_free(&several);
    free(folder);
    return found;
}

/* Some maps read texts otherwise than makemap does. */
static void know_maps(struct check_run *c, const struct configuration *conf)
{
    struct observer quiet = listeners_none();
    struct session *session = conf != NULL && conf->program != NULL ? session_new(conf->program, &quiet) : NULL;
    struct map_view v;

    for (int i = 0; session != NULL && i < c->nsources; i++) {
        struct source_text *s = &c->sources[i];

        if (!source_is_table(s->kind) || !judged_map(conf, session, s->path, &v))
            continue;
        s->exact = v.exact;
        if (!v.columns)
            continue;
        note(c, s->path, "a map of text reads it by columns of its own (-k, -v, -z): its entries were not looked at");
        s->kind = SOURCE_WORDS;
        c->unasked = true;
    }
    if (session != NULL)
        session_free(session);
}

/* A table that a name does not show for one may be known to the configuration. */
static void know_kinds(struct check_run *c, const struct configuration *conf)
{
    for (int i = 0; i < c->nsources; i++) {
        if (c->sources[i].kind == SOURCE_UNKNOWN && conf != NULL)
            c->sources[i].kind = judged_kind(conf, &c->sources[i]);
        if (c->sources[i].kind == SOURCE_UNKNOWN) {
            note(c, c->sources[i].path, "neither its name nor a configuration tells what it is; not checked");
            c->unasked = true;
        }
    }
}

/* The database beside a text. */
static void check_age(struct check_run *c, const struct source_text *s)
{
    struct stat text, db;
    char path[4096];

    if (snprintf(path, sizeof path, "%s.db", s->path) < (int)sizeof path && stat(s->path, &text) == 0
        && stat(path, &db) == 0 && text.st_mtime > db.st_mtime)
        finding_add(&c->found, BT308, s->path, 0, 0, "%s is older than this text: sendmail answers as before; %s", path,
                    s->kind == SOURCE_ALIASES ? "newaliases" : "makemap");
}

static void check_texts(struct check_run *c, const struct configuration *conf)
{
    struct text_context context = { 0 };

    for (int i = 0, n = 0; i < c->nsources; i++) {
        n += c->sources[i].kind == SOURCE_ALIASES;
        context.several |= n > 1;
    }
    if (conf != NULL && conf->program != NULL)
        judged_context(conf, &context);
    for (int i = 0; i < c->nsources; i++)
        check_text(&c->sources[i], &context, &c->found);
    for (int i = 0; i < c->nsources; i++) {
        if (source_is_table(c->sources[i].kind) || c->sources[i].kind == SOURCE_ALIASES)
            check_age(c, &c->sources[i]);
    }
}

/* Tables that no configuration reads; and those that sendmail's own does not, whatever others beside it do. */
static void tell_unread(struct check_run *c, const struct configuration *main, const bool by_main[])
{
    bool own = strncmp(base_name(main->path), "sendmail.", 9) == 0;
    int others = -1;

    for (int i = 0; i < c->nsources; i++)
        others += c->sources[i].kind == SOURCE_MC || c->sources[i].kind == SOURCE_CF;
    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *s = &c->sources[i];

        if (source_is_table(s->kind) && (own ? !by_main[i] : !s->judged))
            finding_add(&c->found, BT324, s->path, 0, 0, "no map of %s%s reads this table%s", main->path,
                        others > 0 && !s->judged ? ", or of the other configurations," : "", s->judged ? "; another configuration's does" : "");
    }
}

/* What m4 says of an .mc among those that are checked is found, or that it was not asked. */
static void load_and_tell(struct check_run *c, struct configuration *conf, const char *path)
{
    const struct source_text *s = source_named(c->sources, c->nsources, path);
    struct findings_list elsewhere = { 0 };
    struct text t = { 0 };

    configuration_load(conf, c->run, path, c->sources, c->nsources, s != NULL ? &c->found : &elsewhere);
    if (conf->uncompiled != NULL) {
        text_format(&t, "not compiled, so that texts alone were checked: %s", conf->uncompiled);
        note(c, path, text_of(&t));
        c->unasked = true;
    } else if (conf->mc && s != NULL) {
        m4_said(conf, s, &c->found);
    }
    findings_free(&elsewhere);
    text_free(&t);
}

/* The configurations that are checked themselves, beside the one by which the others are judged. */
static void check_configurations(struct check_run *c, const struct configuration *main)
{
    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *s = &c->sources[i];
        struct configuration other;

        if (s->kind != SOURCE_MC && s->kind != SOURCE_CF)
            continue;
        if (main != NULL && strcmp(main->path, s->path) == 0) {
            judge_configuration(c, main);
            continue;
        }
        load_and_tell(c, &other, s->path);
        judge_configuration(c, &other);
        if (other.sound)
            judge_tables(c, &other);
        mx_forget(c);
        configuration_free(&other);
    }
}

/* The tables and aliases by the first configuration that reads each. */
static void judge_all(struct check_run *c, const struct configuration *main)
{
    bool *by_main = zeroed_or_end((size_t)c->nsources + 1, sizeof *by_main);

    if (main != NULL)
        judge_tables(c, main);
    for (int i = 0; i < c->nsources; i++)
        by_main[i] = c->sources[i].judged;
    check_configurations(c, main);
    if (main != NULL && main->sound && !c->wish->quick)
        tell_unread(c, main, by_main);
    free(by_main);
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

static bool is_wanted(void *ctx, const struct finding *x)
{
    const struct check_run *c = ctx;

    if (c->wish->disabled[x->check] || x->level < c->wish->level
        || (checks[x->check].profiles != 0 && (checks[x->check].profiles & c->wish->profiles) == 0))
        return false;
    for (int i = 0; i < c->nsources; i++) {
        if (strcmp(c->sources[i].path, x->file) == 0 && source_silences(&c->sources[i], x))
            return false;
    }
    return true;
}

void check_files(struct check_run *c, char *const paths[], int n)
{
    struct configuration main = { 0 };
    char *path;

    add_paths(c, paths, n);
    path = find_configuration(c);
    if (path != NULL)
        load_and_tell(c, &main, path);
    know_kinds(c, path != NULL ? &main : NULL);
    know_maps(c, path != NULL ? &main : NULL);
    check_texts(c, path != NULL ? &main : NULL);
    judge_all(c, path != NULL ? &main : NULL);
    mx_forget(c);
    configuration_free(&main);
    free(path);
    findings_keep(&c->found, is_wanted, c);
    findings_sort(&c->found);
}

int check_worst(const struct check_run *c)
{
    int worst = -1;

    for (int i = 0; i < c->found.n; i++)
        worst = (int)c->found.list[i].level > worst ? (int)c->found.list[i].level : worst;
    return worst;
}

void check_run_free(struct check_run *c)
{
    for (int i = 0; i < c->nsources; i++)
        source_free(&c->sources[i]);
    free(c->sources);
    findings_free(&c->found);
    texts_free(&c->notes);
    texts_free(&c->uses);
}
