/*
 * white.h - what counts as white space between the words of a line: isspace() of the C locale, whatever the
 * locale at hand says.
 */
#ifndef BTSH_CFPARSE_WHITE_H
#define BTSH_CFPARSE_WHITE_H

#include <stdbool.h>

static inline bool white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif
