/*
 * printable.h - texts of others, for a terminal or a report: no control characters.
 *
 * A table, a log, a file or a macro may hold what sets a terminal's title, moves its cursor or does
 * worse, and characters that turn the text around them: what is read is not what stands there. The
 * transcript keeps the real program's bytes; all else goes through here. Kept as they are: tab and newline,
 * and bytes of no UTF-8 that no terminal takes for control characters. The marks of style.h become the
 * sequences of its colours.
 */
#ifndef BTSH_SHOW_PRINTABLE_H
#define BTSH_SHOW_PRINTABLE_H

#include <stddef.h>

enum shown {
    SHOWN_RAW,
    SHOWN_PRINTABLE, /* \x1b for each byte of a control character */
    SHOWN_JSON,      /* \u009b: JSON itself leaves DEL and what is above it */
};

enum { PRINTABLE_MOST = 16 }; /* bytes that one step makes */

/* One step: takes some of the n > 0 bytes at s, which it returns, and makes *made bytes of them. */
size_t printable(const char *s, size_t n, enum shown how, char made[PRINTABLE_MOST], size_t *nmade);

/* The length of the character of UTF-8 that begins at the first of n > 0 bytes; 0: it is none, or not whole.
 * Source: RFC 3629, 4. */
size_t utf8_length(const char *s, size_t n);

/* How many bytes at the end of the n at s may be the begin of what only the next ones tell. */
size_t printable_unfinished(const char *s, size_t n);

#endif
