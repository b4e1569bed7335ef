/*
 * remote.c - an address as it would be sent through a mailer: 3, 1 or 2, S= or R=, 4, and the text
 * around the address put back.
 */
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "mail/address.h"
#include "mail/crack.h"
#include "mail/remote.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/tokenise.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/session.h"
#include "state/trace.h"

enum { RESULT_SIZE = 255 };

static int mailer_ruleset(const struct mailer *m, int flags)
{
    if (flags & ADDRESS_SENDER)
        return flags & ADDRESS_HEADER ? m->sh : m->se;
    return flags & ADDRESS_HEADER ? m->rh : m->re;
}

/* Puts the address where $g stands in `around`. */
static const char *put_back(struct session *s, const char *around, const char *address)
{
    char *old = s->macros['g'] != NULL ? arena_strdup(&s->command.work, s->macros['g']) : NULL;
    char *out = arena_alloc(&s->command.work, MAX_NAME + 1); /* the address, and what stands around it */

    macro_set(s, 'g', address);
    expand(s, around, out, MAX_NAME + 1);
    macro_set(s, 'g', old);
    return out;
}

const char *remote_name(struct session *s, const char *text, const struct mailer *m, int flags,
                        int *status)
{
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };
    const char *before = s->standing.address, *around = "\201g", *result;
    int mine = mailer_ruleset(m, flags), chain[4], n = 0;
    char address[RESULT_SIZE + 1];
    struct workspace w;

    s->standing.address = text;
    *status = EX_OK;
    DEBUG(s, DL_REMOTENAME, DBG_STR(text));
    session_address_type(s);
    if (!mailer_flag(m, 'c'))
        around = address_crack(s, text);
    w.n = tokenise(s, text, &how, w.v);
    if (w.n <= 0) {
        s->standing.address = before;
        /* The tokeniser has cut what was too long for it. */
        return how.too_long ? arena_strndup(&s->command.work, text, strnlen(text, MAX_NAME)) : text;
    }
    chain[n++] = 3;
    chain[n++] = flags & ADDRESS_SENDER ? 1 : 2;
    if (mine > 0)
        chain[n++] = mine;
    chain[n++] = 4;
    for (int i = 0; i < n; i++) {
        if (rewrite(s, &w, chain[i], MAX_ATOM) == EX_TEMPFAIL)
            *status = EX_TEMPFAIL;
    }
    join(s, w.v, w.n, address, RESULT_SIZE, s->prog->set.blank_sub, false);
    result = put_back(s, around, address);
    DEBUG(s, DL_REMOTENAME_RESULT, DBG_STR(result), DBG_INT(*status));
    s->standing.address = before;
    return result;
}
