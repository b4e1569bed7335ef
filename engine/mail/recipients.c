/*
 * recipients.c - lists of addresses, and the queue in which each address stands once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "cfparse/white.h"
#include "files/safefile.h"
#include "hosts/mx.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/include_file.h"
#include "mail/recipient_alias.h"
#include "mail/recipient_maildrop.h"
#include "mail/recipient_user.h"
#include "mail/recipients.h"
#include "maps/error_text.h"
#include "rules/join.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/trace.h"

enum { USER_MAX = 800, MAX_NAMES = 3 }; /* bytes of a user in a report; account names in a row */

bool recipient_sendable(const struct address *a)
{
    return a->state == ADDRESS_OK || a->state == ADDRESS_QUEUEUP;
}

bool recipient_dead(const struct address *a)
{
    return a->state != ADDRESS_OK && a->state != ADDRESS_QUEUEUP && a->state != ADDRESS_BAD
           && a->state != ADDRESS_VERIFIED;
}

struct address *recipient_controller(struct session *s, struct address *a)
{
    bool above = false;

    for (; a != NULL && (a->flags & ADDRESS_GOODUID) == 0; above = true)
        a = a->alias;
    /* what comes from an alias has the rights of the default user, which is nobody's; one that stands for itself too has
     * become an account since, unless that is the default user, in the group that aliases have */
    return a != NULL && above && (a->flags & ADDRESS_ALIAS) != 0 && a->gid == 0 && a->uid == default_user(s).uid ? NULL : a;
}

/* Programs run with the rights of whoever names them. */
static bool same_rights(const struct address *a, const struct address *b)
{
    while (a != NULL && (a->flags & ADDRESS_GOODUID) == 0)
        a = a->alias;
    while (b != NULL && (b->flags & ADDRESS_GOODUID) == 0)
        b = b->alias;
    return a == NULL || b == NULL || (a->uid == b->uid && a->gid == b->gid);
}

bool recipient_same(const struct address *a, const struct address *b)
{
    if (a->mailer != b->mailer || a->mailer == error_mailer() || strcmp(a->user, b->user) != 0)
        return false;
    if (a->mailer != NULL && strcmp(a->mailer->name, "prog") == 0 && !same_rights(a, b))
        return false;
    return strcasecmp(a->host, b->host) == 0;
}

/* ---- order ----------------------------------------------------------------------------------- */

static bool is_local(const struct mailer *m)
{
    const char *program = m->argv != NULL && m->argv[0] != NULL ? m->path : NULL;

    return program == NULL || strcmp(program, "[IPC]") != 0;
}

/* The MX hosts of one host of a list, joined by colons; itself where it has none. */
static const char *hosts_of(struct session *s, const char *host, bool secure)
{
    const char *before = s->standing.address;
    struct mx_list *list = arena_alloc(&s->command.work, sizeof *list);
    size_t size = 1;
    int status = 0;
    char *out;

    s->standing.address = NULL; /* that is no fault of an address */
    mx_onward(s, &s->command.work, host, secure, list, &status);
    s->standing.address = before;
    DEBUG(s, DL_SIGNATURE_MX, DBG_INT(list->n > 0 ? list->n : 1), DBG_STR(list->n > 0 ? list->host[0] : host));
    if (list->n <= 0)
        return host;
    for (int i = 0; i < list->n; i++)
        size += strlen(list->host[i]) + 1;
    out = arena_alloc(&s->command.work, size);
    *out = '\0';
    for (int i = 0; i < list->n; i++)
        sprintf(out + strlen(out), "%s%s", i > 0 ? ":" : "", list->host[i]);
    return out;
}

/* What was found for another address of the same host; NULL: nothing yet. */
static const char *known_signature(const struct recipients *r, const struct address *a)
{
    for (const struct address *b = r->queue; b != NULL; b = b->next) {
        if (b != a && b->signature != NULL && b->mailer != NULL && b->mailer != error_mailer() && !is_local(b->mailer)
            && strcasecmp(b->host, a->host) == 0)
            return b->signature;
    }
    return NULL;
}

static bool goes_to(const struct address *a, const char *mailer)
{
    return a->mailer != NULL && strcmp(a->mailer->name, mailer) == 0;
}

/* Errors and lists go nowhere: they have their host alone, or this. */
static const char *no_hosts(const struct address *a)
{
    return *a->host != '\0' ? a->host : "_empty_";
}

/* The MX hosts of an address, joined by colons; "localhost" for local mailers. */
static const char *signature(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    const char *out = "", *next;
    bool secure = (a->flags & ADDRESS_SECURE) != 0;

    if (a->signature != NULL)
        return a->signature;
    DEBUG(s, DL_SIGNATURE, DBG_STR(a->host), DBG_INT(secure));
    if (a->mailer == error_mailer() || goes_to(a, "*include*"))
        return a->signature = no_hosts(a);
    if (a->mailer == NULL || is_local(a->mailer))
        return a->signature = "localhost";
    if ((next = known_signature(r, a)) != NULL) {
        DEBUG(s, DL_SIGNATURE_KNOWN, DBG_STR(a->host), DBG_STR(next));
        return a->signature = next;
    }
    for (const char *p = a->host; *p != '\0'; p = next) {
        const char *end = p + strcspn(p, ":");
        const char *more = hosts_of(s, arena_strndup(&s->command.work, p, (size_t)(end - p)), secure);
        char *both = arena_alloc(&s->command.work, strlen(out) + strlen(more) + 2);

        sprintf(both, "%s%s%s", out, *out != '\0' ? ":" : "", more);
        out = both;
        next = *end != '\0' ? end + 1 : end;
    }
    DEBUG(s, DL_SIGNATURE_MADE, DBG_STR(a->host), DBG_STR(out));
    return a->signature = out;
}

static int order(struct recipients *r, struct address *a, struct address *b)
{
    const char *first;
    int difference;

    if (!r->by_signature)
        return strcasecmp(a->host, b->host);
    first = signature(r, a);
    difference = strcmp(first, signature(r, b));
    return difference != 0 ? difference : strcmp(b->user, a->user);
}

/* The same address came before. */
static void note_duplicate(struct recipients *r, struct address *old, const struct address *a)
{
    struct session *s = r->s;

    if (DEBUGGING(s, 26, 1)) {
        DEBUG_EMIT(s, DL_RECIPIENT_KNOWN, DBG_STR(a->paddr));
        address_tell(s, old);
    }
    if ((old->flags & ADDRESS_PRIMARY) == 0) {
        if (!recipient_dead(a))
            message(s, "duplicate suppressed");
        else
            old->state = ADDRESS_DUPLICATE;
        old->flags |= a->flags;
    } else if ((old->flags & ADDRESS_SELFREF) != 0) {
        old->state = a->state;
        old->flags |= a->flags;
    }
}

/* Is it one that counts? One that is still being followed may come up again below itself. */
static bool settled(const struct address *a)
{
    return (a->flags & ADDRESS_RCPT_OK) != 0 || (a->flags & ADDRESS_PRIMARY) == 0;
}

/* Puts the address into the queue. Returns it, or the same one that stands there already. */
static struct address *insert(struct recipients *r, struct address *a)
{
    struct address **at = &r->queue;

    for (; *at != NULL; at = &(*at)->next) {
        int difference = order(r, a, *at);

        if (difference < 0)
            break;
        if (difference == 0 && settled(*at) && recipient_same(*at, a)) {
            note_duplicate(r, *at, a);
            return *at;
        }
    }
    a->next = *at;
    *at = a;
    return a;
}

/* ---- one address ----------------------------------------------------------------------------- */

static void refuse(struct recipients *r, struct address *a, const char *status, const char *text)
{
    a->state = ADDRESS_BAD;
    a->status = status;
    usrerr(r->s, "550 %s %s", status, text);
}

/* $j, which the real program expanded long ago. */
static void own_host(struct session *s, char *out, size_t size)
{
    enum { MACROS = 35 };
    struct levels before = levels_hush(s, MACROS);

    expand(s, "\201j", out, size);
    if (*out == '\0')
        snprintf(out, size, "localhost");
    levels_restore(s, &before);
}

/* Named by whoever asks; to a mail submission program, whoever names it is that. */
static bool is_direct(const struct recipients *r, const struct address *a)
{
    return a->alias == NULL || r->s->prog->set.options->use_msp;
}

/* Who names a program or file must be somebody, and have shown care. False: refused. */
static bool may_target(struct recipients *r, struct address *a, const char *what)
{
    const struct address *parent = a->alias;
    struct session *s = r->s;
    char text[2 * MAX_NAME + 80], host[MAX_NAME];

    if (is_direct(r, a)) {
        snprintf(text, sizeof text, "Cannot mail directly to %s", what);
    } else if ((parent->flags & ADDRESS_BOGUS_SHELL) != 0) {
        own_host(s, host, sizeof host);
        if (parent->ruser == NULL)
            snprintf(text, sizeof text, "UID %ld is an unknown user: cannot mail to %s",
                     parent->uid, what);
        else
            snprintf(text, sizeof text,
                     "User %s@%s doesn't have a valid shell for mailing to %s", parent->ruser,
                     host, what);
    } else if ((parent->flags & ADDRESS_UNSAFE) != 0) {
        snprintf(text, sizeof text, "Address %s is unsafe for mailing to %s",
                 shorten(&s->command.work, parent->paddr, 203), what);
        a->reply = *what == 'p' ? "550 Unsafe for mailing to programs"
                                : "550 Unsafe for mailing to files";
    } else {
        return true;
    }
    refuse(r, a, "5.7.1", text);
    return false;
}

/* An :include: file. */
static void include(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    int answer;

    a->state = ADDRESS_INCLUDED;
    if (is_direct(r, a)) {
        refuse(r, a, "5.7.1", "Cannot mail directly to :include:s");
        return;
    }
    message(s, "including file %s", a->user);
    answer = recipient_include(r, a->user, false, a, depth);
    if (answer == 0)
        return;
    if (transient_error(answer)) {
        a->state = ADDRESS_QUEUEUP;
        usrerr(s, "451 4.2.4 Cannot open %s: %s", a->user, error_text(answer));
    } else {
        a->state = ADDRESS_BAD;
        a->status = "5.2.4";
        usrerr(s, "550 5.2.4 Cannot open %s: %s", shorten(&s->command.work, a->user, 203),
               error_text(answer));
    }
}

/* The user's name as it is looked up; true: it was quoted, and is no alias. */
static bool plain_user(struct session *s, const struct address *a, char **name)
{
    *name = arena_strdup(&s->command.work, a->user);
    if (strchr(*name, '\\') == NULL) {
        strip_quotes(*name);
        return false;
    }
    strip_quotes(*name);
    return true;
}

static bool has(const struct address *a, int flag)
{
    return a->mailer != NULL && mailer_flag(a->mailer, flag);
}

/* Aliases, the user database, ruleset 5, the account: each takes what the one before left. True:
 * once more, under the name of the account. */
static bool follow(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    char *name;
    bool quoted = plain_user(s, a, &name);

    if (DEBUGGING(s, 29, 7)) {
        DEBUG_EMIT0(s, DL_TRYLOCALUSER);
        address_tell(s, a);
    }
    if (a->state == ADDRESS_BAD || a->state == ADDRESS_QUEUEUP) {
        r->count += a->state == ADDRESS_QUEUEUP;
        return false;
    }
    if (a->state == ADDRESS_IS_SENDER)
        return false;
    if (goes_to(a, "*include*"))
        include(r, a, depth);
    else if (goes_to(a, "*file*"))
        may_target(r, a, "files");
    if (!quoted && a->state == ADDRESS_OK && has(a, 'A'))
        recipient_alias(r, a, depth);
    if (recipient_sendable(a) && has(a, '@') && (a->flags & ADDRESS_NOTREMOTE) == 0
        && !recipient_maildrop(r, a, depth)) {
        a->state = ADDRESS_QUEUEUP;
        message(s, "queued (user database error): %s", error_text(s->standing.err));
        r->count++;
        return false;
    }
    recipient_ruleset5(r, a, depth);
    if (a->state == ADDRESS_OK && has(a, 'w') && recipient_account(r, a, name, quoted, depth))
        return true;
    r->count += !recipient_dead(a) && !s->command.stopped; /* a server has left with the error */
    return false;
}

/* Follows the address; accounts found by other names may lead in a circle. */
static void follow_all(struct recipients *r, struct address *a, int depth)
{
    for (int names = 0; follow(r, a, depth); names++) {
        if (names == MAX_NAMES) {
            a->state = ADDRESS_BAD;
            a->status = "5.4.6";
            usrerr(r->s, "554 5.4.6 aliasing/forwarding loop for %s broken", a->user);
            return;
        }
    }
}

/* A typed address that came to nothing is bad. */
static void self_destruct(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    const struct address *q;

    a->flags |= ADDRESS_THIS_PASS;
    if (DEBUGGING(s, 26, 8)) {
        DEBUG_EMIT0(s, DL_SELFDESTRUCT);
        address_tell(s, a);
        if (DEBUGGING(s, 26, 10)) {
            DEBUG_EMIT0(s, DL_SENDQ);
            for (q = r->queue; q != NULL; q = q->next)
                address_tell(s, q);
            DEBUG_EMIT0(s, DL_SENDQ_END);
        }
    }
    if (a->alias != NULL || a == r->sender || !recipient_dead(a))
        return;
    for (q = r->queue; q != NULL; q = q->next) {
        if (!recipient_dead(q))
            return;
    }
    a->state = ADDRESS_BAD;
    a->status = "5.4.6";
    usrerr(s, "554 5.4.6 aliasing/forwarding loop broken");
}

/* What a typed address became: one, which takes its place, or several. */
static void conclude(struct recipients *r, struct address *a)
{
    struct address *only = NULL;
    int n = 0;

    for (struct address *q = r->queue; q != NULL; q = q->next) {
        if ((q->flags & ADDRESS_THIS_PASS) != 0 && recipient_sendable(q)) {
            n++;
            only = q;
        }
        q->flags &= ~ADDRESS_THIS_PASS;
    }
    if (n == 1) {
        const struct address *q = only;

        while (q != NULL && q->owner == NULL)
            q = q->alias;
        if (q == NULL)
            only->flags |= ADDRESS_PRIMARY;
    } else if (n > 0) {
        r->expanded = true;
        a->flags |= ADDRESS_WAS_EXPANDED;
    }
}

static void name_final(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    const char *type;
    char *text, host[MAX_NAME];
    size_t size;

    if (a->final != NULL)
        return;
    type = r->local != NULL && r->local->addrtype != NULL ? r->local->addrtype : "rfc822";
    own_host(s, host, sizeof host);
    size = strlen(a->user) + strlen(a->paddr) + strlen(type) + sizeof host + 4;
    text = arena_alloc(&s->command.work, size);
    if (strchr(a->user, '@') != NULL)
        snprintf(text, size, "%s; %.*s", type, USER_MAX, a->user);
    else if (strchr(a->paddr, '@') != NULL)
        snprintf(text, size, "%s; %.*s", type, USER_MAX, a->paddr);
    else
        snprintf(text, size, "%s; %.*s@%s", type, USER_MAX, a->user, host);
    a->final = text;
}

static void count(struct recipients *r, struct address *a)
{
    struct session *s = r->s;
    char number[16];
    int id = name_id_of(s, "{nrcpts}");

    a->flags |= ADDRESS_RCPT_OK;
    snprintf(number, sizeof number, "%d", r->count);
    if (id != 0 && !s->command.stopped)
        macro_define(s, id, number, MACRO_ENVELOPE);
}

struct address *recipient_enter(struct recipients *r, struct address *a)
{
    struct address *kept;

    if (goes_to(a, "prog"))
        may_target(r, a, "programs");
    kept = insert(r, a);
    r->count += kept == a;
    return kept;
}

struct address *recipient_add(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    struct address *kept;

    s->standing.address = a->paddr;
    s->standing.err = 0;
    if (depth == 0)
        a->flags |= ADDRESS_PRIMARY;
    if (DEBUGGING(s, 26, 1)) {
        DEBUG_EMIT(s, DL_RECIPIENT, DBG_INT(depth));
        address_tell(s, a);
    }
    if (depth > r->max_depth) {
        a->state = ADDRESS_BAD;
        a->status = "5.4.6";
        usrerr(s, "554 5.4.6 aliasing/forwarding loop broken (%d aliases deep; %d max)", depth,
               r->max_depth);
        if (a->alias != NULL) {
            a->alias->state = ADDRESS_BAD;
            a->alias->status = a->status;
        }
        return a;
    }
    if (goes_to(a, "prog"))
        may_target(r, a, "programs");
    kept = insert(r, a);
    if (kept == a) {
        name_final(r, a);
        follow_all(r, a, depth);
        self_destruct(r, a);
    }
    kept->flags |= ADDRESS_THIS_PASS;
    if (depth == 0)
        conclude(r, kept);
    count(r, kept);
    return kept;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void set_type(struct session *s, const char *type)
{
    int id = name_id_of(s, "{addr_type}");

    if (id == 0)
        return;
    if (type != NULL)
        macro_define(s, id, type, MACRO_ENVELOPE);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
}

/* What an address has from the one that became it. */
static void inherit(struct address *a, struct address *parent)
{
    a->alias = parent;
    if (parent == NULL)
        return;
    a->flags &= ~(unsigned)(ADDRESS_PING_SUCCESS | ADDRESS_PING_FAILURE | ADDRESS_PING_DELAY
                            | ADDRESS_HAS_NOTIFY);
    a->flags |= parent->flags & (ADDRESS_PING_SUCCESS | ADDRESS_PING_FAILURE | ADDRESS_PING_DELAY
                                 | ADDRESS_HAS_NOTIFY);
}

static void tell_self(struct session *s, enum debug_line line, const struct address *a)
{
    if (!DEBUGGING(s, 27, 5))
        return;
    debug_line(s, line, 0, NULL);
    address_tell(s, a);
}

/* True: the address closes a circle and is left out, for the one that stands above it. */
static bool closes_circle(struct recipients *r, struct address *a, struct address *parent)
{
    struct session *s = r->s;
    struct address *above;

    if (parent != NULL && recipient_same(parent, a)) {
        tell_self(s, DL_LIST_SELFREF, parent);
        parent->flags |= ADDRESS_SELFREF;
    }
    if (parent == NULL)
        return false;
    above = recipient_circle(r, a);
    if (above == NULL)
        return false;
    above->flags |= ADDRESS_SELFREF;
    tell_self(s, DL_LIST_SELFREF, above);
    if (above == a)
        return false;
    tell_self(s, DL_LIST_DONTSEND, a);
    a->state = ADDRESS_DONTSEND;
    above->flags |= a->flags & ADDRESS_NOTREMOTE;
    return true;
}

/* The addresses of a list, the last one first. */
static struct address *read_list(struct recipients *r, const char *list, struct address *parent,
                                 char delim)
{
    struct session *s = r->s;
    struct address *found = NULL;

    for (const char *p = list; *p != '\0' && !s->command.stopped;) {
        struct address *a = arena_alloc(&s->command.work, sizeof *a);
        bool known;

        while (white(*p) || *p == ',')
            p++;
        memset(a, 0, sizeof *a);
        known = address_read(s, p, ADDRESS_COPY, delim, &p, a);
        if (!known)
            continue;
        inherit(a, parent);
        a->next = found;
        if (closes_circle(r, a, parent))
            continue;
        if (parent != NULL && a->fullname == NULL)
            a->fullname = parent->fullname;
        if (parent != NULL)
            a->final = parent->final;
        found = a;
    }
    return found;
}

int recipients_list(struct recipients *r, const char *list, struct address *parent, int depth)
{
    struct session *s = r->s;
    struct address *found, *next;
    int n = 0;

    if (DEBUGGING(s, 25, 1)) {
        DEBUG_EMIT(s, DL_SENDTO, DBG_STR(list));
        if (parent != NULL)
            address_tell(s, parent);
        else
            DEBUG_EMIT0(s, DL_ADDRESS_NONE);
    }
    if (parent == NULL && strpbrk(list, ",;<(") != NULL)
        r->blanks_separate = false;
    set_type(s, "e r");
    found = read_list(r, list, parent, parent == NULL && r->blanks_separate ? ' ' : ',');
    for (; found != NULL; found = next) {
        next = found->next;
        recipient_add(r, found, depth);
        n++;
    }
    set_type(s, NULL);
    s->standing.address = NULL;
    return n;
}
