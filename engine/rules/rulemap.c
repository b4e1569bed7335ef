/*
 * rulemap.c - $(map key $@ argument $: default $) and $[ host $: default $] in a right-hand side.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/tok.h"
#include "base/token.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rulemap.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

enum { KEY_SIZE = 1022, ARGS_SIZE = 1254, PASSED_ARGS = 8 };

/* A lookup found in a list, split into its parts. */
struct lookup {
    int at, end;                 /* tokens [at, end) are the lookup with its brackets */
    const char *name;            /* of the map */
    struct map *map;             /* NULL: to be found by its name */
    int key, nkey;
    int arg[PASSED_ARGS], narg_tokens[PASSED_ARGS], nargs;
    int deflt, ndeflt;           /* deflt -1: none */
    bool canon;
};

/* Splits the part behind the map's name at $@ and $:. */
static void split_lookup(struct session *s, const struct workspace *w, struct lookup *x)
{
    int closer = x->canon ? MARK_ENDCANON : MARK_ENDLOOK;
    int i = x->canon ? x->at + 1 : x->at + 2, *count = &x->nkey, spare = 0;

    x->key = i;
    x->deflt = -1;
    for (; i < w->n; i++) {
        int mark = token_of(s, w->v[i])->mark;

        if (mark == closer)
            break;
        if (mark == MARK_HOST) {
            count = &spare;
            if (x->nargs < PASSED_ARGS) {
                x->arg[x->nargs] = i + 1;
                x->narg_tokens[x->nargs] = 0;
                count = &x->narg_tokens[x->nargs++];
            }
        } else if (mark == MARK_USER) {
            x->deflt = i + 1;
            x->ndeflt = 0;
            count = &x->ndeflt;
        } else {
            ++*count;
        }
    }
    x->end = i < w->n ? i + 1 : i;
}

/* Rules know a map by the name that was there first, whatever case a later K line has it in. */
static const char *first_name(const struct session *s, const struct map *m)
{
    const struct symbol *sym = symbol_peek(&s->own.symbols, m->name, SYM_MAP);

    return sym != NULL ? sym->name : m->name;
}

/* True: the observer answers in the map's place, by *reply. */
static bool tell_begin(struct session *s, const struct map *m, const struct map_call *c,
                       struct map_reply *reply)
{
    struct event e = { .kind = EVENT_LOOKUP_BEGIN, .map = first_name(s, m),
                       .map_class = m->cls->name,
                       .file = m->file != NULL && *m->file != '\0' ? m->file : NULL,
                       .key = c->key, .args = c->args,
                       .nargs = c->nargs, .depth = s->command.depth, .reply = reply };

    return tell(s, &e) == EVENT_SKIP;
}

static void tell_end(struct session *s, enum event_kind kind, const struct map *m,
                     const struct map_call *c, const char *value)
{
    struct event e = { .kind = kind, .map = first_name(s, m), .key = c->key, .value = value,
                       .status = c->status, .err = s->standing.err, .args = c->args, .nargs = c->nargs,
                       .depth = s->command.depth };

    tell(s, &e);
}

static void tell_unusable(struct session *s, const char *name, const char *key)
{
    struct event e = { .kind = EVENT_LOOKUP_UNUSABLE, .map = name, .key = key, .depth = s->command.depth };

    tell(s, &e);
}

#define LISTENING(s, level) (((s)->observer.want & WANT_LOOKUPS) || DEBUGGING(s, 60, level))

/* The real program keeps this as its first message, and errno does not outlive that. */
static void keep_deferred(struct session *s, const struct map *m, const struct map_call *c)
{
    char text[MAX_LINE];

    s->standing.err = 0;
    snprintf(text, sizeof text, "%s map: lookup (%s): deferred", m->name, c->key);
    keep_message(s, text);
}

/* The answer of an open map, with -t and -T; *status becomes 75 when the ruleset shall know. */
static const char *ask(struct session *s, struct map *m, struct map_call *c, int *status)
{
    struct map_reply reply = { NULL, EX_OK };
    const char *value;

    if (LISTENING(s, 1) && tell_begin(s, m, c, &reply)) {
        value = reply.value;
        c->status = reply.status;
    } else {
        map_state_of(s, m)->asked_by_rule = true;
        value = map_lookup(s, m, c);
        map_state_of(s, m)->asked_by_rule = false; /* its lookup may have moved the states */
    }
    if (LISTENING(s, 1))
        tell_end(s, EVENT_LOOKUP_END, m, c, value);
    if (c->status != EX_TEMPFAIL)
        return value;
    if (!(m->flags & MF_NODEFER)) {
        if (!s->standing.has_message)
            keep_deferred(s, m, c);
        s->standing.has_message = true;
        if (LISTENING(s, 1))
            tell_end(s, EVENT_LOOKUP_TEMPFAIL, m, c, NULL);
        *status = EX_TEMPFAIL;
    }
    if (m->tapp != NULL && value == NULL) {
        size_t n = strlen(c->key), t = strlen(m->tapp);
        char *text = arena_alloc(&s->command.work, n + t + 1);

        memcpy(text, c->key, n);
        memcpy(text + n, m->tapp, t);
        value = text;
        if (LISTENING(s, 4))
            tell_end(s, EVENT_LOOKUP_FALLBACK, m, c, value);
    }
    return value;
}

/* Builds key and arguments and asks the map; NULL: no value. */
static const char *look_up(struct session *s, const struct workspace *w, const struct lookup *x,
                           int *status)
{
    struct map *m = x->map != NULL && !DEBUGGING(s, 36, 5) ? x->map : map_find(s, x->name);
    char key[KEY_SIZE + 1], args[ARGS_SIZE + 2]; /* a separator, and the end of what has no room */
    const char *argv[PASSED_ARGS + 2];
    struct map_call c = { .key = key, .args = argv, .arena = &s->command.work };
    char blank = s->prog->set.blank_sub;
    size_t used = 0;

    if (m == NULL)
        syserr(s, "554 5.3.0 rewrite: map %s not found", x->name);
    for (int i = 0; i < x->nargs; i++) {
        size_t left = used < ARGS_SIZE ? ARGS_SIZE - used : 0;

        argv[i + 1] = args + used;
        used += join(s, w->v + x->arg[i], x->narg_tokens[i], args + used, left, blank, true) + 1;
        if (used > ARGS_SIZE)
            used = ARGS_SIZE + 1;
    }
    join(s, w->v + x->key, x->nkey, key, KEY_SIZE,
         m != NULL && m->spacesub != '\0' ? m->spacesub : blank, true);
    argv[0] = key;
    argv[x->nargs + 1] = NULL;
    c.nargs = x->nargs + 1;
    if (m == NULL || !map_open(s, m)) {
        if (WANTED(s, WANT_LOOKUPS))
            tell_unusable(s, x->name, key);
        return NULL;
    }
    if (!(m->flags & MF_KEEPQUOTES))
        strip_quotes(key);
    return ask(s, m, &c, status);
}

/* The tokens that replace a lookup, into v. -1: they could not be made. */
static int replacement(struct session *s, const struct workspace *w, const struct lookup *x,
                       tok *v, int *status)
{
    const char *value = look_up(s, w, x, status);
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
    char deflt[KEY_SIZE + 1];
    int n;

    if (value == NULL && x->deflt < 0) {
        memcpy(v, w->v + x->key, (size_t)x->nkey * sizeof *v);
        return x->nkey;
    }
    if (value == NULL) {
        join(s, w->v + x->deflt, x->ndeflt, deflt, KEY_SIZE, s->prog->set.blank_sub, false);
        value = deflt;
        how.table = TOKENS_INT;
    }
    if (*value == '\0')
        return 0;
    n = tokenise(s, value, &how, v);
    if (n <= 0)
        s->standing.scan_failed = true;
    return n <= 0 ? -1 : n;
}

/* Puts v[0..n) in the place of the lookup; false: too long. */
static bool splice(struct session *s, struct workspace *w, const struct lookup *x, const tok *v,
                   int n, int room)
{
    int tail = w->n - x->end;
    size_t size = (size_t)tail * sizeof *w->v;

    if (x->at + n + tail > room - 1)
        return false;
    memmove(w->v + x->at + n, w->v + x->end, size);
    memmove(w->fold + x->at + n, w->fold + x->end, size);
    memcpy(w->v + x->at, v, (size_t)n * sizeof *v);
    for (int i = 0; i < n; i++)
        w->marked |= TOK_MARKED(v[i]);
    w->n = x->at + n + tail;
    workspace_fold(s, w, x->at, x->at + n);
    return true;
}

/* Does the lookup that begins at token `at`; *status as rule_lookups() returns. The tokens put. */
static int one_lookup(struct session *s, struct workspace *w, int at, int room, int *status)
{
    struct lookup x = { .at = at, .canon = token_of(s, w->v[at])->mark == MARK_CANON };
    tok v[MAX_ATOM + 1];
    int n;

    if (!x.canon && at + 1 >= w->n) {
        syserr(s, "554 5.3.0 rewrite: missing mapname");
        return 1;
    }
    x.name = x.canon ? "host" : token_of(s, w->v[at + 1])->text;
    if (!x.canon && !is_building(s) && w->v[at + 1] >> 1 < s->own.tokens.base)
        x.map = token_of(s, w->v[at + 1])->map;
    split_lookup(s, w, &x);
    n = replacement(s, w, &x, v, status);
    if (n < 0) {
        *status = EX_DATAERR;
        return 0;
    }
    if (!splice(s, w, &x, v, n, room)) {
        syserr(s, "554 5.3.0 rewrite: expansion too long");
        *status = EX_DATAERR;
    }
    return n;
}

int rule_lookups(struct session *s, struct workspace *w, int room, int most)
{
    int status = EX_OK;

    for (int i = 0; i < w->n && most > 0; i++) {
        int mark;

        if (!TOK_MARKED(w->v[i])) /* as most are */
            continue;
        mark = token_of(s, w->v[i])->mark;
        if (mark != MARK_LOOKUP && mark != MARK_CANON)
            continue;
        most--;
        i += one_lookup(s, w, i, room, &status) - 1;
        if (status == EX_DATAERR || s->command.stopped)
            break;
    }
    return status;
}
