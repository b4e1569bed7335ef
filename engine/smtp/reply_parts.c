/*
 * reply_parts.c - a reply of a server, taken apart: "550 5.7.1 text", of which the codes may be missing.
 */
#include <stdio.h>
#include <string.h>

#include "smtp/reply_parts.h"

const char *reply_parts(const char *reply, int *code, char dsn[REPLY_DSN])
{
    int n = 0;

    *code = 0;
    if (sscanf(reply, "%3d%n", code, &n) != 1 || n != 3 || *code < 400)
        *code = n = 0;
    reply += n;
    reply += *reply == ' ' || *reply == '-';
    n = 0;
    if (sscanf(reply, "%15[0-9.]%n", dsn, &n) != 1 || strchr(dsn, '.') == NULL || reply[n] != ' ')
        dsn[0] = '\0';
    else
        reply += n + 1;
    return reply;
}
