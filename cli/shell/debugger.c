/*
 * debugger.c - rules step by step.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "hold.h"
#include "listen/transcript.h"
#include "shell/breakpoints.h"
#include "shell/commands_list.h"
#include "shell/commands_macro.h"
#include "shell/debugger.h"
#include "shell/help.h"
#include "shell/input.h"
#include "shell/moments.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/memory.h"
#include "show/display.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { NESTING = 128 };

/* How the command goes on. */
enum pace { RUN, STEP, NEXT, FINISH, ABANDON };

struct debugger {
    struct shell *sh;
    struct breakpoints breaks;
    enum pace pace;
    int depth;              /* where NEXT and FINISH were asked for */
    struct moments moments; /* of this command */
    enum pace last;         /* an empty line does it again; of this command */
    struct debugger_front front;
};

static bool pace_stops(const struct debugger *d, const struct event *e)
{
    switch (d->pace) {
    case STEP:
        return true;
    case NEXT:
        return e->depth <= d->depth;
    case FINISH:
        return (e->kind == EVENT_RULESET_LEAVE && e->depth <= d->depth) || e->depth < d->depth;
    default:
        return false;
    }
}

static struct debugger *debugger_of(struct shell *sh);

/* ---- the prompt inside a command --------------------------------------------------------------------- */

static const struct moment *looked_at(const struct debugger *d)
{
    return &d->moments.list[d->moments.at];
}

static void show(struct debugger *d)
{
    const struct moment *m = looked_at(d);
    struct text workspace = { 0 };

    if (d->front.stopped != NULL)
        return;
    view_line(d->sh, m->what, 2);
    if (m->workspace != NULL) {
        text_format(&workspace, "    %s", m->workspace);
        view_line(d->sh, text_of(&workspace), 6);
    }
    text_free(&workspace);
}

/* "  parse  joe @ x   at parse/4 test.cf:22" */
bool stopped_where(struct shell *sh, const char *args)
{
    struct debugger *d = debugger_of(sh);
    int stack[NESTING], n = moments_stack(&d->moments, stack, NESTING);
    char buf[32];

    (void)args;
    for (int i = 0; i < n; i++) {
        const struct moment *m = &d->moments.list[stack[i]];
        struct text at = { 0 }, line = { 0 };

        if (m->rule != NULL) {
            text_format(&at, "   at %s ", m->where);
            rule_place(&at, m->rule);
        }
        text_format(&line, "%*s%s  %s%s", 2 * m->depth, "", session_ruleset_name(sh->session, m->ruleset, buf),
                    m->workspace != NULL ? m->workspace : "", text_of(&at));
        view_line(sh, text_of(&line), 2 * m->depth + 2);
        text_free(&at);
        text_free(&line);
    }
    show(d);
    return false;
}

bool stopped_back(struct shell *sh, const char *args)
{
    struct debugger *d = debugger_of(sh);
    int n = atoi(args) > 0 ? atoi(args) : 1;

    if (d->moments.at == 0 && d->front.stopped == NULL)
        out_text(sh->out, "This is where the command began\n");
    d->moments.at = d->moments.at > n ? d->moments.at - n : 0;
    show(d);
    return false;
}

/* True: the command goes on. */
static bool moves(struct debugger *d, enum pace pace)
{
    struct moments *m = &d->moments;

    if (pace == STEP || pace == NEXT || pace == FINISH)
        d->last = pace;
    if (m->at < m->n - 1 && (pace == STEP || pace == NEXT)) {
        m->at++;
        show(d);
        return false;
    }
    d->pace = pace;
    d->depth = m->list[m->n - 1].depth;
    return true;
}

bool stopped_step(struct shell *sh, const char *args)
{
    (void)args;
    return moves(debugger_of(sh), STEP);
}

bool stopped_next(struct shell *sh, const char *args)
{
    (void)args;
    return moves(debugger_of(sh), NEXT);
}

bool stopped_finish(struct shell *sh, const char *args)
{
    (void)args;
    return moves(debugger_of(sh), FINISH);
}

bool stopped_continue(struct shell *sh, const char *args)
{
    (void)args;
    return moves(debugger_of(sh), RUN);
}

bool stopped_stop(struct shell *sh, const char *args)
{
    (void)args;
    return moves(debugger_of(sh), ABANDON);
}

bool stopped_quit(struct shell *sh, const char *args)
{
    sh->done = true;
    return stopped_stop(sh, args);
}

/* The rule of the moment, or the one that asks a map. */
bool stopped_list(struct shell *sh, const char *args)
{
    struct debugger *d = debugger_of(sh);
    int stack[NESTING], n = moments_stack(&d->moments, stack, NESTING);

    if (*args != '\0')
        slash_list(sh, "", args);
    else if (n > 0)
        list_around(sh, d->moments.list[stack[n - 1]].ruleset, d->moments.list[stack[n - 1]].rule);
    else
        out_text(sh->out, "No rule is at work here\n");
    return false;
}

/* A macro of the moment that is looked at. */
static void show_then(const struct debugger *d, const char *name)
{
    int id = session_name_find(d->sh->session, name + (*name == '&'));
    const char *value = id > 0 ? moments_macro(&d->moments, id) : NULL;

    if (value == NULL)
        out_text(d->sh->out, "Undefined");
    else
        display_text(d->sh->out, d->sh->session, value);
    out_char(d->sh->out, '\n');
}

bool stopped_dollar(struct shell *sh, const char *args)
{
    const struct debugger *d = debugger_of(sh);
    char line[INPUT_LINE];

    if (isdigit((unsigned char)*args) && *args != '0' && args[1] == '\0') {
        const char *part = looked_at(d)->captures[*args - '1'];

        if (part != NULL)
            out_shown(sh->out, "%s\n", part);
        else
            out_format(sh->out, "$%c: nothing matched here; it is known where a rule matches\n", *args);
        return false;
    }
    if (d->moments.at < d->moments.n - 1 && *args != '=') {
        show_then(d, args);
        return false;
    }
    snprintf(line, sizeof line, "$%s", args);
    command_dollar(sh, line, line + 1);
    return false;
}

bool stopped_define(struct shell *sh, const char *args)
{
    struct debugger *d = debugger_of(sh);

    if (*args != 'D') {
        view_say(sh, "Where a command is stopped .D alone is taken; classes stay as they are");
    } else if (d->moments.at < d->moments.n - 1) {
        view_say(sh, "What is over is not changed; /step leads back to where the command is");
    } else {
        session_define(sh->session, args + 1);
        moments_changed(&d->moments, sh->session);
    }
    return false;
}

bool stopped_help(struct shell *sh, const char *args)
{
    (void)args;
    help_stopped(sh);
    return false;
}

/* The command is asked of a session of its own, with what is defined now. */
static void aside(struct shell *sh, const struct command *c, const char *line, const char *args)
{
    struct session *stopped = sh->session;
    struct observer o = transcript_observer(sh->transcript);
    struct debugger *d = debugger_of(sh);
    enum pace pace = d->pace;

    if (sh->program == NULL) {
        out_text(sh->out, "Not here: there is no program to ask aside\n");
        return;
    }
    d->pace = RUN;
    sh->session = session_new(sh->program, &o);
    session_begin_shell(sh->session);
    session_carry_over(sh->session, stopped);
    c->run(sh, line, args);
    session_end_command(sh->session);
    session_free(sh->session);
    sh->session = stopped;
    d->pace = pace;
}

static bool usable(const struct command *c)
{
    return c->at_stop != AT_STOP_NOT || c->stopped != NULL;
}

/* By its name; by the first that begins so. */
static const struct command *named(const struct command *list, const char *word, size_t n)
{
    for (int pass = 0; pass < 2; pass++) {
        for (const struct command *c = list; c->name != NULL; c++) {
            if (usable(c) && strncasecmp(c->name, word, n) == 0 && (pass == 1 || strlen(c->name) == n))
                return c;
        }
    }
    return NULL;
}

/* True: the command goes on. */
static bool does(struct debugger *d, char *line)
{
    struct shell *sh = d->sh;
    const struct command *c;
    const char *args;
    size_t n;

    line += strspn(line, " \t");
    if (*line == '\0')
        return moves(d, d->last != RUN ? d->last : STEP);
    n = *line == '/' ? strcspn(line + 1, " \t") : 1;
    c = *line == '/' ? named(sh->commands->slash, line + 1, n) : named(sh->commands->lines, line, n);
    args = *line == '/' ? line + 1 + n + strspn(line + 1 + n, " \t") : line + 1;
    if (c == NULL && *line == '/') {
        out_shown(sh->out, "No command %s here; ? for help\n", line);
    } else if (c == NULL) {
        view_say(sh, "A command is being stepped through: /step, /next, /finish, /continue, /back, /where, /stop; ? for help");
    } else if (c->stopped != NULL) {
        return c->stopped(sh, args);
    } else if (c->at_stop == AT_STOP_ASIDE) {
        aside(sh, c, line, args);
    } else {
        c->run(sh, line, args);
    }
    return false;
}

static void prompt(struct debugger *d)
{
    const struct moment *m = looked_at(d);
    int behind = d->moments.n - 1 - d->moments.at;
    char text[96];

    if (behind > 0)
        snprintf(text, sizeof text, "(%.60s, %d back) > ", m->where, behind);
    else
        snprintf(text, sizeof text, "(%.60s) > ", m->where);
    shell_prompt(d->sh, text);
}

static enum stop_reason reason(const struct debugger *d, bool stop)
{
    if (!stop)
        return STOP_STEP;
    switch (d->breaks.hit) {
    case BREAK_RULESET:
        return STOP_RULESET;
    case BREAK_MAILER:
    case BREAK_ERROR:
    case BREAK_TEMPFAIL:
        return STOP_RAISED;
    default:
        return STOP_BREAK;
    }
}

/* stop: by a breakpoint, not by a step. */
static enum event_answer ask(struct debugger *d, bool stop)
{
    char line[INPUT_LINE];

    if (d->front.stopped != NULL) {
        d->front.stopped(d->front.ctx, reason(d, stop));
        return d->pace == ABANDON ? EVENT_STOP : EVENT_GO;
    }
    show(d);
    for (;;) {
        prompt(d);
        if (!input_line(d->sh->in, line)) { /* the end of input ends the stepping, too */
            d->pace = RUN;
            breakpoints_forget(&d->breaks);
            break;
        }
        interrupted = 0;
        if (does(d, line))
            break;
    }
    shell_prompt(d->sh, NULL);
    return d->pace == ABANDON ? EVENT_STOP : EVENT_GO;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct debugger *d = ctx;
    bool secrets = d->sh->view->show_secrets, stop;
    enum event_answer answer = EVENT_GO;
    struct text changed = { 0 };

    if (d->pace == ABANDON)
        return EVENT_STOP;
    stop = breakpoints_hit(&d->breaks, s, e);
    if ((e->kind == EVENT_RULE_TRY || e->kind == EVENT_DIAGNOSTIC || e->kind == EVENT_LOOKUP_TEMPFAIL) && !stop)
        return EVENT_GO;
    if (!moments_add(&d->moments, s, e, secrets))
        return EVENT_GO;
    if (breakpoints_changed(&d->breaks, s, secrets, &changed))
        stop = true;
    if (stop || pace_stops(d, e)) {
        out_text(d->sh->out, text_of(&changed));
        answer = ask(d, stop);
    }
    text_free(&changed);
    return answer;
}

/* ---- what the view calls ---------------------------------------------------------------------- */

/* Hears when something could stop the next command. */
static bool observer(void *ctx, struct observer *o)
{
    struct debugger *d = ctx;

    *o = (struct observer){ .hear = hear, .ctx = d,
                            .want = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS };
    return d->breaks.nbreaks > 0 || d->breaks.nwatches > 0 || d->pace != RUN;
}

static void begin(void *ctx)
{
    struct debugger *d = ctx;

    if (d->pace == ABANDON || d->moments.n > 0)
        d->pace = RUN;
    d->last = RUN;
    moments_forget(&d->moments);
}

/* Breakpoints are found again by their texts. */
static void reload(void *ctx)
{
    struct debugger *d = ctx;

    moments_forget(&d->moments);
    breakpoints_again(&d->breaks, d->sh);
}

static void release(void *ctx)
{
    struct debugger *d = ctx;

    moments_forget(&d->moments);
    breakpoints_forget(&d->breaks);
    free(d);
}

/* The shell's own, made and attached at first use. */
static struct debugger *debugger_of(struct shell *sh)
{
    struct view *w = view_of(sh);

    if (w->debugger == NULL) {
        struct debugger *d = zeroed_or_end(1, sizeof *d);
        struct attached a = { .ctx = d, .observer = observer, .begin = begin, .reload = reload,
                              .free = release };

        d->sh = sh;
        w->debugger = d;
        view_attach(sh, &a);
    }
    return w->debugger;
}

/* ---- in the place of the prompt -------------------------------------------------------------------- */

void debugger_front(struct shell *sh, const struct debugger_front *f)
{
    debugger_of(sh)->front = *f;
}

const struct moments *debugger_moments(struct shell *sh)
{
    return &debugger_of(sh)->moments;
}

bool debugger_break(struct shell *sh, const char *text)
{
    struct breakpoints *b = &debugger_of(sh)->breaks;
    int before = b->nbreaks;

    breakpoints_add(b, sh, text, false);
    view_apply(sh);
    return b->nbreaks > before;
}

void debugger_steps(struct shell *sh)
{
    debugger_of(sh)->pace = STEP;
    view_apply(sh);
}

bool debugger_does(struct shell *sh, char *line)
{
    return does(debugger_of(sh), line);
}

/* ---- commands ------------------------------------------------------------------------------------ */

/* None: all are listed. "off": all go; "off 2": that one. */
static void break_at(struct shell *sh, const char *args, bool once)
{
    struct breakpoints *b = &debugger_of(sh)->breaks;
    size_t n = strcspn(args, " \t");
    const char *rest = args + n + strspn(args + n, " \t");

    if (*args == '\0')
        breakpoints_list(b, sh->out);
    else if (n != strlen("off") || strncasecmp(args, "off", n) != 0)
        breakpoints_add(b, sh, args, once);
    else if (*rest != '\0')
        breakpoints_remove(b, sh->out, rest);
    else
        breakpoints_forget(b);
    view_apply(sh);
}

void slash_break(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    break_at(sh, args, false);
}

void slash_tbreak(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    break_at(sh, args, true);
}

void slash_watch(struct shell *sh, const char *line, const char *args)
{
    struct breakpoints *b = &debugger_of(sh)->breaks;

    (void)line;
    if (*args == '\0')
        breakpoints_list(b, sh->out);
    else
        breakpoints_watch(b, sh, args);
    view_apply(sh);
}

/* At the shell's own prompt: the next command is stepped through from its start. */
void slash_step(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    debugger_steps(sh);
    if (*args != '\0') {
        char copy[INPUT_LINE];

        snprintf(copy, sizeof copy, "%s", args);
        shell_command(sh, copy);
    } else {
        out_text(sh->out, "The next command is stepped through; ? says how\n");
    }
}
