/*
 * log_value.c - values of a line of a mail log: "from=<a@b>, size=100, relay=x [192.0.2.1]".
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "subcommands/log_value.h"

size_t log_value_length(const char *p, char end)
{
    bool quoted = false;
    int depth = 0;
    size_t n = 0;

    for (; p[n] != '\0' && (quoted || depth > 0 || p[n] != end); n++) {
        if (p[n] == '\\' && quoted && p[n + 1] != '\0')
            n++;
        else if (p[n] == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += (p[n] == '<') - (p[n] == '>');
    }
    return n;
}

const char *log_value(const char *text, const char *name, size_t *n)
{
    const char *p = text;
    size_t m = strlen(name);

    while ((p = strstr(p, name)) != NULL && p != text && p[-1] != ' ')
        p += m;
    if (p == NULL)
        return NULL;
    p += m;
    *n = 0;
    do
        *n += log_value_length(p + *n, ',') + 1;
    while (p[*n - 1] == ',' && p[*n] != ' ');
    --*n;
    return p;
}

char *log_address(const char *from, size_t n, char *out, size_t size)
{
    if (n >= 2 && from[0] == '<' && from[n - 1] == '>') {
        from++;
        n -= 2;
    }
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), from);
    return out;
}
