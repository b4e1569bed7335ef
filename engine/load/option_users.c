/*
 * option_users.c - DefaultUser, RunAsUser, TrustedUser, and giving privileges up.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "base/arena.h"
#include "load/option_users.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

/* A value taken apart: user, then '.', '/' or ':' and a group. */
struct who {
    char *user, *group; /* group "" when there is none */
};

static struct who split_user(struct session *s, const char *value)
{
    size_t n = strcspn(value, "./:");
    struct who w = { arena_strndup(&s->command.work, value, n),
                     arena_strdup(&s->command.work, value[n] != '\0' ? value + n + 1 : "") };

    return w;
}

/* A group by number or name; false when there is none. */
static bool find_group(struct session *s, const char *name, long *gid)
{
    gid_t found;

    if (isdigit((unsigned char)*name)) {
        *gid = atoi(name);
        return true;
    }
    s->standing.err = 0;
    if (!s->world->group_by_name(s->world->ctx, name, &found))
        return false;
    *gid = (long)found;
    return true;
}

/* ---- DefaultUser, group ------------------------------------------------------------------- */

/* The name that goes with DefUid. */
static void name_default_user(struct session *s)
{
    struct settings *set = &s->prog->set;
    struct user_entry u;
    char buf[USER_ROOM];
    bool known = s->world->user_by_uid(s->world->ctx, (uid_t)set->def_uid, &u, buf, sizeof buf);

    set->default_user = arena_strdup(&s->prog->def.arena, known ? u.name : "nobody");
    DEBUG(s, DL_SETDEFUSER, DBG_INT(set->def_uid), DBG_STR(set->default_user));
}

static void default_gid(struct session *s, const char *option, const char *group)
{
    if (find_group(s, group, &s->prog->set.def_gid))
        return;
    s->prog->set.def_gid = -1;
    syserr(s, "readcf: option %s: unknown group %s", option, group);
}

void set_default_user(struct session *s, const struct setting *o)
{
    struct settings *set = &s->prog->set;
    struct who w = split_user(s, o->value);
    struct user_entry u;
    char buf[USER_ROOM];

    if (isdigit((unsigned char)*w.user)) {
        set->def_uid = atoi(w.user);
        name_default_user(s);
    } else if (user_named(s, w.user, &u, buf)) {
        set->def_uid = (long)u.uid;
        set->def_gid = (long)u.gid;
        set->default_user = arena_strdup(&s->prog->def.arena, u.name);
    } else {
        set->def_uid = -1;
        syserr(s, "readcf: option u: unknown user %s", w.user);
        return;
    }
    if (*w.group != '\0')
        default_gid(s, "u", w.group);
}

void set_default_group(struct session *s, const struct setting *o)
{
    default_gid(s, "g", o->value);
}

/* ---- RunAsUser ---------------------------------------------------------------------------- */

/*
 * Once a user was taken, its id stays, and only a group that the process has already can be taken:
 * the real program would need the rights that it gave away.
 */
static void run_as_group(struct session *s, long gid)
{
    struct settings *set = &s->prog->set;
    long mine = (long)s->world->gid(s->world->ctx);

    if (set->run_as_uid == 0 || mine == gid)
        set->run_as_gid = gid;
    else if (set->options->use_msp)
        warning(s, "WARNING: RunAsUser for MSP ignored, check group ids (egid=%ld, want=%ld)",
                mine, gid);
}

void set_run_as(struct session *s, const struct setting *o)
{
    struct settings *set = &s->prog->set;
    struct who w = split_user(s, o->value);
    struct user_entry u;
    char buf[USER_ROOM];
    long uid, gid = -1;

    if (isdigit((unsigned char)*w.user)) {
        uid = atoi(w.user);
    } else if (user_named(s, w.user, &u, buf)) {
        uid = (long)u.uid;
        gid = (long)u.gid;
    } else {
        syserr(s, "readcf: option RunAsUser: unknown user %s", w.user);
        return;
    }
    if (*w.group != '\0' && !find_group(s, w.group, &gid)) {
        syserr(s, "readcf: option RunAsUser: unknown group %s", w.group);
        if (set->run_as_uid == 0)
            set->run_as_gid = gid;
    } else if (gid != -1) {
        run_as_group(s, gid);
    }
    if (set->run_as_uid == 0)
        set->run_as_uid = uid;
    set->run_as_set = true;
    DEBUG(s, DL_RUN_AS_USER, DBG_INT(set->run_as_uid), DBG_INT(set->run_as_gid));
}

void drop_privileges(struct session *s, bool to_real)
{
    struct settings *set = &s->prog->set;
    long uid = (long)s->world->uid(s->world->ctx), gid = (long)s->world->gid(s->world->ctx);

    DEBUG(s, DL_DROP_PRIVILEGES, DBG_INT(to_real), DBG_INT(uid), DBG_INT(gid), DBG_INT(uid), DBG_INT(gid),
          DBG_INT(uid), DBG_INT(gid), DBG_INT(set->run_as_uid),
          DBG_INT(set->run_as_gid));
    if (to_real) {
        set->run_as_uid = uid;
        set->run_as_gid = gid;
    }
    /* an ordinary user may not set groups; what is printed afterwards clears errno */
    s->standing.err = uid == 0 || DEBUGGING(s, 47, 5) ? 0 : EPERM;
    if (DEBUGGING(s, 47, 5)) {
        uid = set->run_as_uid;
        gid = set->run_as_gid;
        DEBUG_EMIT(s, DL_DROP_IDS, DBG_INT(uid), DBG_INT(uid), DBG_INT(gid), DBG_INT(gid));
        DEBUG_EMIT(s, DL_DROP_RUN_AS, DBG_INT(uid), DBG_INT(gid));
    }
    DEBUG0(s, DL_DROP_RESULT);
}

/* ---- TrustedUser, defaults ---------------------------------------------------------------- */

void set_trusted_user(struct session *s, const struct setting *o)
{
    struct user_entry u;
    char buf[USER_ROOM];

    if (isdigit((unsigned char)*o->value)) {
        s->prog->set.trusted_uid = atoi(o->value);
    } else if (user_named(s, o->value, &u, buf)) {
        s->prog->set.trusted_uid = (long)u.uid;
    } else {
        s->prog->set.trusted_uid = 0;
        syserr(s, "readcf: option TrustedUser: unknown user %s", o->value);
    }
}

void users_defaults(struct session *s)
{
    struct settings *set = &s->prog->set;

    set->def_uid = set->def_gid = USER_UNSETTLED;
    set->run_as_uid = set->caller_uid = (long)s->world->uid(s->world->ctx);
    set->run_as_gid = set->caller_gid = (long)s->world->gid(s->world->ctx);
    if (!DEBUGGING(s, 37, 4))
        return;
    settle_default_user(s);
    DEBUG(s, DL_SETDEFAULTS, DBG_STR(set->default_user), DBG_INT(set->def_uid),
          DBG_INT(set->def_gid));
}
