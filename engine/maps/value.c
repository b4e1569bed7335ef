/*
 * value.c - from a stored value to the answer: %0 to %9, and the text of -a.
 *
 * "%0" is the key, "%1" ... the arguments; a digit without an argument gives nothing, "%%" gives
 * "%", any other "%" is kept. Text added with -a is never looked at. Without an argument list
 * (aliases, -m) the value is copied as it stands, a NUL in it included, so that text added behind
 * it is lost.
 */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

static void trace_call(struct session *s, const char *value, const struct map_call *call,
                       bool verbatim)
{
    DEBUG_EMIT(s, DL_MAP_REWRITE, DBG_STR(value));
    if (verbatim) {
        DEBUG_EMIT0(s, DL_MAP_REWRITE_NULLV);
        return;
    }
    DEBUG_EMIT0(s, DL_MAP_REWRITE_ARGS);
    for (int i = 0; i < call->nargs; i++)
        DEBUG_EMIT(s, DL_MAP_REWRITE_ARG, DBG_STR(call->args[i]));
}

/* The argument that "%c" stands for, or NULL. */
static const char *argument(const struct map_call *call, char c)
{
    return c - '0' < call->nargs ? call->args[c - '0'] : NULL;
}

/* Writes the substituted value to out, or only counts when out is NULL. */
static size_t substitute(char *out, const char *value, size_t n, const struct map_call *call)
{
    size_t length = 0;

    for (size_t i = 0; i < n && value[i] != '\0'; i++) {
        const char *text = &value[i];
        size_t count = 1;

        if (value[i] == '%' && i + 1 < n) {
            char c = value[i + 1];

            if (c == '%') {
                i++;
            } else if (isdigit((unsigned char)c)) {
                text = argument(call, c);
                count = text != NULL ? strlen(text) : 0;
                i++;
            }
        }
        if (out != NULL && count > 0)
            memcpy(out + length, text, count);
        length += count;
    }
    return length;
}

static void tell_record(struct session *s, const struct map *m, const char *value, size_t n,
                        const struct map_call *call)
{
    struct event e = { .kind = EVENT_MAP_RECORD, .map = m->name, .key = call->key,
                       .value = arena_strndup(&s->command.work, value, n), .depth = s->command.depth };

    tell(s, &e);
}

static const char *build(struct session *s, const struct map *m, const char *value, size_t n,
                         const struct map_call *call, bool verbatim)
{
    size_t napp = m->app != NULL ? strlen(m->app) : 0;
    size_t length = verbatim ? n : substitute(NULL, value, n, call);
    char *out;

    if (WANTED(s, WANT_MAPS))
        tell_record(s, m, value, n, call);
    if (DEBUGGING(s, 39, 1))
        trace_call(s, arena_strndup(call->arena, value, n), call, verbatim);
    out = arena_alloc(call->arena, length + napp + 1);
    if (verbatim)
        memcpy(out, value, n);
    else
        substitute(out, value, n, call);
    if (napp > 0)
        memcpy(out + length, m->app, napp);
    DEBUG(s, DL_MAP_REWRITE_RESULT, DBG_STR(out));
    return out;
}

const char *map_rewrite(struct session *s, const struct map *m, const char *value, size_t n,
                        const struct map_call *call)
{
    return build(s, m, value, n, call, call->args == NULL);
}

const char *map_rewrite_key(struct session *s, const struct map *m, const char *key, size_t n,
                            const struct map_call *call)
{
    return build(s, m, key, n, call, true);
}
