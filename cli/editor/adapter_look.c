/*
 * adapter_look.c - what a command that is stopped looks like.
 *
 * Frames are moments of the command by their number; what has parts (scopes, classes) is numbered by moment and kind.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "editor/adapter.h"
#include "editor/adapter_look.h"
#include "engine.h"
#include "shell/moments.h"
#include "show/base_name.h"
#include "show/output.h"
#include "show/secrets.h"
#include "start/paths.h"
#include "start/run.h"

enum { FRAMES = 128, MEMBERS = 200 };
enum scope { SCOPE_WORKSPACE = 1, SCOPE_MACROS, SCOPE_CLASSES, SCOPES };
/* Numbers above are classes, by their ids. */
enum { CLASS_NUMBERS = 1 << 28 };

static const char not_stopped[] = "no command is stopped";

json_t *look_threads(struct adapter *a, json_t *arguments, const char **why)
{
    json_t *body = a->wire.l.json_object(), *list = a->wire.l.json_array(), *one = a->wire.l.json_object();

    (void)arguments, (void)why;
    wire_put_number(&a->wire, one, "id", 1);
    wire_put_text(&a->wire, one, "name", "the command");
    wire_add(&a->wire, list, one);
    wire_put(&a->wire, body, "threads", list);
    return body;
}

/* The number of a moment; -1: there is none. */
static int moment_of(struct adapter *a, long frame)
{
    return a->stopped && frame >= 1 && frame <= debugger_moments(&a->shell)->n ? (int)frame - 1 : -1;
}

/* ---- frames --------------------------------------------------------------------------------------------- */

static void put_rule(struct adapter *a, json_t *frame, const struct rule *r)
{
    struct rule_view v = rule_describe(r);
    json_t *source = a->wire.l.json_object();
    char *path = path_from(".", v.file);

    wire_put_text(&a->wire, source, "name", base_name(path));
    wire_put_text(&a->wire, source, "path", path);
    free(path);
    wire_put(&a->wire, frame, "source", source);
    wire_put_number(&a->wire, frame, "line", v.first_line - 1 + a->first_line);
    wire_put_number(&a->wire, frame, "column", 1);
}

static json_t *frame(struct adapter *a, const struct moment *m, int number)
{
    const struct rule *r = m->rule != NULL ? m->rule : session_first_rule(a->shell.session, m->ruleset);
    json_t *f = a->wire.l.json_object();
    struct text name = { 0 };
    char buf[32];

    text_add(&name, m->rule != NULL ? m->where : session_ruleset_name(a->shell.session, m->ruleset, buf));
    if (m->workspace != NULL)
        text_format(&name, "  %s", m->workspace);
    wire_put_number(&a->wire, f, "id", number + 1);
    wire_put_text(&a->wire, f, "name", text_of(&name));
    text_free(&name);
    if (r != NULL) {
        put_rule(a, f, r);
    } else {
        wire_put_number(&a->wire, f, "line", 0);
        wire_put_number(&a->wire, f, "column", 0);
    }
    return f;
}

json_t *look_stack(struct adapter *a, json_t *arguments, const char **why)
{
    const struct moments *m;
    long from = wire_number(&a->wire, arguments, "startFrame", 0), most = wire_number(&a->wire, arguments, "levels", 0);
    int stack[FRAMES], n;
    json_t *body, *list;

    if (!a->stopped)
        return adapter_no(why, not_stopped);
    m = debugger_moments(&a->shell);
    n = moments_stack(m, stack, FRAMES);
    body = a->wire.l.json_object(), list = a->wire.l.json_array();
    for (long i = from < 0 ? 0 : from; i < n && (most <= 0 || i < from + most); i++)
        wire_add(&a->wire, list, frame(a, &m->list[stack[n - 1 - i]], stack[n - 1 - i]));
    wire_put(&a->wire, body, "stackFrames", list);
    wire_put_number(&a->wire, body, "totalFrames", n);
    return body;
}

json_t *look_scopes(struct adapter *a, json_t *arguments, const char **why)
{
    static const char *const names[] = { [SCOPE_WORKSPACE] = "Workspace", [SCOPE_MACROS] = "Macros", [SCOPE_CLASSES] = "Classes" };
    int at = moment_of(a, wire_number(&a->wire, arguments, "frameId", 0));
    json_t *body, *list;

    if (at < 0)
        return adapter_no(why, a->stopped ? "there is no such frame" : not_stopped);
    body = a->wire.l.json_object(), list = a->wire.l.json_array();
    for (int scope = SCOPE_WORKSPACE; scope < SCOPES; scope++) {
        json_t *one = a->wire.l.json_object();

        wire_put_text(&a->wire, one, "name", names[scope]);
        wire_put_number(&a->wire, one, "variablesReference", (long)at * SCOPES + scope);
        wire_put_true(&a->wire, one, "expensive", scope != SCOPE_WORKSPACE);
        wire_add(&a->wire, list, one);
    }
    wire_put(&a->wire, body, "scopes", list);
    return body;
}

/* ---- variables ------------------------------------------------------------------------------------------ */

static void put(const struct adapter *a, json_t *list, const char *name, const char *value, long parts)
{
    json_t *one = a->wire.l.json_object();

    wire_put_text(&a->wire, one, "name", name);
    wire_put_text(&a->wire, one, "value", value);
    wire_put_number(&a->wire, one, "variablesReference", parts);
    wire_add(&a->wire, list, one);
}

static void put_workspace(const struct adapter *a, json_t *list, const struct moment *m)
{
    char name[8];

    put(a, list, "moment", m->what, 0);
    if (m->workspace != NULL)
        put(a, list, "workspace", m->workspace, 0);
    for (int i = 0; i < CAPTURES; i++) {
        snprintf(name, sizeof name, "$%d", i + 1);
        if (m->captures[i] != NULL)
            put(a, list, name, m->captures[i], 0);
    }
}

static void macro_text(const struct adapter *a, struct text *t, const char *name, const char *value)
{
    if (secret_macro(name) && !a->run->args.show_secrets)
        text_add(t, "***");
    else
        text_display(t, a->shell.session, value);
}

static void put_macros(struct adapter *a, json_t *list)
{
    const struct session *s = a->shell.session;
    char buf[32], name[40];

    for (int id = 1; id < NAMES; id++) {
        const char *value = moments_macro(debugger_moments(&a->shell), id);
        struct text t = { 0 };

        session_name(s, id, false, buf);
        /* constructs ($*, $1, $+) have names too */
        if (value == NULL || !session_name_used(s, id) || (!isalpha((unsigned char)*buf) && *buf != '_'))
            continue;
        macro_text(a, &t, buf, value);
        snprintf(name, sizeof name, "$%s", session_name(s, id, true, buf));
        put(a, list, name, text_of(&t), 0);
        text_free(&t);
    }
}

static void put_classes(const struct adapter *a, json_t *list)
{
    char buf[32], name[40], size[32];

    for (int id = 1; id < NAMES; id++) {
        int n = session_class_size(a->shell.session, id);

        if (n == 0)
            continue;
        snprintf(name, sizeof name, "$=%s", session_name(a->shell.session, id, true, buf));
        snprintf(size, sizeof size, "%d word%s", n, n == 1 ? "" : "s");
        put(a, list, name, size, CLASS_NUMBERS + id);
    }
}

struct member_list {
    const struct adapter *a;
    json_t *list;
    int n;
};

static void put_member(void *ctx, const char *word)
{
    struct member_list *l = ctx;
    struct text t = { 0 };
    char number[16];

    if (l->n >= MEMBERS)
        return;
    text_display(&t, l->a->shell.session, word);
    snprintf(number, sizeof number, "%d", ++l->n);
    put(l->a, l->list, number, text_of(&t), 0);
    text_free(&t);
}

json_t *look_variables(struct adapter *a, json_t *arguments, const char **why)
{
    long number = wire_number(&a->wire, arguments, "variablesReference", 0);
    int at = number < CLASS_NUMBERS && number > 0 ? moment_of(a, number / SCOPES + 1) : -1;
    json_t *body, *list;
    char buf[32];

    if (!a->stopped || (at < 0 && (number <= CLASS_NUMBERS || number >= CLASS_NUMBERS + NAMES)))
        return adapter_no(why, a->stopped ? "nothing has this number" : not_stopped);
    body = a->wire.l.json_object(), list = a->wire.l.json_array();
    if (at < 0) {
        struct member_list l = { a, list, 0 };

        session_class_list(a->shell.session, session_name(a->shell.session, (int)(number - CLASS_NUMBERS), true, buf), put_member, &l);
    } else if (number % SCOPES == SCOPE_WORKSPACE) {
        put_workspace(a, list, &debugger_moments(&a->shell)->list[at]);
    } else if (number % SCOPES == SCOPE_MACROS) {
        put_macros(a, list);
    } else if (number % SCOPES == SCOPE_CLASSES) {
        put_classes(a, list);
    }
    wire_put(&a->wire, body, "variables", list);
    return body;
}

/* ---- questions ------------------------------------------------------------------------------------------ */

/* What a line of the shell prints, without the end of its last line. */
static void answer_of(struct adapter *a, const char *text, struct text *said)
{
    char line[INPUT_LINE];

    snprintf(line, sizeof line, "%s", text);
    a->answer = said;
    a->goes_on = debugger_does(&a->shell, line);
    out_flush(a->shell.out);
    a->answer = NULL;
    while (said->n > 0 && said->s[said->n - 1] == '\n')
        said->s[--said->n] = '\0';
}

/* False: why not is in `said'. */
static bool define(struct adapter *a, const char *name, const char *value, struct text *said)
{
    struct text line = { 0 };
    bool fits;

    text_format(&line, ".D%s%s", name, value);
    fits = line.n < INPUT_LINE && strchr(text_of(&line), '\n') == NULL;
    if (fits)
        answer_of(a, text_of(&line), said);
    else
        text_add(said, "a value is one line");
    text_free(&line);
    return said->n == 0;
}

json_t *look_set(struct adapter *a, json_t *arguments, const char **why)
{
    const char *name = wire_text(&a->wire, arguments, "name"), *value = wire_text(&a->wire, arguments, "value");
    long number = wire_number(&a->wire, arguments, "variablesReference", 0);
    struct text shown = { 0 };
    char buf[32];
    json_t *body;
    int id;

    if (!a->stopped || name == NULL || value == NULL)
        return adapter_no(why, a->stopped ? "a name and a value are needed" : not_stopped);
    id = *name == '$' ? session_name_find(a->shell.session, name + 1) : 0;
    if (number <= 0 || number >= CLASS_NUMBERS || number % SCOPES != SCOPE_MACROS || id == 0)
        return adapter_no(why, "macros can be changed, nothing else");
    text_clear(&a->why);
    if (!define(a, name + 1, value, &a->why))
        return adapter_no(why, text_of(&a->why));
    value = moments_macro(debugger_moments(&a->shell), id);
    macro_text(a, &shown, session_name(a->shell.session, id, false, buf), value != NULL ? value : "");
    body = a->wire.l.json_object();
    wire_put_text(&a->wire, body, "value", text_of(&shown));
    wire_put_number(&a->wire, body, "variablesReference", 0);
    text_free(&shown);
    return body;
}

/* A part of what matched in the frame that is asked about; false: it is not about one. */
static bool capture(struct adapter *a, const char *text, long frame, struct text *out)
{
    int at = moment_of(a, frame);
    const char *part;

    if (*text != '$' || text[1] < '1' || text[1] > '9' || text[2] != '\0' || at < 0)
        return false;
    part = debugger_moments(&a->shell)->list[at].captures[text[1] - '1'];
    text_add(out, part != NULL ? part : "nothing matched here; it is known where a rule matches");
    return true;
}

json_t *look_evaluate(struct adapter *a, json_t *arguments, const char **why)
{
    const char *text = wire_text(&a->wire, arguments, "expression");
    struct text said = { 0 };
    json_t *body;

    if (!a->stopped || text == NULL || *text == '\0' || strlen(text) >= INPUT_LINE || strchr(text, '\n') != NULL)
        return adapter_no(why, !a->stopped ? not_stopped : "an expression is one line of the shell");
    if (!capture(a, text, wire_number(&a->wire, arguments, "frameId", 0), &said))
        answer_of(a, text, &said);
    body = a->wire.l.json_object();
    wire_put_text(&a->wire, body, "result", text_of(&said));
    wire_put_number(&a->wire, body, "variablesReference", 0);
    text_free(&said);
    return body;
}

json_t *look_raised(struct adapter *a, json_t *arguments, const char **why)
{
    const struct moments *m;
    json_t *body;

    (void)arguments;
    if (!a->stopped)
        return adapter_no(why, not_stopped);
    m = debugger_moments(&a->shell);
    body = a->wire.l.json_object();
    wire_put_text(&a->wire, body, "exceptionId", m->list[m->at].where);
    wire_put_text(&a->wire, body, "description", m->list[m->at].what);
    wire_put_text(&a->wire, body, "breakMode", "always");
    return body;
}
