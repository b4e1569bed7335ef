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

struct reading {
    struct lines in;
    struct arena *arena;
    char *ahead;    /* a physical line that was read ahead, or NULL */
    int number;     /* of the last physical line that was taken */
    long naliases, bytes, longest;
};

static char *concat(struct arena *a, const char *first, const char *second)
{
    size_t n = strlen(first), more = strlen(second);
    char *out = arena_alloc(a, n + more + 1);

    memcpy(out, first, n);
    memcpy(out + n, second, more);
    return out;
}

/* A line of any length, without its newline; NULL at the end. */
static char *read_physical(struct reading *r)
{
    char piece[2048], *line = NULL;

    while (lines_next(&r->in, piece, sizeof piece)) {
        size_t n = strlen(piece);
        bool whole = n > 0 && piece[n - 1] == '\n';

        if (whole)
            piece[n - 1] = '\0';
        line = concat(r->arena, line != NULL ? line : "", piece);
        if (whole)
            break;
    }
    return line;
}

static const char *peek(struct reading *r)
{
    if (r->ahead == NULL)
        r->ahead = read_physical(r);
    return r->ahead;
}

static char *take(struct reading *r)
{
    char *line = r->ahead != NULL ? r->ahead : read_physical(r);

    r->ahead = NULL;
    if (line != NULL)
        r->number++;
    return line;
}

/* A line with what continues it: what stands behind a backslash at its end, and lines that begin
 * with a blank or tab. */
static char *read_logical(struct reading *r)
{
    char *line = take(r);

    while (line != NULL && peek(r) != NULL) {
        size_t n = strlen(line);

        if (n > 0 && line[n - 1] == '\\')
            line[n - 1] = '\0';
        else if (*peek(r) != ' ' && *peek(r) != '\t')
            break;
        line = concat(r->arena, line, take(r));
    }
    return line;
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

/* One logical line. The value begins behind its first colon, wherever that is. */
static void alias_line(struct session *s, struct map *m, struct reading *r, const char *line)
{
    const char *colon = strchr(line, ':'), *right, *user, *end;
    bool local;

    if (colon == NULL) {
        s->err = 0;
        syserr(s, "554 5.3.5 missing colon");
        return;
    }
    if (!alias_lhs(s, line, &local, &user, &end)) {
        s->err = 0;
        syserr(s, "554 5.3.5 %.40s... illegal alias name", line);
        return;
    }
    right = skip_blanks(colon + 1);
    if (*right == '\0') {
        s->err = 0;
        syserr(s, "554 5.3.5 %.40s... missing value for alias", line);
        return;
    }
    if (!local) {
        s->err = 0;
        syserr(s, "554 5.3.5 %.*s... cannot alias non-local names", (int)(end - line), line);
        return;
    }
    if (option_bool(option_value_text(s, "CheckAliases")))
        alias_rhs(s, right);
    store(s, m, r, user, right);
}

void alias_read(struct session *s, struct map *m, int fd)
{
    struct reading r = { .arena = &s->work };
    const char *file = s->file, *line;
    int number = s->line;

    lines_init(&r.in, fd);
    s->file = m->file;
    while ((line = read_logical(&r)) != NULL && !s->stopped) {
        s->line = r.number;
        s->err = 0;
        if (*line == ' ' || *line == '\t')
            syserr(s, "554 5.3.5 Non-continuation line starts with space");
        else if (*line != '#' && *line != '\0')
            alias_line(s, m, &r, line);
    }
    s->file = file;
    s->line = number;
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
