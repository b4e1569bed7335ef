/* settings.c - options as texts and as values: what is asked of them after they were set */

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <resolv.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cfparse/option_names.h"
#include "state/diag.h"
#include "state/session.h"
#include "state/settings.h"
#include "world/world.h"

bool user_named(struct session *s, const char *name, struct user_entry *u, char *buf)
{
    s->standing.err = 0;
    return s->world->user_by_name(s->world->ctx, name, u, buf, USER_ROOM);
}

/*
 * Asking for users that do not exist loads every name service of the machine, so the default user
 * is looked for when it is first needed. A user given by number has the usual group.
 */
static struct default_user find_default_user(struct session *s)
{
    static const char *const names[] = { "mailnull", "sendmail", "daemon" };
    const struct settings *set = &s->prog->set;
    struct default_user d = { .known = true, .uid = 1, .gid = 1, .name = "daemon" };
    struct user_entry u;
    char buf[USER_ROOM];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (user_named(s, names[i], &u, buf)) {
            d = (struct default_user){ true, (long)u.uid, (long)u.gid, names[i] };
            break;
        }
    }
    if (set->def_gid != USER_UNSETTLED)
        d.gid = set->def_gid;
    if (set->def_uid != USER_UNSETTLED) {
        d.uid = set->def_uid;
        d.name = set->default_user;
    }
    return d;
}

void settle_default_user(struct session *s)
{
    const struct default_user d = find_default_user(s);

    s->prog->set.def_uid = d.uid;
    s->prog->set.def_gid = d.gid;
    s->prog->set.default_user = d.name;
}

struct default_user default_user(struct session *s)
{
    const struct settings *set = &s->prog->set;

    if (set->def_uid != USER_UNSETTLED && set->def_gid != USER_UNSETTLED)
        return (struct default_user){ true, set->def_uid, set->def_gid, set->default_user };
    if (!s->worker->user.known) /* the program may be in the hands of other threads, too */
        s->worker->user = find_default_user(s);
    return s->worker->user;
}

bool option_bool(const char *text)
{
    return *text == '\0' || strchr("tTyY", *text) != NULL;
}

static long unit_seconds(char unit)
{
    switch (unit) {
    case 'w':
        return 7 * 86400L;
    case 'd':
        return 86400L;
    case 'h':
        return 3600L;
    case 'm':
        return 60L;
    default:
        return 1L;
    }
}

long option_time(struct session *s, const char *text, char unit)
{
    const char *p = text;
    long total = 0;
    bool negative = *p == '-';

    if (strcasecmp(text, "now") == 0)
        return 0;
    if (negative)
        p++;
    while (*p != '\0') {
        unsigned n = 0;
        char c;

        while (*p >= '0' && *p <= '9')
            n = n * 10 + (unsigned)(*p++ - '0');
        c = *p != '\0' ? *p++ : unit;
        if (strchr("wdhms", c) == NULL) {
            usrerr(s, "Invalid time unit `%c'", c);
            c = unit;
        }
        total += (long)n * unit_seconds(c);
    }
    return negative ? -total : total;
}

const char *option_keep(struct session *s, enum option_id id, const char *text)
{
    const char *copy = arena_strdup(&s->prog->def.arena, text);

    s->prog->set.options->text[id] = copy;
    return copy;
}

const char *option_value_text(const struct session *s, const char *name)
{
    const struct option_name *found[2];
    const char *text;

    if (option_find(name, strlen(name), true, found) != OPTION_EXACT)
        return NULL;
    text = s->prog->set.options->text[option_id_of(found[0])];
    return text != NULL ? text : found[0]->text;
}
