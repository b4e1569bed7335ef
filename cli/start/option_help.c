/*
 * option_help.c - an option as --help shows it: its names and value, and a sentence behind them.
 */
#include <stdio.h>
#include <string.h>

#include "show/output.h"
#include "start/option_help.h"

enum { COLUMN = 22, WIDTH = 80 };

/* The sentence, from the column on, in lines of 80. */
static void wrapped(struct output *out, const char *text)
{
    size_t room = WIDTH - 1 - COLUMN;

    while (strlen(text) > room) {
        size_t n = room;

        while (n > 0 && text[n] != ' ')
            n--;
        if (n == 0)
            break;
        out_format(out, "%.*s\n%*s", (int)n, text, COLUMN, "");
        text += n + 1;
    }
    out_format(out, "%s\n", text);
}

void option_help(struct output *out, int letter, const char *name, const char *value, const char *help)
{
    char head[128];
    int n = snprintf(head, sizeof head, "  ");

    if (letter != 0)
        n += snprintf(head + n, sizeof head - (size_t)n, "-%c%s", letter, name != NULL ? ", " : "");
    if (name != NULL)
        n += snprintf(head + n, sizeof head - (size_t)n, "--%s", name);
    if (value != NULL && *value == '[' && name != NULL)
        n += snprintf(head + n, sizeof head - (size_t)n, "[=%s", value + 1);
    else if (value != NULL)
        n += snprintf(head + n, sizeof head - (size_t)n, " %s", value);
    out_text(out, head);
    if (n > COLUMN - 2)
        out_format(out, "\n%*s", COLUMN, "");
    else
        out_format(out, "%*s", COLUMN - n, "");
    wrapped(out, help);
}
