/*
 * pattern.h - regular expressions of others: one that would take memory or stack without bounds is not compiled.
 *
 * The C library makes a copy of what + and {} repeat, for each time, follows each way past what may be missing, and calls itself for
 * each bracket: a++++++++++++++++++++++++++++++ takes gigabytes, and two thousand brackets a stack.
 */
#ifndef BTSH_BASE_PATTERN_H
#define BTSH_BASE_PATTERN_H

#include <regex.h>

#ifndef REG_ESIZE /* "Regular expression too big" */
#define REG_ESIZE REG_ESPACE
#endif

/* As regcomp(); REG_ESIZE: it would grow too much. */
int pattern_compile(regex_t *re, const char *pattern, int flags);

#endif
