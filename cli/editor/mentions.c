/*
 * mentions.c - names in the text of a configuration.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/mc_calls.h"
#include "check/source_text.h"
#include "editor/mentions.h"
#include "show/memory.h"
#include "start/paths.h"

/* A line being read. */
struct scan {
    struct mentions *m;
    const char *line;
    int number;
};

static bool name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '-';
}

static struct spot *add(const struct scan *s, enum mention_kind kind, const char *name, size_t n, bool defines)
{
    struct mentions *m = s->m;
    struct spot *x;

    if ((size_t)m->n == m->room)
        m->list = grow_or_end(m->list, (m->room = m->room * 2 + 64) * sizeof *m->list);
    x = &m->list[m->n++];
    *x = (struct spot){ .kind = kind, .line = s->number, .from = (size_t)(name - s->line), .defines = defines };
    x->to = x->from + n;
    snprintf(x->name, sizeof x->name, "%.*s", (int)(n < sizeof x->name ? n : sizeof x->name - 1), name);
    return x;
}

/* A name of one character, or a long one in braces. The bytes that it takes. */
static size_t take_id(const struct scan *s, enum mention_kind kind, const char *p, bool defines)
{
    size_t n;

    if (*p == '\0')
        return 0;
    if (*p != '{') {
        add(s, kind, p, 1, defines);
        return 1;
    }
    n = strcspn(p + 1, "}");
    if (p[1 + n] != '}' || n == 0)
        return 1;
    add(s, kind, p + 1, n, defines);
    return n + 2;
}

static size_t take_word(const struct scan *s, enum mention_kind kind, const char *p, bool defines)
{
    size_t n = 0;

    while (name_char(p[n]))
        n++;
    if (n > 0)
        add(s, kind, p, n, defines);
    return n;
}

/* What stands behind a $. The bytes that it takes. */
static size_t take_dollar(const struct scan *s, const char *p)
{
    switch (*p) {
    case '=':
    case '~':
        return 1 + take_id(s, OF_CLASS, p + 1, false);
    case '&':
    case '?':
        return 1 + take_id(s, OF_MACRO, p + 1, false);
    case '>':
        return 1 + take_word(s, OF_RULESET, p + 1, false);
    case '#':
        return 1 + take_word(s, OF_MAILER, p + 1, false);
    case '(':
        return 1 + take_word(s, OF_MAP, p + 1, false);
    default:
        return *p == '{' || isalpha((unsigned char)*p) ? take_id(s, OF_MACRO, p, false) : *p != '\0';
    }
}

static void take_uses(const struct scan *s, const char *p)
{
    while ((p = strchr(p, '$')) != NULL)
        p += 1 + take_dollar(s, p + 1);
}

static const char *blanks(const char *p)
{
    return p + strspn(p, " \t");
}

/* Rulesets of a mailer: S=Envelope/Header, R=... */
static void take_mailer(const struct scan *s, const char *p)
{
    p += take_word(s, OF_MAILER, p, true);
    for (; (p = strpbrk(p, "SR")) != NULL; p++) {
        if (p[1] != '=' || strchr(" \t,", p[-1]) == NULL)
            continue;
        p += 2;
        p += take_word(s, OF_RULESET, p, false);
        if (*p == '/')
            p += 1 + take_word(s, OF_RULESET, p + 1, false);
        if (*p == '\0')
            break;
    }
}

/* Sname, S3, Sname=3: it has either name. */
static void take_ruleset(const struct scan *s, const char *p)
{
    p = blanks(p + take_word(s, OF_RULESET, p, true));
    if (*p == '=')
        take_word(s, OF_RULESET, blanks(p + 1), true);
}

/* One line of a .cf. */
static void take_line(const struct scan *s)
{
    const char *p = s->line;

    switch (*p) {
    case 'D':
        take_id(s, OF_MACRO, p + 1, true);
        break;
    case 'C':
    case 'F':
        take_id(s, OF_CLASS, p + 1, true);
        break;
    case 'S':
        take_ruleset(s, blanks(p + 1));
        break;
    case 'K':
        take_word(s, OF_MAP, blanks(p + 1), true);
        break;
    case 'M':
        take_mailer(s, blanks(p + 1));
        break;
    case 'O':
        if (p[1] == ' ')
            take_word(s, OF_OPTION, blanks(p + 1), true);
        break;
    case '#':
        return;
    default:
        break;
    }
    take_uses(s, p);
}

int mentions_raw(const struct source_text *s)
{
    struct mc_calls calls;
    int raw;

    if (s->kind != SOURCE_MC)
        return s->kind == SOURCE_CF ? 1 : 0;
    mc_calls_read(s, &calls);
    raw = calls.raw > 0 ? calls.raw + 1 : 0;
    mc_calls_free(&calls);
    return raw;
}

/* What an .mc calls; define(`confX') is told as one too. */
static void take_calls(const struct source_text *s, struct mentions *m)
{
    struct mc_calls calls;

    mc_calls_read(s, &calls);
    for (int i = 0; i < calls.n; i++) {
        const struct mc_call *c = &calls.list[i];
        struct scan scan = { m, s->lines[c->line - 1], c->line };
        const char *from = scan.line + c->column - 1;
        struct spot *x;

        if (c->lost || c->comment)
            continue;
        x = add(&scan, OF_CALL, from, strcspn(from, ")") + (strchr(from, ')') != NULL), true);
        snprintf(x->name, sizeof x->name, "%s", c->name);
        snprintf(x->argument, sizeof x->argument, "%.95s", c->arg[0]);
    }
    mc_calls_free(&calls);
}

/* The mailer of an entry of the mailertable: smtp:host. */
static void take_entry(const struct scan *s, const struct source_text *source)
{
    struct entry_text e;
    size_t n;

    if (!source_entry(source, s->number, &e))
        return;
    n = strcspn(e.value, ": \t");
    if (n > 0 && e.value[n] == ':' && strncmp(e.value, "error:", 6) != 0)
        add(s, OF_MAILER, e.value, n, false);
}

/* The rulesets that stand before an address in a suite: 3,0 joe@example.com. */
static void take_typed(const struct scan *s)
{
    const char *p = s->line + (strncmp(s->line, "> ", 2) == 0 ? 2 : 0);

    for (size_t n; (n = take_word(s, OF_RULESET, p, false)) > 0 && p[n] == ',';)
        p += n + 1;
}

void mentions_read(const struct source_text *s, struct mentions *m)
{
    int raw = mentions_raw(s);

    *m = (struct mentions){ 0 };
    if (s->kind == SOURCE_MC)
        take_calls(s, m);
    for (int i = 0; i < s->nlines; i++) {
        struct scan scan = { m, s->lines[i], i + 1 };

        if (s->kind == SOURCE_MAILERTABLE)
            take_entry(&scan, s);
        else if (path_ends_in(s->path, ".bt"))
            take_typed(&scan);
    }
    for (int i = raw > 0 ? raw - 1 : s->nlines; i < s->nlines; i++) {
        struct scan scan = { m, s->lines[i], i + 1 };

        if (s->kind != SOURCE_MC || strncmp(scan.line, "dnl", 3) != 0)
            take_line(&scan);
    }
}

void mentions_free(struct mentions *m)
{
    free(m->list);
    *m = (struct mentions){ 0 };
}

const struct spot *mentions_at(const struct mentions *m, int line, size_t byte)
{
    const struct spot *found = NULL;

    /* the narrowest: a name inside of a call */
    for (int i = 0; i < m->n; i++) {
        const struct spot *x = &m->list[i];

        if (x->line == line && byte >= x->from && byte <= x->to && (found == NULL || x->to - x->from < found->to - found->from))
            found = x;
    }
    return found;
}

bool mention_same(const struct spot *a, const struct spot *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == OF_CALL)
        return strcmp(a->name, b->name) == 0 && strcmp(a->argument, b->argument) == 0;
    return (a->kind == OF_MACRO || a->kind == OF_CLASS ? strcmp : strcasecmp)(a->name, b->name) == 0;
}
