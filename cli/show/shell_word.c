/*
 * shell_word.c - texts as a shell reads them.
 */
#include <stdbool.h>
#include <string.h>

#include "show/shell_word.h"
#include "show/text.h"

/* Between apostrophes. */
static void put_quoted(struct text *t, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '\'')
            text_add(t, "'\\''");
        else
            text_char(t, *s);
    }
}

void shell_format(struct text *t, const char *s)
{
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c == '\'')
            text_add(t, "'\\''");
        else if (c == '%' || c == '\\')
            text_format(t, "%c%c", c, c);
        else if (c < ' ' || c >= 0x7f)
            text_format(t, "\\%03o", c);
        else
            text_char(t, *s);
    }
}

void shell_word(struct text *t, const char *s)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:,/@%+=-";
    bool printable = true;

    for (const char *p = s; *p != '\0'; p++)
        printable = printable && (unsigned char)*p >= ' ' && (unsigned char)*p < 0x7f;
    if (s[strspn(s, plain)] == '\0' && *s != '\0') {
        text_add(t, s);
    } else if (printable) {
        text_char(t, '\'');
        put_quoted(t, s);
        text_char(t, '\'');
    } else {
        text_add(t, "\"$(printf '");
        shell_format(t, s);
        text_add(t, "')\"");
    }
}
