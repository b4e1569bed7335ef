#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "secrets.h"

static const char MASK[] = "***";

/* What stands in front of a secret, and the bytes that end it; none: the end of the text. */
static const struct {
    const char *before, *until;
} forms[] = {
    { "\"P:", "\"" },
    { "\"P=", "\"" },
    { "bindpw=", " \t,;\"" },
    { "bindpw:", " \t,;\"" },
    { ".D{auth_", "" },
};

bool secret_macro(const char *name)
{
    return strncasecmp(name + (*name == '{'), "auth_", 5) == 0;
}

/* The length of the secret that begins *skip bytes behind p; 0: none does. */
static size_t secret_at(const char *p, size_t *skip)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        size_t n = strlen(forms[i].before);

        if (strncasecmp(p, forms[i].before, n) == 0) {
            *skip = n;
            return *forms[i].until == '\0' ? strlen(p + n) : strcspn(p + n, forms[i].until);
        }
    }
    return 0;
}

/* user:password@ of an address of a server: the password's place and length. */
static size_t login_at(const char *p, size_t *skip)
{
    const char *colon, *at;

    if (strncmp(p, "://", 3) != 0)
        return 0;
    colon = p + 3 + strcspn(p + 3, ":@/ \t\"");
    at = *colon == ':' ? colon + strcspn(colon, "@/ \t\"") : colon;
    if (*colon != ':' || *at != '@')
        return 0;
    *skip = (size_t)(colon + 1 - p);
    return (size_t)(at - colon - 1);
}

void secrets_mask(struct text *t, size_t from)
{
    struct text out = { 0 };
    const char *p;

    if (t->n <= from)
        return;
    for (p = t->s + from; *p != '\0';) {
        size_t skip = 0, n = secret_at(p, &skip);

        if (n == 0)
            n = login_at(p, &skip);
        if (n == 0) {
            text_char(&out, *p++);
            continue;
        }
        text_bytes(&out, p, skip);
        text_add(&out, MASK);
        p += skip + n;
    }
    t->n = from;
    t->s[from] = '\0';
    text_add(t, text_of(&out));
    text_free(&out);
}
