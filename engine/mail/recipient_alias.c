/*
 * recipient_alias.c - alias files: what an address stands for, and circles among them.
 */
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <sysexits.h>

#include "base/arena.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/recipient_alias.h"
#include "mail/recipients.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/mailers.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

/* The right-hand side, or NULL; *status as the map says. */
static const char *look_up(struct recipients *r, const char *name, int *status)
{
    struct session *s = r->s;
    struct map *m;
    struct map_call call = { .key = name, .arena = &s->command.work };
    const char *value;

    if (strcasecmp(name, "postmaster") == 0)
        call.key = "postmaster";
    *status = EX_OK;
    if (r->aliases == NULL)
        r->aliases = map_find(s, "aliases");
    m = r->aliases;
    if (m == NULL || !map_open(s, m))
        return NULL;
    value = map_lookup(s, m, &call);
    *status = call.status;
    return value;
}

/* The owner of a list: "owner-" and its name, if that is an alias. */
static void find_owner(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    size_t n = strlen(a->user) + sizeof "owner-";
    char *name = arena_alloc(&s->command.work, n);
    const char *owner;
    int status;

    if (a->mailer == NULL)
        return;
    memcpy(name, "owner-", sizeof "owner-");
    strcat(name, a->user);
    for (char *p = name; !mailer_flag(a->mailer, 'u') && *p != '\0'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    owner = look_up(r, name, &status);
    if (owner == NULL)
        return;
    a->owner = strpbrk(owner, ",:/|\"") != NULL ? name : owner;
    r->expanded = true;
    a->flags |= ADDRESS_DELIVERED | ADDRESS_WAS_EXPANDED;
}

/* What is expanded runs as nobody in particular. */
static void take_default_user(struct session *s, struct address *a)
{
    a->uid = default_user(s).uid;
    a->fullname = NULL;
    a->flags |= ADDRESS_GOODUID | ADDRESS_ALIAS;
}

void recipient_alias(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    const char *value, *address;
    int status;

    DEBUG(s, DL_ALIAS, DBG_STR(a->user));
    if (r->no_alias)
        return;
    s->standing.address = a->paddr;
    value = look_up(r, a->user, &status);
    if (value == NULL && (status == EX_TEMPFAIL || status == EX_UNAVAILABLE)) {
        a->state = ADDRESS_QUEUEUP;
        return;
    }
    if (value == NULL)
        return;
    if (r->verify_only) {
        a->state = ADDRESS_VERIFIED;
        return;
    }
    DEBUG(s, DL_ALIASED, DBG_STR(a->paddr), DBG_STR(a->host), DBG_STR(a->user),
          DBG_STR(value));
    message(s, "aliased to %s", shorten(&s->command.work, value, 203));
    a->flags &= ~(unsigned)ADDRESS_SELFREF;
    if (DEBUGGING(s, 27, 5)) {
        DEBUG_EMIT0(s, DL_ALIAS_EXPANDED);
        address_tell(s, a);
    }
    a->state = ADDRESS_EXPANDED;
    take_default_user(s, a);
    address = s->standing.address; /* none where an alias file was read for it */
    recipients_list(r, value, a, depth + 1);
    if ((a->flags & ADDRESS_SELFREF) != 0 && a->state == ADDRESS_EXPANDED)
        a->state = ADDRESS_OK;
    s->standing.address = address;
    find_owner(r, a);
}

/* ---- circles --------------------------------------------------------------------------------- */

static bool is_account(struct session *s, const struct address *a)
{
    struct user_entry u;
    char buf[4096];
    bool known = s->world->user_by_name(s->world->ctx, a->user, &u, buf, sizeof buf);

    if (DEBUGGING(s, 27, 2)) {
        DEBUG_EMIT(s, DL_CIRCLE_ACCOUNT, DBG_STR(a->user));
        DEBUG_EMIT(s, DL_CIRCLE_VERDICT, DBG_STR(known ? "found" : "failed"));
    }
    return known;
}

struct address *recipient_circle(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    struct address *first, *local;

    DEBUG(s, DL_SELF_REFERENCE, DBG_STR(a->paddr));
    for (first = a->alias; first != NULL && !recipient_same(a, first); first = first->alias)
        continue;
    if (first == NULL) {
        DEBUG0(s, DL_NO_SELF_REF);
        return NULL;
    }
    /* where nobody has an account the name above stands for itself */
    if (a->mailer != NULL && mailer_flag(a->mailer, 'l') && !mailer_flag(a->mailer, 'w')) {
        DEBUG(s, DL_CIRCLE_LOCAL, DBG_STR(first->user));
        return first;
    }
    for (local = a; local != NULL; local = local->alias) {
        DEBUG(s, DL_CIRCLE_STEP, DBG_STR(local->user));
        if (local->mailer != NULL && mailer_flag(local->mailer, 'w') && is_account(s, local))
            return local == a ? first : local;
        DEBUG0(s, DL_CIRCLE_STEP_END);
    }
    DEBUG(s, DL_CIRCLE_STAYS, DBG_STR(a->paddr));
    return NULL;
}
