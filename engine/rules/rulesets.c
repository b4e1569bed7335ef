/*
 * rulesets.c - ruleset designators: numbers 0..99, and names that get numbers from 199 down.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/symbols.h"
#include "cfparse/white.h"
#include "rules/rulesets.h"
#include "state/diag.h"
#include "state/session.h"

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

const char *ruleset_name(const struct session *s, int number, char *buf)
{
    const char *name = NULL;

    if (number >= 0 && number < MAX_RULESETS) {
        name = s->ruleset_names[number];
        if (name == NULL)
            name = s->prog->rulesets[number].name;
    }
    if (name != NULL)
        return name;
    snprintf(buf, 32, "%d", number);
    return buf;
}

static int by_number(struct session *s, const char *p, const char **end)
{
    char *stop;
    int n = (int)strtol(p, &stop, 10);

    if (end != NULL)
        *end = stop;
    if (n < 0 || n >= MAX_NUMBERED) {
        syserr(s, "bad ruleset %d (%d max)", n, MAX_NUMBERED);
        return -1;
    }
    return n;
}

/* "=number" behind a name: the number, -1 when there is none, -2 after a diagnostic. */
static int given_number(struct session *s, const char *whole, const char **p)
{
    const char *q = *p;
    int n;

    while (white(*q))
        q++;
    if (*q != '=')
        return -1;
    for (q++; white(*q); q++)
        continue;
    if (!digit(*q)) {
        syserr(s, "bad ruleset definition \"%s\" (number required after `=')", whole);
        return -2;
    }
    n = (int)strtol(q, (char **)p, 10);
    if (n < 0 || n >= MAX_NUMBERED) {
        syserr(s, "bad ruleset number %d in \"%s\" (%d max)", n, whole, MAX_NUMBERED);
        return -2;
    }
    return n;
}

/* The next automatic number, or -1 after a diagnostic. */
static int automatic(struct session *s, const char *whole)
{
    int *next = &s->def->next_name;

    if (*next < MAX_NUMBERED) {
        syserr(s, "%s: too many named rulesets (%d max)", whole, MAX_NUMBERED);
        return -1;
    }
    return (*next)--;
}

/* A symbol that may be written now. */
static struct symbol *own(struct session *s, struct symbol *sym)
{
    struct symbol *mine;

    if (is_building(s))
        return sym;
    mine = symbol_peek(&s->own.symbols, sym->name, SYM_RULESET);
    return mine;
}

/*
 * The name as it is shown: where blanks follow it, it ends at the first place where the byte behind
 * them occurs in it ("Squx x" shows as "qu"), as the real program has it.
 */
static const char *display_name(struct session *s, const char *name, const char *behind)
{
    const char *cut;

    while (white(*behind))
        behind++;
    cut = *behind != '\0' ? strchr(name, *behind) : NULL;
    return cut == NULL ? name : arena_strndup(&s->prog->def.arena, name, (size_t)(cut - name));
}

int ruleset_number(struct session *s, const char *text, const char **end, bool create)
{
    const char *p = text, *q, *whole;
    struct symbol_table *symbols = &s->def->symbols;
    struct symbol *sym;
    int given = -1;
    char *copy;

    while (white(*p))
        p++;
    if (digit(*p))
        return by_number(s, p, end);
    if (!letter(*p)) {
        syserr(s, "invalid ruleset name: \"%.20s\"", p);
        return -1;
    }
    for (q = p; letter(*q) || digit(*q) || *q == '_'; q++)
        continue;
    copy = arena_strndup(&s->command.work, p, (size_t)(q - p));
    whole = white(*q) ? copy : p;
    sym = create ? symbol_enter(symbols, copy, SYM_RULESET)
                 : symbol_find(symbols, copy, SYM_RULESET);
    if (end != NULL)
        *end = q;
    if (create)
        given = given_number(s, whole, &q);
    if (create && end != NULL)
        *end = q;
    if (given == -2 || sym == NULL)
        return -1;
    sym = own(s, sym);
    if (sym->value < 0) {
        int n = given >= 0 ? given : automatic(s, whole);

        if (n < 0)
            return -1;
        sym->value = n;
    } else if (given >= 0 && given != sym->value) {
        syserr(s, "%s: ruleset changed value (old %d, new %d)", whole, sym->value, given);
    }
    if (create && is_building(s))
        s->prog->rulesets[sym->value].name = display_name(s, sym->name, p + strlen(copy));
    return sym->value;
}
