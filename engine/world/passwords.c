/*
 * passwords.c - where a password stands in a text, in the forms that sendmail's tables know.
 */
#include <string.h>
#include <strings.h>

#include "world/passwords.h"

/* What stands in front of a password, and the bytes that end it; none: the end of the text. */
static const struct {
    const char *before, *until;
} forms[] = {
    { "\"P:", "\"" },
    { "\"P=", "\"" },
    { "P:", " \t\"" }, /* at the start of a word */
    { "P=", " \t\"" },
    { "bindpw=", " \t,;\"" },
    { "bindpw:", " \t,;\"" },
    { ".D{auth_", "" },
};

/* user:password@ of an address of a server; the last @ of it counts. */
static size_t login_at(const char *p, size_t *skip)
{
    const char *end, *colon, *at = NULL;

    if (strncmp(p, "://", 3) != 0)
        return 0;
    end = p + 3 + strcspn(p + 3, "/ \t\"");
    colon = memchr(p + 3, ':', (size_t)(end - p - 3));
    for (const char *q = p + 3; q < end; q++)
        at = *q == '@' ? q : at;
    if (colon == NULL || at == NULL || colon > at)
        return 0;
    *skip = (size_t)(colon + 1 - p);
    return (size_t)(at - colon - 1);
}

size_t password_at(const char *text, const char *p, size_t *skip)
{
    char before = p > text ? p[-1] : ' ';

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t n = strlen(forms[i].before);

        if (strncasecmp(p, forms[i].before, n) == 0
            && (*forms[i].before != 'P' || (*p == 'P' && strchr(" \t", before) != NULL))) {
            if (*forms[i].until == '\0' && strchr(p + n, '}') != NULL)
                n += strcspn(p + n, "}") + 1; /* the name says what it was */
            *skip = n;
            return *forms[i].until == '\0' ? strlen(p + n) : strcspn(p + n, forms[i].until);
        }
    }
    return login_at(p, skip);
}

void mask_passwords(char *text)
{
    for (char *p = text; *p != '\0'; p++) {
        size_t skip = 0, n = password_at(text, p, &skip);

        if (n > 0) {
            memset(p + skip, '*', n);
            p += skip + n - 1;
        }
    }
}
