/*
 * alike.c - domains that nothing in a configuration tells apart.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "describe.h"
#include "engine.h"
#include "explore/alike.h"
#include "explore/entry_address.h"
#include "state/program.h"
#include "state/session.h"

struct making {
    struct alike *a;
    bool asked; /* it is the table that is asked about */
};

/* The domain of an address, a key with its tag, or a word. */
static void take_name(struct alike *a, const char *text, size_t n)
{
    const char *at = memrchr(text, '@', n);

    if (at != NULL) {
        n -= (size_t)(at + 1 - text);
        text = at + 1;
    }
    for (; n > 0 && *text == '.'; n--)
        text++;
    while (n > 0 && (text[n - 1] == '.' || text[n - 1] == '\0'))
        n--;
    names_below_put(&a->names, text, n);
}

static void take_word(void *ctx, const char *word)
{
    struct alike *a = ctx;

    take_name(a, word, strlen(word));
    names_below_put(&a->words, word, strlen(word));
}

static bool take_record(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    struct making *m = ctx;
    char text[256];
    int tag;

    nkey -= nkey > 0 && key[nkey - 1] == '\0';
    snprintf(text, sizeof text, "%.*s", (int)nkey, key);
    tag = access_tag(text);
    if (!m->asked || strchr(text + tag, '@') == NULL || text[tag] == '@')
        take_name(m->a, text + tag, strlen(text + tag));
    take_name(m->a, value, nvalue);
    return true;
}

static void take_tables(struct alike *a, struct session *s, const char *file)
{
    struct map_view v;
    bool listed;

    for (int i = 0; session_map_at(s, i, &v); i++) {
        struct map *m = v.file != NULL && !v.outside ? session_map(s, v.name) : NULL;
        struct making made = { .a = a, .asked = v.file != NULL && strcmp(v.file, file) == 0 };

        if (m != NULL && session_map_open(s, m))
            session_map_walk(s, m, take_record, &made, &listed);
    }
}

static void take_rules(struct alike *a, struct session *s)
{
    for (int n = 0; n < MAX_RULESETS; n++) {
        for (const struct rule *r = session_first_rule(s, n); r != NULL; r = rule_after(r)) {
            struct rule_view v = rule_describe(r);

            for (int i = 0; i < v.lhs.n + v.rhs.n; i++) {
                size_t length = 0;
                const char *text = token_text(s, i < v.lhs.n ? v.lhs.v[i] : v.rhs.v[i - v.lhs.n], &length);

                names_below_put(&a->words, text, length);
            }
        }
    }
}

static void take_classes(struct alike *a, struct session *s)
{
    char name[48], buf[40];

    for (int id = 1; id < NAME_IDS; id++) {
        snprintf(name, sizeof name, "%s", session_name(s, id, true, buf));
        session_class_list(s, name, take_word, a);
    }
}

void alike_make(struct alike *a, const struct program *p, struct session *s, const char *file)
{
    alike_free(a);
    take_tables(a, s, file);
    take_rules(a, s);
    take_classes(a, s);
    for (int i = 0; i < NAME_IDS; i++) {
        if (p->macros[i] != NULL)
            take_name(a, p->macros[i], strlen(p->macros[i]));
    }
    names_below_sort(&a->names);
    names_below_sort(&a->words);
}

void alike_free(struct alike *a)
{
    names_below_free(&a->names);
    names_below_free(&a->words);
}

/* A label that no rule has, and that is nothing but a label. */
static bool is_nobodys(const struct alike *a, const char *label, size_t n)
{
    char text[64];
    bool letter = false;

    if (n == 0 || n >= sizeof text)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!isalnum((unsigned char)label[i]) && label[i] != '-')
            return false;
        letter |= isalpha((unsigned char)label[i]) != 0;
    }
    snprintf(text, sizeof text, "%.*s", (int)n, label);
    return letter && !names_has(&a->words, text);
}

void alike_name(const struct alike *a, const char *domain, char *out, size_t size)
{
    char below[256], name[256];
    const char *rest = domain;
    size_t n = 0;

    snprintf(out, size, "%s", domain);
    if (*domain == '\0' || strlen(domain) >= sizeof name || name_below(&a->names, domain, 0, below, sizeof below) != NULL)
        return;
    while (*rest != '\0' && !names_has(&a->names, rest)) {
        size_t label = strcspn(rest, ".");
        bool star = is_nobodys(a, rest, label);

        memcpy(name + n, star ? "*" : rest, star ? 1 : label);
        n += star ? 1 : label;
        rest += label;
        if (*rest == '.')
            name[n++] = *rest++;
    }
    snprintf(out, size, "%.*s%s", (int)n, name, rest);
}
