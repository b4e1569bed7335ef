/*
 * error_values.c - values that refuse mail: "ERROR:5.1.1:550 nobody", in tables.
 *
 * What is not read as it was meant is told to the client as 553 5.3.0. In access and mailertable the code may stand alone; in the
 * virtusertable a word without an enhanced code is a keyword, whatever it is, and no part of the text.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/error_values.h"
#include "check/finding.h"
#include "check/source_text.h"

struct looking {
    const struct source_text *s;
    int line, column;
    const char *value;
    struct findings_list *f;
};

static struct finding *tell(const struct looking *l, const char *what, int n, const char *why)
{
    bool later = *what == '4' || strncasecmp(what, "tempfail", 8) == 0;

    return finding_add(l->f, BT314, l->s->path, l->line, l->column, "%.*s%s: 553 5.3.0 is what clients are told; %s:%s ...", n, what, why,
                       l->s->kind == SOURCE_ACCESS ? "ERROR" : "error", later ? "4.2.1:450" : "5.1.1:550");
}

/* "5.1.1:" and what is written like it, its bytes without the colon; 0: it is none. */
static size_t enhanced_code(const char *p)
{
    size_t n = 0;

    for (int parts = 0; parts < 3; parts++) {
        size_t part = strspn(p + n, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

        if (part == 0 || p[n + part] != (parts < 2 ? '.' : ':'))
            return 0;
        n += part + (parts < 2);
    }
    return n;
}

/* Three digits, and a text behind them. */
static bool has_code(const char *p)
{
    p += *p == '"';
    for (int i = 0; i < 3; i++) {
        if (!isdigit((unsigned char)p[i]))
            return false;
    }
    return p[3] == ' ' || p[3] == '\t';
}

static bool is_keyword(const char *word, size_t n)
{
    static const char *const words[] = { "usage", "nouser", "nohost", "unavailable", "software", "tempfail", "protocol", "config" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == n && strncasecmp(word, words[i], n) == 0)
            return true;
    }
    return false;
}

static void look_at_pair(const struct looking *l, const char *p, size_t n)
{
    const char *code = p + n + 1;

    code += strspn(code, " \t");
    if (!has_code(code)) {
        tell(l, p, (int)n, " is lost without a code of three digits behind it, and a text");
        return;
    }
    code += *code == '"';
    if (isdigit((unsigned char)*p) && *p != *code)
        finding_add(l->f, BT314, l->s->path, l->line, l->column, "%.*s and %.3s do not agree: one is %s, the other %s", (int)n, p, code,
                    *p == '4' ? "for the time being" : "for good", *code == '4' ? "for the time being" : "for good");
}

/* The first word is a keyword, whatever it is. */
static void look_at_words(const struct looking *l, const char *p)
{
    size_t n = strcspn(p, " \t");
    const char *rest = p + n + strspn(p + n, " \t");

    if (*p == '"' || *rest == '\0')
        tell(l, l->value, (int)strlen(l->value), " has no text that is read as one");
    else if (has_code(p))
        tell(l, p, 3, " is taken for a keyword")->level = *p == '4' ? LEVEL_WARNING : LEVEL_INFO;
    else if (!is_keyword(p, n))
        tell(l, p, (int)n, " is taken for a keyword, and left out of the text")->level = LEVEL_INFO;
    else if (!has_code(rest))
        tell(l, p, (int)n, " has no code of three digits behind it")->level = strncasecmp(p, "tempfail", n) == 0 ? LEVEL_WARNING : LEVEL_INFO;
}

/* The first word is a code, or a part of the text. */
static void look_at_text(const struct looking *l, const char *p)
{
    size_t n = strcspn(p, " \t"), digits = strspn(p + (*p == '"'), "0123456789");
    const char *rest = p + n + strspn(p + n, " \t");

    if (*p == '\0' || (digits > 0 && !has_code(p)))
        tell(l, l->value, (int)strlen(l->value), *p == '\0' ? " has no text" : " is no code of three digits with a text");
    else if (is_keyword(p, n) && has_code(rest))
        tell(l, p, (int)n, " is a part of the text here, and so is the code behind it");
    else if (n == 8 && strncasecmp(p, "tempfail", n) == 0)
        tell(l, p, (int)n, " is a part of the text here");
    else if (is_keyword(p, n) && *p == 'n') /* nouser, nohost: no words to begin a sentence with */
        tell(l, p, (int)n, " is a part of the text here")->level = LEVEL_INFO;
}

void check_error_value(const struct source_text *s, int line, int column, const char *value, struct findings_list *f)
{
    struct looking l = { s, line, column, value, f };
    const char *p = value + 6;
    size_t n;

    if (strncasecmp(value, "error:", 6) != 0)
        return;
    p += strspn(p, " \t");
    n = enhanced_code(p);
    if (n > 0)
        look_at_pair(&l, p, n);
    else if (s->kind == SOURCE_VIRTUSERTABLE)
        look_at_words(&l, p);
    else
        look_at_text(&l, p);
}
