/*
 * graph.c - the rulesets and who calls whom as a drawing, in Graphviz's language.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <strings.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "describe.h"
#include "engine.h"
#include "explain/graph.h"
#include "explain/trial.h"
#include "show/environment.h"
#include "show/memory.h"
#include "show/replace_file.h"
#include "show/rule_text.h"
#include "show/text.h"
#include "start/confine.h"
#include "start/interrupt.h"
#include "world/world.h"

enum { SHARED = 3, MAX_EDGES = 4096, LISTEN = 200 }; /* milliseconds from one look for control-C to the next */

/* From a ruleset to what it uses. */
struct edge {
    int from;
    enum mention what;
    char name[256];
    int rules;   /* how many of the ruleset's rules */
    int target;  /* of calls: the ruleset */
};

struct drawing {
    struct session *s;
    struct text *out;
    int from;                 /* being looked at */
    struct edge edges[MAX_EDGES];
    int n;
    bool called[RULESET_NUMBERS], drawn[RULESET_NUMBERS];
    bool any[RULESET_NUMBERS]; /* calls what a word of the address names */
};

/* ---- text ------------------------------------------------------------------------------------------ */

static void quoted(struct text *t, const char *s)
{
    text_char(t, '"');
    for (; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            text_char(t, '\\');
        text_char(t, *s);
    }
    text_char(t, '"');
}

static void head(struct text *t, const char *title)
{
    text_add(t, "digraph btsh {\n    rankdir=LR; ranksep=0.6; nodesep=0.12; label=");
    quoted(t, title);
    text_add(t, "; labelloc=t; fontname=\"Helvetica\"; fontsize=16\n"
                "    node [fontname=\"Helvetica\", fontsize=11, shape=box, style=\"rounded,filled\", "
                "fillcolor=\"#eef3fb\", color=\"#5b7db1\", height=0.25, margin=\"0.10,0.04\"]\n"
                "    edge [color=\"#8a94a6\", arrowsize=0.6, fontname=\"Helvetica\", fontsize=9]\n");
}

static const char *ruleset_label(struct session *s, int number, char *buf)
{
    return session_ruleset_name(s, number, buf);
}

/* ---- the program ------------------------------------------------------------------------------------ */

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct drawing *d = ctx;
    int target = what == MENTIONS_CALL ? session_ruleset_named(d->s, name) : -1;
    struct edge *e;

    if (what == MENTIONS_ANY)
        d->any[d->from] = true;
    if (what != MENTIONS_CALL && what != MENTIONS_MAP && what != MENTIONS_MAILER)
        return;
    if (what == MENTIONS_CALL && target < 0)
        return;
    if (what == MENTIONS_MAILER && !session_has_mailer(d->s, name) && strcmp(name, "error") != 0
        && strcmp(name, "discard") != 0)
        return; /* handed on, or an answer to a check: no way out */
    if (*name == '\0' || strlen(name) >= sizeof e->name)
        name = "(at run time)";
    for (int i = 0; i < d->n; i++) {
        e = &d->edges[i];
        if (e->from == d->from && e->what == what
            && (what == MENTIONS_CALL ? e->target == target : strcmp(e->name, name) == 0)) {
            e->rules++;
            return;
        }
    }
    if (d->n == MAX_EDGES)
        return;
    d->edges[d->n] = (struct edge){ .from = d->from, .what = what, .rules = 1, .target = target };
    strcpy(d->edges[d->n++].name, name);
    if (target >= 0 && target != d->from)
        d->called[target] = true;
}

/* Rulesets that the program runs by itself. */
static bool is_entry(struct session *s, int number)
{
    static const char *const names[] = { "queuegroup", "localaddr", "srv_features", "clt_features",
                                         "try_tls", "tls_server", "tls_client", "tls_rcpt",
                                         "authinfo", "greet_pause", "trust_auth" };
    char buf[32];
    const char *name = session_ruleset_name(s, number, buf);
    struct mailer_view m;

    if (number <= 4 || strncasecmp(name, "check_", 6) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name, names[i]) == 0)
            return true;
    }
    for (int i = 0; session_mailer(s, i, &m); i++) {
        if (number == m.se || number == m.sh || number == m.re || number == m.rh)
            return true;
    }
    return false;
}

static bool empty(const struct drawing *d, int number)
{
    return session_first_rule(d->s, number) == NULL;
}

static void ruleset_node(struct drawing *d, int number)
{
    bool entry = is_entry(d->s, number);
    char buf[32];

    if (d->drawn[number])
        return;
    d->drawn[number] = true;
    text_format(d->out, "    r%d [label=", number);
    quoted(d->out, ruleset_label(d->s, number, buf));
    if (entry)
        text_add(d->out, ", fillcolor=\"#cfe0fa\", penwidth=1.8, fontname=\"Helvetica-Bold\"");
    else if (!d->called[number])
        text_add(d->out, ", style=\"rounded,dashed\", color=\"#b0b0b0\", fontcolor=\"#808080\"");
    if (empty(d, number))
        text_add(d->out, ", fillcolor=\"#ffffff\"");
    text_format(d->out, ", tooltip=\"%d rules\"]\n", session_ruleset_rules(d->s, number));
}

/* How many rulesets use that leaf. */
static int users(const struct drawing *d, const struct edge *leaf)
{
    int n = 0;

    for (int i = 0; i < d->n; i++)
        n += d->edges[i].what == leaf->what && strcmp(d->edges[i].name, leaf->name) == 0;
    return n;
}

static void leaf_node(struct drawing *d, const struct edge *e, const char *id)
{
    text_add(d->out, "    ");
    quoted(d->out, id);
    text_add(d->out, " [label=");
    quoted(d->out, e->name);
    text_add(d->out, e->what == MENTIONS_MAP
                         ? ", shape=cylinder, style=filled, fillcolor=\"#fdf3d7\", color=\"#b58a1b\"]\n"
                         : ", shape=cds, style=filled, fillcolor=\"#e0f3e3\", color=\"#3f8f4f\"]\n");
}

static void leaf_edge(struct drawing *d, const struct edge *e)
{
    struct text id = { 0 };

    text_format(&id, "%s %s", e->what == MENTIONS_MAP ? "map" : "mailer", e->name);
    if (users(d, e) >= SHARED)
        text_format(&id, " %d", e->from); /* one of its own */
    leaf_node(d, e, text_of(&id));
    text_format(d->out, "    r%d -> ", e->from);
    quoted(d->out, text_of(&id));
    text_add(d->out, e->what == MENTIONS_MAP ? " [color=\"#c9a33a\"]\n" : " [color=\"#58a868\"]\n");
    text_free(&id);
}

static void look_through(struct drawing *d)
{
    for (int i = 0; i < RULESET_NUMBERS; i++) {
        d->from = i;
        for (const struct rule *r = session_first_rule(d->s, i); r != NULL; r = rule_after(r))
            session_rule_mentions(d->s, r, mentioned, d);
    }
}

/* A ruleset whose name can be a word of the address calls those that nobody else calls: dotted. */
static void possible_calls(struct drawing *d)
{
    bool alone[RULESET_NUMBERS];

    for (int i = 0; i < RULESET_NUMBERS; i++)
        alone[i] = !d->called[i] && !empty(d, i) && !is_entry(d->s, i);
    for (int from = 0; from < RULESET_NUMBERS; from++) {
        for (int to = 0; d->any[from] && to < RULESET_NUMBERS; to++) {
            if (!alone[to] || to == from)
                continue;
            d->called[to] = true;
            text_format(d->out, "    r%d -> r%d [style=dotted, tooltip=\"the name is made at run time\"]\n", from, to);
        }
    }
}

void graph_of_program(struct text *out, struct session *s, const char *title)
{
    struct drawing *d = zeroed_or_end(1, sizeof *d);
    struct program_figures f;

    d->s = s;
    d->out = out;
    session_figures(s, &f);
    look_through(d);
    if (title == NULL)
        title = f.file != NULL ? f.file : "rulesets";
    head(out, title);
    possible_calls(d);
    for (int i = 0; i < RULESET_NUMBERS; i++) {
        if (!empty(d, i) || d->called[i])
            ruleset_node(d, i);
    }
    for (int i = 0; i < d->n; i++) {
        const struct edge *e = &d->edges[i];

        if (e->what != MENTIONS_CALL)
            leaf_edge(d, e);
        else if (e->rules > 1)
            text_format(out, "    r%d -> r%d [label=\"%d\"]\n", e->from, e->target, e->rules);
        else
            text_format(out, "    r%d -> r%d\n", e->from, e->target);
    }
    text_add(out, "}\n");
    free(d);
}

/* ---- one address -------------------------------------------------------------------------------------- */

struct way {
    struct session *s;
    struct text *out;
    int nodes;
};

static void box(struct way *w, const char *label, const char *more)
{
    text_format(w->out, "    n%d [label=", w->nodes);
    quoted(w->out, label);
    text_format(w->out, "%s]\n", more);
}

/* One line of a label, shortened. */
static void add_line(struct text *t, const char *s)
{
    enum { LONGEST = 72 };

    if (t->n > 0)
        text_char(t, '\n');
    text_bytes(t, s, strlen(s) > LONGEST ? LONGEST : strlen(s));
    if (strlen(s) > LONGEST)
        text_add(t, "...");
}

static void join_nodes(struct way *w, int from, const char *label)
{
    text_format(w->out, "    n%d -> n%d", from, w->nodes);
    if (label != NULL) {
        text_add(w->out, " [label=");
        quoted(w->out, label);
        text_char(w->out, ']');
    }
    text_char(w->out, '\n');
}

static void step_node(struct way *w, const struct trial_step *step)
{
    struct text label = { 0 }, line = { 0 };

    rule_name(&label, w->s, step->ruleset, step->rule);
    text_add(&label, "   ");
    rule_place(&label, step->rule);
    rule_sides(&line, w->s, step->rule);
    add_line(&label, text_of(&line));
    if (step->captures != NULL && *step->captures != '\0')
        add_line(&label, step->captures);
    box(w, text_of(&label), step->resolved ? ", fillcolor=\"#e0f3e3\", color=\"#3f8f4f\"" : "");
    text_free(&label);
    text_free(&line);
}

static void lookup_node(struct way *w, int step, const struct trial_lookup *l)
{
    struct text label = { 0 };

    text_format(&label, "%s\n\"%s\"\n", l->map, l->key);
    text_add(&label, l->value != NULL ? l->value : l->unusable ? "could not be asked" : "nothing");
    w->nodes++;
    box(w, text_of(&label),
        l->value != NULL ? ", shape=cylinder, style=filled, fillcolor=\"#fdf3d7\", color=\"#b58a1b\""
                         : ", shape=cylinder, style=\"filled,dashed\", fillcolor=\"#f7f7f7\", "
                           "color=\"#b0b0b0\", fontcolor=\"#808080\"");
    text_format(w->out, "    n%d -> n%d [style=dashed, arrowhead=none, constraint=false]\n", step,
                w->nodes);
    text_format(w->out, "    { rank=same; n%d; n%d }\n", step, w->nodes);
    text_free(&label);
}

int graph_of_trial(struct text *out, struct session *s, const char *address, const char *rules)
{
    struct way w = { s, out, 0 };
    struct trial t = { 0 };
    struct trial_of of;
    int before = 0, unasked = 0;

    trial_begin(&of, s, rules, address);
    trial_run(&of, NULL, NULL, &t);
    head(out, address);
    text_add(out, "    rankdir=TB; node [fontsize=10]\n");
    box(&w, address, ", shape=plain, style=\"\", fontname=\"Helvetica-Bold\"");
    for (int i = 0; i < t.nsteps; i++) {
        const char *result = i > 0 ? t.steps[i - 1].result : NULL;
        struct text label = { 0 };
        int me = ++w.nodes;

        step_node(&w, &t.steps[i]);
        if (result != NULL && t.steps[i].depth <= t.steps[i - 1].depth)
            add_line(&label, result);
        join_nodes(&w, before, label.n > 0 ? text_of(&label) : NULL);
        before = me;
        for (int k = 0; k < t.nlookups; k++) {
            if (t.lookups[k].step == i)
                lookup_node(&w, me, &t.lookups[k]);
        }
        text_free(&label);
    }
    w.nodes++;
    box(&w, t.answer.n > 0 ? text_of(&t.answer) : "no answer",
        ", shape=plain, style=\"\", fontname=\"Helvetica-Bold\"");
    join_nodes(&w, before, NULL);
    text_add(out, "}\n");
    for (int i = 0; i < t.nlookups; i++)
        unasked += t.lookups[i].unusable || (t.lookups[i].value == NULL && t.lookups[i].status == EX_TEMPFAIL);
    trial_end(&of);
    trial_clear(&t);
    return unasked;
}

/* ---- dot ------------------------------------------------------------------------------------------------ */

/* Feeds `dot` and takes what it says, both at once: neither pipe may fill up. */
static void exchange(int in, int from, const char *text, struct text *got)
{
    size_t n = strlen(text), at = 0;
    char buf[16384];
    ssize_t k = 1;

    while (k != 0) {
        struct pollfd p[2] = { { from, POLLIN, 0 }, { in, POLLOUT, 0 } };

        if (interrupted || (poll(p, in >= 0 ? 2 : 1, LISTEN) < 0 && errno != EINTR))
            break;
        if (in >= 0 && (p[1].revents & (POLLOUT | POLLERR)) != 0) {
            k = write(in, text + at, n - at < PIPE_BUF ? n - at : PIPE_BUF); /* which fits */
            at += k > 0 ? (size_t)k : 0;
            if (at == n || (k < 0 && errno != EINTR)) {
                close(in);
                in = -1;
            }
            k = 1;
        }
        if ((p[0].revents & (POLLIN | POLLHUP)) != 0) {
            k = read(from, buf, sizeof buf);
            if (k < 0)
                break;
            text_bytes(got, buf, (size_t)k);
        }
    }
    if (in >= 0)
        close(in);
}

char *graph_svg(const char *dot, size_t *size, const char **why)
{
    char *argv[] = { "dot", "-Tsvg", NULL };
    int in[2], out[2], status = 0;
    posix_spawn_file_actions_t actions;
    struct text got = { 0 };
    char path[PATH_MAX];
    pid_t pid;
    int err;

    *why = "refused: no programs are run; the drawing can be had as .dot";
    if ((confine_wanted() & WORLD_NO_EXEC) != 0)
        return NULL;
    *why = "the program dot does not run";
    /* closed in every program that another thread starts meanwhile, or dot waits for its end for ever */
    if (pipe2(in, O_CLOEXEC) != 0)
        return NULL;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return NULL;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    err = environment_find("dot", path, sizeof path)
              ? posix_spawn(&pid, path, &actions, NULL, argv, environment_of_caller()) : ENOENT;
    posix_spawn_file_actions_destroy(&actions);
    close(in[0]);
    close(out[1]);
    if (err == 0) {
        exchange(in[1], out[0], dot, &got);
        if (interrupted)
            kill(pid, SIGTERM);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
    } else {
        close(in[1]);
        *why = "there is no program dot here (package graphviz); the drawing can be had as .dot";
    }
    close(out[0]);
    if (err != 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        text_free(&got);
        return NULL;
    }
    *size = got.n;
    return got.s;
}

int graph_save(const char *path, bool svg, const struct text *dot, char why[REPLACE_WHY])
{
    const char *reason = "";
    size_t n = dot->n;
    char *made = svg ? graph_svg(text_of(dot), &n, &reason) : NULL;
    int status = EX_UNAVAILABLE;

    if (svg && made == NULL)
        snprintf(why, REPLACE_WHY, "%.4000s: %.2000s", path, reason);
    else
        status = replace_file(path, NULL, svg ? made : text_of(dot), n, why);
    free(made);
    return status;
}
