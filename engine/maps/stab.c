/*
 * stab.c - an alias file in its text form, read once into the session's ledger.
 *
 * All text files share one table. Reading runs rulesets on each left-hand side, as an alias file
 * would be made into a database, so their traces appear inside the first lookup.
 */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "../text_lines.h"
#include "../options.h"
#include "classes.h"

enum { ALIAS_LINE = 2048 };

struct reading {
    struct lines in;
    char line[ALIAS_LINE];
    bool have;      /* a line was read ahead */
    int number;     /* of the last physical line */
    long naliases, bytes, longest;
};

static bool next_physical(struct reading *r)
{
    if (r->have) {
        r->have = false;
        return true;
    }
    if (!lines_next(&r->in, r->line, sizeof r->line))
        return false;
    r->number++;
    return true;
}

static void chomp(char *text)
{
    size_t n = strlen(text);

    if (n > 0 && text[n - 1] == '\n')
        text[n - 1] = '\0';
}

/* Adds to `text` (in the arena) what continues it: lines that begin with a blank or tab. */
static char *right_side(struct session *s, struct reading *r, const char *first)
{
    char *text = arena_strdup(&s->work, first);

    chomp(text);
    while (next_physical(r)) {
        char *more;
        size_t n = strlen(text);

        if (r->line[0] != ' ' && r->line[0] != '\t') {
            r->have = true;
            break;
        }
        chomp(r->line);
        more = arena_alloc(&s->work, n + strlen(r->line) + 1);
        memcpy(more, text, n);
        strcpy(more + n, r->line);
        text = more;
    }
    return text;
}

/* The colon that ends the left-hand side: outside of quotes, comments and angle brackets. */
static char *left_end(char *p)
{
    bool quoted = false;
    int depth = 0;

    for (; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0')
            p++;
        else if (*p == '"')
            quoted = !quoted;
        else if (!quoted && *p == '(')
            depth++;
        else if (!quoted && *p == ')' && depth > 0)
            depth--;
        else if (!quoted && depth == 0 && *p == ':')
            return p;
    }
    return NULL;
}

static void cut_trailing(char *text)
{
    size_t n = strlen(text);

    while (n > 0 && blank_char(text[n - 1]))
        text[--n] = '\0';
}

static void store(struct session *s, struct map *m, struct reading *r, const char *user,
                  const char *right)
{
    struct symbol *sym;
    size_t left_size = strlen(user), right_size = strlen(right);
    char *folded = arena_strdup(&s->arena, user);

    for (char *p = folded; *p != '\0'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    if (strcmp(m->cls->name, "implicit") == 0 && DEBUGGING(s, 38, 12))
        DEBUG_EMIT(s, DL_MAP_STORE, DBG_STR("impl"), DBG_STR(m->name), DBG_STR(folded),
                   DBG_STR(right));
    sym = symbol_enter(&s->ledger, folded, SYM_ALIAS);
    if (sym != NULL)
        sym->data = arena_strdup(&s->arena, right);
    r->naliases++;
    r->bytes += (long)(left_size + right_size);
    if ((long)right_size > r->longest)
        r->longest = (long)right_size;
}

/* One logical line. */
static void alias_line(struct session *s, struct map *m, struct reading *r)
{
    char *left = arena_strdup(&s->work, r->line), *end = left_end(left);
    const char *right, *user;
    bool local;

    if (end == NULL) {
        chomp(left);
        syserr(s, "554 5.3.5 %s... missing colon", left);
        return;
    }
    *end = '\0';
    right = right_side(s, r, skip_blanks(end + 1));
    cut_trailing((char *)(uintptr_t)right);
    s->line = r->number - (r->have ? 1 : 0);
    if (!alias_lhs(s, left, &local, &user))
        return;
    if (*right == '\0') {
        syserr(s, "554 5.3.5 %s... missing value for alias", left);
        return;
    }
    if (!local) {
        syserr(s, "554 5.3.5 %s... cannot alias non-local names", left);
        return;
    }
    if (option_bool(option_value_text(s, "CheckAliases")))
        alias_rhs(s, right);
    store(s, m, r, user, right);
}

void alias_read(struct session *s, struct map *m, int fd)
{
    struct reading r = { .number = 0 };
    const char *file = s->file;
    int line = s->line;

    lines_init(&r.in, fd);
    s->file = m->file;
    while (next_physical(&r)) {
        s->line = r.number;
        if (r.line[0] == '#' || r.line[0] == '\n' || r.line[0] == '\0')
            continue;
        if (r.line[0] == ' ' || r.line[0] == '\t') {
            syserr(s, "554 5.3.5 Non-continuation line starts with space");
            continue;
        }
        alias_line(s, m, &r);
    }
    s->file = file;
    s->line = line;
    message(s, "%s: %ld aliases, longest %ld bytes, %ld bytes total", m->file, r.naliases,
            r.longest, r.bytes);
}

const char *alias_get(struct session *s, const char *key)
{
    struct symbol *sym = symbol_find(&s->ledger, key, SYM_ALIAS);

    return sym != NULL ? sym->data : NULL;
}

bool stab_map_open(struct session *s, struct map *m)
{
    struct stat st;
    int fd, answer;

    if (DEBUGGING(s, 38, 2))
        DEBUG_EMIT(s, DL_MAP_OPENING, DBG_STR("stab"), DBG_STR(m->name), DBG_STR(m->file),
                   DBG_INT(0));
    answer = safeopen_mode(s, m->file, map_file_flags(s), 0444, &fd, &st);
    if (answer != 0)
        return false;
    alias_read(s, m, fd);
    close(fd);
    return true;
}

const char *stab_map_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const char *value;

    if (DEBUGGING(s, 38, 20))
        DEBUG_EMIT(s, DL_STAB_LOOKUP, DBG_STR(m->name), DBG_STR(call->key));
    value = alias_get(s, call->key);
    if (value == NULL)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, strlen(value), call);
}

const struct map_class class_stab = {
    .name = "stab",
    .caps = MC_ALIAS,
    .open = stab_map_open,
    .lookup = stab_map_lookup,
};
