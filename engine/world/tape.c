/*
 * tape.c - questions with their answers.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world/tape.h"

/* Where the question is, or would be. */
static size_t place(const struct tape *t, const char *question)
{
    size_t lo = 0, hi = t->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (strcmp(t->list[mid].question, question) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_at(const struct tape *t, size_t i, const char *question)
{
    return i < t->n && strcmp(t->list[i].question, question) == 0;
}

void tape_add(struct tape *t, const char *question, const char *answer)
{
    size_t i = place(t, question);

    if (is_at(t, i, question))
        return;
    if (t->n == t->room) {
        size_t room = t->room * 2 + 32;
        struct tape_entry *grown = realloc(t->list, room * sizeof *grown);

        if (grown == NULL)
            return;
        t->list = grown;
        t->room = room;
    }
    memmove(t->list + i + 1, t->list + i, (t->n - i) * sizeof *t->list);
    t->list[i] = (struct tape_entry){ strdup(question), strdup(answer) };
    t->n++;
}

const char *tape_find(const struct tape *t, const char *question)
{
    size_t i = place(t, question);

    return is_at(t, i, question) ? t->list[i].answer : NULL;
}

void tape_free(struct tape *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->list[i].question);
        free(t->list[i].answer);
    }
    free(t->list);
    *t = (struct tape){ NULL, 0, 0 };
}

size_t tape_escape(const char *text, char *out, size_t n, size_t size)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        bool plain = c > ' ' && c < 0x7F && c != '%';

        if (n + (plain ? 1 : 3) >= size)
            break;
        if (plain)
            out[n++] = (char)c;
        else
            n += (size_t)sprintf(out + n, "%%%02X", c);
    }
    out[n] = '\0';
    return n;
}

void tape_unescape(char *text)
{
    char *to = text;

    for (char *p = text; *p != '\0'; p++) {
        unsigned byte;

        if (*p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2])
            && sscanf(p + 1, "%2x", &byte) == 1) {
            *to++ = (char)byte;
            p += 2;
        } else {
            *to++ = *p;
        }
    }
    *to = '\0';
}
