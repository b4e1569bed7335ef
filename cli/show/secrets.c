/*
 * secrets.c - passwords do not stand in trees, JSON, explanations or the history.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "show/secrets.h"
#include "show/text.h"
#include "world/passwords.h"

enum { SHORTEST = 4 }; /* words that are looked for */

static const char MASK[] = "***";

bool secret_macro(const char *name)
{
    return strncasecmp(name + (*name == '{'), "auth_", 5) == 0;
}

/* What is not told wherever it stands as a word. */
struct words {
    const char *value[2];
    size_t n[2];
    int count;
};

static void secret_words(struct words *w, const struct session *s)
{
    static const char *const names[] = { "auth_authen", "auth_author" };

    w->count = 0;
    for (int i = 0; s != NULL && i < 2; i++) {
        int id = session_name_find(s, names[i]);
        const char *value = id != 0 ? session_macro_at(s, id) : NULL;

        if (value == NULL || strlen(value) < SHORTEST)
            continue;
        w->value[w->count] = value;
        w->n[w->count++] = strlen(value);
    }
}

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The length of the secret word at p, before which `before` stands; 0: there is none. */
static size_t word_at(const struct words *w, const char *p, char before)
{
    for (int i = 0; i < w->count && !word_byte(before); i++) {
        if (strncmp(p, w->value[i], w->n[i]) == 0 && !word_byte(p[w->n[i]]))
            return w->n[i];
    }
    return 0;
}

void secrets_mask(struct text *t, const struct session *s)
{
    struct text out = { 0 };
    struct words words;
    const char *p = text_of(t);

    secret_words(&words, s);
    if (words.count == 0 && strpbrk(p, "\"=:{") == NULL)
        return;
    while (*p != '\0') {
        char before = p > t->s ? p[-1] : '\0';
        size_t skip = 0, n = password_at(t->s, p, &skip);

        if (n == 0) {
            skip = 0;
            n = word_at(&words, p, before);
        }
        if (n == 0) {
            text_char(&out, *p++);
            continue;
        }
        text_bytes(&out, p, skip);
        text_add(&out, MASK);
        p += skip + n;
    }
    text_clear(t);
    text_add(t, text_of(&out));
    text_free(&out);
}

void secrets_star(char *text, const struct session *s)
{
    struct words words;

    mask_passwords(text);
    secret_words(&words, s);
    for (char *p = text; *p != '\0'; p++) {
        size_t n = word_at(&words, p, p > text ? p[-1] : ' ');

        if (n > 0) {
            memset(p, '*', n);
            p += n - 1;
        }
    }
}
