/*
 * address.c - parsing an address: the chain of rulesets, and the triple from $#mailer $@host $:user.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/triple.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

enum { HOST_SIZE = 255, USER_SIZE = 256 };

bool address_hide_marks(char *text, size_t n)
{
    bool any = false;

    for (char *p = text; p < text + n; p++) {
        if (IS_MARK_BYTE((unsigned char)*p)) {
            *p = '?';
            any = true;
        }
    }
    return any;
}

/* /parse, which keeps no copy, speaks of a sender as of a recipient. */
static enum address_use use_of(int flags)
{
    return (flags & ADDRESS_SENDER) != 0 && (flags & ADDRESS_COPY) != 0 ? FOR_SENDER : FOR_RECIPIENT;
}

/* True after a message. A server has cut the address by then, and names it as it is now. */
static bool too_long(struct session *s, const char *text, enum address_use use)
{
    const char *cut;

    if (strlen(text) < MAX_NAME)
        return false;
    cut = arena_strndup(&s->command.work, text, MAX_NAME - 1);
    if (s->converses)
        s->standing.address = cut;
    usrerr(s, "553 %s Address \"%s\" too long (%d bytes max)", use == FOR_RECIPIENT && !s->converses ? "5.1.1" : "5.1.0",
           cut, MAX_NAME - 1);
    return true;
}

bool address_refused(struct session *s, char *text, enum address_use use)
{
    bool bad = address_hide_marks(text, strlen(text));

    if (too_long(s, text, use))
        return true;
    if (bad) {
        set_status(s, EX_USAGE);
        usrerr(s, "501 %s 8-bit character in mailbox address \"%s\"", use == FOR_SENDER ? "5.1.7" : "5.1.3",
               text);
    }
    return bad;
}

/* ---- $#error --------------------------------------------------------------------------------- */

/* Exit status of an enhanced code. Source: RFC 3463 classes as sendmail maps them. */
static int status_of_dsn(const char *code)
{
    int subject, detail = 0;
    const char *dot;

    if (code[0] == '4')
        return EX_TEMPFAIL;
    if (code[0] == '2')
        return EX_OK;
    if (code[0] != '5' || code[1] != '.')
        return code[0] == '5' ? EX_UNAVAILABLE : EX_CONFIG;
    subject = atoi(code + 2);
    dot = strchr(code + 2, '.');
    if (dot != NULL)
        detail = atoi(dot + 1);
    switch (subject) {
    case 1:
        return detail == 0   ? EX_DATAERR
               : detail == 1 ? EX_NOUSER
               : detail == 2 ? EX_NOHOST
               : detail == 3 ? EX_USAGE
               : detail == 4 ? EX_UNAVAILABLE
               : detail == 5 ? EX_CONFIG
               : detail == 6 ? EX_NOUSER
               : detail == 7 ? EX_USAGE
               : detail == 8 ? EX_NOHOST
                             : EX_UNAVAILABLE;
    case 2:
        return detail == 3 ? EX_DATAERR : EX_UNAVAILABLE;
    case 3:
        return EX_OSERR;
    case 4:
        return detail == 0 || detail == 2                  ? EX_IOERR
               : detail == 1 || detail == 3 || detail == 5 ? EX_TEMPFAIL
               : detail == 4                               ? EX_PROTOCOL
               : detail == 6                               ? EX_CONFIG
                                                           : EX_UNAVAILABLE;
    case 5:
        return EX_PROTOCOL;
    case 7:
        return EX_DATAERR;
    default:
        return EX_UNAVAILABLE;
    }
}

static int status_of_code(const char *code)
{
    static const struct {
        const char *word;
        int status;
    } words[] = {
        { "usage", EX_USAGE },       { "nouser", EX_NOUSER },     { "nohost", EX_NOHOST },
        { "unavailable", EX_UNAVAILABLE }, { "software", EX_SOFTWARE }, { "tempfail", EX_TEMPFAIL },
        { "protocol", EX_PROTOCOL }, { "config", EX_CONFIG },
    };

    if (code == NULL)
        return EX_UNAVAILABLE;
    if (strchr(code, '.') != NULL)
        return status_of_dsn(code);
    if (*code >= '0' && *code <= '9')
        return atoi(code);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(words[i].word, code) == 0)
            return words[i].status;
    }
    return EX_UNAVAILABLE;
}

/* Raises the error, and notes its status. */
static void address_error(struct session *s, const char *code, const char *text)
{
    char *plain = arena_strdup(&s->command.work, text);
    const unsigned char *p = (const unsigned char *)plain;

    set_status(s, status_of_code(code));
    strip_quotes(plain);
    if (!(p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9'
          && p[3] == ' '))
        usrerr(s, "553 5.3.0 %s", plain);
    else if (code != NULL && dsn_length(code) == strlen(code) && dsn_length(plain + 4) == 0)
        usrerr(s, "%.4s%s %s", plain, code, plain + 4);
    else
        usrerr(s, "%s", plain);
}

/* ---- the triple ------------------------------------------------------------------------------ */

/* What a resolved workspace says: token positions. */
struct parts {
    const char *mailer;
    int host, nhost; /* nhost 0: none */
    int user;        /* position behind the first $:, or -1 */
    char *host_text, *user_text; /* once they are joined; NULL: none */
};

static int mark_at(const struct session *s, const struct workspace *w, int i)
{
    return i < w->n ? token_of(s, w->v[i])->mark : 0;
}

/* False: the workspace does not begin with $#mailer. */
static bool take_apart(const struct session *s, const struct workspace *w, struct parts *p)
{
    int i = 2;

    memset(p, 0, sizeof *p);
    p->user = -1;
    if (mark_at(s, w, 0) != MARK_MAILER)
        return false;
    p->mailer = w->n > 1 ? token_of(s, w->v[1])->text : "";
    if (mark_at(s, w, i) == MARK_HOST) {
        p->host = ++i;
        while (i < w->n && mark_at(s, w, i) != MARK_USER)
            i++;
        p->nhost = i - p->host;
    }
    while (i < w->n && mark_at(s, w, i) != MARK_USER)
        i++;
    if (i < w->n)
        p->user = i + 1;
    return true;
}

static char *joined(struct session *s, const struct workspace *w, int at, int n, size_t size,
                    char sep, bool unquote)
{
    char *text = arena_alloc(&s->command.work, size + 1);

    join_part(s, w->v + at, n, w->n - at - n, text, size, sep, unquote);
    return text;
}

static void lower(char *p)
{
    for (; *p != '\0'; p++) {
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p | 0x20);
    }
}

/* An address that leads nowhere: put off after a temporary failure, else bad. */
static void failed(struct address *a, bool temporary)
{
    if (temporary) {
        a->state = ADDRESS_QUEUEUP;
        return;
    }
    a->state = ADDRESS_BAD;
    a->mailer = error_mailer();
}

static void error_address(struct session *s, const struct parts *p, struct address *a)
{
    const char *text;

    a->mailer = error_mailer();
    a->host = p->host_text;
    a->user = p->user_text;
    if (a->host != NULL && strchr(a->host, '.') != NULL)
        a->status = a->host;
    address_error(s, a->host, a->user);
    text = a->user + (*a->user == '"');
    failed(a, s->standing.status == EX_TEMPFAIL
                  || (text[0] == '4' && text[1] >= '0' && text[1] <= '9' && text[2] >= '0'
                      && text[2] <= '9' && text[3] == ' '));
}

/* Programs, files and :include: lists by the form of the user. True: no rulesets are run. */
static bool special_form(struct session *s, struct workspace *w, struct parts *p,
                         struct address *a)
{
    const char *plain;

    if (mailer_flag(a->mailer, '@') && p->user < w->n
        && *token_of(s, w->v[p->user])->text == '@') {
        p->user++;
        a->flags |= ADDRESS_NOTREMOTE;
    }
    plain = p->user_text + (*p->user_text == '"');
    if (*plain == '|' && mailer_flag(a->mailer, '|')) {
        a->mailer = mailer_find(s, "prog");
    } else if (*plain == '/' && mailer_flag(a->mailer, '/')) {
        a->mailer = mailer_find(s, "*file*");
    } else if (*plain == ':' && mailer_flag(a->mailer, ':')) {
        char *bare = arena_strdup(&s->command.work, p->user_text);

        strip_quotes(bare);
        if (strncasecmp(bare, ":include:", 9) == 0) {
            a->mailer = mailer_find(s, "*include*");
            a->user = bare + 9;
            return true;
        }
    }
    return false;
}

/* 2, R=, 4 on the user's tokens. */
static void rewrite_user(struct session *s, const struct workspace *w, const struct parts *p,
                         int flags, struct address *a)
{
    struct workspace u;
    int room = MAX_ATOM - p->user;

    u.n = w->n - p->user;
    memcpy(u.v, w->v + p->user, (size_t)u.n * sizeof *u.v);
    if (s->prog->set.level >= 10 || (flags & (ADDRESS_SENDER | ADDRESS_HEADER)) == 0) {
        rewrite_part(s, &u, 2, room);
        if (a->mailer->re > 0)
            rewrite_part(s, &u, a->mailer->re, room);
    }
    rewrite_part(s, &u, 4, room);
    a->user = joined(s, &u, 0, u.n, USER_SIZE, s->prog->set.blank_sub, true);
}

/* Host and user in lower case, as the mailer wishes. */
static void fold_case(struct session *s, struct address *a)
{
    if (a->host != NULL && !mailer_flag(a->mailer, 'h')) {
        /* the real $h is this very text, so it changes with it, and no trace says so */
        if (s->macros['h'] != NULL && strcmp(s->macros['h'], a->host) == 0)
            lower(s->macros['h']);
        lower(a->host);
    }
    if (!mailer_flag(a->mailer, 'u'))
        lower(a->user);
}

/* Mailer and host. False: the address leads nowhere, which was said. */
static bool choose_mailer(struct session *s, struct workspace *w, struct parts *p,
                          struct address *a)
{
    bool temporary = s->standing.status == EX_TEMPFAIL, whole = take_apart(s, w, p);

    if (whole && p->user >= 0 && p->nhost > 0)
        p->host_text = joined(s, w, p->host, p->nhost, HOST_SIZE, s->prog->set.blank_sub, true);
    if (whole && p->user >= 0)
        p->user_text = joined(s, w, p->user, w->n - p->user, USER_SIZE, ' ', false);
    if (!whole) {
        syserr(s, "554 5.3.5 buildaddr: no mailer in parsed address");
    } else if (p->user < 0) {
        syserr(s, "554 5.3.5 buildaddr: no user");
    } else if (strcasecmp(p->mailer, "error") == 0) {
        error_address(s, p, a);
        return false;
    } else if ((a->mailer = mailer_find(s, p->mailer)) == NULL) {
        syserr(s, "554 5.3.5 buildaddr: unknown mailer %s", p->mailer);
    } else if (p->nhost > 0) {
        a->host = p->host_text;
        return true;
    } else if (mailer_flag(a->mailer, 'l')) {
        return true;
    } else {
        syserr(s, "554 5.3.5 buildaddr: no host");
    }
    failed(a, temporary);
    return false;
}

static void build(struct session *s, struct workspace *w, int flags, struct address *a)
{
    struct parts p;

    DEBUG(s, DL_BUILDADDR, DBG_INT(flags), DBG_VEC(w->v, w->n));
    memset(a, 0, sizeof *a);
    a->flags = s->prog->set.notify != 0 ? s->prog->set.notify
                                        : ADDRESS_PING_FAILURE | ADDRESS_PING_DELAY;
    if (!choose_mailer(s, w, &p, a) || special_form(s, w, &p, a))
        return;
    if (a->host != NULL)
        macro_define(s, 'h', a->host, MACRO_ENVELOPE);
    else
        macro_clear(s, 'h', MACRO_ENVELOPE);
    rewrite_user(s, w, &p, flags, a);
    fold_case(s, a);
    if (DEBUGGING(s, 24, 6)) {
        DEBUG_EMIT0(s, DL_BUILDADDR_RESULT);
        address_tell(s, a);
    }
}

const char *address_refuse(struct session *s, struct workspace *w, const char *ruleset)
{
    struct parts p;
    struct address a;

    take_apart(s, w, &p);
    if (p.nhost > 0 && strcasecmp(joined(s, w, p.host, p.nhost, HOST_SIZE, s->prog->set.blank_sub, true), "quarantine") == 0)
        return p.user > 0 && p.user < w->n ? joined(s, w, p.user, w->n - p.user, USER_SIZE, ' ', false) : ruleset;
    build(s, w, 0, &a);
    return NULL;
}

void address_build(struct session *s, struct workspace *w, int flags, struct address *a)
{
    build(s, w, flags, a);
    if (a->user == NULL)
        a->user = arena_strdup(&s->command.work, "");
}

/* ---- checks on the user ------------------------------------------------------------------------ */

/* Puts ? in the place of what must not be shown; returns the last thing that is wrong, or NULL. */
static const char *make_fit(struct session *s, char *text)
{
    bool quoted = false, backslash = false;
    const char *why = NULL;

    for (char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;

        if (IS_MARK_BYTE(c)) {
            *p = '?';
            why = "8-bit character";
            set_status(s, EX_USAGE);
        } else if (backslash) {
            backslash = false;
        } else if (c == '\\') {
            backslash = true;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c < 0x20 || c == 0x7F)) {
            *p = '?';
            why = "non-printable character";
        }
    }
    if (backslash)
        why = "trailing \\ character";
    return quoted ? "unbalanced quote" : why;
}

/* True: the user was not fit for an address, and is now. */
static bool bad_user(struct session *s, char *user, enum address_use use)
{
    const char *why;

    if (too_long(s, user, use)) { /* by the separator that join() may put behind what it cut */
        user[MAX_NAME - 1] = '\0';
    } else {
        why = make_fit(s, user);
        if (why == NULL)
            return false;
        usrerr(s, "501 %s Syntax error in mailbox address \"%s\" (%s)",
               use == FOR_SENDER ? "5.1.7" : "5.1.3", user, why);
    }
    DEBUG0(s, DL_PARSEADDR_BADUSER);
    return true;
}

void address_queue_group(struct session *s, const char *user)
{
    const struct symbol *sym;
    struct tokenise how = { .table = TOKENS_INT, .buffer = BUFFER_ADDRESS };
    struct workspace w;
    bool quiet = s->standing.quiet;

    DEBUG(s, DL_RSCAP, DBG_STR("queuegroup"), DBG_STR(user), DBG_STR(NULL));
    sym = symbol_find(&s->def->symbols, "queuegroup", SYM_RULESET);
    if (sym == NULL || sym->value <= 0)
        return;
    s->standing.quiet = true;
    w.n = tokenise(s, user, &how, w.v);
    if (w.n > 0)
        rewrite(s, &w, sym->value, MAX_ATOM);
    s->standing.quiet = quiet;
}

/* What is known of the address when its parts are found. */
static void complete(struct session *s, const char *text, size_t n, int flags, struct address *a)
{
    char *paddr = arena_strndup(&s->command.work, text, n);

    a->paddr = paddr;
    DEBUG(s, DL_ALLOCADDR, DBG_INT(flags), DBG_STR(a->paddr), DBG_INT(s->standing.secure));
    if (a->state == ADDRESS_BAD)
        make_fit(s, paddr);
    a->user = arena_strdup(&s->command.work, a->user != NULL ? a->user : "");
    if (a->host == NULL)
        a->host = arena_strdup(&s->command.work, "");
    if (s->standing.secure)
        a->flags |= ADDRESS_SECURE;
}

/* The address that the tokens mean: false when it is bad. */
static bool resolve(struct session *s, const char *text, size_t n, int flags, struct workspace *w,
                    struct address *a)
{
    bool queue = rewrite(s, w, 3, MAX_ATOM) == EX_TEMPFAIL;

    queue |= rewrite(s, w, 0, MAX_ATOM) == EX_TEMPFAIL;
    build(s, w, flags, a);
    if (a->user != NULL && bad_user(s, a->user, use_of(flags)))
        a->state = ADDRESS_BAD;
    complete(s, text, n, flags, a);
    if (a->state == ADDRESS_BAD)
        return false;
    if ((flags & (ADDRESS_SENDER | ADDRESS_HEADER)) == 0)
        address_queue_group(s, a->user);
    if (queue) {
        DEBUG0(s, DL_PARSEADDR_QUEUE);
        message(s, "Transient parse error -- message queued for future delivery");
        a->state = ADDRESS_QUEUEUP;
        a->status = "4.4.3";
    }
    return true;
}

bool address_read(struct session *s, const char *text, int flags, char delim, const char **end,
                  struct address *a)
{
    struct tokenise how = { .table = TOKENS_EXT, .delim = delim, .buffer = BUFFER_ADDRESS };
    struct workspace w;
    char *own;

    s->standing.address = text;
    s->standing.secure = true;
    DEBUG(s, DL_PARSEADDR, DBG_STR(text));
    w.n = tokenise(s, text, &how, w.v);
    if (end != NULL)
        *end = how.end;
    if (w.n <= 0) {
        DEBUG0(s, DL_PARSEADDR_NULL);
        return false;
    }
    own = arena_strndup(&s->command.work, text, (size_t)(how.end - text));
    if (s->standing.nameless)
        s->standing.address = s->standing.in_its_place;
    else if (*how.end != '\0' && (flags & ADDRESS_COPY) != 0)
        s->standing.address = arena_strdup(&s->command.work, own);
    if (address_refused(s, own, use_of(flags))) {
        DEBUG0(s, DL_PARSEADDR_BAD);
        return false;
    }
    /* without a copy, its text goes on to the end of the list that it stands in */
    if (!resolve(s, text, (flags & ADDRESS_COPY) != 0 ? (size_t)(how.end - text) : strlen(text), flags, &w, a))
        return true;
    if (DEBUGGING(s, 20, 1)) {
        DEBUG_EMIT0(s, DL_PARSEADDR_RESULT);
        address_tell(s, a);
    }
    return true;
}

bool address_parse(struct session *s, const char *text, int flags, struct triple *out)
{
    const char *before = s->standing.address;
    struct address a;
    bool ok = address_read(s, text, flags, '\0', NULL, &a);

    s->standing.address = before;
    if (ok)
        *out = (struct triple){ .mailer = a.mailer != NULL ? a.mailer->name : error_mailer()->name,
                                .host = *a.host != '\0' ? a.host : NULL, .user = a.user };
    return ok;
}

void session_address_type(struct session *s)
{
    char value[4] = { s->try_header ? 'h' : 'e', ' ', s->try_sender ? 's' : 'r', '\0' };
    int id = name_id_of(s, "{addr_type}");

    if (id != 0)
        macro_define(s, id, value, MACRO_ENVELOPE);
}
