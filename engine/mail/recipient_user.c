/*
 * recipient_user.c - an address that no alias took: ruleset 5 may send it elsewhere, or it is a
 * user with an account, who may have said where mail goes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/lines.h"
#include "base/marker.h"
#include "files/accounts.h"
#include "files/safefile.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/include_file.h"
#include "mail/recipient_user.h"
#include "mail/recipients.h"
#include "maps/error_text.h"
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
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

enum { LOCAL = 5, SHELL_LINE = 1024 };

static void define(struct session *s, int id, const char *value)
{
    if (value != NULL)
        macro_define(s, id, value, MACRO_ENVELOPE);
    else
        macro_clear(s, id, MACRO_ENVELOPE);
}

static void define_user(struct session *s, const struct address *a)
{
    int type;

    define(s, 'h', a->host);
    define(s, 'u', a->user);
    define(s, 'z', a->home);
    type = name_id_of(s, "{addr_type}");
    if (type != 0)
        define(s, type, "e r");
}

/* ---- ruleset 5 ------------------------------------------------------------------------------- */

/* The address takes the place of the one that ruleset 5 was asked about. */
static void replace(struct recipients *r, struct address *a, struct address *b, int depth)
{
    struct session *s = r->s;
    enum { COPIED = ADDRESS_PRIMARY | ADDRESS_PING_SUCCESS | ADDRESS_PING_FAILURE
                    | ADDRESS_PING_DELAY | ADDRESS_HAS_NOTIFY };

    b->flags = (b->flags & ~(unsigned)COPIED) | (a->flags & COPIED);
    b->paddr = a->paddr;
    b->final = a->final;
    if (b->host == NULL)
        b->host = arena_strdup(&s->command.work, "");
    a->state = ADDRESS_REPLACED;
    if (DEBUGGING(s, 29, 5)) {
        DEBUG_EMIT0(s, DL_LOCAL_REPLACED);
        address_tell(s, a);
    }
    b->alias = a;
    DEBUG(s, DL_ALLOCADDR, DBG_INT(ADDRESS_COPY), DBG_STR(b->paddr), DBG_INT(0));
    recipient_add(r, b, depth);
}

static void tell_verdict(struct session *s, enum debug_line line)
{
    if (DEBUGGING(s, 29, 9))
        debug_line(s, line, 0, NULL);
}

static void map_local_user(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    struct tokenise how = { .table = TOKENS_INT, .buffer = BUFFER_ADDRESS };
    struct address *b = arena_alloc(&s->command.work, sizeof *b);
    struct workspace w;

    if (DEBUGGING(s, 29, 1)) {
        DEBUG_EMIT0(s, DL_MAPLOCALUSER);
        address_tell(s, a);
    }
    w.n = tokenise(s, a->user, &how, w.v);
    if (w.n <= 0) {
        DEBUG(s, DL_LOCAL_NO_SCAN, DBG_STR(a->user));
        return;
    }
    define_user(s, a);
    if (rewrite(s, &w, LOCAL, MAX_ATOM) == EX_TEMPFAIL) {
        tell_verdict(s, DL_LOCAL_TEMPFAIL);
        a->state = ADDRESS_QUEUEUP;
        a->status = "4.4.3";
        return;
    }
    if (w.n == 0 || token_of(s, w.v[0])->mark != MARK_MAILER) {
        tell_verdict(s, DL_LOCAL_NOWHERE);
        return;
    }
    address_build(s, &w, 0, b);
    if (b->host != NULL && recipient_same(a, b)) {
        tell_verdict(s, DL_LOCAL_UNCHANGED);
        return;
    }
    replace(r, a, b, depth);
}

void recipient_ruleset5(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    const struct rule *first = s->prog->rulesets[LOCAL].first;

    if (DEBUGGING(s, 29, 5)) {
        DEBUG_EMIT(s, DL_TESTING_LOCAL, DBG_INT(s->prog->set.level), DBG_PTR(first));
        address_tell(s, a);
    }
    if (s->prog->set.level >= 2 && first != NULL && a->state == ADDRESS_OK && a->mailer != NULL
        && mailer_flag(a->mailer, '5') && (a->flags & ADDRESS_NOTREMOTE) == 0)
        map_local_user(r, a, depth + 1);
}

/* ---- forward files --------------------------------------------------------------------------- */

/* Tries the files of ForwardPath until one is there. */
static void forward(struct recipients *r, struct address *a, int depth)
{
    struct session *s = r->s;
    const char *path = option_value_text(s, "ForwardPath"), *p;
    char text[MAX_LINE], file[MAX_LINE];

    DEBUG(s, DL_FORWARD, DBG_STR(a->paddr));
    if (a->home == NULL)
        a->home = "/no/such/directory";
    define(s, 'z', a->home);
    define(s, 'u', a->user);
    define(s, 'h', a->host);
    for (p = path != NULL ? path : "\201z/.forward"; p != NULL && !s->command.stopped;) {
        const char *end = strchr(p, ':');
        size_t n = end != NULL ? (size_t)(end - p) : strlen(p);
        int answer;

        snprintf(text, sizeof text, "%.*s", (int)n, p);
        p = end != NULL ? end + 1 : NULL;
        expand(s, text, file, sizeof file);
        if (*file == '\0')
            continue;
        DEBUG(s, DL_FORWARD_TRYING, DBG_STR(file));
        answer = recipient_include(r, file, true, a, depth);
        if (answer == 0)
            return;
        if (transient_error(answer)) {
            DEBUG(s, DL_FORWARD_TRANSIENT, DBG_STR(file));
            message(s, "%s: %s: message queued", file, error_text(answer));
            a->state = ADDRESS_QUEUEUP;
            return;
        }
        if (answer != ENOENT && answer != ENOTDIR && verbosity(s) > 0)
            message(s, "forward: %s: %s", file, error_text(answer));
    }
}

/* ---- the account ----------------------------------------------------------------------------- */

/* A shell of /etc/shells; where there is no such file, the C library's two. */
bool recipient_shell(struct session *s, const char *user, const char *shell)
{
    struct lines in;
    char line[SHELL_LINE];
    bool found = false;
    int fd;

    if (*shell == '\0' || class_has(s, 't', user, strlen(user)))
        return true;
    if (s->world->open(s->world->ctx, "/etc/shells", O_RDONLY | O_CLOEXEC | O_NONBLOCK, &fd) != 0)
        return strcmp(shell, "/bin/sh") == 0 || strcmp(shell, "/bin/csh") == 0;
    lines_init(&in, fd);
    while (!found && lines_next(&in, line, sizeof line)) {
        char *p = line + strcspn(line, "#/");

        p[strcspn(p, " \t\r\n#")] = '\0';
        found = *p == '/'
                && (strcmp(p, shell) == 0 || strcmp(p, "/SENDMAIL/ANY/SHELL/") == 0);
    }
    close(fd);
    syserr_unread(s, "/etc/shells", in.err);
    return found;
}

static void use_account(struct session *s, struct address *a, const struct user_entry *u)
{
    const char *full = full_name(&s->command.work, u->gecos, u->name);

    a->home = arena_strdup(&s->command.work, strcmp(u->dir, "/") == 0 ? "" : u->dir);
    a->ruser = arena_strdup(&s->command.work, u->name);
    a->uid = (long)u->uid;
    a->gid = (long)u->gid;
    a->flags |= ADDRESS_GOODUID;
    if (*full != '\0')
        a->fullname = full;
    if (!recipient_shell(s, u->name, u->shell))
        a->flags |= ADDRESS_BOGUS_SHELL;
}

/* What the real program tells of a delivery, before and after it says what came of it. */
static const char *message_so_far(struct session *s, const char *none)
{
    const char *err = s->message_err != 0 ? error_text(s->message_err) : "";
    size_t n = s->message != NULL ? strlen(s->message) + strlen(err) + 3 : 0;
    char *text;

    if (s->message == NULL)
        return none;
    text = arena_alloc(&s->command.work, n);
    snprintf(text, n, "%s%s%s", s->message, *err != '\0' ? ": " : "", err);
    return text;
}

static void tell_begin(struct session *s, int status, const char *dsn)
{
    char code[32] = "";

    if (!DEBUGGING(s, 11, 4))
        return;
    if (s->prog->target->tells_response_code)
        snprintf(code, sizeof code, "dsn=%s, ", dsn);
    DEBUG(s, DL_RESPONSE, DBG_INT(status), DBG_STR(message_so_far(s, "(null)")), DBG_STR(code));
}

static void tell_response(struct session *s, int status, const char *dsn, int err, const char *reply)
{
    DEBUG(s, DL_GIVERESPONSE, DBG_INT(status), DBG_STR(dsn), DBG_STR(message_so_far(s, "<NULL>")), DBG_INT(err), DBG_STR(reply));
    if (status != EX_TEMPFAIL || s->message == NULL)
        keep_message(s, reply + strlen("550 5.1.1 "));
}

static void deferred(struct session *s, struct address *a)
{
    const char *why = error_text(s->standing.err);
    int err = s->standing.err;
    char reply[MAX_LINE];

    a->state = ADDRESS_QUEUEUP;
    a->status = "4.5.2";
    tell_begin(s, EX_TEMPFAIL, a->status);
    snprintf(reply, sizeof reply, "450 4.0.0 Deferred: %s", why);
    message(s, "Deferred: %s", why);
    tell_response(s, EX_TEMPFAIL, a->status, err, reply);
}

static void no_account(struct session *s, struct address *a, int status)
{
    if (status == EX_TEMPFAIL) {
        deferred(s, a);
        return;
    }
    a->state = ADDRESS_BAD;
    a->status = "5.1.1";
    a->reply = "550 5.1.1 User unknown";
    tell_begin(s, status, a->status);
    set_status(s, EX_NOUSER);
    usrerr(s, "550 5.1.1 User unknown");
    tell_response(s, status, a->status, 0, a->reply);
}

bool recipient_account(struct recipients *r, struct address *a, char *name, bool quoted,
                       int depth)
{
    struct session *s = r->s;
    const char *asked = arena_strdup(&s->command.work, name);
    struct user_entry u;
    int status;

    status = user_find(s, &s->command.work, name, &u);
    if (status != EX_OK) {
        no_account(s, a, status);
        return false;
    }
    if (strcmp(asked, u.name) != 0) {
        a->user = arena_strdup(&s->command.work, u.name);
        return true;
    }
    use_account(s, a, &u);
    if (!quoted)
        forward(r, a, depth);
    return false;
}
