/*
 * mc_calls.c - the calls that stand in the text of an .mc file, as far as lines show them.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "check/mc_calls.h"
#include "check/source_text.h"
#include "show/memory.h"

/* What a site calls; other words before a parenthesis are text as often as not. */
static const char *const known[] = {
    "CLIENT_OPTIONS", "DAEMON_OPTIONS", "DOMAIN", "EXPOSED_USER", "EXPOSED_USER_FILE", "FEATURE", "GENERICS_DOMAIN",
    "GENERICS_DOMAIN_FILE", "HACK", "INPUT_MAIL_FILTER", "LDAPROUTE_DOMAIN", "LOCAL_DOMAIN", "LOCAL_USER", "MAILER",
    "MAIL_FILTER", "MASQUERADE_AS", "MASQUERADE_DOMAIN", "MASQUERADE_DOMAIN_FILE", "MASQUERADE_EXCEPTION",
    "MODIFY_MAILER_FLAGS", "OSTYPE", "QUEUE_GROUP", "RELAY_DOMAIN", "RELAY_DOMAIN_FILE", "SITE", "SITECONFIG",
    "TRUST_AUTH_MECH", "VIRTUSER_DOMAIN", "VIRTUSER_DOMAIN_FILE", "define", "include", "undefine",
};

const char *mc_call_known(int i)
{
    return i >= 0 && i < (int)(sizeof known / sizeof known[0]) ? known[i] : NULL;
}

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Where the text of a line ends that m4 reads: at dnl. */
static size_t mc_text_length(const char *line)
{
    for (const char *p = line; (p = strstr(p, "dnl")) != NULL; p += 3) {
        if ((p == line || !word_char(p[-1])) && !word_char(p[3]))
            return (size_t)(p - line);
    }
    return strlen(line);
}

static const char *known_at(const char *p)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t n = strlen(known[i]);

        if (strncmp(p, known[i], n) == 0 && p[n] == '(')
            return known[i];
    }
    return NULL;
}

/* An argument, without its quotes; to the comma or the parenthesis that ends it. */
static const char *take_argument(const char *p, char out[MC_ARGUMENT])
{
    size_t n = 0;
    int quotes = 0, depth = 0;

    p += strspn(p, " \t");
    for (; *p != '\0' && (quotes > 0 || depth > 0 || (*p != ',' && *p != ')')); p++) {
        if (*p == '`' || *p == '\'') {
            quotes += *p == '`' ? 1 : quotes > 0 ? -1 : 0;
            continue;
        }
        if (quotes == 0)
            depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (n + 1 < MC_ARGUMENT)
            out[n++] = *p;
    }
    out[n] = '\0';
    return p;
}

static void add(struct mc_calls *c, const char *name, const char *args, int line, int column)
{
    struct mc_call *x;

    if ((size_t)c->n == c->room)
        c->list = grow_or_end(c->list, (c->room = c->room * 2 + 32) * sizeof *c->list);
    x = &c->list[c->n++];
    *x = (struct mc_call){ .line = line, .column = column };
    strcpy(x->name, name);
    for (int i = 0; i < 2; i++) {
        args = take_argument(args, x->arg[i]);
        if (*args != ',')
            break;
        args++;
    }
}

static void take_line(struct mc_calls *c, const char *line, int number)
{
    size_t end = mc_text_length(line);
    bool comment = line[strspn(line, " \t")] == '#', something = strspn(line, " \t") < end;
    const char *name;

    for (const char *p = line; *p != '\0'; p++) {
        if ((p > line && word_char(p[-1])) || (name = known_at(p)) == NULL)
            continue;
        if ((size_t)(p - line) >= end && !something)
            continue; /* a comment */
        add(c, name, p + strlen(name) + 1, number, (int)(p - line) + 1);
        c->list[c->n - 1].lost = (size_t)(p - line) >= end;
        c->list[c->n - 1].comment = comment;
        if (!c->list[c->n - 1].lost && (strcmp(name, "DOMAIN") == 0 || strcmp(name, "HACK") == 0
            || (strcmp(name, "include") == 0 && strstr(c->list[c->n - 1].arg[0], "cf.m4") == NULL)))
            c->includes = true;
        p += strlen(name);
    }
}

void mc_calls_read(const struct source_text *s, struct mc_calls *c)
{
    *c = (struct mc_calls){ 0 };
    for (int i = 0; i < s->nlines; i++) {
        const char *line = s->lines[i];

        if (c->raw == 0 && (strncmp(line, "LOCAL_CONFIG", 12) == 0 || strncmp(line, "LOCAL_RULE", 10) == 0
                            || strncmp(line, "LOCAL_NET_CONFIG", 16) == 0
                            || strncmp(line, "MAILER_DEFINITIONS", 18) == 0))
            c->raw = i + 1;
        take_line(c, line, i + 1);
    }
}

void mc_calls_free(struct mc_calls *c)
{
    free(c->list);
    *c = (struct mc_calls){ 0 };
}

const struct mc_call *mc_calls_find(const struct mc_calls *c, const char *name, const char *arg)
{
    for (int i = 0; i < c->n; i++) {
        const struct mc_call *x = &c->list[i];

        if (!x->lost && strcmp(x->name, name) == 0 && (arg == NULL || strcmp(x->arg[0], arg) == 0))
            return x;
    }
    return NULL;
}
