/*
 * arith.c - whole-number arithmetic: the key's first byte is the operator, the first two arguments
 * are the operands, read as strtol(3) of a machine of 64 bits reads them in base 0. The answer is cut to 15 bytes.
 *
 * Overflow wraps around. Where the machine's division would trap (the smallest number by -1), there
 * is no answer.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/arena.h"
#include "maps/dequote.h"
#include "maps/map.h"
#include "state/chance.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

enum { ARITH_SIZE = 16 };

static void trace(struct session *s, const struct map_call *call)
{
    DEBUG_EMIT(s, DL_ARITH_KEY, DBG_STR(call->key));
    for (int i = 0; i < call->nargs; i++)
        DEBUG_EMIT(s, DL_ARITH_ARG, DBG_STR(call->args[i]));
}

/* Wraps around instead of overflowing. */
static int64_t wrap(uint64_t v)
{
    return v <= INT64_MAX ? (int64_t)v : -(int64_t)(UINT64_MAX - v) - 1;
}

static bool divide(int64_t a, int64_t b, char op, int64_t *r)
{
    if (b == 0 || (b == -1 && a == INT64_MIN))
        return false;
    *r = op == '/' ? a / b : a % b;
    return true;
}

static bool random_between(struct session *s, int64_t a, int64_t b, int64_t *r)
{
    uint64_t span = (uint64_t)b - (uint64_t)a + 1;
    uint64_t v = session_random(s);

    if (b < a)
        return false;
    *r = wrap((uint64_t)a + (span != 0 ? v % span : v));
    return true;
}

/* False: no answer; *known: the operator is one of ours. */
static bool compute(struct session *s, char op, int64_t a, int64_t b, int64_t *r, bool *known)
{
    uint64_t ua = (uint64_t)a, ub = (uint64_t)b;

    *known = true;
    switch (op) {
    case '|':
        *r = wrap(ua | ub);
        return true;
    case '&':
        *r = wrap(ua & ub);
        return true;
    case '+':
        *r = wrap(ua + ub);
        return true;
    case '-':
        *r = wrap(ua - ub);
        return true;
    case '*':
        *r = wrap(ua * ub);
        return true;
    case '/':
    case '%':
        return divide(a, b, op, r);
    case 'r':
        return random_between(s, a, b, r);
    default:
        *known = false;
        return false;
    }
}

static const char *arith_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char *out;
    int64_t a, b, r;
    bool known;

    (void)m;
    if (DEBUGGING(s, 38, 2))
        trace(s, call);
    if (call->args == NULL || call->nargs < 3) {
        call->status = EX_CONFIG;
        return NULL;
    }
    a = strtoll(call->args[1], NULL, 0);
    b = strtoll(call->args[2], NULL, 0);
    call->status = EX_OK;
    if (*call->key == 'l' || *call->key == '=')
        return (*call->key == 'l' ? a < b : a == b) ? "TRUE" : "FALSE";
    if (!compute(s, *call->key, a, b, &r, &known)) {
        if (!known)
            call->status = EX_CONFIG;
        return NULL;
    }
    out = arena_alloc(call->arena, ARITH_SIZE);
    snprintf(out, ARITH_SIZE, "%" PRId64, r);
    return out;
}

const struct map_class class_arith = {
    .name = "arith",
    .help = "arithmetic and comparison of its arguments",
    .caps = MC_NO_FILE | MC_KEEP_QUOTES,
    .parse = parse_one_flag,
    .lookup = arith_lookup,
};
