/*
 * breakpoints.c - what a command is to be stopped at.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "shell/breakpoints.h"
#include "shell/moments.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/secrets.h"

static const char usage[] = "Usage: /break ruleset | rule | map NAME | token TEXT | mailer [NAME] | error | tempfail"
                            " [if $1 = TEXT]\n";

static const struct {
    const char *word;
    int kind;
    bool alone, named;
} kinds[] = {
#define KIND(word, kind, alone, named) { word, kind, alone, named },
    BREAK_WORDS(KIND)
#undef KIND
};

static void drop(struct breakpoint *b)
{
    free(b->text);
    free(b->name);
    free(b->left);
    free(b->value);
}

void breakpoints_forget(struct breakpoints *b)
{
    for (int i = 0; i < b->nbreaks; i++)
        drop(&b->breaks[i]);
    for (int i = 0; i < b->nwatches; i++)
        text_free(&b->watches[i].value);
    b->nbreaks = b->nwatches = 0;
}

/* ---- reading one ----------------------------------------------------------------------------------- */

static bool complain(struct shell *sh, const char *what, const char *name, enum name_kind kind)
{
    struct text message = { 0 };

    text_format(&message, "No %s \"%s\"", what, name);
    names_near(sh, kind, name, &message);
    view_say(sh, text_of(&message));
    text_free(&message);
    return false;
}

static const char *blanks(const char *p)
{
    return p + strspn(p, " \t");
}

static char *copy_part(const char *text, size_t n)
{
    char *copy = grow_or_end(NULL, n + 1);

    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

/* "$1 = example.org", "$&h != x", "key ~ part". False: it is not. */
static bool read_condition(struct breakpoint *b, const char *p)
{
    size_t n = strcspn(p, " \t=!~");
    const char *sign = blanks(p + n);
    const char *name = p + (*p == '$'), *value;

    name += *p == '$' && *name == '&';
    if (n == 0 || name >= p + n || (*p != '$' && (n != 3 || strncasecmp(p, "key", 3) != 0)))
        return false;
    b->how = *sign == '!' ? IS_NOT : *sign == '~' ? HOLDS : IS;
    if (strncmp(sign, "!=", 2) != 0 && *sign != '=' && *sign != '~')
        return false;
    value = blanks(sign + 1 + (*sign == '!') + (strncmp(sign, "==", 2) == 0));
    if (name[0] == '{' && p[n - 1] == '}')
        b->left = copy_part(name + 1, (size_t)(p + n - name) - 2);
    else
        b->left = copy_part(name, (size_t)(p + n - name));
    b->left_of = *p != '$' ? OF_KEY : isdigit((unsigned char)*name) && name + 1 == p + n ? OF_MATCH : OF_MACRO;
    b->value = copy_or_end(value);
    return true;
}

/* Can it ever hold where the command stops? What speaks of nothing that there is would be silent for ever. */
static bool can_hold(const struct breakpoint *b, struct shell *sh)
{
    if (b->left == NULL)
        return true;
    if (b->left_of == OF_MACRO)
        return session_name_find(sh->session, b->left) != 0 || complain(sh, "macro", b->left, NAME_MACRO);
    if (b->left_of == OF_MATCH && b->kind != BREAK_RULE)
        out_format(sh->out, "$%s is of a rule that matched: /break RULE if $%s = TEXT\n", b->left, b->left);
    else if (b->left_of == OF_KEY && b->kind != BREAK_MAP && b->kind != BREAK_TEMPFAIL)
        out_text(sh->out, "key is what is looked up: /break map NAME if key = TEXT\n");
    else
        return true;
    return false;
}

/* "map users", "error": false where the text is neither. */
static bool read_kind(struct breakpoint *b, const char *text)
{
    size_t n = strcspn(text, " \t");
    const char *rest = blanks(text + n);

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strlen(kinds[i].word) != n || strncasecmp(kinds[i].word, text, n) != 0
            || !(*rest == '\0' ? kinds[i].alone : kinds[i].named))
            continue;
        b->kind = kinds[i].kind;
        b->name = copy_or_end(rest);
        return true;
    }
    return false;
}

static bool is_kind(const char *text)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcasecmp(kinds[i].word, text) == 0)
            return true;
    }
    return false;
}

/* What it is about; false: there is no such thing, which was said. */
static bool read_what(struct breakpoint *b, struct shell *sh, const char *text)
{
    b->ruleset = session_ruleset_named(sh->session, text);
    if (b->ruleset >= 0 && (session_has_ruleset(sh->session, b->ruleset) || !is_kind(text)))
        return true;
    if (read_kind(b, text)) {
        if (b->kind == BREAK_MAP && session_map(sh->session, b->name) == NULL)
            return complain(sh, "map", b->name, NAME_MAP);
        if (b->kind == BREAK_MAILER && *b->name != '\0' && !session_has_mailer(sh->session, b->name))
            return complain(sh, "mailer", b->name, NAME_MAILER);
        return true;
    }
    if (*text == '\0' || is_kind(text)) {
        out_text(sh->out, usage);
        return false;
    }
    b->kind = BREAK_RULE;
    b->rule = session_find_rule(sh->session, text, &b->ruleset);
    if (b->rule != NULL)
        return true;
    return strpbrk(text, "/:") != NULL ? complain(sh, "rule", text, NAME_RULE)
                                       : complain(sh, "ruleset", text, NAME_RULESET);
}

static bool read_break(struct breakpoint *b, struct shell *sh, const char *text)
{
    const char *cond = strstr(text, " if ");
    size_t n = cond != NULL ? (size_t)(cond - text) : strlen(text);
    char *what;
    bool good;

    while (n > 0 && strchr(" \t", text[n - 1]) != NULL)
        n--;
    what = copy_part(text, n);
    *b = (struct breakpoint){ .text = copy_or_end(text) };
    good = read_what(b, sh, what);
    if (good && cond != NULL && !read_condition(b, blanks(cond + strlen(" if ")))) {
        out_text(sh->out, "A condition is $1 = TEXT, $x = TEXT or key = TEXT; != and ~ (holds) as well\n");
        good = false;
    }
    good = good && can_hold(b, sh);
    free(what);
    if (!good)
        drop(b);
    return good;
}

void breakpoints_add(struct breakpoints *b, struct shell *sh, const char *text, bool once)
{
    if (b->nbreaks == MAX_BREAKS) {
        out_format(sh->out, "No more than %d breakpoints; /break off takes them away\n", MAX_BREAKS);
    } else if (read_break(&b->breaks[b->nbreaks], sh, text)) {
        b->breaks[b->nbreaks++].once = once;
    }
}

void breakpoints_again(struct breakpoints *b, struct shell *sh)
{
    int n = b->nbreaks;

    b->nbreaks = 0;
    for (int i = 0; i < n; i++) {
        struct breakpoint old = b->breaks[i];

        if (read_break(&b->breaks[b->nbreaks], sh, old.text))
            b->breaks[b->nbreaks++].once = old.once;
        drop(&old);
    }
    n = b->nwatches;
    b->nwatches = 0;
    for (int i = 0; i < n; i++) {
        struct watch w = b->watches[i];

        w.id = session_name_find(sh->session, w.name);
        if (w.id == 0)
            text_free(&w.value);
        else
            b->watches[b->nwatches++] = w;
    }
}

/* ---- which there are ------------------------------------------------------------------------------- */

static const char *kind_name(const struct breakpoint *b)
{
    return b->kind == BREAK_RULESET ? "ruleset " : b->kind == BREAK_RULE ? "rule " : "";
}

void breakpoints_list(const struct breakpoints *b, struct output *out)
{
    for (int i = 0; i < b->nbreaks; i++)
        out_shown(out, "%d  %s%s%s\n", i + 1, kind_name(&b->breaks[i]), b->breaks[i].text,
                  b->breaks[i].once ? "  (once)" : "");
    for (int i = 0; i < b->nwatches; i++)
        out_shown(out, "%d  watch $%s = %s\n", b->nbreaks + i + 1, b->watches[i].name,
                  text_of(&b->watches[i].value));
    if (b->nbreaks + b->nwatches == 0)
        out_format(out, "No breakpoints; %s", usage + strlen("Usage: "));
}

static void remove_watch(struct breakpoints *b, int i)
{
    text_free(&b->watches[i].value);
    memmove(&b->watches[i], &b->watches[i + 1], (size_t)(--b->nwatches - i) * sizeof b->watches[0]);
}

static void remove_break(struct breakpoints *b, int i)
{
    drop(&b->breaks[i]);
    memmove(&b->breaks[i], &b->breaks[i + 1], (size_t)(--b->nbreaks - i) * sizeof b->breaks[0]);
}

void breakpoints_remove(struct breakpoints *b, struct output *out, const char *which)
{
    int number = strspn(which, "0123456789") == strlen(which) && strlen(which) < 5 ? atoi(which) : 0;

    if (number > b->nbreaks && number <= b->nbreaks + b->nwatches) {
        remove_watch(b, number - b->nbreaks - 1);
        return;
    }
    for (int i = 0; i < b->nbreaks; i++) {
        if (number == i + 1 || strcasecmp(b->breaks[i].text, which) == 0) {
            remove_break(b, i);
            return;
        }
    }
    for (int i = 0; i < b->nwatches; i++) {
        if (strcmp(b->watches[i].name, which + (*which == '$')) == 0) {
            remove_watch(b, i);
            return;
        }
    }
    out_shown(out, "No breakpoint %s; /break lists them\n", which);
}

/* ---- shall it stop here? --------------------------------------------------------------------------- */

static bool has_token(const struct session *s, const struct vector *v, const char *token)
{
    for (int i = 0; i < v->n; i++) {
        if (strcasecmp(token_text(s, v->v[i], NULL), token) == 0)
            return true;
    }
    return false;
}

/* Does the rule itself say $#, and not a ruleset that it calls? */
static bool says_mailer(const struct session *s, const struct rule *r)
{
    struct rule_view v = rule_describe(r);

    for (int i = 0; i < v.rhs.n; i++) {
        if ((unsigned char)*token_text(s, v.rhs.v[i], NULL) == MARK_MAILER)
            return true;
    }
    return false;
}

/* A rule made "$# mailer": this one, or any ("") but the error mailer. */
static bool chooses(const struct session *s, const struct event *e, const char *mailer)
{
    const char *name;

    if (e->kind != EVENT_REWRITTEN || e->ws.n < 2 || !says_mailer(s, e->rule)
        || (unsigned char)*token_text(s, e->ws.v[0], NULL) != MARK_MAILER)
        return false;
    name = token_text(s, e->ws.v[1], NULL);
    return *mailer != '\0' ? strcasecmp(name, mailer) == 0 : strcasecmp(name, "error") != 0;
}

static bool is_there(const struct breakpoint *b, const struct session *s, const struct event *e)
{
    switch (b->kind) {
    case BREAK_RULESET:
        return e->kind == EVENT_RULESET_ENTER && e->ruleset == b->ruleset;
    case BREAK_RULE: /* what a rule's parts stand for is known when it has matched */
        return e->kind == (b->left != NULL && b->left_of == OF_MATCH ? EVENT_RULE_MATCH : EVENT_RULE_TRY) && e->rule == b->rule;
    case BREAK_MAP:
        return e->kind == EVENT_LOOKUP_BEGIN && strcasecmp(e->map, b->name) == 0;
    case BREAK_MAILER:
        return chooses(s, e, b->name);
    case BREAK_ERROR:
        return e->kind == EVENT_DIAGNOSTIC || chooses(s, e, "error");
    case BREAK_TEMPFAIL:
        return e->kind == EVENT_LOOKUP_TEMPFAIL;
    default:
        return (e->kind == EVENT_RULESET_ENTER || e->kind == EVENT_REWRITTEN) && has_token(s, &e->ws, b->name);
    }
}

static bool holds(const struct breakpoint *b, const struct session *s, const struct event *e)
{
    struct text left = { 0 };
    bool same, part;
    int id;

    if (b->left == NULL)
        return true;
    if (b->left_of == OF_MATCH) {
        capture_text(&left, s, e, atoi(b->left));
    } else if (b->left_of == OF_KEY) {
        text_display(&left, s, e->key != NULL ? e->key : "");
    } else {
        id = session_name_find(s, b->left);
        text_display(&left, s, id != 0 && session_macro_at(s, id) != NULL ? session_macro_at(s, id) : "");
    }
    same = strcasecmp(text_of(&left), b->value) == 0;
    part = strcasestr(text_of(&left), b->value) != NULL;
    text_free(&left);
    return b->how == IS ? same : b->how == IS_NOT ? !same : part;
}

bool breakpoints_hit(struct breakpoints *b, struct session *s, const struct event *e)
{
    for (int i = 0; i < b->nbreaks; i++) {
        if (is_there(&b->breaks[i], s, e) && holds(&b->breaks[i], s, e)) {
            b->hit = b->breaks[i].kind;
            if (b->breaks[i].once)
                remove_break(b, i);
            return true;
        }
    }
    return false;
}

/* ---- macros that change ---------------------------------------------------------------------------- */

static void shown_value(const struct session *s, const struct watch *w, bool show_secrets, struct text *out)
{
    const char *value = session_macro_at(s, w->id);

    if (value == NULL)
        text_add(out, "(undefined)");
    else if (secret_macro(w->name) && !show_secrets)
        text_add(out, "***");
    else
        text_display(out, s, value);
}

void breakpoints_watch(struct breakpoints *b, struct shell *sh, const char *name)
{
    const char *bare = name + (*name == '$');
    int id = *bare != '\0' ? session_name_find(sh->session, bare + (*bare == '&')) : 0;
    struct watch *w = &b->watches[b->nwatches];
    char buf[32];

    if (id == 0) {
        complain(sh, "macro", bare, NAME_MACRO);
    } else if (b->nwatches == MAX_WATCHES) {
        out_format(sh->out, "No more than %d watches; /break off takes them away\n", MAX_WATCHES);
    } else {
        *w = (struct watch){ .id = id };
        snprintf(w->name, sizeof w->name, "%s", session_name(sh->session, id, true, buf));
        shown_value(sh->session, w, view_of(sh)->show_secrets, &w->value);
        b->nwatches++;
    }
}

bool breakpoints_changed(struct breakpoints *b, struct session *s, bool show_secrets, struct text *out)
{
    bool any = false;

    for (int i = 0; i < b->nwatches; i++) {
        struct watch *w = &b->watches[i];
        struct text now = { 0 };

        shown_value(s, w, show_secrets, &now);
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
