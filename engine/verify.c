/*
 * verify.c - an envelope without a message: what -bv sets up, and what it says in the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loader.h"
#include "map.h"
#include "options.h"
#include "recipients.h"

static void define(struct session *s, const char *name, const char *value)
{
    int id = name_id_of(s, name);

    if (id != 0)
        macro_define(s, id, value, MACRO_ENVELOPE);
}

static void define_time(struct session *s, const char *name, const char *format,
                        const struct tm *tm)
{
    char text[64];

    strftime(text, sizeof text, format, tm);
    if (text[5] == '0' && text[3] == ',') /* no leading zero of the day */
        memmove(text + 5, text + 6, strlen(text + 6) + 1);
    define(s, name, text);
}

/* What each envelope defines. */
static void define_envelope(struct session *s)
{
    time_t now = s->world->now(s->world->ctx);
    char number[24];
    struct tm tm;

    localtime_r(&now, &tm);
    snprintf(number, sizeof number, "%ld", (long)getpid());
    define(s, "p", number);
    if (macro_value(s, 'c') == NULL)
        define(s, "c", "0");
    snprintf(number, sizeof number, "%lld", (long long)now);
    define(s, "{time}", number);
    define_time(s, "t", "%Y%m%d%H%M", &tm);
    define_time(s, "d", "%a %b %e %H:%M:%S %Y", &tm);
    define_time(s, "b", tm.tm_gmtoff == 0 ? "%a, %d %b %Y %H:%M:%S GMT" : "%a, %d %b %Y %H:%M:%S %z",
                &tm);
    define(s, "a", macro_value(s, 'b'));
    snprintf(number, sizeof number, "%d", s->world->load(s->world->ctx));
    if (DEBUGGING(s, 3, 1))
        DEBUG_EMIT(s, DL_GETLA, DBG_INT(s->world->load(s->world->ctx)));
    define(s, "{load_avg}", number);
    define(s, "{ntries}", "0");
    define(s, "{nrcpts}", "0");
}

/* The real program works in its queue folder, and looks at the way there; here that only shows. */
static void trace_queue(struct session *s)
{
    const char *queue = option_value_text(s, "QueueDirectory");
    char path[MAX_LINE];

    if (queue == NULL || !DEBUGGING(s, 44, 4))
        return;
    snprintf(path, sizeof path, "%s/.", queue);
    safefile_folder(s, path, (long)s->world->uid(s->world->ctx), (long)s->world->gid(s->world->ctx),
                    SFF_ROOTOK, false);
}

struct recipients *session_verify(struct session *s, const char *sender, bool no_alias)
{
    struct recipients *r = arena_alloc(&s->work, sizeof *r);
    const char *depth = option_value_text(s, "MaxAliasRecursion");
    const char *split = option_value_text(s, "FastSplit");

    memset(r, 0, sizeof *r);
    r->s = s;
    r->no_alias = no_alias;
    r->max_depth = depth != NULL ? atoi(depth) : 10;
    r->by_signature = split != NULL && atoi(split) == 0;
    r->blanks_separate = option_bool(option_value_text(s, "OldStyleHeaders"));
    trace_queue(s);
    define_envelope(s);
    r->sender = address_sender(s, sender);
    if (macro_value(s, 's') == NULL)
        macro_clear(s, 's', MACRO_ENVELOPE);
    return r;
}

void verify_operand(struct recipients *r, const char *text)
{
    r->s->steps = 0;
    recipients_list(r, text, NULL, 0);
}

bool verify_expanded(const struct recipients *r)
{
    return r->expanded;
}

/* ---- what is said in the end ---------------------------------------------------------------------- */

/* The owner of the list that an address comes from; NULL: none, or the sender itself. */
static const char *owner_of(const struct recipients *r, const struct address *a)
{
    while (a != NULL && a->owner == NULL)
        a = a->alias;
    if (a == NULL || (r->sender->paddr != NULL && strcmp(a->owner, r->sender->paddr) == 0))
        return NULL;
    return a->owner;
}

static bool same_owner(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void say(struct session *s, const struct address *a)
{
    s->address = a->paddr;
    if (*a->host != '\0')
        message(s, "deliverable: mailer %s, host %s, user %s",
                a->mailer != NULL ? a->mailer->name : error_mailer()->name, a->host, a->user);
    else
        message(s, "deliverable: mailer %s, user %s",
                a->mailer != NULL ? a->mailer->name : error_mailer()->name, a->user);
}

static void say_owned(struct recipients *r, const char *owner)
{
    for (const struct address *a = r->queue; a != NULL; a = a->next) {
        if (recipient_sendable(a) && same_owner(owner_of(r, a), owner))
            say(r->s, a);
    }
}

/* Mail to a list goes out in its owner's name, as a message of its own; the list whose last member
 * comes first goes first. */
static void say_lists(struct recipients *r)
{
    for (const struct address *a = r->queue; a != NULL; a = a->next) {
        const char *owner = recipient_sendable(a) ? owner_of(r, a) : NULL;
        const struct address *b = a->next;

        if (owner == NULL)
            continue;
        while (b != NULL && !(recipient_sendable(b) && same_owner(owner_of(r, b), owner)))
            b = b->next;
        if (b == NULL)
            say_owned(r, owner);
    }
}

void verify_report(struct recipients *r)
{
    struct session *s = r->s;
    int verbose = s->verbose;

    if (!option_bool(option_value_text(s, "MeToo"))) {
        r->sender->state = ADDRESS_IS_SENDER;
        recipient_add(r, r->sender, 0);
    }
    s->verbose = verbose > 0 ? verbose : 1;
    say_owned(r, NULL);
    say_lists(r);
    s->verbose = verbose;
    s->address = NULL;
}
