/*
 * mailer_line.c - M lines: name, equates, and the checks that the real program makes, in its order.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "cfparse/split.h"
#include "cfparse/white.h"
#include "load/mailer_line.h"
#include "load/minor_lines.h"
#include "rules/rulesets.h"
#include "state/diag.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "world/world.h"

enum { MAX_ARGV = 256, BUILT_IN = 3 };

/* "env/hdr" rulesets; false after a diagnostic. */
static bool rulesets(struct session *s, const char *value, int *env, int *hdr)
{
    char *text = arena_strdup(&s->command.work, value), *slash = strchr(text, '/');

    if (slash != NULL)
        *slash++ = '\0';
    *env = *hdr = ruleset_number(s, text, NULL, true);
    if (*env < 0)
        return false;
    if (slash != NULL)
        *hdr = ruleset_number(s, slash, NULL, true);
    return *hdr >= 0;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool name_char(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || digit(c) || c == '-' || c == '_';
}

/* Group part of U=: a name or number. */
static void group_of(struct session *s, struct mailer *m, const char *p)
{
    const char *start;
    char *name;
    gid_t gid;

    while (white(*p))
        p++;
    if (*p == '\0')
        return;
    p++;
    while (white(*p))
        p++;
    if (*p == '\0')
        return;
    if (digit(*p)) {
        m->gid = strtol(p, NULL, 0);
        return;
    }
    for (start = p; name_char(*p) || *p == '.'; p++)
        continue;
    name = arena_strndup(&s->command.work, start, (size_t)(p - start));
    if (*name == '\0')
        syserr(s, "mailer %s: null group name", m->name);
    else if (!s->world->group_by_name(s->world->ctx, name, &gid))
        syserr(s, "readcf: mailer U= flag: unknown group %s", name);
    else
        m->gid = (long)gid;
}

static void user_of(struct session *s, struct mailer *m, const char *p)
{
    const char *start = p;
    struct user_entry u;
    char buf[2048], *name;

    if (digit(*p)) {
        char *end;

        m->uid = strtol(p, &end, 0);
        group_of(s, m, end);
        return;
    }
    while (name_char(*p))
        p++;
    name = arena_strndup(&s->command.work, start, (size_t)(p - start));
    if (*name == '\0') {
        syserr(s, "mailer %s: null user name", m->name);
        return;
    }
    if (!s->world->user_by_name(s->world->ctx, name, &u, buf, sizeof buf)) {
        syserr(s, "readcf: mailer U= flag: unknown user %s", name);
        return;
    }
    m->uid = (long)u.uid;
    m->gid = (long)u.gid;
    group_of(s, m, p);
}

static const char *keep(struct session *s, const char *text)
{
    return arena_strdup(&s->prog->def.arena, text);
}

/* A text equate that must not be empty. */
static void text_equate(struct session *s, const struct mailer *m, const char **slot,
                        const char *value, const char *what)
{
    if (*value == '\0')
        syserr(s, "mailer %s: null %s", m->name, what);
    else
        *slot = keep(s, value);
}

static void arguments(struct session *s, struct mailer *m, const char *value)
{
    char *argv[MAX_ARGV + 1];
    int n = 0;

    for (const char *p = value; n < MAX_ARGV;) {
        const char *start;

        while (white(*p))
            p++;
        if (*p == '\0')
            break;
        for (start = p; *p != '\0' && !white(*p); p++)
            continue;
        argv[n++] = arena_strndup(&s->prog->def.arena, start, (size_t)(p - start));
    }
    argv[n++] = NULL;
    m->argv = arena_alloc(&s->prog->def.arena, (size_t)n * sizeof *m->argv);
    memcpy(m->argv, argv, (size_t)n * sizeof *argv);
}

/* mta/addr/diag */
static void types(struct session *s, struct mailer *m, const char *value)
{
    const char *defaults[3] = { "dns", "rfc822", "smtp" }, *out[3], *p = value;

    for (int i = 0; i < 3; i++) {
        const char *end;

        while (white(*p))
            p++;
        end = strchr(p, '/');
        if (end == NULL)
            end = p + strlen(p);
        out[i] = end == p ? defaults[i]
                          : arena_strndup(&s->prog->def.arena, p, (size_t)(end - p));
        p = *end == '/' ? end + 1 : end;
    }
    m->mtatype = out[0];
    m->addrtype = out[1];
    m->diagtype = out[2];
}

/* One equate. False: the line is dropped (a diagnostic was raised). */
static bool equate(struct session *s, struct mailer *m, int code, const char *value)
{
    switch (code) {
    case 'P':
        m->path = *value != '\0' ? keep(s, value) : NULL;
        break;
    case 'A':
        m->argv = NULL;
        if (*value != '\0')
            arguments(s, m, value);
        break;
    case 'F':
        for (; *value != '\0'; value++) {
            if (!white(*value))
                mailer_set_flag(m, (unsigned char)*value, true);
        }
        break;
    case 'S':
        return rulesets(s, value, &m->se, &m->sh);
    case 'R':
        return rulesets(s, value, &m->re, &m->rh);
    case 'E':
        text_equate(s, m, &m->eol, value, "end-of-line string");
        break;
    case 'L':
        m->linelimit = strtol(value, NULL, 10);
        if (m->linelimit < 0)
            m->linelimit = 0;
        break;
    case 'M':
        m->maxsize = strtol(value, NULL, 10);
        break;
    case 'm':
        m->maxdeliveries = strtol(value, NULL, 10);
        break;
    case 'r':
        m->maxrcpt = strtol(value, NULL, 10);
        break;
    case 'N':
        m->nice = strtol(value, NULL, 10);
        break;
    case 'W':
        m->wait = option_time(s, value, 's');
        break;
    case 'D':
        text_equate(s, m, &m->execdir, value, "working directory");
        break;
    case 'C':
        text_equate(s, m, &m->charset, value, "charset");
        break;
    case '/':
        text_equate(s, m, &m->rootdir, value, "root directory");
        break;
    case 'T':
        types(s, m, value);
        break;
    case 'U':
        user_of(s, m, value);
        break;
    case 'Q':
        if (*value == '\0')
            syserr(s, "mailer %s: null queue", m->name);
        else if (!queue_group_known(s, value))
            syserr(s, "mailer %s: unknown queue %s", m->name, value);
        break;
    default:
        syserr(s, "M%s: unknown mailer equate %c=", m->name, code);
        break;
    }
    return true;
}

/* All equates; false: the line is dropped. */
static bool equates(struct session *s, struct mailer *m, const char *p)
{
    char value[MAX_LINE];

    while (*p != '\0') {
        const char *at;
        int code = split_equate(&p, &at);

        if (code <= 0) {
            syserr(s, "mailer %s: `=' expected", m->name);
            return false;
        }
        p = unquote(at, ',', value, sizeof value);
        if (!equate(s, m, code, value))
            return false;
    }
    return true;
}

static int count(char **argv)
{
    int n = 0;

    while (argv[n] != NULL)
        n++;
    return n;
}

/* The rules for P=[IPC], [FILE], [TCP]; false: the line is dropped. */
static bool check_path(struct session *s, struct mailer *m)
{
    int n = count(m->argv);

    if (strcmp(m->path, "[TCP]") == 0) {
        syserr(s, "M%s: P=[TCP] must be replaced by P=[IPC]", m->name);
        return false;
    }
    if (strcmp(m->path, "[IPC]") == 0) {
        if (n < 2) {
            syserr(s, "M%s: too few parameters for %s mailer", m->name, m->path);
            return false;
        }
        if (strcmp(m->argv[0], "TCP") != 0 && strcmp(m->argv[0], "FILE") != 0)
            warning(s, "M%s: Warning: first argument in %s mailer must be %s", m->name, m->path,
                    "TCP or FILE");
    }
    if (strcmp(m->path, "[FILE]") == 0) {
        if (n < 2) {
            syserr(s, "M%s: too few parameters for %s mailer", m->name, m->path);
            return false;
        }
        if (n > 2) {
            syserr(s, "M%s: too many parameters for %s mailer", m->name, m->path);
            return false;
        }
        if (strcmp(m->argv[0], "FILE") != 0) {
            syserr(s, "M%s: first argument in %s mailer must be FILE", m->name, m->path);
            return false;
        }
    }
    return true;
}

/* $u among the arguments decides about the end of line. */
static bool names_user(char **argv)
{
    for (; *argv != NULL; argv++) {
        for (const char *p = *argv; *p != '\0'; p++) {
            if ((unsigned char)*p == MARK_MACRO && p[1] == 'u')
                return true;
        }
    }
    return false;
}

static void complete(struct mailer *m)
{
    bool ipc = strcmp(m->path, "[IPC]") == 0;

    if (m->eol == NULL)
        m->eol = names_user(m->argv) ? "\n" : "\r\n";
    if (m->linelimit == 0 && mailer_flag(m, 'L'))
        m->linelimit = 990;
    if (m->maxrcpt <= 0)
        m->maxrcpt = 100;
    if (ipc && m->mtatype == NULL)
        m->mtatype = "dns";
    if (ipc && m->addrtype == NULL)
        m->addrtype = "rfc822";
    if (ipc && m->diagtype == NULL)
        m->diagtype = strcmp(m->argv[0], "FILE") == 0 ? "x-unix" : "smtp";
}

static void enter(struct session *s, struct mailer *m)
{
    struct program *p = s->prog;
    struct symbol *sym = symbol_enter(&p->def.symbols, m->name, SYM_MAILER);
    struct mailer *old = sym->data;

    m->number = old != NULL ? old->number : p->nmailers++;
    p->mailers[m->number] = m;
    sym->data = m;
}

void mailer_line(struct session *s, const char *text)
{
    struct mailer *m = arena_alloc(&s->prog->def.arena, sizeof *m);
    const char *p = text;

    s->standing.err = 0;
    while (*p != '\0' && *p != ',' && !white(*p))
        p++;
    m->name = arena_strndup(&s->prog->def.arena, text, (size_t)(p - text));
    m->uid = m->gid = -1;
    if (*p != '\0')
        p++;
    if (*m->name == '\0') {
        syserr(s, "name required for mailer");
        return;
    }
    if (!equates(s, m, p))
        return;
    if (m->argv == NULL || m->argv[0] == NULL) {
        syserr(s, "M%s: A= argument required", m->name);
        return;
    }
    if (m->path == NULL) {
        syserr(s, "M%s: P= argument required", m->name);
        return;
    }
    if (s->prog->nmailers >= MAX_MAILERS) {
        syserr(s, "too many mailers defined (%d max)", MAX_MAILERS);
        return;
    }
    if (!check_path(s, m))
        return;
    complete(m);
    enter(s, m);
}

void mailers_predefine(struct session *s)
{
    static const char *const lines[BUILT_IN] = {
        "prog, P=/bin/sh, F=lsouDq9, T=X-Unix/X-Unix/X-Unix, A=sh -c \201u",
        "*file*, P=[FILE], F=lsDFMPEouq9, T=X-Unix/X-Unix/X-Unix, A=FILE \201u",
        "*include*, P=/dev/null, F=su, A=INCLUDE \201u",
    };

    for (int i = 0; i < BUILT_IN; i++)
        mailer_line(s, lines[i]);
}
