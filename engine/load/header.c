/*
 * header.c - header fields: the built-in table, H lines, and a header put to its check ruleset.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "cfparse/white.h"
#include "load/header.h"
#include "mail/address.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/rulesets.h"
#include "rules/tokenise.h"
#include "state/diag.h"
#include "state/dollars.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

/* Flag bits of a field; the values show in what /header prints. */
enum {
    H_EOH = 0x1, H_RCPT = 0x2, H_RESENT = 0x8, H_ACHECK = 0x20, H_FORCE = 0x40, H_TRACE = 0x80,
    H_FROM = 0x100, H_RECEIPT = 0x400, H_ERRORS = 0x800, H_CTE = 0x1000, H_CTYPE = 0x2000,
    H_BCC = 0x4000, H_ENCODE = 0x8000, H_STRIP = 0x10000, H_BIND = 0x20000, H_USER = 0x40000
};

static const struct {
    const char *name;
    unsigned long flags;
} built_in[] = {
    { "resent-sender", H_FROM | H_RESENT },
    { "resent-from", H_FROM | H_RESENT },
    { "resent-reply-to", H_FROM | H_RESENT },
    { "sender", H_FROM },
    { "from", H_FROM },
    { "reply-to", H_FROM },
    { "errors-to", H_FROM | H_ERRORS },
    { "full-name", H_ACHECK },
    { "return-receipt-to", H_RECEIPT },
    { "delivery-receipt-to", H_RECEIPT },
    { "disposition-notification-to", H_FROM },
    { "to", H_RCPT },
    { "resent-to", H_RCPT | H_RESENT },
    { "cc", H_RCPT },
    { "resent-cc", H_RCPT | H_RESENT },
    { "bcc", H_RCPT | H_BCC },
    { "resent-bcc", H_RCPT | H_BCC | H_RESENT },
    { "apparently-to", H_RCPT },
    { "message-id", 0 },
    { "resent-message-id", H_RESENT },
    { "message", H_EOH },
    { "text", H_EOH },
    { "date", 0 },
    { "resent-date", H_RESENT },
    { "received", H_TRACE | H_FORCE },
    { "x400-received", H_TRACE | H_FORCE },
    { "via", H_TRACE | H_FORCE },
    { "mail-from", H_TRACE | H_FORCE },
    { "comments", H_FORCE | H_ENCODE },
    { "return-path", H_FORCE | H_ACHECK | H_BIND },
    { "content-transfer-encoding", H_CTE },
    { "content-type", H_CTYPE },
    { "content-length", H_ACHECK },
    { "subject", H_ENCODE },
    { "x-authentication-warning", H_FORCE },
};

enum { LONGEST_NAME = 100, RULESET_TEXT = 50 };

/* What an H line says of a field: its check ruleset. Hangs on the field's symbol. */
struct header_check {
    const char *ruleset;
    bool strip;
};

void headers_predefine(struct session *s)
{
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
        symbol_enter(&s->prog->def.symbols, built_in[i].name, SYM_HEADER);
}

const char *header_check_of(const struct symbol *field)
{
    const struct header_check *c = field->data;

    return c != NULL ? c->ruleset : NULL;
}

/* A header line taken apart. */
struct field {
    char name[LONGEST_NAME + 1];
    const char *value;     /* behind the colon */
    bool too_long;
};

/* name, blanks, colon; false: malformed. */
static bool split_field(const char *p, struct field *f)
{
    const char *start = p, *end;

    while (*p > ' ' && *p < 0x7F && *p != ':')
        p++;
    end = p;
    while (white(*p))
        p++;
    if (*p != ':' || end == start)
        return false;
    f->value = p + 1;
    f->too_long = end - start > LONGEST_NAME;
    snprintf(f->name, sizeof f->name, "%.*s", (int)(end - start), start);
    return true;
}

/* The ?...? in front of a field's name; NULL: malformed. */
static const char *skip_condition(struct session *s, const char *p)
{
    if (*p != '?')
        return p;
    p++;
    if ((unsigned char)*p == MARK_MACRO) {
        if (p[1] == '\0' || p[2] != '?')
            return NULL;
        return p + 3;
    }
    if (*p == '$') {
        const char *q = p + 1;

        if (*q == '\0' || name_id(s, &q) == 0 || *q != '?')
            return NULL;
        return q + 1;
    }
    for (; *p != '\0' && *p != '?'; p++) {
        if ((unsigned char)*p >= 0x80)
            return NULL;
    }
    return *p == '?' ? p + 1 : NULL;
}

static void check_ruleset(struct session *s, const struct field *f, const char *text)
{
    struct header_check *c;
    const struct header_check *before;
    const char *name = text, *end;
    struct symbol *sym;
    bool strip = true;
    int number;

    if (*name == '+') {
        strip = false;
        name++;
    }
    while (white(*name))
        name++;
    number = ruleset_number(s, name, &end, true);
    if (number <= 0)
        return;
    c = arena_alloc(&s->prog->def.arena, sizeof *c);
    c->ruleset = arena_strndup(&s->prog->def.arena, name, (size_t)(end - name));
    sym = symbol_enter(&s->prog->def.symbols, f->name, SYM_HEADER);
    before = sym->data;
    c->strip = strip || (before != NULL && before->strip); /* by whichever line */
    sym->data = c;
}

static unsigned long field_flags(const char *name)
{
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        if (strcasecmp(built_in[i].name, name) == 0)
            return built_in[i].flags;
    }
    return 0;
}

/* What is known of a field: its built-in flags and its H line. */
static void tell_match(struct session *s, const char *name)
{
    const struct symbol *sym = symbol_peek(&s->def->symbols, name,
                                           SYM_HEADER);
    const struct header_check *c = sym != NULL ? sym->data : NULL;

    if (sym == NULL)
        DEBUG_EMIT0(s, DL_HEADER_NO_MATCH);
    else
        DEBUG_EMIT(s, DL_HEADER_MATCH,
                   DBG_INT(field_flags(name) | (c != NULL && c->strip ? H_STRIP : 0)),
                   DBG_STR(c != NULL ? c->ruleset : "<NULL>"));
}

/* A line without a ruleset is only looked up. */
static void note_field(struct session *s, const char *name)
{
    symbol_find(&s->prog->def.symbols, name, SYM_HEADER);
    if (DEBUGGING(s, 31, 9))
        tell_match(s, name);
}

void header_line(struct session *s, const char *text)
{
    const char *p = skip_condition(s, text);
    char template[RULESET_TEXT];
    struct field f;

    DEBUG(s, DL_CHOMPHEADER, DBG_STR(text));
    if (p == NULL || !split_field(p, &f)) {
        /* by then the condition ends at its second question mark */
        const char *end = p != NULL && *text == '?' ? p - 1 : text + strlen(text);

        syserr(s, "553 5.3.0 header syntax error, line \"%.*s\"", (int)(end - text), text);
        return;
    }
    if (f.too_long)
        return;
    expand(s, f.value, template, sizeof template);
    p = template;
    while (white(*p))
        p++;
    if ((unsigned char)*p == MARK_CALL) {
        check_ruleset(s, &f, p + 1);
        return;
    }
    note_field(s, f.name);
    if (strcasecmp(f.name, "message-id") == 0)
        s->prog->message_id = arena_strdup(&s->prog->def.arena, f.value + strspn(f.value, " \t"));
}

static const struct header_check *check_named(const struct session *s, const char *name)
{
    const struct symbol_table *l = &s->def->symbols;
    const struct symbol *sym = symbol_find(l, name, SYM_HEADER);

    return sym != NULL ? sym->data : NULL;
}

static void define_named(struct session *s, const char *name, const char *value)
{
    int id = name_id_of(s, name);

    if (id != 0)
        macro_define(s, id, value, MACRO_ENVELOPE);
}

/* ${currHeader}: the value as a quoted string that fits into an address; how much of it does. */
static size_t define_current(struct session *s, const char *value)
{
    char quoted[MAX_NAME];
    const char *p;
    size_t n = 0;

    quoted[n++] = '"';
    for (p = value; *p != '\0' && n + 3 < sizeof quoted; p++) {
        if (*p == '"')
            quoted[n++] = '\\';
        quoted[n++] = (char)(white(*p) ? ' ' : *p);
    }
    quoted[n++] = '"';
    quoted[n] = '\0';
    define_named(s, "{currHeader}", quoted);
    return (size_t)(p - value);
}

static void act_on_result(struct session *s, const struct header_check *c, struct workspace *w)
{
    const char *mailer, *reason;

    if (w->n < 2 || token_of(s, w->v[0])->mark != MARK_MAILER)
        return;
    mailer = token_of(s, w->v[1])->text;
    if (strcmp(mailer, "discard") == 0)
        s->discards = true;
    if (strcmp(mailer, "error") == 0 && (reason = address_refuse(s, w, c->ruleset)) != NULL)
        define_named(s, "{quarantine}", reason);
}

static void run_check(struct session *s, const struct header_check *c, const struct field *f,
                      unsigned long flags)
{
    struct tokenise how = { .table = c->strip ? TOKENS_INT : TOKENS_KEEP, .silent = !c->strip,
                            .buffer = BUFFER_ADDRESS };
    bool quiet = s->standing.quiet;
    struct workspace w;
    char number[24];
    size_t shown;
    int ruleset, status = EX_OK;

    shown = define_current(s, f->value);
    define_named(s, "{hdr_name}", f->name);
    snprintf(number, sizeof number, "%zu", s->prog->target->counts_shown_header ? shown : strlen(f->value));
    define_named(s, "{hdrlen}", number);
    define_named(s, "{addr_type}", flags & H_FROM ? "h s" : flags & H_RCPT ? "h r" : "h");
    DEBUG(s, DL_RSCHECK, DBG_STR(c->ruleset), DBG_STR(f->value), DBG_STR(NULL));
    ruleset = ruleset_number(s, c->ruleset, NULL, false);
    if (ruleset < 0)
        return;
    s->standing.quiet = true;
    w.n = tokenise(s, f->value, &how, w.v);
    if (w.n <= 0)
        DEBUG0(s, DL_RSCHECK_NO_SCAN);
    s->standing.quiet = quiet || !(flags & (H_FROM | H_RCPT));
    if (w.n > 0)
        status = rewrite(s, &w, ruleset, MAX_ATOM);
    s->standing.quiet = quiet;
    set_status(s, status); /* a temporary failure of before is forgotten */
    if (w.n > 0)
        act_on_result(s, c, &w);
}

unsigned long header_from_user(struct session *s, const char *line)
{
    struct field f;
    unsigned long flags;
    const struct header_check *c, *own;

    DEBUG(s, DL_CHOMPHEADER, DBG_STR(line));
    line = meta_quote(&s->command.work, line);
    DEBUG(s, DL_CHOMPHEADER_QUOTED, DBG_STR(line));
    if (!split_field(line, &f)) {
        syserr(s, "553 5.3.0 header syntax error, line \"%s\"", line);
        return 0;
    }
    if (f.too_long)
        return H_EOH;
    flags = field_flags(f.name);
    own = check_named(s, f.name);
    if (DEBUGGING(s, 31, 9))
        tell_match(s, f.name);
    if (flags & H_EOH)
        return flags;
    c = own != NULL ? own : check_named(s, "*");
    if (c != NULL)
        run_check(s, c, &f, flags);
    s->resent |= (flags & H_RESENT) != 0;
    s->new_style |= (flags & (H_FROM | H_RCPT)) != 0 && strpbrk(f.value, ",(<;") != NULL;
    if (strcasecmp(f.name, s->resent ? "resent-from" : "from") == 0)
        DEBUG(s, DL_HEADER_COMPARE, DBG_STR(f.value),
              DBG_STR(s->sender_text != NULL ? s->sender_text : ""),
              DBG_STR(s->sender_user != NULL ? s->sender_user : ""), DBG_INT(0));
    if (own != NULL && own->strip)
        flags |= H_STRIP;
    return flags | H_USER;
}
