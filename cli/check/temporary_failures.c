/*
 * temporary_failures.c - rules of the site that take a table's temporary failure for an answer.
 *
 * A map with -Ttext answers "key text" where it cannot be asked. Without -T, rules fail and the message is tried again later;
 * with it, some rule has to look for the text.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/temporary_failures.h"
#include "describe.h"
#include "engine.h"

/* One rule of the site, and the map that it asks. */
struct asking {
    struct session *s;
    char map[64], mark[64]; /* mark: the word of what -T appends; "": it has none */
};

/* TMPF of <TMPF>: the first word. */
static void word_of(const char *text, char *out, size_t size)
{
    size_t n = 0;

    while (*text != '\0' && !isalnum((unsigned char)*text))
        text++;
    while (isalnum((unsigned char)text[n]))
        n++;
    snprintf(out, size, "%.*s", (int)n, text);
}

static void hear(void *ctx, enum mention what, const char *name)
{
    struct asking *a = ctx;
    struct map_view v;

    for (int i = 0; what == MENTIONS_MAP && *a->mark == '\0' && session_map_at(a->s, i, &v); i++) {
        if (strcasecmp(v.name, name) == 0 && v.tapp != NULL) {
            snprintf(a->map, sizeof a->map, "%s", name);
            word_of(v.tapp, a->mark, sizeof a->mark);
        }
    }
}

static bool looks_for(struct session *s, const struct rule *r, const char *word)
{
    struct rule_view v = rule_describe(r);
    size_t n = 0;

    for (int i = 0; i < v.lhs.n; i++) {
        const char *text = token_text(s, v.lhs.v[i], &n);

        if (n == strlen(word) && strncasecmp(text, word, n) == 0)
            return true;
    }
    return false;
}

/* Does a rule of the site look for the word? Which one is asked when is not followed. */
static bool has_branch(const struct configuration *conf, struct session *s, const char *word)
{
    const char *file;
    int line;

    for (int i = 0; i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_has_ruleset(s, i) ? session_first_rule(s, i) : NULL; r != NULL; r = rule_after(r)) {
            struct rule_view v = rule_describe(r);

            if (looks_for(s, r, word) && !configuration_rule_place(conf, &v, &file, &line))
                return true;
        }
    }
    return false;
}

void check_temporary_failures(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    for (int i = 0; i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_has_ruleset(s, i) ? session_first_rule(s, i) : NULL; r != NULL; r = rule_after(r)) {
            struct asking a = { .s = s };
            struct rule_view v = rule_describe(r);
            const char *file;
            int line;

            if (configuration_rule_place(conf, &v, &file, &line))
                continue;
            session_rule_mentions(s, r, hear, &a);
            if (*a.mark != '\0' && !has_branch(conf, s, a.mark))
                finding_add(f, BT206, file, line, 1, "where %s cannot be asked the answer ends in %s, which no rule looks for: it is taken "
                            "for another answer", a.map, a.mark);
        }
    }
}
