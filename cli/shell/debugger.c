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
#include "shell/commands_macro.h"
#include "shell/commands_rules.h"
#include "shell/debugger.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/text.h"
#include "start/interrupt.h"

enum { MAX_BREAKS = 64, MAX_WATCHES = 16, MAX_MOMENTS = 100000, NESTING = 128 };

struct breakpoint {
    enum { BREAK_RULESET, BREAK_RULE, BREAK_MAP, BREAK_TOKEN } kind;
    int ruleset;
    const struct rule *rule;
    char text[64]; /* as it was given: the map, the token */
};

struct watch {
    int id;
    char name[32];
    struct text value; /* as it was seen last */
};

/* What was so at one moment. Strings are owned. */
struct moment {
    char *what, *where; /* "parse/4 matches ...", "parse/4" */
    char *workspace;    /* NULL: of a lookup */
    int ruleset, depth;
    bool enters;
};

/* How the command goes on. */
enum pace { RUN, STEP, NEXT, FINISH, ABANDON };

struct debugger {
    struct shell *sh;
    struct breakpoint breaks[MAX_BREAKS];
    int nbreaks;
    struct watch watches[MAX_WATCHES];
    int nwatches;
    enum pace pace;
    int depth;              /* where NEXT and FINISH were asked for */
    struct moment *moments; /* of this command */
    int nmoments, at;       /* at: the one that is looked at; nmoments - 1 is now */
    enum pace last;         /* an empty line does it again */
};

static void forget_moments(struct debugger *d)
{
    for (int i = 0; i < d->nmoments; i++) {
        free(d->moments[i].what);
        free(d->moments[i].where);
        free(d->moments[i].workspace);
    }
    d->nmoments = d->at = 0;
}

static void forget_stops(struct debugger *d)
{
    for (int i = 0; i < d->nwatches; i++)
        text_free(&d->watches[i].value);
    d->nbreaks = d->nwatches = 0;
}

/* ---- moments ------------------------------------------------------------------------------------- */

static bool add_moment(struct debugger *d, const struct event *e, const char *what,
                       const char *where, const struct vector *ws, struct session *s)
{
    struct text workspace = { 0 };
    struct moment *m;

    if (d->nmoments >= MAX_MOMENTS) { /* the one before is forgotten */
        m = &d->moments[--d->nmoments];
        free(m->what);
        free(m->where);
        free(m->workspace);
    } else if ((d->nmoments & (d->nmoments - 1)) == 0) {
        size_t n = d->nmoments == 0 ? 1 : 2 * (size_t)d->nmoments;
        struct moment *more = realloc(d->moments, n * sizeof *more);

        if (more == NULL)
            return false;
        d->moments = more;
    }
    m = &d->moments[d->nmoments];
    *m = (struct moment){ .what = strdup(what), .where = strdup(where), .ruleset = e->ruleset,
                          .depth = e->depth, .enters = e->kind == EVENT_RULESET_ENTER };
    if (ws != NULL) {
        text_vector(&workspace, s, ws);
        if (!d->sh->view->show_secrets)
            secrets_mask(&workspace, s);
        m->workspace = strdup(text_of(&workspace));
    }
    text_free(&workspace);
    d->at = d->nmoments++;
    return true;
}

/* What happened, in words; false: nothing that is worth a stop. */
static bool describe(struct debugger *d, struct session *s, const struct event *e,
                     struct text *what, struct text *where)
{
    char buf[32];

    switch (e->kind) {
    case EVENT_RULESET_ENTER:
    case EVENT_RULESET_LEAVE:
        text_add(where, session_ruleset_name(s, e->ruleset, buf));
        text_format(what, "%s %s", text_of(where),
                    e->kind == EVENT_RULESET_ENTER ? "begins" : "returns");
        break;
    case EVENT_RULE_TRY:
    case EVENT_RULE_MATCH:
    case EVENT_REWRITTEN:
        rule_name(where, s, e->ruleset, e->rule);
        text_add(what, text_of(where));
        text_add(what, " ");
        rule_place(what, e->rule);
        text_add(what, e->kind == EVENT_RULE_TRY ? " is tried: "
                       : e->kind == EVENT_RULE_MATCH ? " matches: " : " made this");
        if (e->kind != EVENT_REWRITTEN)
            rule_sides(what, s, e->rule);
        if (e->ncaptures > 0) {
            text_add(what, "  ");
            rule_captures(what, s, e);
        }
        break;
    case EVENT_LOOKUP_BEGIN:
    case EVENT_LOOKUP_END:
        text_format(where, "map %s", e->map);
        text_format(what, "map %s is %s \"", e->map,
                    e->kind == EVENT_LOOKUP_BEGIN ? "asked for" : "done with");
        text_display(what, s, e->key);
        text_char(what, '"');
        if (e->kind == EVENT_LOOKUP_END && e->value == NULL) {
            text_add(what, ": not found");
        } else if (e->kind == EVENT_LOOKUP_END) {
            text_add(what, ": \"");
            text_display(what, s, e->value);
            text_char(what, '"');
        }
        break;
    default:
        return false;
    }
    if (!d->sh->view->show_secrets)
        secrets_mask(what, s);
    return true;
}

/* ---- shall it stop here? --------------------------------------------------------------------------- */

static bool has_token(struct session *s, const struct vector *v, const char *token)
{
    for (int i = 0; i < v->n; i++) {
        if (strcasecmp(token_text(s, v->v[i], NULL), token) == 0)
            return true;
    }
    return false;
}

static bool break_hits(struct session *s, const struct breakpoint *b, const struct event *e)
{
    switch (b->kind) {
    case BREAK_RULESET:
        return e->kind == EVENT_RULESET_ENTER && e->ruleset == b->ruleset;
    case BREAK_RULE:
        return e->kind == EVENT_RULE_TRY && e->rule == b->rule;
    case BREAK_MAP:
        return e->kind == EVENT_LOOKUP_BEGIN && strcasecmp(e->map, b->text) == 0;
    default:
        return (e->kind == EVENT_RULESET_ENTER || e->kind == EVENT_REWRITTEN)
               && has_token(s, &e->ws, b->text);
    }
}

static bool is_break(struct debugger *d, struct session *s, const struct event *e)
{
    for (int i = 0; i < d->nbreaks; i++) {
        if (break_hits(s, &d->breaks[i], e))
            return true;
    }
    return false;
}

static void shown_value(struct debugger *d, const struct watch *w, struct text *out)
{
    const char *value = session_macro_at(d->sh->session, w->id);

    if (value == NULL)
        text_add(out, "(undefined)");
    else if (secret_macro(w->name) && !d->sh->view->show_secrets)
        text_add(out, "***");
    else
        text_display(out, d->sh->session, value);
}

/* Says which macros changed since the last look. */
static bool watches_change(struct debugger *d, struct text *out)
{
    bool any = false;

    for (int i = 0; i < d->nwatches; i++) {
        struct watch *w = &d->watches[i];
        struct text now = { 0 };

        shown_value(d, w, &now);
        if (strcmp(text_of(&now), text_of(&w->value)) == 0) {
            text_free(&now);
            continue;
        }
        text_format(out, "$%s was \"%s\", is \"%s\"\n", w->name, text_of(&w->value), text_of(&now));
        text_free(&w->value);
        w->value = now;
        any = true;
    }
    return any;
}

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

/* ---- the prompt inside a command --------------------------------------------------------------------- */

static void show(struct debugger *d)
{
    const struct moment *m = &d->moments[d->at];

    out_format(d->sh->out, "%s\n", m->what);
    if (m->workspace != NULL)
        out_format(d->sh->out, "    %s\n", m->workspace);
}

static void where(struct debugger *d)
{
    int depth = d->moments[d->at].depth, entered[NESTING], n = 0;
    char buf[32];

    /* upwards: the ruleset of each depth that was entered last before the moment looked at */
    for (int i = d->at; i >= 0 && depth >= 0 && n < NESTING; i--) {
        if (d->moments[i].enters && d->moments[i].depth == depth) {
            entered[n++] = i;
            depth--;
        }
    }
    while (n-- > 0) {
        const struct moment *m = &d->moments[entered[n]];

        out_format(d->sh->out, "%*s%s  %s\n", 2 * m->depth, "",
                   session_ruleset_name(d->sh->session, m->ruleset, buf),
                   m->workspace != NULL ? m->workspace : "");
    }
    show(d);
}

static void back(struct debugger *d, int n)
{
    if (d->at == 0)
        out_text(d->sh->out, "This is where the command began\n");
    d->at = d->at > n ? d->at - n : 0;
    show(d);
}

/* True: the command goes on. */
static bool moves(struct debugger *d, enum pace pace)
{
    if (pace == STEP || pace == NEXT || pace == FINISH)
        d->last = pace;
    if (d->at < d->nmoments - 1 && (pace == STEP || pace == NEXT)) {
        d->at++;
        show(d);
        return false;
    }
    d->pace = pace;
    d->depth = d->moments[d->nmoments - 1].depth;
    return true;
}

/* Each says whether the command goes on. */

static bool do_step(struct debugger *d, const char *args)
{
    (void)args;
    return moves(d, STEP);
}

static bool do_next(struct debugger *d, const char *args)
{
    (void)args;
    return moves(d, NEXT);
}

static bool do_finish(struct debugger *d, const char *args)
{
    (void)args;
    return moves(d, FINISH);
}

static bool do_continue(struct debugger *d, const char *args)
{
    (void)args;
    d->at = d->nmoments - 1;
    return moves(d, RUN);
}

static bool do_back(struct debugger *d, const char *args)
{
    back(d, atoi(args) > 0 ? atoi(args) : 1);
    return false;
}

static bool do_where(struct debugger *d, const char *args)
{
    (void)args;
    where(d);
    return false;
}

static bool do_break(struct debugger *d, const char *args)
{
    slash_break(d->sh, "", args);
    return false;
}

static bool do_watch(struct debugger *d, const char *args)
{
    slash_watch(d->sh, "", args);
    return false;
}

static bool do_stop(struct debugger *d, const char *args)
{
    (void)args;
    return moves(d, ABANDON);
}

static bool do_quit(struct debugger *d, const char *args)
{
    d->sh->done = true;
    return do_stop(d, args);
}

static bool do_help(struct debugger *d, const char *args);

/* The first that begins as a word does is meant. */
static const struct {
    const char *name, *help;
    bool (*run)(struct debugger *d, const char *args);
} commands[] = {
    { "step", "on to the next moment (an empty line does the last of these again)", do_step },
    { "next", "on, over rulesets that are called", do_next },
    { "finish", "on until this ruleset returns", do_finish },
    { "continue", "on until a breakpoint", do_continue },
    { "back", "[n]: look at the moment before; /step comes forward again", do_back },
    { "where", "the rulesets that are at work, with their workspaces", do_where },
    { "break", "as at the other prompt; $x, $=c and =S, too", do_break },
    { "watch", "the same", do_watch },
    { "stop", "abandon the command", do_stop },
    { "quit", "and end the shell", do_quit },
    { "help", "this", do_help },
};

static bool do_help(struct debugger *d, const char *args)
{
    (void)args;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        out_format(d->sh->out, "/%-10s%s\n", commands[i].name, commands[i].help);
    return false;
}

/* A line that is no slash command. */
static void other_line(struct debugger *d, char *line)
{
    struct shell *sh = d->sh;

    switch (*line) {
    case '$':
        command_dollar(sh, line, line + 1);
        break;
    case '=':
        command_equals(sh, line, line + 1);
        break;
    case '?':
        do_help(d, "");
        break;
    case '#':
        break;
    default:
        out_text(sh->out, "A command is being stepped through: /step, /next, /finish, /continue, "
                          "/back, /where, /stop; ? for help\n");
        break;
    }
}

/* True: the command goes on. */
static bool does(struct debugger *d, char *line)
{
    size_t n;

    line += strspn(line, " \t");
    if (*line == '\0')
        return moves(d, d->last != RUN ? d->last : STEP);
    if (*line != '/') {
        other_line(d, line);
        return false;
    }
    n = strcspn(line + 1, " \t");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strncasecmp(commands[i].name, line + 1, n) == 0)
            return commands[i].run(d, line + 1 + n + strspn(line + 1 + n, " \t"));
    }
    out_format(d->sh->out, "No command %s here; ? for help\n", line);
    return false;
}

static void prompt(struct debugger *d)
{
    char text[96];
    int behind = d->nmoments - 1 - d->at;

    if (behind > 0)
        snprintf(text, sizeof text, "(%.60s, %d back) > ", d->moments[d->at].where, behind);
    else
        snprintf(text, sizeof text, "(%.60s) > ", d->moments[d->at].where);
    shell_prompt(d->sh, text);
}

static enum event_answer ask(struct debugger *d)
{
    char line[INPUT_LINE];

    show(d);
    for (;;) {
        prompt(d);
        if (!input_line(d->sh->in, line)) { /* the end of input ends the stepping, too */
            d->pace = RUN;
            forget_stops(d);
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
    struct text what = { 0 }, where = { 0 }, changed = { 0 };
    bool stop, lookup = e->kind == EVENT_LOOKUP_BEGIN || e->kind == EVENT_LOOKUP_END;
    enum event_answer answer = EVENT_GO;

    if (d->pace == ABANDON)
        return EVENT_STOP;
    stop = is_break(d, s, e);
    if ((e->kind == EVENT_RULE_TRY && !stop) || !describe(d, s, e, &what, &where))
        return EVENT_GO;
    if (watches_change(d, &changed))
        stop = true;
    stop |= pace_stops(d, e);
    if (add_moment(d, e, text_of(&what), text_of(&where), lookup ? NULL : &e->ws, s) && stop) {
        out_text(d->sh->out, text_of(&changed));
        answer = ask(d);
    }
    text_free(&what);
    text_free(&where);
    text_free(&changed);
    return answer;
}

/* ---- commands -------------------------------------------------------------------------------------- */

static void list_breaks(struct shell *sh, const struct debugger *d)
{
    static const char *const kinds[] = { "ruleset", "rule", "map", "token" };

    for (int i = 0; i < d->nbreaks; i++)
        out_format(sh->out, "%d  %s %s\n", i + 1, kinds[d->breaks[i].kind], d->breaks[i].text);
    for (int i = 0; i < d->nwatches; i++)
        out_format(sh->out, "watch $%s = %s\n", d->watches[i].name, text_of(&d->watches[i].value));
    if (d->nbreaks + d->nwatches == 0)
        out_text(sh->out, "No breakpoints; /break ruleset | rule | map NAME | token TEXT\n");
}

static void complain(struct shell *sh, const char *what, const char *name, enum name_kind kind)
{
    struct text message = { 0 };

    text_format(&message, "No %s \"%s\"", what, name);
    names_near(sh, kind, name, &message);
    out_format(sh->out, "%s\n", text_of(&message));
    text_free(&message);
}

/* False: there is no such thing, which was said. */
static bool parse_break(struct shell *sh, const char *args, struct breakpoint *b)
{
    size_t n = strcspn(args, " \t");
    const char *rest = args + n + strspn(args + n, " \t");

    memset(b, 0, sizeof *b);
    if (*rest != '\0' && (strncasecmp(args, "map", n) == 0 || strncasecmp(args, "token", n) == 0)) {
        b->kind = (args[0] | 0x20) == 'm' ? BREAK_MAP : BREAK_TOKEN;
        snprintf(b->text, sizeof b->text, "%s", rest);
        if (b->kind == BREAK_MAP && session_map(sh->session, b->text) == NULL) {
            complain(sh, "map", b->text, NAME_MAP);
            return false;
        }
        return true;
    }
    snprintf(b->text, sizeof b->text, "%s", args);
    b->ruleset = session_ruleset_named(sh->session, b->text);
    b->kind = BREAK_RULESET;
    if (b->ruleset >= 0)
        return true;
    if (strcasecmp(args, "map") == 0 || strcasecmp(args, "token") == 0) {
        out_text(sh->out, "Usage: /break ruleset | rule | map NAME | token TEXT\n");
        return false;
    }
    b->kind = BREAK_RULE;
    b->rule = session_find_rule(sh->session, b->text, &b->ruleset);
    if (b->rule == NULL) {
        bool rule = strchr(b->text, '/') != NULL;

        complain(sh, rule ? "rule" : "ruleset", b->text, rule ? NAME_RULE : NAME_RULESET);
    }
    return b->rule != NULL;
}

/* ---- what the view calls ---------------------------------------------------------------------- */

/* Hears when something could stop the next command. */
static bool observer(void *ctx, struct observer *o)
{
    struct debugger *d = ctx;

    *o = (struct observer){ .hear = hear, .ctx = d,
                            .want = WANT_RULESETS | WANT_RULES | WANT_LOOKUPS };
    return d->nbreaks > 0 || d->nwatches > 0 || d->pace != RUN;
}

static void begin(void *ctx)
{
    struct debugger *d = ctx;

    if (d->pace == ABANDON || d->nmoments > 0)
        d->pace = RUN;
    forget_moments(d);
}

/* Breakpoints are found again by their texts. */
static void reload(void *ctx)
{
    struct debugger *d = ctx;
    struct breakpoint old[MAX_BREAKS];
    int n = d->nbreaks;

    forget_moments(d);
    memcpy(old, d->breaks, sizeof old);
    d->nbreaks = 0;
    for (int i = 0; i < n; i++) {
        char text[80];

        snprintf(text, sizeof text, "%s%s", old[i].kind == BREAK_MAP ? "map "
                 : old[i].kind == BREAK_TOKEN ? "token " : "", old[i].text);
        if (parse_break(d->sh, text, &d->breaks[d->nbreaks]))
            d->nbreaks++;
    }
    n = d->nwatches;
    d->nwatches = 0;
    for (int i = 0; i < n; i++) {
        struct watch w = d->watches[i];

        w.id = session_name_find(d->sh->session, w.name);
        if (w.id == 0)
            text_free(&w.value);
        else
            d->watches[d->nwatches++] = w;
    }
}

static void release(void *ctx)
{
    struct debugger *d = ctx;

    forget_moments(d);
    free(d->moments);
    forget_stops(d);
    free(d);
}

/* The shell's own, made and attached at first use. */
static struct debugger *debugger_of(struct shell *sh)
{
    struct view *w = view_of(sh);

    if (w->debugger == NULL) {
        struct debugger *d = calloc(1, sizeof *d);
        struct attached a = { .ctx = d, .observer = observer, .begin = begin, .reload = reload,
                              .free = release };

        if (d == NULL)
            abort(); /* nothing is lost: the shell writes no files */
        d->sh = sh;
        w->debugger = d;
        view_attach(sh, &a);
    }
    return w->debugger;
}

/* ---- commands ------------------------------------------------------------------------------------ */

void slash_break(struct shell *sh, const char *line, const char *args)
{
    struct debugger *d = debugger_of(sh);
    struct breakpoint b;

    (void)line;
    if (*args == '\0') {
        list_breaks(sh, d);
    } else if (strcasecmp(args, "off") == 0) {
        forget_stops(d);
    } else if (d->nbreaks == MAX_BREAKS) {
        out_format(sh->out, "No more than %d breakpoints; /break off takes them away\n", MAX_BREAKS);
    } else if (parse_break(sh, args, &b)) {
        d->breaks[d->nbreaks++] = b;
    }
    view_apply(sh);
}

void slash_watch(struct shell *sh, const char *line, const char *args)
{
    struct debugger *d = debugger_of(sh);
    const char *name = args + (*args == '$');
    int id = *name != '\0' ? session_name_find(sh->session, name + (*name == '&')) : 0;
    struct watch *w = &d->watches[d->nwatches];
    char buf[32];

    (void)line;
    if (*args == '\0') {
        list_breaks(sh, d);
        return;
    }
    if (id == 0) {
        complain(sh, "macro", name, NAME_MACRO);
        return;
    }
    if (d->nwatches == MAX_WATCHES) {
        out_format(sh->out, "No more than %d watches; /break off takes them away\n", MAX_WATCHES);
        return;
    }
    *w = (struct watch){ .id = id };
    snprintf(w->name, sizeof w->name, "%s", session_name(sh->session, id, true, buf));
    shown_value(d, w, &w->value);
    d->nwatches++;
    view_apply(sh);
}

/* At the shell's own prompt: the next command is stepped through from its start. */
void slash_step(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    debugger_of(sh)->pace = STEP;
    view_apply(sh);
    if (*args != '\0') {
        char copy[INPUT_LINE];

        snprintf(copy, sizeof copy, "%s", args);
        shell_command(sh, copy);
    } else {
        out_text(sh->out, "The next command is stepped through; ? says how\n");
    }
}
