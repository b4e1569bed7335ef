#include <stdbool.h>
#include <string.h>

#include "passwords.h"

static void stars(char *from, const char *end)
{
    while (from < end)
        *from++ = '*';
}

static bool begins_word(const char *text, const char *p)
{
    return p == text || p[-1] == '"' || p[-1] == ' ' || p[-1] == '\t';
}

void mask_secrets(char *text)
{
    for (char *p = text; *p != '\0'; p++) {
        if (p[0] == 'P' && (p[1] == ':' || p[1] == '=') && begins_word(text, p)) {
            bool quoted = p > text && p[-1] == '"';

            stars(p + 2, p + 2 + strcspn(p + 2, quoted ? "\"" : " \t\""));
        } else if (strncmp(p, "://", 3) == 0) {
            char *end = p + 3 + strcspn(p + 3, "/ \t\""), *at = NULL, *colon;

            for (char *q = p + 3; q < end; q++) {
                if (*q == '@')
                    at = q;
            }
            colon = memchr(p + 3, ':', (size_t)(end - p - 3));
            if (at != NULL && colon != NULL && colon < at)
                stars(colon + 1, at);
        }
    }
}
