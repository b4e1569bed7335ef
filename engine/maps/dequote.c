/*
 * dequote.c - takes the quotes off a key, if it has any and what is left can stand without them.
 *
 * The parser here serves macro, arith and arpa too: only the first flag of the line counts.
 */
#include <string.h>

#include "base/arena.h"
#include "base/chars.h"
#include "maps/args.h"
#include "maps/dequote.h"
#include "maps/map.h"
#include "maps/value.h"

bool parse_one_flag(struct session *s, struct map *m, const char *args)
{
    const char *p = skip_blanks(args);

    if (*p != '-')
        return true;
    switch (*++p) {
    case 'a':
        m->app = keep_word(s, p + 1);
        break;
    case 'D':
        m->flags |= MF_DEFER;
        break;
    case 'S':
    case 's':
        m->spacesub = p[1];
        break;
    default:
        break;
    }
    return true;
}

/* Moves what is kept of the key to its front, and ends it there; false: it cannot stand without quotes, and goes on with what
 * was there. */
static bool unquote(char *key, char blank)
{
    int quotes = 0, angles = 0, parens = 0, blanks = 0;
    bool quoted = false, literal = false;
    char *q = key;

    for (const char *p = key; *p != '\0'; p++) {
        char c = *p;

        if (literal) {
            literal = false;
            *q++ = c;
            continue;
        }
        if (c == ' ' && blank != '\0')
            c = blank;
        switch (c) {
        case '\\':
            literal = true;
            break;
        case '(':
            parens++;
            break;
        case ')':
            if (--parens < 0)
                return false;
            break;
        case ' ':
        case '\t':
            blanks++;
            break;
        default:
            break;
        }
        if (parens <= 0) {
            if (c == '<')
                angles++;
            else if (c == '>' && --angles < 0)
                return false;
            else if (c == '"') {
                quotes++;
                quoted = !quoted;
                continue;
            }
        }
        *q++ = c;
    }
    if (parens != 0 || angles != 0 || quoted || literal || quotes == 0 || blanks > 0)
        return false;
    *q = '\0';
    return true;
}

static const char *dequote_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char *key = arena_strdup(call->arena, call->key);

    call->key = key; /* changed where it is: the next member of a sequence is asked for what was made of it */
    return unquote(key, m->spacesub) ? map_rewrite_key(s, m, key, strlen(key), call) : NULL;
}

const struct map_class class_dequote = {
    .name = "dequote",
    .help = "the key without its quotes",
    .caps = MC_NO_FILE | MC_KEEP_QUOTES,
    .parse = parse_one_flag,
    .lookup = dequote_lookup,
};
