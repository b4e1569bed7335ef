/*
 * view.c - puts the listeners of a shell together, and tells them of its commands.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "listen/listeners.h"
#include "listen/trace_json.h"
#include "listen/transcript.h"
#include "listen/tree.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/style.h"
#include "show/text.h"
#include "show/wrap.h"

/* What goes to memory looks the same everywhere. */
static struct style style_of(const struct shell *sh)
{
    return sh->out->sink != NULL ? (struct style){ false, false, 0 } : style_of_output();
}

struct view *view_of(struct shell *sh)
{
    if (sh->view == NULL) {
        sh->view = zeroed_or_end(1, sizeof *sh->view);
        sh->view->listeners.transcript = transcript_observer(sh->transcript);
        sh->view->parts = PART_RULES | PART_MAPS;
        sh->view->style = style_of(sh);
    }
    return sh->view;
}

bool view_ext(const struct shell *sh)
{
    return (sh->in != NULL && sh->in->terminal != NULL) || (sh->view != NULL && sh->view->ext);
}

static void cut_at_blanks(struct shell *sh, const char *line, int blanks, struct text *rows)
{
    struct style style = sh->view != NULL || view_ext(sh) ? view_of(sh)->style : (struct style){ .width = 0 };
    struct text said = { 0 }, lead = { 0 };

    text_add(&said, line);
    text_format(&lead, "%*s", blanks, "");
    wrap_line(rows, &style, &said, &lead);
    text_char(rows, '\n');
    text_free(&said);
    text_free(&lead);
}

void view_say(struct shell *sh, const char *line)
{
    struct text rows = { 0 };

    cut_at_blanks(sh, line, 2, &rows);
    out_printable(sh->out, text_of(&rows), rows.n, SHOWN_PRINTABLE);
    text_free(&rows);
}

void view_line(struct shell *sh, const char *line, int blanks)
{
    struct text rows = { 0 };

    cut_at_blanks(sh, line, blanks, &rows);
    out_printable(sh->out, text_of(&rows), rows.n, SHOWN_PRINTABLE);
    text_free(&rows);
}

void view_attach(struct shell *sh, const struct attached *a)
{
    struct view *w = view_of(sh);

    if (w->nattached < ATTACHED)
        w->attached[w->nattached++] = *a;
}

void view_reload(struct shell *sh)
{
    struct view *w = view_of(sh);

    for (int i = 0; i < w->nattached; i++) {
        if (w->attached[i].reload != NULL)
            w->attached[i].reload(w->attached[i].ctx);
    }
    view_apply(sh);
}

void view_apply(struct shell *sh)
{
    struct view *w = view_of(sh);
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
    for (int i = 0; i < w->nattached; i++) {
        struct observer o;

        if (w->attached[i].observer(w->attached[i].ctx, &o))
            listeners_add(l, &o);
    }
    listeners_apply(l, sh->session);
}

void view_begin(struct shell *sh, const char *line)
{
    struct view *w = sh->view;

    w->style = style_of(sh); /* the window may have another size */
    if (w->trace == TRACE_TREE)
        tree_begin(&w->tree);
    else if (w->trace == TRACE_JSON)
        trace_json_begin(w->json, line);
    for (int i = 0; i < w->nattached; i++) {
        if (w->attached[i].begin != NULL)
            w->attached[i].begin(w->attached[i].ctx);
    }
    view_apply(sh);
}

void view_end(struct shell *sh)
{
    const struct view *w = sh->view;

    for (int i = 0; i < w->nattached; i++) {
        if (w->attached[i].end != NULL)
            w->attached[i].end(w->attached[i].ctx);
    }
}

bool view_silent(const struct shell *sh)
{
    return sh->view != NULL && sh->view->trace == TRACE_JSON && sh->in->terminal == NULL;
}

void view_free(struct shell *sh)
{
    struct view *w = sh->view;

    if (w == NULL)
        return;
    if (sh->session != NULL && w->listeners.transcript.hear != NULL) /* its maps are closed later, and traced */
        session_observe(sh->session, &w->listeners.transcript);
    trace_json_free(w->json);
    for (int i = 0; i < w->nattached; i++)
        w->attached[i].free(w->attached[i].ctx);
    tree_free(&w->tree);
    free(w);
    sh->view = NULL;
}
