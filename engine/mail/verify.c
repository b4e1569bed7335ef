/*
 * verify.c - an envelope without a message: what -bv sets up, and what it says in the end.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "files/safefile.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/envelope.h"
#include "mail/recipients.h"
#include "mail/sender.h"
#include "mail/verify.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/kept_macros.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

static void define(struct session *s, const char *name, const char *value)
{
    int id = name[1] != '\0' ? name_id_of(s, name) : *name;

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
    DEBUG(s, DL_GETLA, DBG_INT(load));
    define(s, "{load_avg}", number);
}

void envelope_begin(struct session *s)
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
    define_time(s, "b",
                tm.tm_gmtoff == 0 ? "%a, %d %b %Y %H:%M:%S GMT" : "%a, %d %b %Y %H:%M:%S %z", &tm);
    define(s, "a", macro_value(s, 'b'));
    define_load(s);
    define(s, "{ntries}", "0");
    define(s, "{nrcpts}", "0");
}

static void trace_folder(struct session *s, const char *folder)
{
    char path[MAX_LINE];
    long uid = (long)s->world->uid(s->world->ctx);

    snprintf(path, sizeof path, "%s/.", folder);
    safefile_folder(s, path, uid, (long)s->world->gid(s->world->ctx), uid == 0 ? SFF_ROOTOK : 0, false);
}

/* The real program works in its queue folders, and looks at the way there; here that only shows. */
static void trace_queues(struct session *s)
{
    static const char *const parts[] = { "qf", "df", "xf" };
    const struct option_state *o = s->prog->set.options;
    const char *queue = option_value_text(s, "QueueDirectory");
    char path[MAX_LINE];
    struct stat st;

    for (int i = 0; i < o->nqueues && queue != NULL && DEBUGGING(s, 44, 4); i++) {
        const char *folder = o->queues[i] != NULL ? o->queues[i] : queue;

        if (*folder != '\0' && folder[strlen(folder) - 1] == '*')
            continue; /* all folders there: docs/differences.md */
        trace_folder(s, folder);
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
            snprintf(path, sizeof path, "%s/%s", folder, parts[k]);
            if (s->world->stat(s->world->ctx, path, &st) == 0 && S_ISDIR(st.st_mode))
                trace_folder(s, path);
        }
    }
}

/* Why what is learnt of hosts cannot be kept there: an errno value; 0 when it can. The real program
 * asks from within its queue folder. */
static int status_folder_fault(struct session *s, const char *folder)
{
    const char *queue = option_value_text(s, "QueueDirectory");
    char path[2 * MAX_LINE];
    struct stat st;
    int err;

    if (*folder == '/' || queue == NULL)
        snprintf(path, sizeof path, "%s", folder);
    else
        snprintf(path, sizeof path, "%s/%s", queue, folder);
    err = s->world->lstat(s->world->ctx, path, &st);
    if (err != 0)
        return err;
    if (!S_ISDIR(st.st_mode))
        return ENOTDIR;
    return (st.st_mode & (S_IWGRP | S_IWOTH)) != 0 ? EACCES : 0;
}

void verify_folders(struct session *s)
{
    const char *folder = s->prog->set.host_status_dir;
    int err;

    trace_queues(s);
    if (folder == NULL || (err = status_folder_fault(s, folder)) == 0)
        return;
    warning(s, "Warning: Cannot use HostStatusDirectory = %s: %s", folder, safefile_reason(err));
    s->prog->set.host_status_dir = NULL;
}

struct recipients *recipients_begin(struct session *s)
{
    struct recipients *r = arena_alloc(&s->command.work, sizeof *r);
    const char *depth = option_value_text(s, "MaxAliasRecursion");
    const char *split = option_value_text(s, "FastSplit");

    memset(r, 0, sizeof *r);
    r->s = s;
    r->max_depth = depth != NULL ? atoi(depth) : 10;
    if (r->max_depth > DEEPEST_ALIAS)
        r->max_depth = DEEPEST_ALIAS;
    r->by_signature = split != NULL && atoi(split) == 0;
    r->blanks_separate = option_bool(option_value_text(s, "OldStyleHeaders"));
    for (int i = 0; i < s->prog->nmailers; i++) {
        if (strcmp(s->prog->mailers[i]->name, "local") == 0)
            r->local = s->prog->mailers[i];
    }
    return r;
}

struct recipients *session_verify(struct session *s, const char *sender, bool no_alias)
{
    struct recipients *r = recipients_begin(s);

    if (sender != NULL && *sender == '\0')
        sender = "<>";
    r->no_alias = no_alias;
    envelope_begin(s);
    r->sender = address_sender(s, sender, false);
    if (sender != NULL)
        sender_trusted(s, sender); /* a header would tell if not */
    if (macro_value(s, 's') == NULL)
        macro_clear(s, 's', MACRO_ENVELOPE);
    return r;
}

void verify_operand(struct recipients *r, const char *text)
{
    struct session *s = r->s;

    s->command.steps = 0;
    s->command.stopped = s->world->interrupted != NULL && s->world->interrupted(s->world->ctx);
    recipients_list(r, text, NULL, 0);
}

/* ---- its flags ------------------------------------------------------------------------------- */

enum { OLDSTYLE = 0x1, NO_BODY_RETN = 0x4, SENDRECEIPT = 0x10, FATALERRS = 0x20, RESENT = 0x100, GLOBALERRS = 0x1000,
       METOO = 0x4000, NORECEIPT = 0x10000, RET_PARAM = 0x100000, DISCARD = 0x1000000, SEVEN_BITS = 0x40000000 };

unsigned envelope_returns(const char *what)
{
    return RET_PARAM | (strcasecmp(what, "hdrs") == 0 ? NO_BODY_RETN : 0);
}

/* "<OLDSTYLE,METOO>", or nothing. out: 100 bytes. */
static const char *flag_names(unsigned flags, char *out)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {
        { OLDSTYLE, "OLDSTYLE" },       { NO_BODY_RETN, "NO_BODY_RETN" },
        { SENDRECEIPT, "SENDRECEIPT" }, { FATALERRS, "FATALERRS" },
        { RESENT, "RESENT" },           { GLOBALERRS, "GLOBALERRS" },
        { METOO, "METOO" },             { NORECEIPT, "NORECEIPT" },
        { RET_PARAM, "RET_PARAM" },     { DISCARD, "DISCARD" },
    };
    size_t n = 0;

    *out = '\0';
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((flags & names[i].bit) != 0)
            n += (size_t)sprintf(out + n, "%c%s", n > 0 ? ',' : '<', names[i].name);
    }
    if (n > 0)
        strcpy(out + n, ">");
    return out;
}

static unsigned common_flags(const struct session *s)
{
    const char *type = s->prog->target->flags_seven_bits ? s->prog->body_type : NULL;

    return s->prog->set.returns | (option_bool(option_value_text(s, "MeToo")) ? METOO : 0)
           | (type != NULL && strcasecmp(type, "7BIT") == 0 ? SEVEN_BITS : 0);
}

static unsigned envelope_flags(const struct recipients *r)
{
    return (r->blanks_separate ? OLDSTYLE : 0) | (r->expanded ? SENDRECEIPT : 0)
           | common_flags(r->s);
}

const char *session_envelope_flags(const struct session *s, char *out)
{
    unsigned flags = common_flags(s);
    int n;

    if (option_bool(option_value_text(s, "OldStyleHeaders")) && !s->new_style)
        flags |= OLDSTYLE;
    flags |= (s->resent ? RESENT : 0) | (s->discards ? DISCARD : 0);
    n = sprintf(out, "%x", flags);
    flag_names(flags, out + n);
    if (flags != 0)
        strcat(out, "\n");
    return out;
}

const char *verify_flags(struct recipients *r, bool failed)
{
    char *text = arena_alloc(&r->s->command.work, 120), names[100];
    unsigned flags = envelope_flags(r) | GLOBALERRS | (failed ? FATALERRS : 0);

    snprintf(text, 120, "%x%s", flags, flag_names(flags, names));
    return text;
}

/* ---- what is said in the end ----------------------------------------------------------------- */

/* The owner of the list that an address comes from; NULL: none, or the sender itself. */
static const char *owner_of(const struct recipients *r, const struct address *a)
{
    while (a != NULL && a->owner == NULL)
        a = a->alias;
    if (a == NULL || (r->sender->paddr != NULL && strcmp(a->owner, r->sender->paddr) == 0))
        return NULL;
    return a->owner;
}

/* An address, good or bad, and the message that it is left to. */
struct share {
    const struct address *a;
    const char *owner; /* NULL: nobody's */
    int message;       /* 0: the one that was sent; N: the N-th that is split off */
};

static void say(struct session *s, const struct address *a)
{
    s->standing.address = a->paddr;
    if (*a->host != '\0')
        message(s, "deliverable: mailer %s, host %s, user %s",
                a->mailer != NULL ? a->mailer->name : error_mailer()->name, a->host, a->user);
    else
        message(s, "deliverable: mailer %s, user %s",
                a->mailer != NULL ? a->mailer->name : error_mailer()->name, a->user);
}

/* The start of the delivery, of which nothing but this is done. */
static void tell_start(struct recipients *r)
{
    struct session *s = r->s;
    char names[100];

    if (!DEBUGGING(s, 13, 1))
        return;
    DEBUG_EMIT(s, DL_SENDALL, DBG_STR(macro_value(s, 'i')));
    address_tell(s, r->sender);
    DEBUG_EMIT(s, DL_SENDALL_QUEUE, DBG_INT(envelope_flags(r)),
               DBG_STR(flag_names(envelope_flags(r), names)), DBG_STR(*names != '\0' ? "\n" : ""));
    if (r->queue == NULL)
        DEBUG_EMIT0(s, DL_SENDALL_NOBODY);
    for (const struct address *a = r->queue; a != NULL; a = a->next)
        address_tell(s, a);
}

static void tell_end(struct recipients *r, bool split_off)
{
    struct session *s = r->s;
    unsigned flags = envelope_flags(r) | GLOBALERRS;
    const char *id = macro_value(s, 'i');
    char names[100];

    if (!DEBUGGING(s, 50, 1))
        return;
    if (split_off)
        flags = (flags & ~(unsigned)SENDRECEIPT) | NORECEIPT;
    flag_names(flags, names);
    DEBUG_EMIT(s, DL_DROP_ENVELOPE, DBG_PTR(r), DBG_STR(id), DBG_INT(flags), DBG_STR(names),
               DBG_STR(id), DBG_INT(flags), DBG_STR(names));
}

/* What -B gave, or nothing. */
static void envelope_body_type(struct session *s)
{
    int id = name_id_of(s, "{bodytype}");

    if (s->prog->body_type != NULL)
        macro_define(s, id, s->prog->body_type, MACRO_ENVELOPE);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
}

/* What -V gave, or nothing. */
static void envelope_id(struct session *s)
{
    const struct symbol *given = symbol_peek(&s->own.symbols, "dsn_envid", SYM_MACRO);
    const char *value = given != NULL && given->value > 0 ? macro_value(s, given->value) : NULL;
    int id = name_id_of(s, "{envid}");

    if (value != NULL)
        macro_define(s, id, value, MACRO_ENVELOPE);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
}

static void say_envelope(struct recipients *r, const struct share *all, int n, int message)
{
    struct session *s = r->s;

    envelope_id(s);
    envelope_body_type(s);
    for (int i = 0; i < n; i++) {
        if (all[i].message == message && recipient_sendable(all[i].a))
            say(s, all[i].a);
    }
    tell_end(r, message > 0);
}

/* Whose list stands last of what is left, NULL: there is none; and how many there are: each list as often as it begins,
 * each address without one. Lists in a row whose owners have one name are one. */
static const char *last_list(struct share *all, int n, int *count)
{
    const char *last = NULL;

    *count = 0;
    for (struct share *one = all; one < all + n; one++) {
        if (one->message != 0)
            continue;
        if (one->owner != NULL && last != NULL && strcmp(one->owner, last) == 0) {
            one->owner = last;
            continue;
        }
        ++*count;
        if (one->owner != NULL)
            last = one->owner;
    }
    return last;
}

/* Mail to a list goes out in its owner's name, as a message of its own, with macros of its own. */
static void split_envelope(struct recipients *r, const char *owner, int count)
{
    struct session *s = r->s;
    const char *id = arena_strdup(&s->command.work, macro_value(s, 'i'));
    struct kept_macros *before = macros_keep(s);

    queue_id_macro(s);
    DEBUG(s, DL_SENDALL_SPLIT, DBG_STR(id), DBG_STR(macro_value(s, 'i')),
          DBG_STR(owner), DBG_INT(count));
    s->standing.nameless = true;
    s->standing.in_its_place = s->standing.address;
    address_sender(s, owner, true);
    s->standing.nameless = false;
    s->standing.address = s->standing.in_its_place;
    if (before != NULL)
        macros_put_back(s, before);
    macros_forget(before);
}

/* All that are not dead, each left to the message that was sent; their number. */
static int shares(const struct recipients *r, struct share **all)
{
    int room = 0, n = 0;

    for (const struct address *a = r->queue; a != NULL; a = a->next)
        room++;
    *all = arena_alloc(&r->s->command.work, (size_t)(room + 1) * sizeof **all);
    for (const struct address *a = r->queue; a != NULL; a = a->next) {
        if (!recipient_dead(a))
            (*all)[n++] = (struct share){ .a = a, .owner = owner_of(r, a) };
    }
    return n;
}

/* Splits a message off for each list that has an owner, from the last to the first; their number. */
static int split(struct recipients *r, struct share *all, int n)
{
    const char *owner;
    int messages = 0, count;

    while ((owner = last_list(all, n, &count)) != NULL) {
        split_envelope(r, owner, count);
        messages++;
        for (int i = 0; i < n; i++) {
            if (all[i].owner == owner)
                all[i].message = messages;
        }
    }
    return messages;
}

void verify_report(struct recipients *r)
{
    struct session *s = r->s;
    struct share *all;
    int verbose = s->verbose, n, message;

    DEBUG(s, DL_FROM_PERSON, DBG_STR(r->sender->paddr));
    s->standing.address = NULL;
    define_load(s);
    tell_start(r);
    if (!option_bool(option_value_text(s, "MeToo")) && r->sender->user != NULL
        && r->sender->host != NULL) {
        r->sender->state = ADDRESS_IS_SENDER;
        recipient_add(r, r->sender, 0);
        s->standing.address = r->sender->paddr;
    }
    n = shares(r, &all);
    message = split(r, all, n);
    s->standing.address = NULL;
    s->verbose = verbosity(s) > 0 ? verbose : 1;
    say_envelope(r, all, n, 0);
    for (; message > 0; message--)
        say_envelope(r, all, n, message);
    s->verbose = verbose;
    s->standing.address = NULL;
}
