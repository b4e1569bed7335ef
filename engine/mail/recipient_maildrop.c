/*
 * recipient_maildrop.c - what the user database says to be the mail drop of a user.
 */
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/recipient_maildrop.h"
#include "mail/recipients.h"
#include "maps/map.h"
#include "maps/userdb.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

static void expand_to(struct recipients *r, struct address *a, const char *list, int depth)
{
    struct session *s = r->s;
    int found;

    message(s, "expanded to %s", list);
    a->flags &= ~(unsigned)ADDRESS_SELFREF;
    found = recipients_list(r, list, a, depth + 1);
    s->standing.address = a->paddr;
    if (found == 0 || (a->flags & ADDRESS_SELFREF) != 0)
        return;
    if (DEBUGGING(s, 28, 5)) {
        DEBUG_EMIT0(s, DL_UDB_EXPANDED);
        address_tell(s, a);
    }
    a->state = ADDRESS_EXPANDED;
}

bool recipient_maildrop(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    int n;

    DEBUG(s, DL_UDB_EXPAND, DBG_STR(a->paddr));
    s->standing.address = a->paddr;
    if (s->prog->set.userdb_spec == NULL)
        return true;
    n = userdb_sources(s, a->user);
    for (int i = 0; i < n; i++) {
        const char *list = NULL, *owner;
        enum userdb_drop found = userdb_drop(s, i, a->user, &list);

        if (found == DROP_NONE)
            continue;
        if (found == DROP_FAILED)
            return false;
        expand_to(r, a, list, depth);
        owner = found == DROP_FOUND ? userdb_owner(s, i, a->user) : NULL;
        if (owner != NULL)
            a->owner = owner;
        return true;
    }
    return n >= 0;
}
