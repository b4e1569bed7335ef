/*
 * args.c - the arguments that most classes share: -a -T -o ..., a file name, the rest.
 *
 * A flag is the letter behind the minus; everything up to the next blank belongs to it ("-om" is
 * "-o"). There is no quoting. What a second definition does not give keeps the value of the first.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/chars.h"
#include "cfparse/white.h"
#include "maps/args.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/lasting.h"
#include "state/session.h"

const char *keep_word(struct session *s, const char *p)
{
    return arena_strndup(map_arena(s), p, (size_t)(word_end(p) - p));
}

long map_time(struct session *s, const char *p, char unit)
{
    long total = 0;

    if (strncasecmp(p, "now", 3) == 0)
        return 0;
    while (*p != '\0' && !white(*p)) {
        long t = 0;
        char c = unit;

        while (isdigit((unsigned char)*p))
            t = (long)((unsigned long)t * 10 + (unsigned long)(*p++ - '0'));
        if (*p != '\0' && !white(*p))
            c = *p++;
        switch (c) {
        case 'w':
            total += t * 7 * 86400;
            break;
        case 'd':
            total += t * 86400;
            break;
        case 'h':
            total += t * 3600;
            break;
        case 'm':
            total += t * 60;
            break;
        case 's':
            total += t;
            break;
        default:
            usrerr(s, "Invalid time unit `%c'", c);
            break;
        }
    }
    return total;
}

/* -z<c>, with \n, \t and \\ understood. */
static char delimiter(const char *p)
{
    if (*p != '\\')
        return *p;
    switch (p[1]) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    default:
        return '\\';
    }
}

/* Flags that only set or clear bits; true when c is one. */
static bool bit_flag(struct map *m, char c)
{
    switch (c) {
    case 'N':
        m->flags |= MF_INCLNULL;
        m->flags &= ~(unsigned long)MF_TRY0NULL;
        return true;
    case 'O':
        m->flags &= ~(unsigned long)MF_TRY1NULL;
        return true;
    case 'o':
        m->flags |= MF_OPTIONAL;
        return true;
    case 'f':
        m->flags |= MF_NOFOLDCASE;
        return true;
    case 'm':
        m->flags |= MF_MATCHONLY;
        return true;
    case 'A':
        m->flags |= MF_APPEND;
        return true;
    case 'q':
        m->flags |= MF_KEEPQUOTES;
        return true;
    case 't':
        m->flags |= MF_NODEFER;
        return true;
    case 'D':
        m->flags |= MF_DEFER;
        return true;
    default:
        return false;
    }
}

/* One flag, p at its letter; returns where its text ends. */
static const char *flag(struct session *s, struct map *m, const char *p)
{
    char c = *p;

    if (bit_flag(m, c))
        return p;
    switch (c) {
    case 'a':
        m->app = keep_word(s, ++p);
        break;
    case 'T':
        m->tapp = keep_word(s, ++p);
        break;
    case 'd':
        m->timeout = map_time(s, ++p, 's');
        break;
    case 'k':
        p = skip_blanks(p + 1);
        m->keycol = keep_word(s, p);
        break;
    case 'v':
        p = skip_blanks(p + 1);
        m->valcol = keep_word(s, p);
        break;
    case 'z':
        m->coldelim = delimiter(++p);
        break;
    case 'S':
        m->spacesub = *++p;
        break;
    default:
        syserr(s, "Illegal option %c map %s", c, m->name);
        break;
    }
    return p;
}

bool map_parse_args(struct session *s, struct map *m, const char *args)
{
    const char *p = skip_blanks(args);

    m->flags |= MF_TRY0NULL | MF_TRY1NULL;
    m->spacesub = s->prog->set.blank_sub;
    while (*p == '-') {
        p = flag(s, m, p + 1);
        p = skip_blanks(word_end(p));
    }
    if (*p != '\0') {
        m->file = keep_word(s, p);
        p = skip_blanks(word_end(p));
        if (*p != '\0')
            m->rebuild = keep_text(s, p);
    }
    if (m->file == NULL && (m->cls->caps & MC_NO_FILE) == 0) {
        syserr(s, "No file name for %s map %s", m->cls->name, m->name);
        m->unnamed = (m->cls->caps & MC_NAMELESS) == 0;
        return false;
    }
    return true;
}
