/*
 * sender.c - the sender of an envelope, found from an address: what /sender shows.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "files/accounts.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/sender.h"
#include "maps/userdb.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/tokenise.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

enum { USER_BUFFER = 16 * 1024, SENDER_SIZE = MAX_NAME };

/* The login name of whoever runs the program; what a server says is the client's, and no fault of that. */
static const char *login_name(struct session *s)
{
    char *buf = arena_alloc(&s->command.work, USER_BUFFER);
    struct user_entry u;

    if (s->world->user_by_uid(s->world->ctx, (uid_t)s->prog->set.caller_uid, &u, buf, USER_BUFFER))
        return u.name;
    if (!s->converses && !s->unknown_caller)
        syserr(s, "Who are you?");
    s->unknown_caller = true;
    return "postmaster";
}

static void define_named(struct session *s, const char *name, const char *value)
{
    int id = name_id_of(s, name);

    if (id == 0)
        return;
    if (value != NULL)
        macro_define(s, id, value, MACRO_ENVELOPE);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
}

/* Programs, files and lists send nothing. */
static bool cannot_send(const struct address *a)
{
    return a->mailer != NULL
           && (strcmp(a->mailer->name, "prog") == 0 || strcmp(a->mailer->name, "*file*") == 0
               || strcmp(a->mailer->name, "*include*") == 0);
}

/* The address, or the caller's, `real`, in its place. Returns the text that was taken. */
static const char *find_sender(struct session *s, const char *from, const char *real, char delim, const char **end,
                               struct address *a)
{
    enum { FLAGS = ADDRESS_COPY | ADDRESS_SENDER };

    a->state = ADDRESS_BAD;
    if (from != NULL && address_read(s, from, FLAGS, delim, end, a)
        && a->state != ADDRESS_BAD && !cannot_send(a))
        return from;
    if (a->state != ADDRESS_BAD)
        usrerr(s, "553 5.1.7 Invalid sender address");
    if (from != NULL) /* one complaint is enough */
        s->standing.quiet = true;
    if (address_read(s, real, FLAGS, ' ', NULL, a))
        return real;
    real = expanded(s, "\201n");
    if (address_read(s, real, ADDRESS_COPY, ' ', NULL, a))
        return real;
    if (!address_read(s, "postmaster", ADDRESS_COPY, ' ', NULL, a))
        syserr(s, "553 5.3.0 setsender: can't even parse postmaster!");
    return "postmaster";
}

/* What the account says: home in $z, full name in $x. */
static void use_account(struct session *s, struct address *a)
{
    char *buf = arena_alloc(&s->command.work, USER_BUFFER);
    struct user_entry u;

    if (s->full_name == NULL) {
        const char *x = macro_value(s, 'x');

        if (x != NULL && *x != '\0')
            s->full_name = arena_strdup(&s->own.arena, x);
    }
    if (*a->user != '\0' && s->world->user_by_name(s->world->ctx, a->user, &u, buf, USER_BUFFER)) {
        a->home = strcmp(u.dir, "/") == 0 ? "" : *u.dir != '\0' ? u.dir : NULL;
        a->uid = (long)u.uid;
        a->gid = (long)u.gid;
        a->flags |= ADDRESS_GOODUID;
        if (a->home != NULL)
            macro_define(s, 'z', a->home, MACRO_ENVELOPE);
        else
            macro_clear(s, 'z', MACRO_ENVELOPE);
        if (s->full_name == NULL) {
            const char *name = full_name(&s->own.arena, u.gecos, u.name);

            if (*name != '\0')
                s->full_name = name;
        }
    }
}

/* 3, 1, 4. */
static void rewrite_sender(struct session *s, struct workspace *w)
{
    rewrite(s, w, 3, MAX_ATOM);
    rewrite(s, w, 1, MAX_ATOM);
    rewrite(s, w, 4, MAX_ATOM);
    define_named(s, "{addr_type}", NULL);
}

/* $f: a route address gets its angle brackets. */
static void define_sender(struct session *s, const struct workspace *w, const struct address *a, char sep)
{
    char text[SENDER_SIZE + 3], *start = text + 1;

    join(s, w->v, w->n, start, SENDER_SIZE - 2, sep, false);
    if (*start == '@' && (a->mailer == NULL || !mailer_flag(a->mailer, 'd'))) {
        strcat(start, ">");
        *--start = '<';
    }
    macro_define(s, 'f', start, MACRO_ENVELOPE);
}

/* The mailer completes addresses without a domain by the sender's: what stands from its last @ on. */
static void note_domain(struct session *s, struct workspace *w)
{
    int at = -1;

    define_named(s, "{addr_type}", "e s");
    rewrite_sender(s, w);
    for (int i = 0; i < w->n; i++) {
        if (strcmp(token_of(s, w->v[i])->text, "@") == 0)
            at = i;
    }
    if (at >= 0)
        DEBUG(s, DL_SETSENDER_DOMAIN, DBG_VEC(w->v + at, w->n - at));
}

static struct address *find_and_define(struct session *s, const char *from, bool owner, char delim,
                                       const char **end)
{
    struct tokenise how = { .table = TOKENS_INT, .delim = delim, .buffer = BUFFER_ADDRESS };
    struct address *a = arena_alloc(&s->command.work, sizeof *a);
    const char *name, *caller;
    struct workspace w;

    memset(a, 0, sizeof *a);
    DEBUG(s, DL_SETSENDER, DBG_STR(from != NULL ? from : ""));
    macro_define(s, 'x', "", MACRO_ENVELOPE);
    s->standing.quiet = s->prog->set.level < 2;
    caller = login_name(s);
    define_named(s, "{addr_type}", "e s");
    from = find_sender(s, from, caller, delim, end, a);
    if (s->converses && s->command.stopped) { /* a server has left with the error */
        s->standing.quiet = false;
        return a;
    }
    a->state = ADDRESS_IS_SENDER;
    if (DEBUGGING(s, 45, 5)) {
        DEBUG_EMIT0(s, DL_SETSENDER_RESULT);
        address_tell(s, a);
    }
    s->standing.quiet = false;
    s->sender_text = arena_strdup(&s->own.arena, a->paddr != NULL ? a->paddr : "");
    s->sender_user = arena_strdup(&s->own.arena, a->user != NULL ? a->user : "");
    if (a->mailer != NULL && mailer_flag(a->mailer, '@')
        && (name = userdb_sender(s, a->user)) != NULL)
        from = name;
    if (a->mailer != NULL && mailer_flag(a->mailer, 'w')) {
        use_account(s, a);
        if (s->full_name != NULL && !owner)
            macro_define(s, 'x', s->full_name, MACRO_ENVELOPE);
    } else if (!s->converses) { /* who calls a program is known */
        a->uid = s->prog->set.caller_uid;
        a->gid = s->prog->set.caller_gid;
        a->flags |= ADDRESS_GOODUID;
    }
    if (owner)
        s->standing.address = from;
    else if (s->standing.address != NULL) /* remembered, beyond this command */
        s->standing.address = arena_strdup(&s->own.arena, s->standing.address);
    w.n = tokenise(s, from, &how, w.v);
    if (w.n <= 0) {
        usrerr(s, "553 5.0.0 cannot prescan from (%s)", shorten(&s->command.work, from, 203));
        return a;
    }
    rewrite_sender(s, &w);
    define_sender(s, &w, a, s->prog->set.blank_sub);
    if (a->mailer != NULL && mailer_flag(a->mailer, 'C'))
        note_domain(s, &w);
    return a;
}

struct address *address_sender(struct session *s, const char *from, bool owner)
{
    return find_and_define(s, from, owner, '\0', NULL);
}

struct address *address_sender_until(struct session *s, const char *from, char delim, const char **end)
{
    return find_and_define(s, from, false, delim, end);
}

void sender_trusted(struct session *s, const char *but)
{
    char *buf = arena_alloc(&s->command.work, USER_BUFFER), nobody[32];
    long uid = s->prog->set.caller_uid;
    struct user_entry u;
    const char *real = nobody;

    snprintf(nobody, sizeof nobody, "Unknown UID %ld", uid);
    if (s->world->user_by_uid(s->world->ctx, (uid_t)uid, &u, buf, USER_BUFFER))
        real = u.name;
    if (but == NULL || strcmp(but, real) != 0)
        class_has(s, 't', real, strlen(real));
}
