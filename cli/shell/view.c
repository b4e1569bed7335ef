#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/commands.h"
#include "shell/complete.h"
#include "shell/debugger.h"
#include "shell/names.h"
#include "shell/notices.h"
#include "start/run.h"
#include "shell/terminal.h"
#include "shell/view.h"

static const char *const trace_names[] = { "bt", "tree", "json", "off" }; /* ORDER trace_kind */

static const struct {
    const char *name;
    unsigned part;
} part_names[] = {
    { "rules", PART_RULES }, { "maps", PART_MAPS }, { "macros", PART_MACROS }, { "dns", PART_DNS },
    { "all", PART_ALL },
};

/* What goes to memory looks the same everywhere. */
static struct style style_of(const struct shell *sh)
{
    return sh->out->sink != NULL ? (struct style){ false, false, 0 } : style_of_output();
}

struct why *why_of(struct shell *sh)
{
    if (sh->why == NULL) {
        sh->why = calloc(1, sizeof *sh->why);
        if (sh->why == NULL)
            abort(); /* nothing is lost: the shell writes no files */
        sh->why->listeners.transcript = transcript_observer(sh->transcript);
        sh->why->parts = PART_RULES | PART_MAPS;
        sh->why->style = style_of(sh);
    }
    return sh->why;
}

bool why_ext(const struct shell *sh)
{
    return (sh->in != NULL && sh->in->terminal != NULL) || (sh->why != NULL && sh->why->ext);
}

void why_apply(struct shell *sh)
{
    struct why *w = why_of(sh);
    struct listeners *l = &w->listeners;

    l->n = 0;
    l->part = w->trace == TRACE_BT    ? TRANSCRIPT_ALL
              : w->trace == TRACE_OFF ? TRANSCRIPT_RESULTS
                                      : TRANSCRIPT_NO_RULESETS;
    if (w->trace == TRACE_TREE) {
        struct observer o;

        w->tree.out = sh->out;
        w->tree.style = w->style;
        w->tree.parts = w->parts;
        w->tree.show_secrets = w->show_secrets;
        o = tree_observer(&w->tree);
        listeners_add(l, &o);
    } else if (w->trace == TRACE_JSON) {
        struct observer o = trace_json_observer(w->json, w->parts, w->show_secrets);

        listeners_add(l, &o);
    }
    if (w->debugger != NULL && debugger_listens(w->debugger)) {
        struct observer o = debugger_observer(w->debugger);

        listeners_add(l, &o);
    }
    if (w->notices != NULL) {
        struct observer o = notices_observer(w->notices);

        listeners_add(l, &o);
    }
    listeners_apply(l, sh->session);
}

void why_begin(struct shell *sh, const char *line)
{
    struct why *w = sh->why;

    w->style = style_of(sh); /* the window may have another size */
    if (w->trace == TRACE_TREE)
        tree_begin(&w->tree);
    else if (w->trace == TRACE_JSON)
        trace_json_begin(w->json, line);
    if (w->debugger != NULL)
        debugger_begin(w->debugger);
    why_apply(sh);
}

void why_end(struct shell *sh)
{
    if (sh->why->notices != NULL)
        notices_end(sh->why->notices);
}

bool why_silent(const struct shell *sh)
{
    return sh->why != NULL && sh->why->trace == TRACE_JSON && sh->in->terminal == NULL;
}

/* The parts named at text, separated by commas or blanks; 0 after a message. */
static unsigned parts_of(struct shell *sh, const char *text, struct text *message)
{
    unsigned parts = 0;

    while (*(text += strspn(text, " \t,")) != '\0') {
        size_t n = strcspn(text, " \t,"), i = 0, count = sizeof part_names / sizeof part_names[0];

        while (i < count && (strlen(part_names[i].name) != n
                             || strncasecmp(part_names[i].name, text, n) != 0))
            i++;
        if (i == count) {
            char word[64];

            snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), text);
            text_format(message, "No part \"%s\" of a trace: rules, maps, macros, dns or all", word);
            names_near(sh, NAME_PART, word, message);
            return 0;
        }
        parts |= part_names[i].part;
        text += n;
    }
    return parts != 0 ? parts : PART_RULES | PART_MAPS;
}

bool why_trace(struct shell *sh, const char *text, struct text *message)
{
    struct why *w = why_of(sh);
    size_t n = strcspn(text, " \t:");
    const char *rest = text + n + (text[n] == ':');
    unsigned parts = parts_of(sh, rest, message);
    int kind = 0;

    while (kind < 4 && (strlen(trace_names[kind]) != n || strncasecmp(trace_names[kind], text, n) != 0))
        kind++;
    if (kind == 4) {
        char word[64];

        snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), text);
        text_format(message, "No trace \"%s\": bt, tree, json or off", word);
        names_near(sh, NAME_TRACE, word, message);
    }
    if (kind == 4 || parts == 0)
        return false;
    if (kind == TRACE_JSON && w->json == NULL) {
        const char *why = "";

        w->json = trace_json_new(sh->out, &why);
        if (w->json == NULL) {
            text_add(message, why);
            return false;
        }
    }
    w->trace = (enum trace_kind)kind;
    w->parts = parts;
    why_apply(sh);
    return true;
}

bool why_start(struct shell *sh, const struct run *r)
{
    struct text message = { 0 };
    bool ok = true;

    if (!r->args.ext && r->args.trace == NULL && !r->args.show_secrets && !r->args.sources
        && sh->in->terminal == NULL)
        return true;
    why_of(sh)->ext = r->args.ext;
    sh->why->show_secrets = r->args.show_secrets;
    sh->why->sources = r->args.sources;
    if (sh->in->terminal != NULL) {
        terminal_on_tab(sh->in->terminal, complete_line, sh);
        if (r->args.show_secrets)
            terminal_keep_secrets(sh->in->terminal);
    }
    if (why_ext(sh)) {
        sh->why->notices = notices_new(sh);
        why_apply(sh);
    }
    if (r->args.trace != NULL && !why_trace(sh, r->args.trace, &message)) {
        fprintf(stderr, "%s: --trace: %s\n", r->args.program, text_of(&message));
        ok = false;
    }
    text_free(&message);
    return ok;
}

void why_free(struct shell *sh)
{
    struct why *w = sh->why;

    if (w == NULL)
        return;
    trace_json_free(w->json);
    debugger_free(w->debugger);
    notices_free(w->notices);
    tree_free(&w->tree);
    free(w);
    sh->why = NULL;
}

void slash_trace(struct shell *sh, const char *line, const char *args)
{
    struct why *w = why_of(sh);
    struct text message = { 0 };

    (void)line;
    if (*args == '\0') {
        out_format(sh->out, "Trace %s of", trace_names[w->trace]);
        for (int i = 0; i < 4; i++) {
            if (w->parts & part_names[i].part)
                out_format(sh->out, " %s", part_names[i].name);
        }
        out_text(sh->out, "; /trace bt|tree|json|off [rules,maps,macros,dns]\n");
    } else if (!why_trace(sh, args, &message)) {
        out_format(sh->out, "%s\n", text_of(&message));
    }
    text_free(&message);
}
