/*
 * stab.c - an alias file in its text form, read once into the session's table of symbols.
 *
 * All text files share one table. Reading runs rulesets on each left-hand side, as an alias file
 * would be made into a database, so their traces appear inside the first lookup.
 */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/lines.h"
#include "base/symbols.h"
#include "files/safefile.h"
#include "maps/map.h"
#include "maps/stab.h"
#include "maps/table.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

enum { ALIAS_LINE = 8192 }; /* a logical line with its newline and the NUL behind it */

struct reading {
    struct lines in;
    char line[ALIAS_LINE];
    int number;     /* of the last physical line that was begun */
    long naliases, bytes, longest;
};

static bool is_blank(int c)
{
    return c == ' ' || c == '\t';
}

/* The rest of a logical line is of no use. */
static void skip_line(struct reading *r)
{
    int c = 0, before;

    do {
        before = c;
        c = lines_byte(&r->in);
    } while (c >= 0 && (c != '\n' || before == '\\' || is_blank(lines_peek(&r->in))));
}

/*
 * Reads a line with what continues it: the line behind a backslash at its end, and lines that begin
 * with a blank or tab. False: the end. *whole: there was room for all of it. As in the real program,
 * a NUL hides the rest of its physical line, and the newline with it.
 */
static bool read_logical(struct reading *r, bool *whole)
{
    size_t n = 0;

    while (n + 1 < sizeof r->line && lines_next(&r->in, r->line + n, sizeof r->line - n)) {
        bool ended, backslash;
        int next;

        r->number++;
        n += strlen(r->line + n);
        next = lines_peek(&r->in);
        ended = n > 0 && r->line[n - 1] == '\n';
        *whole = ended || next < 0;
        n -= ended;
        backslash = ended && n > 0 && r->line[n - 1] == '\\';
        n -= backslash;
        r->line[n] = '\0';
        if (!backslash && !is_blank(next))
            return true;
    }
    if (n + 1 >= sizeof r->line)
        *whole = false;
    return n > 0;
}

static void store(struct session *s, struct map *m, struct reading *r, const char *user,
                  const char *right)
{
    struct symbol *sym;
    size_t left_size = strlen(user), right_size = strlen(right);
    char *folded = arena_strdup(&s->own.arena, user);

    for (char *p = folded; *p != '\0'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    if (strcmp(m->cls->name, "implicit") == 0)
        DEBUG(s, DL_MAP_STORE, DBG_STR("impl"), DBG_STR(m->name), DBG_STR(folded),
              DBG_STR(right));
    sym = symbol_enter(&s->own.symbols, folded, SYM_ALIAS);
    if (sym != NULL)
        sym->data = arena_strdup(&s->own.arena, right);
    r->naliases++;
    r->bytes += (long)(left_size + right_size);
    if ((long)right_size > r->longest)
        r->longest = (long)right_size;
}

/* One logical line. The value begins behind its first colon, wherever that is. */
static void alias_line(struct session *s, struct map *m, struct reading *r, char *line)
{
    char *colon = strchr(line, ':'), *right;
    struct alias_name name;

    if (colon == NULL) {
        s->standing.err = 0;
        syserr(s, "554 5.3.5 missing colon");
        return;
    }
    if (!s->prog->aliases->left(s, line, &name)) {
        s->standing.err = 0;
        syserr(s, "554 5.3.5 %.40s... illegal alias name", line);
        return;
    }
    right = colon + 1 + strspn(colon + 1, " \t");
    if (*right != '\0' && option_bool(option_value_text(s, "CheckAliases")))
        s->prog->aliases->right(s, right);
    if (!name.local) {
        s->standing.err = 0;
        syserr(s, "554 5.3.5 %s... cannot alias non-local names", name.text);
        return;
    }
    if (*right == '\0') {
        s->standing.err = 0;
        syserr(s, "554 5.3.5 %.40s... missing value for alias", line);
        return;
    }
    store(s, m, r, name.user, right);
}

/* The last line tells how many there are. */
static void alias_read(struct session *s, struct map *m, int fd)
{
    struct reading r = { .naliases = 0 };
    int number = s->line;
    bool whole, astray = false; /* behind a line that continues nothing: told once */

    lines_init(&r.in, fd);
    s->standing.address = NULL;
    s->file = m->file;
    while (read_logical(&r, &whole) && !s->command.stopped) {
        s->line = r.number;
        s->standing.err = 0;
        if (!whole) {
            syserr(s, "554 5.3.5 alias line too long");
            skip_line(&r);
        } else if (is_blank(*r.line)) {
            if (!astray)
                syserr(s, "554 5.3.5 Non-continuation line starts with space");
            astray = true;
        } else {
            astray = false;
            if (*r.line != '#' && *r.line != '\0')
                alias_line(s, m, &r, r.line);
        }
    }
    syserr_unread(s, m->file, r.in.err);
    s->file = NULL; /* the reference forgets where it was: a .cf goes on without its name */
    s->line = number;
    if (verbosity(s) == 0)
        return;
    message(s, "%s: %ld aliases, longest %ld bytes, %ld bytes total", m->file, r.naliases,
            r.longest, r.bytes);
}

static const char *alias_get(struct session *s, const char *key)
{
    struct symbol *sym = symbol_find(&s->own.symbols, key, SYM_ALIAS);

    return sym != NULL ? sym->data : NULL;
}

bool stab_map_open(struct session *s, struct map *m)
{
    struct stat st;
    int fd, answer;

    DEBUG(s, DL_MAP_OPENING, DBG_STR("stab"), DBG_STR(m->name), DBG_STR(m->file),
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

    DEBUG(s, DL_STAB_LOOKUP, DBG_STR(m->name), DBG_STR(call->key));
    value = alias_get(s, call->key);
    if (value == NULL)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, strlen(value), call);
}

struct alias_walk {
    map_record_fn *fn;
    void *ctx;
    bool go;
};

static void walk_alias(void *ctx, struct symbol *sym)
{
    struct alias_walk *w = ctx;
    const char *value = sym->data;

    if (w->go && value != NULL)
        w->go = w->fn(w->ctx, sym->name, strlen(sym->name), value, strlen(value));
}

bool stab_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    struct alias_walk w = { fn, ctx, true };

    (void)m;
    symbol_walk(&s->own.symbols, SYM_ALIAS, walk_alias, &w);
    return w.go;
}

const struct map_class class_stab = {
    .name = "stab",
    .help = "an alias file in its text form",
    .caps = MC_ALIAS,
    .suffix = "",
    .open = stab_map_open,
    .lookup = stab_map_lookup,
    .walk = stab_map_walk,
};
