/*
 * lines_match.h - expected lines beside those that came: cram's notation.
 *
 *      TEXT            as it stands; blanks at the end do not count, unless strict
 *      TEXT (re)       an extended regular expression over the whole line
 *      TEXT (glob)     * and ?
 *      TEXT (esc)      \t, \\, \xHH
 *      TEXT (no-eol)   no newline behind it
 *      ...             any number of lines
 *      \> TEXT         a line that begins with "> "
 */
#ifndef BTSH_SUITE_LINES_MATCH_H
#define BTSH_SUITE_LINES_MATCH_H

#include <stdbool.h>
#include <stddef.h>

struct sink;

struct line {
    const char *text; /* NUL-terminated */
    bool no_eol;      /* of those that came: no newline behind it */
};

/* How two lists of lines go together: a step at a time. */
enum step_kind {
    STEP_SAME,
    STEP_MISSING, /* the extra line that follows came in its place */
    STEP_GONE,    /* nothing came in its place */
    STEP_EXTRA
};
struct step {
    enum step_kind kind;
    int expected, got; /* index; of what is not missing or extra */
};

/* True if an expected line stands for one that came. */
bool line_matches(const char *expected, const struct line *got, bool strict);
/* True if a regular expression or an escape in the line is faulty; *why says so. */
bool line_faulty(const char *expected, char *why, size_t size);

/*
 * The cheapest way from the expected lines to those that came; malloc'd steps, *n of them. Returns
 * true if all go together. NULL steps: too many lines to compare (then false).
 */
bool lines_compare(const char *const *expected, int nexpected, const struct line *got, int ngot,
                   bool strict, struct step **steps, int *n);

/* A line as it would be expected, newline included. */
void line_write(struct sink *out, const struct line *got);

#endif
