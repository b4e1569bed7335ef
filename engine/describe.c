/*
 * describe.c - what a program holds, for those who list, complete, draw or explain it.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "base/tok.h"
#include "cfparse/option_names.h"
#include "describe.h"
#include "load/timeouts.h"
#include "maps/class.h"
#include "maps/diagnose.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/registry.h"
#include "maps/source.h"
#include "rules/join.h"
#include "state/classes.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "world/world.h"

/* ---- rulesets and rules ---------------------------------------------------------------------- */

bool session_has_ruleset(const struct session *s, int number)
{
    return number >= 0 && number < MAX_RULESETS
           && (s->prog->rulesets[number].name != NULL || s->prog->rulesets[number].first != NULL);
}

int session_ruleset_rules(const struct session *s, int number)
{
    return s->prog->rulesets[number].nrules;
}

static bool is_number(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

int session_ruleset_named(const struct session *s, const char *name)
{
    struct symbol *sym;

    if (is_number(name))
        return strlen(name) < 4 && atoi(name) < MAX_NUMBERED ? atoi(name) : -1;
    sym = symbol_peek(&s->own.symbols, name, SYM_RULESET);
    return sym != NULL && sym->value >= 0 && sym->value < MAX_RULESETS ? sym->value : -1;
}

static const struct rule *rule_numbered(const struct session *s, int ruleset, int number)
{
    const struct rule *r = s->prog->rulesets[ruleset].first;

    while (r != NULL && r->number != number)
        r = r->next;
    return r;
}

static bool at_line(const struct rule *r, const char *file, size_t nfile, int line)
{
    const char *base = strrchr(r->file, '/');

    if (line < r->first_line || line > r->line)
        return false;
    if (nfile == 0)
        return true;
    if (strlen(r->file) == nfile && strncmp(r->file, file, nfile) == 0)
        return true;
    return base != NULL && strlen(base + 1) == nfile && strncmp(base + 1, file, nfile) == 0;
}

static const struct rule *rule_at(const struct session *s, const char *text, int *ruleset)
{
    const char *colon = strrchr(text, ':');

    if (colon == NULL || !is_number(colon + 1) || strlen(colon + 1) > 8)
        return NULL;
    for (int i = 0; i < MAX_RULESETS; i++) {
        for (const struct rule *r = s->prog->rulesets[i].first; r != NULL; r = r->next) {
            if (at_line(r, text, (size_t)(colon - text), atoi(colon + 1))) {
                *ruleset = i;
                return r;
            }
        }
    }
    return NULL;
}

const struct rule *session_find_rule(const struct session *s, const char *text, int *ruleset)
{
    const char *slash = strrchr(text, '/');
    char name[MAX_NAME];
    int none;

    ruleset = ruleset != NULL ? ruleset : &none;
    *ruleset = -1;
    if (slash == NULL || !is_number(slash + 1) || strlen(slash + 1) > 8)
        return rule_at(s, text, ruleset);
    if ((size_t)(slash - text) >= sizeof name)
        return NULL;
    memcpy(name, text, (size_t)(slash - text));
    name[slash - text] = '\0';
    *ruleset = session_ruleset_named(s, name);
    return *ruleset >= 0 ? rule_numbered(s, *ruleset, atoi(slash + 1)) : NULL;
}

/* ---- what a rule mentions ---------------------------------------------------------------------- */

struct mentions {
    const struct session *s;
    const struct rule *rule;
    void (*fn)(void *ctx, enum mention what, const char *name);
    void *ctx;
};

static void named(const struct mentions *m, enum mention what, int id)
{
    char buf[32];

    m->fn(m->ctx, what, name_text(m->s, id, false, buf));
}

/* The name behind a marker, without its quotes; "" when it is made at run time. */
static void text_behind(const struct mentions *m, enum mention what, const tok *v, int n, int i)
{
    char name[MAX_TOKEN * 2] = "";

    if (i + 1 < n && token_of(m->s, v[i + 1])->mark == 0
        && token_of(m->s, v[i + 1])->len < sizeof name) {
        strcpy(name, token_of(m->s, v[i + 1])->text);
        strip_quotes(name);
    }
    m->fn(m->ctx, what, name);
}

struct words {
    const struct mentions *m;
    int id;
};

static void ruleset_word(void *ctx, struct symbol *sym)
{
    const struct words *w = ctx;

    if (symbol_in_class(w->m->s, sym, w->id) && session_ruleset_named(w->m->s, sym->name) >= 0)
        w->m->fn(w->m->ctx, MENTIONS_CALL, sym->name);
}

/* $>$1: what the first construct of the left side takes is the name. */
static void call_of_capture(const struct mentions *m, const struct token *t)
{
    int which = t->len > 1 ? t->text[1] - '0' : 0;

    for (int i = 0; i < m->rule->nlhs; i++) {
        const struct token *left = token_of(m->s, m->rule->lhs[i]);

        if (left->mark < MARK_ANY || left->mark > MARK_NOTCLASS || --which > 0)
            continue;
        if (left->mark == MARK_CLASS && left->len > 1) {
            struct words w = { m, (unsigned char)left->text[1] };

            symbol_walk(&m->s->own.symbols, SYM_CLASS, ruleset_word, &w);
            return;
        }
        break;
    }
    m->fn(m->ctx, MENTIONS_ANY, "");
}

static void one_side(const struct mentions *m, const tok *v, int n)
{
    for (int i = 0; i < n; i++) {
        const struct token *t = token_of(m->s, v[i]);
        int id = t->len > 1 ? (unsigned char)t->text[1] : 0;

        switch (t->mark) {
        case MARK_CLASS:
        case MARK_NOTCLASS:
            named(m, MENTIONS_CLASS, id);
            break;
        case MARK_DEFER:
            named(m, MENTIONS_MACRO, id);
            break;
        case MARK_CALL:
            if (i + 1 < n && token_of(m->s, v[i + 1])->mark == MARK_REPL)
                call_of_capture(m, token_of(m->s, v[i + 1]));
            else
                text_behind(m, MENTIONS_CALL, v, n, i);
            break;
        case MARK_LOOKUP:
            text_behind(m, MENTIONS_MAP, v, n, i);
            break;
        case MARK_CANON:
            m->fn(m->ctx, MENTIONS_MAP, "host");
            break;
        case MARK_MAILER:
            text_behind(m, MENTIONS_MAILER, v, n, i);
            break;
        default:
            break;
        }
    }
}

void session_rule_mentions(const struct session *s, const struct rule *r,
                           void (*fn)(void *ctx, enum mention what, const char *name), void *ctx)
{
    struct mentions m = { s, r, fn, ctx };

    one_side(&m, r->lhs, r->nlhs);
    one_side(&m, r->rhs, r->nrhs);
    for (const char *p = r->frozen; p != NULL && *p != '\0'; p++)
        named(&m, MENTIONS_FROZEN, (unsigned char)*p);
}

/* ---- maps, macros, classes, options ------------------------------------------------------------ */

/* A text map whose keys and values do not stand where makemap looks for them: it has no second column of itself. */
static bool has_columns(const struct map *m)
{
    return strcmp(m->cls->name, "text") == 0
           && (m->coldelim != '\0' || (m->keycol != NULL && strcmp(m->keycol, "0") != 0) || m->valcol == NULL || strcmp(m->valcol, "1") != 0);
}

bool session_map_at(struct session *s, int i, struct map_view *out)
{
    const struct map *m;
    const struct map_state *st;

    if (i < 0 || i >= s->prog->nmaps)
        return false;
    m = s->prog->maps[i];
    st = map_state_of(s, m);
    *out = (struct map_view){ .name = m->name, .cls = m->cls->name,
                              .file = m->file != NULL && *m->file != '\0' ? m->file : NULL,
                              .app = m->app, .tapp = m->tapp,
                              .optional = (m->flags & MF_OPTIONAL) != 0, .exact = (m->flags & MF_NOFOLDCASE) != 0,
                              .columns = has_columns(m),
                              .outside = (m->cls->caps & (MC_NETWORK | MC_EXEC)) != 0,
                              .tried = st->open || st->invalid, .open = st->open && !st->failed_open,
                              .failed = st->failed_open || st->invalid };
    return true;
}

const char *session_macro_at(const struct session *s, int id)
{
    return macro_value(s, id);
}

bool session_name_used(const struct session *s, int id)
{
    if (id < 0x80)
        return macro_value(s, id) != NULL || class_longest(s, id) > 0;
    return s->own.names[id] != NULL || s->prog->def.names[id] != NULL;
}

struct count {
    const struct session *s;
    int id, n;
};

static void count_word(void *ctx, struct symbol *sym)
{
    struct count *c = ctx;

    if (c->id < 0 || symbol_in_class(c->s, sym, c->id))
        c->n++;
}

int session_class_size(struct session *s, int id)
{
    struct count c = { s, id, 0 };

    if (class_longest(s, id) > 0)
        symbol_walk(&s->own.symbols, SYM_CLASS, count_word, &c);
    return c.n;
}

int session_name_find(const struct session *s, const char *text)
{
    size_t n = strlen(text);
    char name[MAX_NAME];
    struct symbol *sym;

    if (n == 1)
        return (unsigned char)*text;
    if (n >= sizeof name)
        return 0;
    if (n > 2 && text[0] == '{' && text[n - 1] == '}') {
        memcpy(name, text + 1, n - 2);
        name[n - 2] = '\0';
    } else {
        memcpy(name, text, n + 1);
    }
    sym = symbol_peek(&s->own.symbols, name, SYM_MACRO);
    return sym != NULL && sym->value > 0 ? sym->value : 0;
}

int session_open_file(const struct session *s, const char *path)
{
    int fd;

    return s->world->open(s->world->ctx, path, O_RDONLY | O_CLOEXEC, &fd) == 0 ? fd : -1;
}

void session_figures(struct session *s, struct program_figures *out)
{
    struct count words = { s, -1, 0 };

    memset(out, 0, sizeof *out);
    out->file = s->prog->file;
    out->level = s->prog->set.level;
    out->mailers = s->prog->nmailers;
    out->maps = s->prog->nmaps;
    out->names = s->def->next_id - NAME_ID_FIRST;
    out->named = MAX_RULESETS - 1 - s->def->next_name;
    out->max_named = MAX_RULESETS - MAX_NUMBERED;
    out->max_mailers = MAX_MAILERS;
    out->max_names = NAME_ID_LAST - NAME_ID_FIRST + 1;
    for (int i = 0; i < MAX_RULESETS; i++) {
        out->rules += s->prog->rulesets[i].nrules;
        out->rulesets += s->prog->rulesets[i].nrules > 0;
    }
    symbol_walk(&s->own.symbols, SYM_CLASS, count_word, &words);
    out->words = words.n;
}

/* An option with parts, or one that came several times: each of its values. False: it is none. */
static bool several_values(const struct session *s, const struct option_name *o, enum option_id id,
                           void (*fn)(void *ctx, const char *name, const char *value), void *ctx)
{
    bool some = false;

    for (const struct option_value *v = s->prog->set.options->values; v != NULL; v = v->next) {
        char name[256];

        if (v->id != id)
            continue;
        some = true;
        snprintf(name, sizeof name, "%s%s%s", o->name, v->part != NULL ? "." : "", v->part != NULL ? v->part : "");
        fn(ctx, name, v->text);
    }
    return some;
}

void session_options_set(const struct session *s,
                         void (*fn)(void *ctx, const char *name, const char *value), void *ctx)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_name *o = option_at((enum option_id)i);
        const char *text = s->prog->set.options->text[i];

        if (several_values(s, o, (enum option_id)i, fn, ctx))
            continue;
        if (text != NULL && o->name[0] != '\0' && (o->text == NULL || strcmp(o->text, text) != 0))
            fn(ctx, o->name, text);
    }
}

bool engine_option(int i, struct option_view *out)
{
    const struct option_name *o;

    if (i < 0 || i >= OPTION_COUNT)
        return false;
    o = option_at((enum option_id)i);
    *out = (struct option_view){ o->name, o->text, o->help, o->code, (o->flag & OPTION_NEWER) != 0 };
    return true;
}

enum option_reading engine_option_reading(const char *name, char *unit)
{
    size_t n = strcspn(name, ".");
    const struct option_name *o[2];
    enum option_match match = option_find(name, n, true, o);
    bool counted;

    if (match != OPTION_EXACT && match != OPTION_ABBREVIATED)
        return READ_TEXT;
    if (option_id_of(o[0]) == OPT_TIMEOUT) {
        *unit = name[n] == '.' ? timeout_unit(name + n + 1, &counted) : '\0';
        return *unit == '\0' ? READ_TEXT : counted ? READ_NUMBER : READ_TIME;
    }
    *unit = o[0]->unit;
    switch (o[0]->type) {
    case OPTION_BOOL:
        return READ_TRUTH;
    case OPTION_INT:
        return READ_NUMBER;
    case OPTION_OCTAL:
        return READ_MODE;
    case OPTION_TIME:
        return READ_TIME;
    default:
        return READ_TEXT;
    }
}

const char *engine_map_class(int i)
{
    return map_classes[i] != NULL ? map_classes[i]->name : NULL;
}

const char *engine_map_class_help(int i)
{
    return map_classes[i]->help != NULL ? map_classes[i]->help : "";
}

const char *engine_map_class_suffix(const char *name, size_t n)
{
    const struct map_class *cls = map_class_find(map_classes, name, n);

    if (cls == NULL && n == strlen(class_source.name) && strncasecmp(name, class_source.name, n) == 0)
        cls = &class_source;
    return cls != NULL ? cls->suffix : NULL;
}

const char *engine_database_class(const unsigned char head[DATABASE_HEAD])
{
    return database_class(head);
}

bool session_table_unreadable(struct session *s, int i, char *out, size_t size, bool *end)
{
    *end = i >= s->prog->nmaps;
    return !*end && map_unreadable(s, s->prog->maps[i], out, size);
}
