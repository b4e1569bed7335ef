/*
 * split.h - pure splitters: pieces of a configuration line, by position, nothing interpreted.
 *
 * All work on NUL-terminated bytes and return pointers into them. Source of the forms: sendmail's
 * operation guide, "The whole scoop on the configuration file".
 */
#ifndef BTSH_CFPARSE_SPLIT_H
#define BTSH_CFPARSE_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

struct piece {
    const char *at; /* NULL: not there */
    size_t n;
};

/*
 * R line, text after the R: the left side ends at the first TAB, any number of TABs, the right side
 * ends at the next TAB or the end. False: there is no TAB.
 */
bool split_rule(const char *text, struct piece *lhs, struct piece *rhs);

/*
 * The next "K=value" of an M, Q or X line at *p (blanks and commas before it are skipped).
 * Returns the code's byte, 0 at the end of the line, -1 when there is no '='. *value is what follows
 * the '=' (blanks skipped); the caller unquotes it with unquote() and goes on from there.
 */
int split_equate(const char **p, const char **value);

/*
 * Unquotes a value ("munch"): \r \n \f \b, other \c is c, quotes vanish; ends at `delim` (0: none)
 * outside quotes. The result, cut at size-1, in out. Returns the place where it stopped.
 */
const char *unquote(const char *p, int delim, char *out, size_t size);

/*
 * O line, text after the O: long form "O name.sub=value" or short "Oxvalue".
 * Long: name/sub pieces; short: *code is the byte and name.at is NULL.
 */
void split_option(const char *text, int *code, struct piece *name, struct piece *sub,
                  const char **value);

#endif
