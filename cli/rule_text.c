#include <string.h>

#include "rule_text.h"

void rule_name(struct text *t, const struct session *s, int ruleset, const struct rule *r)
{
    char buf[32];

    text_format(t, "%s/%d", session_ruleset_name(s, ruleset, buf), rule_describe(r).number);
}

void rule_place(struct text *t, const struct rule *r)
{
    struct rule_view v = rule_describe(r);
    const char *base = strrchr(v.file, '/');

    text_format(t, "%s:%d", base != NULL ? base + 1 : v.file, v.first_line);
}

static void side(struct text *t, const struct session *s, const struct rule *r, int n, bool rhs)
{
    for (int i = 0; i < n; i++) {
        if (i > 0)
            text_char(t, ' ');
        text_display(t, s, session_listed_token(s, r, i, rhs));
    }
}

void rule_left(struct text *t, const struct session *s, const struct rule *r)
{
    side(t, s, r, rule_describe(r).lhs.n, false);
}

void rule_right(struct text *t, const struct session *s, const struct rule *r)
{
    side(t, s, r, rule_describe(r).rhs.n, true);
}

void rule_sides(struct text *t, const struct session *s, const struct rule *r)
{
    text_char(t, 'R');
    rule_left(t, s, r);
    text_add(t, "   ");
    rule_right(t, s, r);
}

void rule_captures(struct text *t, const struct session *s, const struct event *e)
{
    for (int i = 0; i < e->ncaptures; i++) {
        text_format(t, "%s$%d=", i > 0 ? " " : "", i + 1);
        text_part(t, s, &e->ws, e->captures[i].from, e->captures[i].to);
    }
}
