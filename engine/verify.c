/*
 * verify.c - an envelope without a message: what -bv sets up, and what it says in the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "builder.h"
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

static void define_load(struct session *s)
{
    int load = s->world->load(s->world->ctx);
    char number[24];

    snprintf(number, sizeof number, "%d", load);
    if (DEBUGGING(s, 3, 1))
        DEBUG_EMIT(s, DL_GETLA, DBG_INT(load));
    define(s, "{load_avg}", number);
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
    define_load(s);
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
    r->sender = address_sender(s, sender, false);
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

static bool goes_for(const struct recipients *r, const struct address *a, const char *owner)
{
    return recipient_sendable(a) && same_owner(owner_of(r, a), owner);
}

static void say_envelope(struct recipients *r, const char *owner)
{
    struct session *s = r->s;

    macro_clear(s, name_id_of(s, "{envid}"), MACRO_ENVELOPE);
    macro_clear(s, name_id_of(s, "{bodytype}"), MACRO_ENVELOPE);
    for (const struct address *a = r->queue; a != NULL; a = a->next) {
        if (goes_for(r, a, owner))
            say(s, a);
    }
}

/* An owner whose list ends with this address of the queue; NULL: none. */
static const char *list_ends(const struct recipients *r, const struct address *a)
{
    const char *owner = recipient_sendable(a) ? owner_of(r, a) : NULL;
    const struct address *b = a->next;

    while (owner != NULL && b != NULL && !goes_for(r, b, owner))
        b = b->next;
    return b == NULL ? owner : NULL;
}

/* Mail to a list goes out in its owner's name, as a message of its own. */
static void split_envelope(struct recipients *r, const char *owner)
{
    struct session *s = r->s;

    queue_id_macro(s);
    s->nameless = true;
    address_sender(s, owner, true);
    s->nameless = false;
    s->address = NULL;
}

/* The owners of the lists in the queue, in the order of their last members. Returns their number. */
static int list_owners(const struct recipients *r, const char ***owners)
{
    int room = 0, n = 0;

    for (const struct address *a = r->queue; a != NULL; a = a->next)
        room += owner_of(r, a) != NULL;
    *owners = arena_alloc(&r->s->work, (size_t)(room + 1) * sizeof **owners);
    for (const struct address *a = r->queue; a != NULL && room > 0; a = a->next) {
        const char *owner = list_ends(r, a);

        if (owner != NULL)
            (*owners)[n++] = owner;
    }
    return n;
}

void verify_report(struct recipients *r)
{
    struct session *s = r->s;
    const char **owners;
    int verbose = s->verbose, nowners;

    if (!option_bool(option_value_text(s, "MeToo"))) {
        r->sender->state = ADDRESS_IS_SENDER;
        recipient_add(r, r->sender, 0);
    }
    s->address = NULL;
    define_load(s);
    nowners = list_owners(r, &owners);
    for (int i = nowners - 1; i >= 0; i--)
        split_envelope(r, owners[i]);
    s->verbose = session_verbose(s) > 0 ? verbose : 1;
    say_envelope(r, NULL);
    for (int i = 0; i < nowners; i++)
        say_envelope(r, owners[i]);
    s->verbose = verbose;
    s->address = NULL;
}
