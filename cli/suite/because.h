/*
 * because.h - is what a test names a reason of the answer?
 */
#ifndef BTSH_SUITE_BECAUSE_H
#define BTSH_SUITE_BECAUSE_H

#include <stdbool.h>

struct deed;
struct expectation;
struct sink;

/*
 * Is the fact one of those that decided what the command answered, alone or with others: MAP KEY [=> VALUE],
 * class NAME WORD, macro NAME [= VALUE], or in the words of the m4 tree ("smart host")? Runs the command's address
 * again; the session is as before. If not, `got` is given one that is, where there is any.
 */
bool because_holds(const struct expectation *x, const struct deed *d, struct sink *got);

#endif
