/*
 * adapter_breaks.c - breakpoints of an editor.
 *
 * The protocol sets all of a kind (of a file) at once; the debugger has one list, which is made anew each time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "editor/adapter.h"
#include "editor/adapter_breaks.h"
#include "engine.h"
#include "show/base_name.h"
#include "show/output.h"
#include "start/paths.h"

enum { OF_LINES, OF_RULESETS, OF_RAISED, KINDS };
enum { NEAR_LINES = 40 }; /* a rule so far below the line is taken */

static const struct {
    const char *filter, *label;
} raised[] = {
    { "mailer", "a mailer is chosen" },
    { "error", "an error is raised" },
    { "tempfail", "a lookup fails for now" },
};

json_t *breaks_offered(const struct adapter *a)
{
    json_t *list = a->wire.l.json_array();

    for (size_t i = 0; i < sizeof raised / sizeof raised[0]; i++) {
        json_t *one = a->wire.l.json_object();

        wire_put_text(&a->wire, one, "filter", raised[i].filter);
        wire_put_text(&a->wire, one, "label", raised[i].label);
        wire_put_true(&a->wire, one, "default", false);
        wire_add(&a->wire, list, one);
    }
    return list;
}

/* Those of the two other kinds, and of this one as they come. */
static void begin(struct adapter *a, int kind)
{
    slash_break(&a->shell, "", "off");
    for (int k = 0; k < KINDS; k++) {
        for (int i = 0; k != kind && i < a->breaks[k].n; i++)
            debugger_break(&a->shell, a->breaks[k].list[i]);
    }
}

/* The breakpoint, or why it is none, as the protocol tells it. */
static json_t *set(struct adapter *a, int kind, const char *text, int line)
{
    json_t *one = a->wire.l.json_object();
    struct text said = { 0 };
    bool good;

    a->answer = &said;
    good = debugger_break(&a->shell, text);
    out_flush(a->shell.out);
    a->answer = NULL;
    wire_put_true(&a->wire, one, "verified", good);
    if (good && line > 0)
        wire_put_number(&a->wire, one, "line", line - 1 + a->first_line);
    if (good)
        texts_add(&a->breaks[kind], text);
    while (said.n > 0 && said.s[said.n - 1] == '\n')
        said.s[--said.n] = '\0';
    if (!good)
        wire_put_text(&a->wire, one, "message", said.n > 0 ? text_of(&said) : "there is nothing of the kind");
    text_free(&said);
    return one;
}

static void forget(struct texts *t)
{
    texts_free(t);
    *t = (struct texts){ 0 };
}

static void with_condition(struct adapter *a, struct text *t, json_t *one)
{
    const char *condition = wire_text(&a->wire, one, "condition");

    if (condition != NULL && *condition != '\0')
        text_format(t, " if %s", condition);
}

static json_t *answer(struct adapter *a, json_t *list)
{
    json_t *body = a->wire.l.json_object();

    wire_put(&a->wire, body, "breakpoints", list);
    return body;
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

/* The rule of the line, or the next one below: its line; 0: there is none. `text' is as /break takes it. */
static int rule_near(struct adapter *a, const char *path, long line, struct text *text)
{
    for (long i = line; i <= line + NEAR_LINES; i++) {
        for (int pass = 0; pass < 2; pass++) {
            const struct rule *r;

            text_clear(text);
            text_format(text, "%s:%ld", pass == 0 ? path : base_name(path), i);
            r = session_find_rule(a->shell.session, text_of(text), NULL);
            if (r != NULL)
                return rule_describe(r).first_line;
        }
    }
    text_clear(text);
    text_format(text, "%s:%ld", base_name(path), line);
    return 0;
}

/* Those of other files stay. */
static void drop_file(struct adapter *a, const char *path)
{
    struct texts *t = &a->breaks[OF_LINES], kept = { 0 }, files = { 0 };

    for (int i = 0; i < t->n; i++) {
        if (strcmp(a->files.list[i], path) == 0)
            continue;
        texts_add(&kept, t->list[i]);
        texts_add(&files, a->files.list[i]);
    }
    texts_free(t);
    texts_free(&a->files);
    *t = kept;
    a->files = files;
}

json_t *breaks_of_lines(struct adapter *a, json_t *arguments, const char **why)
{
    const char *path = wire_text(&a->wire, arguments, "source.path");
    json_t *list, *one;

    if (a->program == NULL || path == NULL)
        return adapter_no(why, path == NULL ? "a source has a path" : "nothing is launched yet");
    list = a->wire.l.json_array();
    drop_file(a, path);
    begin(a, -1);
    for (size_t i = 0; (one = wire_element(&a->wire, arguments, "breakpoints", i)) != NULL; i++) {
        struct text text = { 0 };
        int line = rule_near(a, path, wire_number(&a->wire, one, "line", 0) + 1 - a->first_line, &text), n = a->breaks[OF_LINES].n;

        with_condition(a, &text, one);
        wire_add(&a->wire, list, set(a, OF_LINES, text_of(&text), line));
        if (a->breaks[OF_LINES].n > n)
            texts_add(&a->files, path);
        text_free(&text);
    }
    return answer(a, list);
}

/* ---- rulesets, what is raised --------------------------------------------------------------------------- */

/* All of a kind that has no places: the members of a list, by their names. */
static json_t *set_all(struct adapter *a, int kind, json_t *arguments, const char *members, const char *name, const char **why)
{
    json_t *list, *one;

    if (a->program == NULL)
        return adapter_no(why, "nothing is launched yet");
    list = a->wire.l.json_array();
    forget(&a->breaks[kind]);
    begin(a, kind);
    for (size_t i = 0; (one = wire_element(&a->wire, arguments, members, i)) != NULL; i++) {
        const char *what = wire_text(&a->wire, one, name);
        struct text text = { 0 };

        text_add(&text, what != NULL ? what : "");
        with_condition(a, &text, one);
        wire_add(&a->wire, list, set(a, kind, text_of(&text), 0));
        text_free(&text);
    }
    return answer(a, list);
}

json_t *breaks_of_rulesets(struct adapter *a, json_t *arguments, const char **why)
{
    return set_all(a, OF_RULESETS, arguments, "breakpoints", "name", why);
}

json_t *breaks_of_raised(struct adapter *a, json_t *arguments, const char **why)
{
    return set_all(a, OF_RAISED, arguments, "filters", "", why);
}
