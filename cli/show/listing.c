/*
 * listing.c - the tables of a configuration, as =M and debug category 0 show them.
 */
#include "engine.h"
#include "show/display.h"
#include "show/listing.h"
#include "show/output.h"

static void print_mailer(struct output *out, struct session *s, int number,
                         const struct mailer_view *m)
{
    const char *none = "<undefined>";
    char a[32], b[32], c[32], d[32];

    out_format(out, "mailer %d (%s): P=%s S=%s/%s R=%s/%s M=%ld U=%ld:%ld F=", number, m->name,
               m->path, session_ruleset_name(s, m->se, a), session_ruleset_name(s, m->sh, b),
               session_ruleset_name(s, m->re, c), session_ruleset_name(s, m->rh, d), m->maxsize,
               m->uid, m->gid);
    for (int f = 0; f < 256; f++) {
        if ((m->flags[f >> 6] >> (f & 63)) & 1)
            out_char(out, (char)f);
    }
    out_format(out, " L=%ld E=", m->linelimit);
    display_text(out, s, m->eol);
    if (m->charset != NULL)
        out_format(out, " C=%s", m->charset);
    out_format(out, " T=%s/%s/%s r=%ld A=", m->mtatype != NULL ? m->mtatype : none,
               m->addrtype != NULL ? m->addrtype : none, m->diagtype != NULL ? m->diagtype : none,
               m->maxrcpt);
    for (int i = 0; m->argv[i] != NULL; i++) {
        if (i > 0)
            out_char(out, ' ');
        display_text(out, s, m->argv[i]);
    }
    out_char(out, '\n');
}

void print_rulesets(struct output *out, struct session *s)
{
    enum { SHOWN = 10 };

    for (int number = 0; number < SHOWN; number++) {
        const struct rule *r = session_first_rule(s, number);

        if (r != NULL)
            out_format(out, "\n----Rule Set %d:", number);
        for (; r != NULL; r = rule_after(r)) {
            struct rule_view v = rule_describe(r);

            out_text(out, "\nLHS:");
            display_vector(out, s, &v.lhs);
            out_text(out, "RHS:");
            display_vector(out, s, &v.rhs);
        }
    }
}

void print_mailers(struct output *out, struct session *s)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(s, i, &m); i++)
        print_mailer(out, s, i, &m);
}
