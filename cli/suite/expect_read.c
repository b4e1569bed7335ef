/*
 * expect_read.c - what stands behind `#@ expect'.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "suite/expect_read.h"
#include "suite/suite.h"

static const char *skip(const char *p)
{
    while (*p == ' ' || *p == '\t')
        p++;
    return p;
}

/* A word, or a text in quotes; *p behind it. NULL: there is none. */
static const char *word(struct arena *a, const char **p)
{
    const char *from = skip(*p);
    char *out;
    size_t n = 0;

    if (*from == '\0')
        return NULL;
    out = arena_alloc(a, strlen(from) + 1);
    if (*from == '"' && strchr(from + 1, '"') != NULL) {
        for (from++; *from != '\0' && *from != '"'; from++) {
            if (*from == '\\' && from[1] != '\0')
                from++;
            out[n++] = *from;
        }
        from += *from == '"';
    } else {
        while (*from != '\0' && *from != ' ' && *from != '\t')
            out[n++] = *from++;
    }
    *p = from;
    return out;
}

static const char *rest(struct arena *a, const char *p)
{
    size_t n;

    p = skip(p);
    n = strlen(p);
    while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
        n--;
    return arena_strndup(a, p, n);
}

static bool fault(char *error, size_t size, const char *what)
{
    snprintf(error, size, "%s", what);
    return false;
}

/* Where the next NAME= begins, or the end: values may have blanks in them. */
static const char *next_field(const char *p)
{
    static const char *const names[] = { " mailer=", " host=", " user=" };
    const char *first = p + strlen(p);

    for (int i = 0; i < 3; i++) {
        const char *at = strstr(p, names[i]);

        if (at != NULL && at < first)
            first = at;
    }
    return first;
}

static bool read_triple(struct arena *a, struct expectation *x, const char *p, char *error,
                        size_t size)
{
    while (*(p = skip(p)) != '\0') {
        const char **field = strncmp(p, "mailer=", 7) == 0 ? &x->mailer
                             : strncmp(p, "host=", 5) == 0 ? &x->host
                             : strncmp(p, "user=", 5) == 0 ? &x->user
                                                           : NULL;
        const char *value = strchr(p, '='), *end;

        if (field == NULL || *field != NULL)
            return fault(error, size, "a triple is mailer=NAME host=HOST user=USER, each once");
        value++;
        end = next_field(value - 1);
        if (end < value)
            end = value;
        *field = arena_strndup(a, value, (size_t)(end - value));
        *field = rest(a, *field);
        p = end;
    }
    return true;
}

static bool read_error(struct arena *a, struct expectation *x, const char *p, char *error,
                       size_t size)
{
    p = skip(p);
    if (*p != '\0' && *p != '"') /* an enhanced code, or a word like nouser */
        x->dsn = word(a, &p);
    p = skip(p);
    if (*p == '\0')
        return true;
    if (*p == '"' && strchr(p + 1, '"') != NULL) {
        x->message = word(a, &p);
        if (*skip(p) == '\0')
            return true;
    }
    return fault(error, size, "an error is error [D.S.N] [\"CODE TEXT\"], the text in quotes");
}

static bool read_returns(struct arena *a, struct expectation *x, const char *p, char *error,
                         size_t size)
{
    (void)error;
    (void)size;
    x->tokens = rest(a, p);
    return true;
}

static bool read_because(struct arena *a, struct expectation *x, const char *p, char *error,
                         size_t size)
{
    x->tokens = rest(a, p);
    return *x->tokens != '\0'
           || fault(error, size, "a reason is because MAP KEY [=> VALUE], because class NAME WORD, because macro NAME "
                                 "[= VALUE], or because smart host and its like");
}

static bool read_lookup(struct arena *a, struct expectation *x, const char *p, char *error,
                        size_t size)
{
    x->map = word(a, &p);
    x->key = word(a, &p);
    if (x->map == NULL || x->key == NULL)
        return fault(error, size, "a lookup is lookup MAP KEY [=> VALUE]");
    p = skip(p);
    if (*p == '\0')
        return true;
    if (strncmp(p, "=>", 2) != 0)
        return fault(error, size, "a lookup is lookup MAP KEY [=> VALUE]; a key with blanks stands "
                                  "in quotes");
    x->value = rest(a, p + 2);
    return true;
}

static bool read_no_lookup(struct arena *a, struct expectation *x, const char *p, char *error,
                           size_t size)
{
    x->map = word(a, &p);
    if (x->map == NULL || *skip(p) != '\0')
        return fault(error, size, "no lookup is followed by the map's name");
    return true;
}

static bool read_rule(struct arena *a, struct expectation *x, const char *p, char *error,
                      size_t size)
{
    const char *text = rest(a, p), *colon = strrchr(text, ':'), *slash = strrchr(text, '/');

    if (slash != NULL && slash != text && slash[1] != '\0' && strspn(slash + 1, "0123456789") == strlen(slash + 1)) {
        x->rule = text;
        return true;
    }

    if (colon == NULL || colon == text || !isdigit((unsigned char)colon[1])
        || strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return fault(error, size, "a rule is rule FILE:LINE or rule RULESET/NUMBER");
    x->file = arena_strndup(a, text, (size_t)(colon - text));
    x->number = atoi(colon + 1);
    return true;
}

/* {x} = VALUE */
static bool read_macro(struct arena *a, struct expectation *x, const char *p, char *error,
                       size_t size)
{
    const char *eq = strchr(p, '=');

    if (eq == NULL)
        return fault(error, size, "a macro is macro {name} = VALUE");
    x->macro = rest(a, arena_strndup(a, p, (size_t)(eq - p)));
    if (*x->macro == '$')
        x->macro++;
    x->value = rest(a, eq + 1);
    if (*x->macro == '\0')
        return fault(error, size, "a macro is macro {name} = VALUE");
    return true;
}

static bool read_load(struct arena *a, struct expectation *x, const char *p, char *error,
                      size_t size)
{
    p = skip(p);
    x->message = *p == '"' ? word(a, &p) : NULL;
    return (x->message != NULL && *x->message != '\0' && *skip(p) == '\0')
           || fault(error, size, "what a load says is load \"TEXT\", the text in quotes");
}

/* 550 5.7.1 "TEXT" */
static bool read_reply(struct arena *a, struct expectation *x, const char *p, char *error, size_t size)
{
    size_t n = strcspn(p, "\"");

    x->dsn = rest(a, arena_strndup(a, p, n));
    p += n;
    x->message = *p == '"' ? word(a, &p) : NULL;
    return *skip(p) == '\0'
           || fault(error, size, "a reply is its codes, and its text in quotes: 550 5.7.1 \"*denied\"");
}

static bool read_call(struct arena *a, struct expectation *x, const char *p, char *error, size_t size)
{
    x->tokens = word(a, &p);
    return (x->tokens != NULL && *skip(p) == '\0') || fault(error, size, "a call is call RULESET");
}

static bool read_queued(struct arena *a, struct expectation *x, const char *p, char *error, size_t size)
{
    x->tokens = word(a, &p);
    return (x->tokens != NULL && *skip(p) == '\0') || fault(error, size, "a message is queued for ADDRESS, each on a line of its own");
}

static bool read_quarantine(struct arena *a, struct expectation *x, const char *p, char *error, size_t size)
{
    p = skip(p);
    x->message = *p == '"' ? word(a, &p) : NULL;
    return *skip(p) == '\0' || fault(error, size, "a quarantine is quarantine [\"TEXT\"], the text in quotes");
}

static bool read_nothing(struct arena *a, struct expectation *x, const char *p, char *error,
                         size_t size)
{
    (void)a;
    (void)x;
    return *skip(p) == '\0' || fault(error, size, "nothing stands behind this word");
}

static const struct {
    const char *words;
    enum expect_kind kind;
    bool (*read)(struct arena *a, struct expectation *x, const char *p, char *error, size_t size);
} kinds[] = {
    { "error", EXPECT_ERROR, read_error },
    { "ok", EXPECT_OK, read_nothing },
    { "returns", EXPECT_RETURNS, read_returns },
    { "unchanged", EXPECT_UNCHANGED, read_nothing },
    { "lookup", EXPECT_LOOKUP, read_lookup },
    { "no lookup", EXPECT_NO_LOOKUP, read_no_lookup },
    { "rule", EXPECT_RULE, read_rule },
    { "macro", EXPECT_MACRO, read_macro },
    { "because", EXPECT_BECAUSE, read_because },
    { "call", EXPECT_CALL, read_call },
    { "accepted", EXPECT_ACCEPTED, read_nothing },
    { "queued for", EXPECT_QUEUED, read_queued },
    { "quarantine", EXPECT_QUARANTINE, read_quarantine },
    { "temporary", EXPECT_TEMPORARY, read_nothing },
    { "undefined", EXPECT_UNDEFINED, read_nothing },
    { "load", EXPECT_LOAD, read_load },
};

const char *expectation_known(int i)
{
    return i >= 0 && i < (int)(sizeof kinds / sizeof kinds[0]) ? kinds[i].words : NULL;
}

bool expectation_read(struct arena *a, struct expectation *x, const char *text, char *error,
                      size_t size)
{
    text = skip(text);
    x->text = rest(a, text);
    if (*text == '\0')
        return true;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t n = strlen(kinds[i].words);

        if (strncmp(text, kinds[i].words, n) == 0
            && (text[n] == '\0' || isspace((unsigned char)text[n]))) {
            x->kind = kinds[i].kind;
            return kinds[i].read(a, x, text + n, error, size);
        }
    }
    if (strspn(text, "0123456789") == 3) {
        x->kind = EXPECT_REPLY;
        return read_reply(a, x, text, error, size);
    }
    x->kind = EXPECT_TRIPLE;
    if (strncmp(text, "mailer=", 7) == 0 || strncmp(text, "host=", 5) == 0
        || strncmp(text, "user=", 5) == 0)
        return read_triple(a, x, text, error, size);
    snprintf(error, size, "%.*s is nothing that can be expected: mailer= host= user=, error, ok, "
                          "returns, unchanged, lookup, no lookup, rule, macro, because, call, "
                          "accepted, queued for, quarantine, temporary, "
                          "undefined, load; 550 and its like, of a reply",
             (int)strcspn(text, " \t"), text);
    return false;
}
