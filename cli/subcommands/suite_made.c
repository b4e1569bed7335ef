/*
 * suite_made.c - suites that a subcommand writes: their head, and that they hold.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/paths.h"
#include "start/run.h"
#include "subcommands/suite_made.h"
#include "suite/accept.h"
#include "suite/coverage.h"
#include "suite/plan.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "world/world.h"

/* ---- the head ---------------------------------------------------------------------------------------------- */

/* A path as the suite may say it: from its own folder, if it is below that. */
static const char *from_suite(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(word, list[i]) == 0)
            return true;
    }
    return false;
}

static void write_maps(FILE *f, const char *folder, const struct texts *t)
{
    for (int i = 0; i < t->n; i++) {
        const char *text = t->list[i], *path = text + strcspn(text, ":") + (strchr(text, ':') != NULL);

        fprintf(f, "#@ map %.*s%s\n", (int)(path - text), text, from_suite(folder, path));
    }
}

/* Does a file or a folder stand behind it? */
static bool takes_file(const char *word)
{
    const char *name, *form, *help;

    for (int i = 0; (name = setup_word(i, &form, &help)) != NULL; i++) {
        if (strcmp(name, word) == 0)
            return form != NULL && (strncmp(form, "FILE", 4) == 0 || strncmp(form, "FOLDER", 6) == 0);
    }
    return false;
}

/* What was said of the world on the command line, in its order; what is elsewhere in the head is not said again. */
static void write_settings(FILE *f, const struct run *r, const char *folder)
{
    static const char *const elsewhere[] = { "hostname", "made-names", "map", "root", "source", "target", "users" };

    for (int i = 0; i < r->args.nsetup; i++) {
        const char *word = r->args.setup[i].word, *value = r->args.setup[i].value;
        size_t n = strcspn(value, " \t");
        char *file, *path;

        if (is_one_of(word, elsewhere, sizeof elsewhere / sizeof elsewhere[0]))
            continue;
        if (!takes_file(word)) {
            fprintf(f, "#@ %s %s\n", word, value);
            continue;
        }
        file = strndup(value, n);
        if (file == NULL)
            out_of_memory();
        path = path_from(".", file);
        fprintf(f, "#@ %s %s%s\n", word, from_suite(folder, path), value + n);
        free(path);
        free(file);
    }
}

/* What a suite does not say does not come from the machine: addresses of this host are local, and names are looked for in
 * its domains. */
static bool write_machine(FILE *f, const struct run *r)
{
    struct interface list[64];
    struct dns_config dns = { .nsearch = 0 };
    int n = r->setup.interfaces.n == 0 ? r->world.interfaces(r->world.ctx, list, 64) : 0;

    if (n < 0) {
        err_format("btsh: the addresses of this host cannot be asked: %s; name them with --interface\n", strerror(errno));
        return false;
    }
    for (int i = 0; i < n; i++) {
        const unsigned char *a = list[i].addr;

        if (list[i].up && !list[i].loopback)
            fprintf(f, "#@ interface %d.%d.%d.%d %s\n", a[0], a[1], a[2], a[3], list[i].name);
    }
    if (r->setup.search.n > 0)
        return true;
    r->world.dns_config(r->world.ctx, &dns);
    for (int i = 0; i < dns.nsearch && i < 6; i++)
        fprintf(f, "%s%s", i == 0 ? "#@ search " : " ", dns.search[i]);
    if (dns.nsearch > 0)
        fprintf(f, "\n");
    return true;
}

bool suite_made_head(FILE *f, const struct run *r, const char *path, const char *config, bool recorded)
{
    char *folder = folder_of_file(path), *full = path_from(".", config);
    char host[256];
    bool ok = true;

    fprintf(f, "#@ config %s\n", from_suite(folder, full));
    if (r->world.host_name(r->world.ctx, host, sizeof host) == 0)
        fprintf(f, "#@ hostname %s\n", host);
    if (r->setup.root != NULL)
        fprintf(f, "#@ root %s\n", from_suite(folder, r->setup.root));
    write_maps(f, folder, &r->setup.maps);
    if (r->setup.from_source)
        fprintf(f, "#@ source on\n");
    if (run_target(r) != target_at(0))
        fprintf(f, "#@ target %s\n", run_target(r)->name);
    if (!recorded) {
        ok = write_machine(f, r);
        write_settings(f, r, folder);
    }
    if (r->args.ext || isatty(STDIN_FILENO))
        fprintf(f, "#@ ext on\n");
    free(folder);
    free(full);
    return ok;
}

/* ---- played -------------------------------------------------------------------------------------------------- */

static void hear(void *ctx, struct job *j, int i)
{
    (void)ctx;
    (void)j;
    (void)i;
}

/* Something in it cannot be written as it comes out: an expectation. */
static bool is_broken(const struct outcome *o)
{
    for (int i = 0; i < o->nedits; i++)
        if (!o->edits[i].acceptable)
            return true;
    return (o->verdict == FAILED || o->verdict == TEMPORARY) && o->nedits == 0;
}

/* Whatever came out is what is to come out. */
static void take_all(struct plan *p)
{
    for (int i = 0; i < p->njobs; i++) {
        for (int k = 0; k < p->jobs[i].outcome.nedits; k++)
            p->jobs[i].outcome.edits[k].acceptable = true;
    }
}

/* What the suite does not do as it was recorded; 0, or a status after a message. */
static int settle(struct plan *p, const char *path, const char *who, bool tells)
{
    struct output err = { .fd = STDERR_FILENO, .shown = SHOWN_PRINTABLE };
    int status = 0, differ = 0, broken = 0;
    char prefix[64];

    snprintf(prefix, sizeof prefix, "%s: ", who);
    if (p->nsuites == 1 && p->suites[0]->faults.n == 0 && (p->suites[0]->tests == NULL || p->suites[0]->tests->first == NULL))
        return 0; /* nothing was typed */
    for (int i = 0; i < p->njobs; i++) {
        const struct outcome *o = &p->jobs[i].outcome;

        differ += o->nedits;
        broken += is_broken(o);
        if (o->verdict != UNUSABLE)
            continue;
        status = EX_CONFIG;
        out_format(&err, "%s: %s is written, and cannot be played: %s", who, path,
                   o->text.text != NULL ? o->text.text : "its configuration cannot be loaded\n");
    }
    if (status == 0 && differ > 0 && accept_all(p, &err, prefix, &status) > 0 && tells)
        out_format(&err, "%s: %s: some lines are written as they come out where it is played: owners and modes "
                         "of its files are in order there\n", who, path);
    if (status == 0 && broken > 0) {
        out_format(&err, "%s: %s is written, and %d of its tests do not hold where it is played: a table or a server answered "
                         "otherwise\n", who, path, broken);
        status = EX_UNAVAILABLE;
    }
    out_flush(&err);
    return status;
}

static int rules_matched(const struct plan *p)
{
    struct report r = { NULL, 0, 0 };
    int n;

    for (struct stage *st = p->stages; st != NULL; st = st->next) {
        if (st->program != NULL)
            report_add(&r, st->program, &p->coverage);
    }
    report_finish(&r);
    n = report_matched(&r);
    report_free(&r);
    return n;
}

int suite_made_play(const struct run *r, char *path, const char *who, bool tells, int *matched)
{
    struct run *mine = zeroed_or_end(1, sizeof *mine);
    struct plan p = { .run = mine, .workers = 1, .count = matched != NULL };
    struct setup none = { .config = NULL };
    int status;

    mine->args = r->args;
    mine->args.record = NULL;
    plan_forget_machine();
    plan_read(&p, &path, 1, &none);
    plan_jobs(&p, NULL);
    plan_run(&p, hear, NULL);
    if (matched != NULL)
        take_all(&p);
    status = settle(&p, path, who, tells);
    if (matched != NULL)
        *matched = rules_matched(&p);
    plan_free(&p);
    free(mine);
    return status;
}
