/*
 * option_help.c - an option as --help shows it: its names and value, and a sentence behind them.
 */
#include <stdio.h>
#include <string.h>

#include "show/output.h"
#include "show/style.h"
#include "start/option_help.h"

enum { COLUMN = 22, NARROW_COLUMN = 6, NARROW = 60, WIDTH = 80 };

/* The sentence, from the column on, in lines of that width. */
static void wrapped(struct output *out, const char *text, int column, int width)
{
    size_t room = (size_t)(width > column + 10 ? width - 1 - column : 10);

    while (strlen(text) > room) {
        size_t n = room;

        while (n > 0 && text[n] != ' ')
            n--;
        if (n == 0)
            break;
        out_format(out, "%.*s\n%*s", (int)n, text, column, "");
        text += n + 1;
    }
    out_format(out, "%s\n", text);
}

void option_help(struct output *out, int letter, const char *name, const char *value, const char *help)
{
    int width = style_of_output().width, column = width > 0 && width < NARROW ? NARROW_COLUMN : COLUMN;
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
    if (n > column - 2)
        out_format(out, "\n%*s", column, "");
    else
        out_format(out, "%*s", column - n, "");
    wrapped(out, help, column, width > 0 && width < WIDTH ? width : WIDTH);
}
