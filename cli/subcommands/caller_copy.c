/*
 * caller_copy.c - who calls, with all that is known of it, in memory of its own.
 */
#include "base/arena.h"
#include "subcommands/caller_copy.h"
#include "suite/replay.h"

static void own(struct arena *a, const char **text)
{
    if (*text != NULL)
        *text = arena_strdup(a, *text);
}

static const struct dialogue_tls *copy_tls(struct arena *a, const struct dialogue_tls *tls)
{
    struct dialogue_tls *made;

    if (tls == NULL)
        return NULL;
    made = arena_alloc(a, sizeof *made);
    *made = *tls;
    own(a, &made->verify);
    own(a, &made->version);
    own(a, &made->cipher);
    own(a, &made->bits);
    own(a, &made->algorithm_bits);
    own(a, &made->subject);
    own(a, &made->issuer);
    own(a, &made->cn_subject);
    own(a, &made->cn_issuer);
    return made;
}

struct caller *caller_copy(struct arena *a, const struct caller *c)
{
    struct caller *made;

    if (c == NULL)
        return NULL;
    made = arena_alloc(a, sizeof *made);
    *made = *c;
    own(a, &made->hello);
    own(a, &made->setup.address);
    own(a, &made->setup.port);
    own(a, &made->setup.ident);
    own(a, &made->setup.name);
    own(a, &made->setup.daemon);
    own(a, &made->setup.mechanisms);
    own(a, &made->setup.auth_type);
    own(a, &made->setup.auth_user);
    made->setup.tls = copy_tls(a, c->setup.tls);
    return made;
}
