/*
 * accounts.c - login names and full names.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "files/accounts.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

enum { USER_BUFFER = 16 * 1024 };

static bool by_name(struct session *s, struct arena *a, const char *name, struct user_entry *u)
{
    return s->world->user_by_name(s->world->ctx, name, u, arena_alloc(a, USER_BUFFER),
                                  USER_BUFFER);
}

static bool lower(char *name)
{
    bool changed = false;

    for (char *p = name; *p != '\0'; p++) {
        if (*p >= 'A' && *p <= 'Z') {
            *p |= 0x20;
            changed = true;
        }
    }
    return changed;
}

static bool by_full_name(struct session *s, struct arena *a, const char *name,
                         struct user_entry *u)
{
    char *buf = arena_alloc(a, USER_BUFFER);
    long pos = 0;

    while (s->world->user_next(s->world->ctx, &pos, u, buf, USER_BUFFER)) {
        const char *full = full_name(a, u->gecos, u->name);

        if (strchr(full, ' ') != NULL && strcasecmp(full, name) == 0)
            return true;
    }
    return false;
}

static int told(struct session *s, int status, enum debug_line line)
{
    if (DEBUGGING(s, 29, 4))
        DEBUG_EMIT0(s, line);
    return status;
}

/* MailboxDatabase=ldap: the accounts are in a directory whose server does not answer. */
static bool in_directory(const struct session *s)
{
    const char *db = s->prog->set.mailbox_db;

    return db != NULL && strncmp(db, "ldap", 4) == 0 && (db[4] == '\0' || db[4] == '.');
}

int user_find(struct session *s, struct arena *a, char *name, struct user_entry *u)
{
    DEBUG(s, DL_FINDUSER, DBG_STR(name));
    s->standing.err = 0;
    if (in_directory(s)) {
        told(s, EX_TEMPFAIL, DL_FINDUSER_DEFERRED);
        s->standing.err = s->prog->target->tells_ldap_errors ? NO_DIRECTORY : ENOTCONN;
        return EX_TEMPFAIL;
    }
    if (by_name(s, a, name, u))
        return told(s, EX_OK, DL_FINDUSER_EXACT);
    if (lower(name) && by_name(s, a, name, u))
        return told(s, EX_OK, DL_FINDUSER_LOWER);
    if (!s->prog->set.match_gecos)
        return told(s, EX_NOUSER, DL_FINDUSER_DISABLED);
    for (char *p = name; *p != '\0'; p++) {
        if (*p == s->prog->set.blank_sub || *p == '_')
            *p = ' ';
    }
    if (!by_full_name(s, a, name, u))
        return told(s, EX_NOUSER, DL_FINDUSER_NONE);
    DEBUG(s, DL_FINDUSER_FUZZY, DBG_STR(u->name));
    message(s, "sending to login name %s", u->name);
    return EX_OK;
}

const char *full_name(struct arena *a, const char *gecos, const char *login)
{
    size_t nlogin = strlen(login), size = 1;
    char *out, *q;

    if (*gecos == '*')
        gecos++;
    for (const char *p = gecos; *p != '\0' && strchr(",;%", *p) == NULL; p++)
        size += *p == '&' ? nlogin : 1;
    out = q = arena_alloc(a, size);
    for (const char *p = gecos; *p != '\0' && strchr(",;%", *p) == NULL; p++) {
        if (*p != '&') {
            *q++ = *p;
            continue;
        }
        memcpy(q, login, nlogin);
        if (islower((unsigned char)*q))
            *q = (char)toupper((unsigned char)*q);
        q += nlogin;
    }
    *q = '\0';
    return out;
}
