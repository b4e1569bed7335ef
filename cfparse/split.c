/*
 * split.c - a line of a .cf cut into its pieces, without any knowledge of values.
 */
#include <string.h>

#include "cfparse/split.h"
#include "cfparse/white.h"

bool split_rule(const char *text, struct piece *lhs, struct piece *rhs)
{
    const char *tab = strchr(text, '\t'), *end;

    if (tab == NULL)
        return false;
    lhs->at = text;
    lhs->n = (size_t)(tab - text);
    while (*tab == '\t')
        tab++;
    end = strchr(tab, '\t');
    rhs->at = tab;
    rhs->n = end != NULL ? (size_t)(end - tab) : strlen(tab);
    return true;
}

int split_equate(const char **p, const char **value)
{
    const char *q = *p;
    int code;

    while (white(*q) || *q == ',')
        q++;
    *p = q;
    if (*q == '\0')
        return 0;
    code = (unsigned char)*q;
    while (*q != '\0' && *q != '=' && *q != ',')
        q++;
    if (*q != '=')
        return -1;
    for (q++; white(*q); q++)
        continue;
    *value = *p = q;
    return code;
}

const char *unquote(const char *p, int delim, char *out, size_t size)
{
    bool quoted = false;
    size_t n = 0;

    for (; *p != '\0' && (quoted || *p != delim); p++) {
        char c = *p;

        if (c == '\\') {
            if (*++p == '\0')
                break;
            c = *p == 'r' ? '\r' : *p == 'n' ? '\n' : *p == 'f' ? '\f' : *p == 'b' ? '\b' : *p;
        } else if (c == '"') {
            quoted = !quoted;
            continue;
        }
        if (n + 1 < size)
            out[n++] = c;
    }
    out[n] = '\0';
    return p;
}

void split_option(const char *text, int *code, struct piece *name, struct piece *sub,
                  const char **value)
{
    const char *p, *end;

    name->at = sub->at = NULL;
    *code = (unsigned char)*text;
    if (*text != ' ') {
        *value = *text == '\0' ? text : text + 1;
        return;
    }
    p = text + 1;
    end = strchr(p, '=');
    *value = end != NULL ? end + 1 : p + strlen(p);
    while (**value == ' ')
        ++*value;
    if (end == NULL)
        end = p + strlen(p);
    while (end > p && end[-1] == ' ')
        end--;
    name->at = p;
    name->n = (size_t)(end - p);
    for (const char *q = p; q < end; q++) {
        if (*q == '.') {
            name->n = (size_t)(q - p);
            sub->at = q + 1;
            sub->n = (size_t)(end - q - 1);
            break;
        }
    }
}
