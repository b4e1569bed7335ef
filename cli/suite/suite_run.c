/*
 * suite_run.c - runs one test, and keeps what came out.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "describe.h"
#include "engine.h"
#include "shell/input.h"
#include "shell/names.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "start/run.h"
#include "shell/commands_smtp.h"
#include "suite/observed.h"
#include "suite/expect.h"
#include "suite/lines_match.h"
#include "suite/stage.h"
#include "suite/suite.h"
#include "suite/suite_run.h"
#include "suite/unknown.h"

void outcome_free(struct outcome *o)
{
    for (int i = 0; i < o->nedits; i++)
        free(o->edits[i].text);
    free(o->edits);
    free(o->text.text);
    free(o->printed.text);
    memset(o, 0, sizeof *o);
}

/* Worse verdicts stay. */
static void judge(struct outcome *o, enum verdict v)
{
    if (v > o->verdict)
        o->verdict = v;
}

static void add_edit(struct outcome *o, int at, int removed, const char *text, bool acceptable)
{
    if (o->nedits == o->room) {
        o->room = o->room * 2 + 16;
        o->edits = grow_or_end(o->edits, (size_t)o->room * sizeof *o->edits);
    }
    o->edits[o->nedits++] = (struct edit){ at, removed, text != NULL ? copy_or_end(text) : NULL,
                                           acceptable, false };
}

/* ---- transcripts ----------------------------------------------------------------------------- */

/* Lines, cut at their newlines in place. Blank ones do not count, unless strict. */
static struct line *split(char *text, bool strict, int *n)
{
    struct line *list = NULL;
    int room = 0;

    *n = 0;
    while (*text != '\0') {
        char *end = text + strcspn(text, "\n");
        bool newline = *end == '\n';

        *end = '\0';
        if (strict || text[strspn(text, " \t")] != '\0') {
            if (*n == room)
                list = grow_or_end(list, (size_t)(room = room * 2 + 32) * sizeof *list);
            list[(*n)++] = (struct line){ text, !newline };
        }
        text = newline ? end + 1 : end;
    }
    return list;
}

static bool counts(const char *line, bool strict)
{
    if (line[0] == '#' && line[1] == '@' && (line[2] == ' ' || line[2] == '\0'))
        return false;
    return strict || line[strspn(line, " \t")] != '\0';
}

/* The expected lines of a command and where they stand. */
struct expected {
    const char **text;
    int *at;
    int n, after; /* after: where a line behind the last one would stand */
};

static void gather(const struct suite *s, const struct typed *c, bool strict, struct expected *e)
{
    e->text = zeroed_or_end((size_t)c->count + 1, sizeof *e->text);
    e->at = zeroed_or_end((size_t)c->count + 1, sizeof *e->at);
    e->n = 0;
    e->after = c->first;
    for (int i = c->first; i < c->first + c->count; i++) {
        if (!counts(s->lines[i], strict))
            continue;
        e->text[e->n] = s->lines[i];
        e->at[e->n++] = i;
        e->after = i + 1;
    }
}

/* True if a `...' stands between the lines that hold around this step: what is taken away there is no
 * more asked for, and anything may come. */
static bool beside_dots(const struct expected *e, const struct step *steps, int n, int at)
{
    int from = at, to = at;

    while (from > 0 && steps[from - 1].kind != STEP_SAME)
        from--;
    while (to + 1 < n && steps[to + 1].kind != STEP_SAME)
        to++;
    return (from > 0 && strcmp(e->text[steps[from - 1].expected], "...") == 0)
           || (to + 1 < n && strcmp(e->text[steps[to + 1].expected], "...") == 0);
}

static void note_steps(struct outcome *o, const struct expected *e, const struct line *got,
                       const struct step *steps, int n)
{
    int instead = -1; /* the first of the missing lines that others stand for */

    for (int i = 0; i < n; i++) {
        const struct step *st = &steps[i];
        int here = st->expected < e->n ? e->at[st->expected] : e->after;
        struct sink text = { NULL, 0, 0 };

        if (st->kind == STEP_MISSING || st->kind == STEP_GONE) {
            bool weakens = st->kind == STEP_GONE && beside_dots(e, steps, n, i);

            add_edit(o, here, 1, NULL, !weakens);
            o->edits[o->nedits - 1].weakens = weakens;
            instead = instead < 0 ? here : instead;
        } else if (st->kind == STEP_EXTRA) {
            line_write(&text, &got[st->got]);
            add_edit(o, instead < 0 ? here : instead, 0, text.text, true);
            free(text.text);
        } else {
            instead = -1;
        }
    }
}

static bool same_at_once(const struct expected *e, const struct line *got, int n, bool strict)
{
    bool same = e->n == n;

    for (int i = 0; same && i < n; i++)
        same = line_matches(e->text[i], &got[i], strict);
    return same;
}

static void compare(struct tester *b, const struct suite *s, const struct test *t,
                    const struct typed *c, struct outcome *o)
{
    struct expected e;
    struct step *steps = NULL;
    struct line *got;
    int n, nsteps = 0;

    gather(s, c, t->strict, &e);
    got = split(b->printed.text != NULL ? b->printed.text : (char[]){ "" }, t->strict, &n);
    if (!same_at_once(&e, got, n, t->strict)
        && !lines_compare(e.text, e.n, got, n, t->strict, &steps, &nsteps)) {
        judge(o, b->observed.temporary ? TEMPORARY : FAILED);
        note_steps(o, &e, got, steps, nsteps);
    }
    free(steps);
    free(got);
    free(e.text);
    free(e.at);
}

/* ---- expectations ---------------------------------------------------------------------------- */

/* False, with the fault noted: it names a map or a rule that there is not, of which anything would hold. */
static bool name_is_there(struct tester *b, const struct suite *s, const struct expectation *x,
                          struct outcome *o)
{
    const char *name = x->map != NULL ? x->map : x->rule;
    struct text near = { 0 };
    char text[4096];

    if (name == NULL || (x->map != NULL ? session_map(b->session, x->map) != NULL
                                        : session_find_rule(b->session, x->rule, NULL) != NULL))
        return true;
    judge(o, UNUSABLE);
    names_near(&b->shell, x->map != NULL ? NAME_MAP : NAME_RULE, name, &near);
    snprintf(text, sizeof text, "%.1024s:%d: the configuration has no %s %.200s%.1024s\n", s->path,
             x->line, x->map != NULL ? "map" : "rule", name, text_of(&near));
    sink_add(&o->text, text, strlen(text));
    text_free(&near);
    return false;
}

static void check(const struct suite *s, const struct expectation *x, const struct deed *d,
                  struct outcome *o)
{
    struct sink got = { NULL, 0, 0 };
    const char *old = s->lines[x->line - 1];

    sink_add(&got, old, (size_t)(strstr(old, "expect") - old) + 6);
    sink_add(&got, " ", 1);
    if (!expectation_holds(x, d, &got)) {
        sink_add(&got, "\n", 1);
        judge(o, deed_temporary(d) ? TEMPORARY : FAILED);
        add_edit(o, x->line - 1, 1, got.text, x->kind == EXPECT_BARE);
    }
    free(got.text);
}

/* A session that ended before its commands: what they are expected to do was never seen. */
static void note_end(const struct suite *s, const struct typed *next, struct outcome *o)
{
    char text[2048];

    judge(o, UNUSABLE);
    snprintf(text, sizeof text, "%.1024s:%d: this is not typed any more: the session has ended above, "
                                "with /quit\n", s->path, next->line);
    sink_add(&o->text, text, strlen(text));
}

/* A note below the diff's head: "FILE:LINE: what". */
static void note(struct outcome *o, const char *path, int line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void note(struct outcome *o, const char *path, int line, const char *fmt, ...)
{
    char text[8192];
    size_t n = (size_t)snprintf(text, sizeof text, "%.1024s:%d: ", path, line);
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text + n, sizeof text - n, fmt, ap);
    va_end(ap);
    sink_add(&o->text, text, strlen(text));
    sink_add(&o->text, "\n", 1);
}

/* What a command's answer rests on: a lookup that failed, and what would give the test another. */
static void note_failure(const char *path, int line, const struct deed *d, struct outcome *o)
{
    const struct observed *w = d->observed;

    if (w->failed_map != NULL)
        note(o, path, line, "the answer rests on a lookup that failed: map %.200s, key %.1000s%s%s; `#@ map %.200s' or "
                         "`#@ zone FILE' gives it an answer, `#@ expect temporary' says that it is meant",
             w->failed_map, w->failed_key, w->failed_err != 0 ? ": " : "",
             w->failed_err != 0 ? error_text(w->failed_err) : "", w->failed_map);
    else
        note(o, path, line, "something failed for the time being; `#@ zone FILE' and `#@ map' give a test its "
                         "answers, `#@ expect temporary' says that it is meant");
    if (w->mailer != NULL)
        note(o, path, line, "what came out: mailer=%.200s host=%.1000s user=%.1000s", w->mailer,
             w->host != NULL ? w->host : "", w->user != NULL ? w->user : "");
}

/* "450 4.2.1", and "550 4.7.1" */
static bool says_temporary(const struct expectation *x)
{
    return x->kind == EXPECT_REPLY && (*x->dsn == '4' || strstr(x->dsn, " 4.") != NULL);
}

/* True if this failure is one that the suite asks for. */
static bool failure_is_meant(const struct typed *c, const struct deed *d)
{
    for (const struct expectation *x = c->expect; x != NULL; x = x->next) {
        if (x->kind == EXPECT_TEMPORARY || (x->kind == EXPECT_ERROR && deed_says_temporary(d)) || says_temporary(x))
            return true;
    }
    return c->expect == NULL;
}

/* A word that names nothing, where that is not what is expected: by `undefined', or by a transcript that
 * shows the complaint. */
static void judge_unknown(const struct suite *s, const struct test *t, const struct typed *c,
                          const struct deed *d, const char *what, struct outcome *o)
{
    for (const struct expectation *x = c->expect; x != NULL; x = x->next) {
        if (x->kind == EXPECT_UNDEFINED)
            return;
    }
    if (t->transcript && !c->silent && d->printed[strspn(d->printed, " \t\n")] != '\0')
        return;
    judge(o, UNUSABLE);
    note(o, s->path, c->line, "%s; `#@ expect undefined' says that it is meant", what);
}

static void keep(const struct tester *b, const char *command, const char *printed, struct outcome *o)
{
    if (!b->keeps)
        return;
    sink_add(&o->printed, "> ", 2);
    sink_add(&o->printed, command, strlen(command));
    sink_add(&o->printed, "\n", 1);
    sink_add(&o->printed, printed, strlen(printed));
    if (*printed != '\0' && printed[strlen(printed) - 1] != '\n')
        sink_add(&o->printed, "\n", 1);
}

/* One command and what is expected of it. */
static void run_command(struct tester *b, const struct suite *s, const struct test *t,
                        const struct typed *c, struct outcome *o)
{
    struct text what = { 0 };
    bool known = command_is_known(&b->shell, c->text, &what);
    struct deed d = { .observed = &b->observed, .observer = &b->observer, .command = c->text,
                      .printed = tester_type(b, c->text), .unknown = !known };

    d.queued = smtp_queued(&b->shell);
    d.session = b->session; /* /reset makes another */
    keep(b, c->text, d.printed, o);
    for (const struct expectation *x = c->expect; x != NULL; x = x->next)
        if (name_is_there(b, s, x, o))
            check(s, x, &d, o);
    if (deed_temporary(&d) && !failure_is_meant(c, &d)) {
        judge(o, TEMPORARY);
        note_failure(s->path, c->line, &d, o);
    }
    if (!known)
        judge_unknown(s, t, c, &d, text_of(&what), o);
    text_free(&what);
    if (t->transcript && !c->silent)
        compare(b, s, t, c, o);
}

static void run_commands(struct tester *b, const struct suite *s, const struct test *t,
                         struct outcome *o)
{
    const struct typed *c = t->first;

    for (; c != NULL && !b->shell.done; c = c->next)
        run_command(b, s, t, c, o);
    while (c != NULL && (c->line == 0 || *c->text == '\0'))
        c = c->next; /* a preset's; the last prompt */
    if (c != NULL)
        note_end(s, c, o);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const char *or_dash(const char *text)
{
    return text != NULL ? text : "-";
}

static void run_row(struct tester *b, const struct row *row, struct outcome *o)
{
    struct expectation x = { .kind = EXPECT_TRIPLE, .mailer = row->mailer, .host = row->host,
                             .user = row->user };
    struct deed d = { .observed = &b->observed, .session = b->session, .observer = &b->observer };
    struct sink got = { NULL, 0, 0 };
    char command[INPUT_LINE], text[8192];

    if (row->sender != NULL) {
        snprintf(command, sizeof command, "/sender %s", *row->sender != '\0' ? row->sender : "<>");
        tester_type(b, command);
    }
    snprintf(command, sizeof command, "/parse %s", row->recipient);
    d.command = command;
    d.printed = tester_type(b, command);
    keep(b, command, d.printed, o);
    if (!expectation_holds(&x, &d, &got)) {
        const struct observed *w = &b->observed;

        judge(o, deed_temporary(&d) ? TEMPORARY : FAILED);
        snprintf(text, sizeof text, "@@ -%d +%d @@\n-%s\t%s\t%s\t%s\t%s\n+%s\t%s\t%s\t%s\t%s\n",
                 row->line, row->line, or_dash(row->sender), row->recipient, or_dash(row->mailer),
                 or_dash(row->host), or_dash(row->user), or_dash(row->sender), row->recipient,
                 w->mailer != NULL ? w->mailer : "", w->host != NULL ? w->host : "",
                 w->user != NULL ? w->user : "");
        sink_add(&o->text, text, strlen(text));
    }
    free(got.text);
}

static void put_dialogue(struct sink *out, char mark, const struct row *row, const char *reply)
{
    const struct dialogue_row *d = row->dialogue;
    char text[8192];
    int n = snprintf(text, sizeof text, "%c%.200s\t%.500s\t%.1000s\t%.1000s\t%.4000s\n", mark, d->client,
                     or_dash(d->hello), row->sender, row->recipient, reply);

    sink_add(out, text, (size_t)n);
}

/* The dialogue of a row: its reply is the first that refuses, or that to RCPT. */
static void run_dialogue(struct tester *b, const struct row *row, struct outcome *o)
{
    const struct dialogue_row *x = row->dialogue;
    struct replay how = { .session = b->session, .caller = &x->caller, .from = x->from, .to = x->to, .last = REPLAY_DATA };
    struct replayed done = { .step = REPLAY_STEPS };
    struct deed d = { .observed = &b->observed, .session = b->session, .observer = &b->observer, .command = row->recipient };
    struct sink got = { NULL, 0, 0 };
    struct text said = { 0 }, place = { 0 };

    observed_begin(&b->observed);
    replay_hold(&how, &done);
    text_format(&said, "%s\n%s\n", replay_reply(&done), text_of(&done.notes));
    d.printed = text_of(&said);
    keep(b, row->recipient, d.printed, o);
    if (deed_temporary(&d) && !says_temporary(&x->want)) {
        judge(o, TEMPORARY);
        note_failure(row->file, row->line, &d, o);
    } else if (!expectation_holds(&x->want, &d, &got)) {
        judge(o, FAILED);
        text_format(&place, "@@ -%d +%d @@\n", row->line, row->line);
        sink_add(&o->text, text_of(&place), place.n);
        put_dialogue(&o->text, '-', row, x->reply);
        put_dialogue(&o->text, '+', row, got.text != NULL ? got.text : "");
    }
    free(got.text);
    text_free(&said);
    text_free(&place);
    replayed_clear(&done);
}

/* ---- a set-up that cannot be ------------------------------------------------------------------ */

/* True if this line of the suite is the directive that the message is about: it begins with its word,
 * and the name of the map if it is of one. */
static bool is_about(const char *line, const char *message)
{
    const char *p = line + 2 + strspn(line + 2, " \t"), *name;
    size_t n = strcspn(p, " \t"), m;

    if (strncmp(line, "#@", 2) != 0 || n == 0 || strncmp(message, p, n) != 0)
        return false;
    if (strncmp(p, "map", n) != 0)
        return message[n] == ' ' || message[n] == ':';
    name = p + n + strspn(p + n, " \t");
    m = strcspn(name, " \t=+");
    return strncmp(message + n, " ", 1) == 0 && strncmp(message + n + 1, name, m) == 0
           && message[n + 1 + m] == ':';
}

/* Where the suite says what the message is about: the last such line above the test's end. */
static void note_fault(const struct suite *s, const struct test *t, const char *message,
                       const char *config, struct outcome *o)
{
    const char *about;
    int end = t->next != NULL ? t->next->line - 1 : s->nlines, at = 0;
    char where[1200];

    if (message == NULL)
        message = "the configuration cannot be loaded";
    about = config != NULL && strncmp(message, config, strlen(config)) == 0 ? "config:" : message;
    for (int i = 0; i < end && i < s->nlines; i++) {
        if (is_about(s->lines[i], about))
            at = i + 1;
    }
    if (at > 0)
        snprintf(where, sizeof where, "%.1024s:%d: ", s->path, at);
    else
        snprintf(where, sizeof where, "%.1024s: ", s->path);
    sink_add(&o->text, where, strlen(where));
    sink_add(&o->text, message, strlen(message));
}

/* ---- what the load said ------------------------------------------------------------------------ */

/* The line of what was said that holds the text; NULL: none does. */
static bool load_said(const char *said, const char *want)
{
    char line[8192];

    while (said != NULL && *said != '\0') {
        size_t n = strcspn(said, "\n");

        snprintf(line, sizeof line, "%.*s", (int)n, said);
        if (strstr(line, want) != NULL || message_holds(want, line))
            return true;
        said += n + (said[n] == '\n');
    }
    return false;
}

/* False: it was expected to say something else, which is noted. */
static bool loads_hold(const struct suite *s, const struct expectation *x, const char *said,
                       struct outcome *o)
{
    bool ok = true;

    for (; x != NULL; x = x->next) {
        if (load_said(said, x->message))
            continue;
        ok = false;
        judge(o, FAILED);
        note(o, s->path, x->line, "the load does not say \"%.1000s\"; it says%s%.4000s", x->message,
             said != NULL && *said != '\0' ? ":\n" : " nothing", said != NULL ? said : "");
    }
    return ok;
}

/* ---- one test -------------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* True if no command of it would print anything in any case. */
static bool only_defines(const struct test *t)
{
    for (const struct typed *c = t->first; c != NULL; c = c->next) {
        if (*c->text != '\0' && strchr(".-#", *c->text) == NULL)
            return false;
    }
    return true;
}

void tester_run(struct tester *b, const struct suite *s, const struct test *t, struct stage *st,
               struct outcome *o)
{
    static const char no_config[] = "name a configuration with `#@ config FILE', or with -C\n";
    double began = now();

    o->verdict = HELD;
    b->observed.quiet = !t->transcript && !b->keeps;
    b->observed.lists = t->wants_lists;
    bool usable = tester_start(b, st, t->ext), meant = s->loads != NULL || t->loads != NULL;

    if (!loads_hold(s, s->loads, st->error.text, o) || !loads_hold(s, t->loads, st->error.text, o))
        return;
    if (!usable && meant && t->first == NULL && t->row == NULL)
        return;
    if (!usable || (st->faulty && !meant)) {
        o->verdict = UNUSABLE;
        note_fault(s, t, st->error.text, st->setup->config, o);
        if (st->setup->config == NULL && b->run->args.file == NULL)
            sink_add(&o->text, no_config, sizeof no_config - 1);
        return;
    }
    for (const struct typed *c = s->setup_commands; c != NULL; c = c->next)
        tester_type(b, c->text);
    if (t->row != NULL && t->row->dialogue != NULL)
        run_dialogue(b, t->row, o);
    else if (t->row != NULL)
        run_row(b, t->row, o);
    else
        run_commands(b, s, t, o);
    if (t->transcript && !t->expects && o->verdict == HELD && only_defines(t)) {
        judge(o, UNUSABLE);
        note(o, s->path, t->line, "no output is expected, and none came: this would hold whatever happens");
    }
    o->seconds = now() - began;
}
