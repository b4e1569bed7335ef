/*
 * route.c - where mail for an address would go.
 */
#include <stdio.h>
#include <string.h>

#include "hold.h"
#include "library/inside.h"
#include "library/plain.h"
#include "library/session.h"
#include "reason/onward.h"
#include "smtp/reply_parts.h"

static const char *const ends[] = { [END_ON] = "leads on", [END_MAILBOX] = "deliverable", [END_QUEUED] = "waits",
                                    [END_BAD] = "refused" };

/* What of an error says more than that it is one: the first thing that is told counts. */
static void take_error(struct btsh_session *x, struct btsh_route *r)
{
    const struct btsh_message *m = x->messages.first;

    while (m != NULL && (strcmp(m->kind, "info") == 0 || strcmp(m->kind, "warning") == 0))
        m = m->next;
    r->error = x->failed;
    if (m == NULL || x->failed != NULL)
        return;
    r->code = m->code;
    r->dsn = m->dsn;
    r->error = m->text;
}

static void take_reply(struct btsh_session *x, struct btsh_route *r, const char *reply)
{
    char dsn[REPLY_DSN];

    r->error = arena_strdup(&x->answer, reply_parts(reply, &r->code, dsn));
    r->dsn = *dsn != '\0' ? arena_strdup(&x->answer, dsn) : NULL;
}

static void find(struct btsh_session *x, const char *address, struct btsh_route *r)
{
    struct triple t = { 0 };
    bool parsed = session_parse(x->session, address, &t);
    bool later;

    take_error(x, r);
    later = x->temporary || r->code / 100 == 4;
    if (!parsed || t.mailer == NULL || strcmp(t.mailer, "*error*") == 0) {
        r->status = later ? "temporary" : "error";
        if (r->error == NULL)
            r->error = "it cannot be parsed";
        return;
    }
    r->mailer = plain_text(&x->answer, x->session, t.mailer);
    r->host = plain_text(&x->answer, x->session, t.host);
    r->user = plain_text(&x->answer, x->session, t.user);
    r->status = later ? "temporary" : strcmp(t.mailer, "error") == 0 || r->code >= 500 ? "error" : "ok";
}

/* One recipient of the list, behind `last`. */
static struct btsh_recipient *add(struct btsh_session *x, struct session *s, struct btsh_route *r, struct btsh_recipient *last,
                                  const struct recipient *from)
{
    struct btsh_recipient *one = arena_alloc(&x->answer, sizeof *one);

    one->address = arena_strdup(&x->answer, from->address);
    one->mailer = plain_text(&x->answer, s, from->mailer);
    one->host = plain_text(&x->answer, s, from->host);
    one->user = plain_text(&x->answer, s, from->user);
    one->why = from->why != NULL ? arena_strdup(&x->answer, from->why) : NULL;
    one->end = ends[from->end];
    one->parent = from->parent;
    if (last != NULL)
        last->next = one;
    else
        r->recipients = one;
    return one;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    const struct btsh_session *x = ctx;

    (void)s;
    (void)e;
    return x->stop != NULL && *x->stop != 0 ? EVENT_STOP : EVENT_GO;
}

/* A fresh one, with what the session has defined; the session itself where it may be used up. */
static struct session *begin_follower(struct btsh_session *x)
{
    const struct observer o = { .hear = hear, .ctx = x };

    if (x->spent)
        return x->session;
    x->follower = x->follower != NULL ? session_again(x->follower, &o) : session_new(x->of->program, &o);
    session_same_moment(x->follower, x->moment);
    session_begin_shell(x->follower);
    if (x->limit >= 0)
        session_set_max_steps(x->follower, x->limit);
    if (x->seed >= 0)
        session_seed(x->follower, (unsigned long)x->seed);
    session_carry_over(x->follower, x->session);
    return x->follower;
}

/* Those that it leads to: some of them, or all, may be refused. They are followed in a session of their own, which may not be
 * used for anything else. */
static void expand(struct btsh_session *x, const char *address, struct btsh_route *r)
{
    int good = 0, queued = 0, bad = 0;
    struct btsh_recipient *last = NULL;
    struct onward end = { 0 };
    struct session *s;
    const char *why = NULL;

    if (strcmp(r->status, "ok") != 0 || !onward_goes_on(x->session, r->mailer))
        return;
    s = begin_follower(x);
    onward_follow(s, address, &end);
    for (int n = 0; n < end.n; n++) {
        const struct recipient *one = &end.list[n];

        last = add(x, s, r, last, one);
        good += one->end == END_MAILBOX;
        queued += one->end == END_QUEUED;
        bad += one->end == END_BAD;
        if ((one->end == END_BAD || one->end == END_QUEUED) && why == NULL)
            why = last->why;
    }
    onward_clear(&end);
    r->status = queued > 0 ? "temporary" : bad == 0 ? "ok" : good > 0 ? "partial" : "error";
    if (why != NULL && strcmp(r->status, "ok") != 0)
        take_reply(x, r, why);
}

const struct btsh_route *btsh_route(struct btsh_session *x, const char *address, unsigned flags)
{
    struct btsh_route *r;

    if (!library_begin(x, 0))
        return NULL;
    r = arena_alloc(&x->answer, sizeof *r);
    find(x, address, r);
    library_end(x);
    if (flags & BTSH_EXPAND)
        expand(x, address, r);
    return r;
}
