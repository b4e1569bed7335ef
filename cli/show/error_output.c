/*
 * error_output.c - what is said on standard error.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "show/error_output.h"
#include "show/memory.h"
#include "show/printable.h"
#include "show/text.h"

void err_format(const char *fmt, ...)
{
    struct text shown = { 0 };
    char *said;
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vasprintf(&said, fmt, ap);
    va_end(ap);
    if (n < 0)
        out_of_memory();
    for (size_t at = 0; at < (size_t)n;) {
        char piece[PRINTABLE_MOST];
        size_t made, taken = printable(said + at, (size_t)n - at, SHOWN_PRINTABLE, piece, &made);

        text_bytes(&shown, piece, made);
        at += taken;
    }
    fputs(text_of(&shown), stderr);
    text_free(&shown);
    free(said);
}
