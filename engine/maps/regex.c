/*
 * regex.c - POSIX regular expressions of the C library, compiled when the line is read.
 *
 * The answer is empty, the key (-m), or the sub-matches that -s or the first argument lists, joined
 * with the text of -d (the internal byte of "$|" by default).
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "base/pattern.h"
#include "cfparse/white.h"
#include "maps/args.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/session.h"
#include "state/trace.h"

enum { MAX_MATCHES = 32, MAX_FIELDS = 32 };

struct fields {
    int n;
    int field[MAX_FIELDS];
};

struct pattern {
    regex_t compiled;
    bool usable;         /* `compiled` is */
    struct fields fields;
    bool captures;       /* -s */
    const char *delimiter;
};

/* "1,2" into a list; false after a diagnostic. */
static bool parse_fields(struct session *s, const char *text, int available, struct fields *out)
{
    const char *p = text;

    out->n = 0;
    for (bool more = true; more;) {
        long v;

        if (out->n == MAX_FIELDS) {
            syserr(s, "too many fields, %d max", MAX_FIELDS);
            return false;
        }
        v = strtol(p, NULL, 10);
        if (v < 0 || v >= available) {
            syserr(s, "field (%d) out of range, only %d substrings in pattern", (int)v, available);
            return false;
        }
        out->field[out->n++] = (int)v;
        p = strchr(p, ',');
        more = p != NULL;
        if (more)
            p++;
    }
    return true;
}

struct options {
    int flags;           /* of regcomp() */
    const char *fields;
};

/* One flag, p at its letter. */
static const char *regex_flag(struct session *s, struct map *m, const char *p, struct options *o)
{
    struct pattern *own = m->extra;

    switch (*p) {
    case 'n':
        m->flags |= MF_REGEX_NOT;
        break;
    case 'f':
        m->flags |= MF_NOFOLDCASE;
        o->flags &= ~REG_ICASE;
        break;
    case 'b':
        o->flags &= ~REG_EXTENDED;
        break;
    case 's':
        own->captures = true;
        o->flags &= ~REG_NOSUB;
        o->fields = p[1] != '\0' && !white(p[1]) ? keep_word(s, p + 1) : NULL;
        break;
    case 'd':
        own->delimiter = keep_word(s, p + 1);
        break;
    case 'a':
        m->app = keep_word(s, p + 1);
        break;
    case 'm':
        m->flags |= MF_MATCHONLY;
        break;
    case 'q':
        m->flags |= MF_KEEPQUOTES;
        break;
    case 'S':
        m->spacesub = p[1];
        break;
    case 'D':
        m->flags |= MF_DEFER;
        break;
    default:
        break;
    }
    return p;
}

static void trace_fields(struct session *s, const struct fields *f)
{
    DEBUG_EMIT0(s, DL_REGEX_FIELDS);
    for (int i = 0; i < f->n; i++)
        DEBUG_EMIT(s, DL_REGEX_FIELD, DBG_INT(f->field[i]));
    DEBUG_EMIT0(s, DL_REGEX_FIELDS_END);
}

static bool choose_fields(struct session *s, struct pattern *own, const char *list)
{
    int available = (int)own->compiled.re_nsub + 1;

    DEBUG(s, DL_REGEX_SUBSTRINGS, DBG_INT(available));
    if (available >= MAX_MATCHES) {
        syserr(s, "too many substrings, %d max", MAX_MATCHES);
        return false;
    }
    if (list != NULL) {
        if (!parse_fields(s, list, available, &own->fields))
            return false;
    } else {
        own->fields.n = available < MAX_FIELDS ? available : MAX_FIELDS;
        for (int i = 0; i < own->fields.n; i++)
            own->fields.field[i] = i;
    }
    if (DEBUGGING(s, 38, 3))
        trace_fields(s, &own->fields);
    return true;
}

static bool regex_parse(struct session *s, struct map *m, const char *args)
{
    struct pattern *own = arena_alloc(map_arena(s), sizeof *own);
    struct options o = { REG_ICASE | REG_EXTENDED | REG_NOSUB, NULL };
    const char *p = skip_blanks(args);
    char *pattern;
    int err;

    DEBUG(s, DL_REGEX_INIT, DBG_STR(m->name), DBG_STR(args));
    m->extra = own;
    while (*p == '-')
        p = skip_blanks(word_end(regex_flag(s, m, p + 1, &o)));
    pattern = arena_strdup(&s->command.work, p);
    DEBUG(s, DL_REGEX_COMPILE, DBG_STR(pattern), DBG_INT(o.flags));
    err = pattern_compile(&own->compiled, pattern, o.flags);
    if (err != 0) {
        char text[256];

        regerror(err, &own->compiled, text, sizeof text);
        syserr(s, "pattern-compile-error: %s", text);
        return false;
    }
    own->usable = true;
    return !own->captures || choose_fields(s, own, o.fields);
}

static void regex_free(void *extra)
{
    struct pattern *own = extra;

    if (own->usable)
        regfree(&own->compiled);
    own->usable = false;
}

/* True when the text can stand in a workspace: outside of quotes, nothing unbalanced and no blank. */
static bool can_stand(const char *text)
{
    int angles = 0, parens = 0;
    bool literal = false, quoted = false;

    for (const char *p = text; *p != '\0'; p++) {
        if (literal)
            literal = false;
        else if (*p == '\\')
            literal = true;
        else if (*p == '"')
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (*p == ' ')
            return false;
        else if (*p == '(' || *p == ')')
            parens += *p == '(' ? 1 : -1;
        else if (*p == '<' || *p == '>')
            angles += *p == '<' ? 1 : -1;
    }
    return !quoted && angles == 0 && parens == 0 && !literal;
}

/* Text that is cut where there is no more room. */
struct cut {
    char *text;
    size_t n;
};

static void add(struct cut *c, const char *text, size_t n)
{
    size_t room = MAX_NAME - 1 - c->n;

    n = n < room ? n : room;
    memcpy(c->text + c->n, text, n);
    c->n += n;
}

/* The listed sub-matches, joined: at most MAX_NAME - 1 bytes. */
static char *collect(struct arena *a, const char *key, const regmatch_t *match,
                     const struct fields *f, const char *delimiter)
{
    struct cut c = { .text = arena_alloc(a, MAX_NAME) };

    for (int i = 0; i < f->n; i++) {
        const regmatch_t *r = &match[f->field[i]];

        if (i > 0)
            add(&c, delimiter, strlen(delimiter));
        if (r->rm_so >= 0 && r->rm_eo >= r->rm_so)
            add(&c, key + r->rm_so, (size_t)(r->rm_eo - r->rm_so));
    }
    return c.text;
}

static void trace_lookup(struct session *s, const struct map *m, const struct map_call *call)
{
    DEBUG_EMIT(s, DL_REGEX_LOOKUP, DBG_STR(m->name), DBG_STR(call->key));
    for (int i = 0; i < call->nargs; i++)
        DEBUG_EMIT(s, DL_REGEX_ARG, DBG_STR(call->args[i]));
}

/* The call as it is once its list of fields has been read: the first comma ends that argument. */
static struct map_call after_list(const struct map_call *call)
{
    struct map_call again = *call;
    const char **args = arena_alloc(call->arena, (size_t)call->nargs * sizeof *args);

    memcpy(args, call->args, (size_t)call->nargs * sizeof *args);
    args[1] = arena_strndup(call->arena, args[1], strcspn(args[1], ","));
    again.args = args;
    return again;
}

/* The answer of a map with -m: what it was asked for. */
static const char *the_key(struct session *s, struct map *m, struct map_call *call)
{
    const char *key = call->args != NULL && call->nargs > 0 ? call->args[0] : call->key;

    return map_rewrite_key(s, m, key, strlen(key), call);
}

/* The answer of a pattern with -s that matched; what it captured has to stand with -m too. */
static const char *captured(struct session *s, struct map *m, struct map_call *call,
                            const regmatch_t *match)
{
    const struct pattern *own = m->extra;
    struct fields given;
    const struct fields *list = &own->fields;
    struct map_call seen = *call;
    const char *delimiter = own->delimiter != NULL ? own->delimiter : "\x9B", *text;

    if (call->args != NULL && call->nargs > 1) {
        if (!parse_fields(s, call->args[1], (int)own->compiled.re_nsub + 1, &given)) {
            call->status = EX_CONFIG;
            return NULL;
        }
        list = &given;
        seen = after_list(call);
    }
    text = collect(call->arena, call->key, match, list, delimiter);
    if (!can_stand(text))
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return the_key(s, m, &seen);
    return map_rewrite(s, m, text, strlen(text), &seen);
}

static const char *regex_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const struct pattern *own = m->extra;
    regmatch_t match[MAX_MATCHES];
    bool matches;

    if (DEBUGGING(s, 38, 20))
        trace_lookup(s, m, call);
    if (!own->usable)
        return NULL; /* a broken pattern, where the name was defined before */
    matches = regexec(&own->compiled, call->key, MAX_MATCHES, match, 0) == 0;
    if (matches == ((m->flags & MF_REGEX_NOT) != 0))
        return NULL;
    if (own->captures && matches)
        return captured(s, m, call, match);
    if ((m->flags & MF_MATCHONLY) != 0)
        return the_key(s, m, call);
    return map_rewrite(s, m, "", 0, call);
}

const struct map_class class_regex = {
    .name = "regex",
    .help = "regular expressions of the C library",
    .caps = MC_NO_FILE,
    .parse = regex_parse,
    .lookup = regex_lookup,
    .free_extra = regex_free,
};
