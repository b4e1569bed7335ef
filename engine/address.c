/*
 * address.c - parsing an address: the chain of rulesets, and the triple from $#mailer $@host $:user.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "address.h"
#include "loader.h"

enum { HOST_SIZE = 255, USER_SIZE = 256, STATUS_75 = EX_TEMPFAIL };

bool address_refused(struct session *s, char *text)
{
    bool bad = false;

    for (char *p = text; *p != '\0'; p++) {
        if (IS_MARK_BYTE((unsigned char)*p)) {
            *p = '?';
            bad = true;
        }
    }
    if (strlen(text) >= MAX_NAME) {
        usrerr(s, "553 5.1.1 Address \"%.*s\" too long (%d bytes max)", MAX_NAME - 1, text,
               MAX_NAME - 1);
        return true;
    }
    if (bad) {
        set_status(s, EX_USAGE);
        usrerr(s, "501 5.1.3 8-bit character in mailbox address \"%s\"", text);
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

void address_error(struct session *s, const char *code, const char *text)
{
    char *plain = arena_strdup(&s->work, text);
    const unsigned char *p = (const unsigned char *)plain;

    set_status(s, status_of_code(code));
    strip_quotes(plain);
    if (p[0] >= '0' && p[0] <= '9' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9'
        && p[3] == ' ')
        usrerr(s, "%s", plain);
    else
        usrerr(s, "553 5.3.0 %s", plain);
}

/* ---- the triple ------------------------------------------------------------------------------ */

/* What a resolved workspace says: token positions. */
struct parts {
    const char *mailer;
    int host, nhost; /* nhost 0: none */
    int user;        /* position behind the first $:, or -1 */
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
    char *text = arena_alloc(&s->work, size + 1);

    join(s, w->v + at, n, text, size, sep, unquote);
    return text;
}

static void lower(char *p)
{
    for (; *p != '\0'; p++) {
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p | 0x20);
    }
}

static bool failed(struct triple *out)
{
    out->mailer = "*error*";
    out->host = NULL;
    out->user = "";
    return true;
}

static bool error_triple(struct session *s, const struct workspace *w, const struct parts *p,
                         struct triple *out)
{
    char blank = s->prog->set.blank_sub;

    out->mailer = "*error*";
    out->host = p->nhost > 0 ? joined(s, w, p->host, p->nhost, HOST_SIZE, blank, true) : NULL;
    out->user = joined(s, w, p->user, w->n - p->user, USER_SIZE, ' ', false);
    address_error(s, out->host, out->user);
    return true;
}

/* Programs, files and :include: lists by the form of the user. True: no rulesets are run. */
static bool special_form(struct session *s, struct workspace *w, struct parts *p,
                         struct mailer **m, struct triple *out)
{
    char *text, *plain;

    if (mailer_flag(*m, '@') && p->user < w->n
        && strcmp(token_of(s, w->v[p->user])->text, "@") == 0)
        p->user++;
    text = joined(s, w, p->user, w->n - p->user, USER_SIZE, ' ', false);
    plain = text + (*text == '"');
    if (*plain == '|' && mailer_flag(*m, '|')) {
        *m = mailer_find(s, "prog");
    } else if (*plain == '/' && mailer_flag(*m, '/')) {
        *m = mailer_find(s, "*file*");
    } else if (*plain == ':' && mailer_flag(*m, ':')) {
        char *bare = arena_strdup(&s->work, text);

        strip_quotes(bare);
        if (strncasecmp(bare, ":include:", 9) == 0) {
            *m = mailer_find(s, "*include*");
            out->user = bare + 9;
            return true;
        }
    }
    return false;
}

/* 2, R=, 4 on the user's tokens. */
static void rewrite_user(struct session *s, const struct workspace *w, const struct parts *p,
                         const struct mailer *m, int flags, struct triple *out)
{
    struct workspace u;
    int room = MAX_ATOM - p->user;

    u.n = w->n - p->user;
    memcpy(u.v, w->v + p->user, (size_t)u.n * sizeof *u.v);
    if (s->prog->set.level >= 10 || flags == 0) {
        rewrite(s, &u, 2, room);
        if (m->re > 0)
            rewrite(s, &u, m->re, room);
    }
    rewrite(s, &u, 4, room);
    out->user = joined(s, &u, 0, u.n, USER_SIZE, s->prog->set.blank_sub, true);
}


/* From the workspace that ruleset 0 left to the triple. */
static bool build(struct session *s, struct workspace *w, int flags, struct triple *out)
{
    struct parts p;
    struct mailer *m;

    if (!take_apart(s, w, &p)) {
        syserr(s, "554 5.3.5 buildaddr: no mailer in parsed address");
        return failed(out);
    }
    if (p.user < 0) {
        syserr(s, "554 5.3.5 buildaddr: no user");
        return failed(out);
    }
    if (strcasecmp(p.mailer, "error") == 0)
        return error_triple(s, w, &p, out);
    m = mailer_find(s, p.mailer);
    if (m == NULL) {
        syserr(s, "554 5.3.5 buildaddr: unknown mailer %s", p.mailer);
        return failed(out);
    }
    out->mailer = m->name;
    out->host = NULL;
    if (p.nhost > 0) {
        out->host = joined(s, w, p.host, p.nhost, HOST_SIZE, s->prog->set.blank_sub, true);
    } else if (!mailer_flag(m, 'l')) {
        bool temporary = s->status == STATUS_75;

        syserr(s, "554 5.3.5 buildaddr: no host");
        failed(out);
        if (temporary)
            out->mailer = m->name;
        return true;
    }
    if (special_form(s, w, &p, &m, out)) {
        out->mailer = m->name;
        return true;
    }
    out->mailer = m->name;
    if (out->host != NULL)
        macro_define(s, 'h', out->host, MACRO_ENVELOPE);
    else
        macro_clear(s, 'h', MACRO_ENVELOPE);
    rewrite_user(s, w, &p, m, flags, out);
    if (out->host != NULL && !mailer_flag(m, 'h')) {
        /* the real $h is this very text, so it changes with it, and no trace says so */
        if (s->macros['h'] != NULL && strcmp(s->macros['h'], out->host) == 0)
            lower(s->macros['h']);
        lower((char *)out->host);
    }
    if (!mailer_flag(m, 'u'))
        lower((char *)out->user);
    return true;
}

/* ---- checks on the user ------------------------------------------------------------------------ */

static void check_user(struct session *s, char *user)
{
    bool quoted = false, backslash = false;
    const char *why = NULL;

    for (char *p = user; *p != '\0'; p++) {
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
    if (quoted)
        why = "unbalanced quote";
    if (why == NULL)
        return;
    usrerr(s, "501 5.1.3 Syntax error in mailbox address \"%s\" (%s)", user, why);
    if (DEBUGGING(s, 20, 1))
        DEBUG_EMIT0(s, DL_PARSEADDR_BADUSER);
}

/* The queuegroup ruleset, which only shows its trace here. */
static void queue_group(struct session *s, const char *user)
{
    struct symbol *sym = symbol_find(s->building ? &s->prog->ledger : &s->ledger, "queuegroup",
                                     SYM_RULESET);
    struct tokenise how = { .table = TOKENS_INT, .buffer = BUFFER_ADDRESS };
    struct workspace w;
    bool quiet = s->quiet;

    if (sym == NULL || sym->value <= 0)
        return;
    s->quiet = true;
    w.n = tokenise(s, user, &how, w.v);
    if (w.n > 0)
        rewrite(s, &w, sym->value, MAX_ATOM);
    s->quiet = quiet;
}

static bool parse(struct session *s, const char *text, int flags, struct tokenise *how,
                  struct triple *out)
{
    const char *before = s->address;
    bool queue = false, ok = false;
    struct workspace w;

    s->address = text;
    if (DEBUGGING(s, 20, 1))
        DEBUG_EMIT(s, DL_PARSEADDR, DBG_STR(text));
    w.n = tokenise(s, text, how, w.v);
    if (w.n <= 0) {
        if (DEBUGGING(s, 20, 1))
            DEBUG_EMIT0(s, DL_PARSEADDR_NULL);
    } else if (address_refused(s, arena_strdup(&s->work, text))) {
        if (DEBUGGING(s, 20, 1))
            DEBUG_EMIT0(s, DL_PARSEADDR_BAD);
    } else {
        queue = rewrite(s, &w, 3, MAX_ATOM) == EX_TEMPFAIL;
        queue |= rewrite(s, &w, 0, MAX_ATOM) == EX_TEMPFAIL;
        ok = build(s, &w, flags, out);
        out->user = arena_strdup(&s->work, out->user);
        check_user(s, (char *)out->user);
        if (flags == 0)
            queue_group(s, out->user);
        if (queue && strcmp(out->mailer, "*error*") != 0) {
            if (DEBUGGING(s, 20, 1))
                DEBUG_EMIT0(s, DL_PARSEADDR_QUEUE);
            message(s, "Transient parse error -- message queued for future delivery");
        }
    }
    s->address = before;
    return ok;
}

bool address_parse(struct session *s, const char *text, int flags, struct triple *out)
{
    struct tokenise how = { .table = TOKENS_EXT, .buffer = BUFFER_ADDRESS };

    return parse(s, text, flags, &how, out);
}

bool address_parse_list(struct session *s, const char *text, int flags, const char **end,
                        struct triple *out)
{
    struct tokenise how = { .table = TOKENS_EXT, .delim = ',', .buffer = BUFFER_ADDRESS };
    bool ok = parse(s, text, flags, &how, out);

    *end = how.end;
    return ok;
}
