/*
 * mailer_rulesets.c - rulesets by which mailers rewrite (S=, R=) and that have no rules.
 *
 * sendmail makes a ruleset of any name that it meets there: a name that is misspelt is one that changes nothing.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/mailer_rulesets.h"
#include "check/source_text.h"
#include "describe.h"
#include "engine.h"

/* The line that defines the mailer; 0: it is another file's. */
static int line_of(const struct source_text *text, const char *mailer)
{
    size_t n = strlen(mailer);

    for (int i = 0; text != NULL && i < text->nlines; i++) {
        const char *line = text->lines[i];

        if (*line == 'M' && strncmp(line + 1, mailer, n) == 0 && strchr(", \t", line[n + 1]) != NULL)
            return i + 1;
    }
    return 0;
}

static void look_at(const struct configuration *conf, struct session *s, int line, const char *mailer, const char *equate, int ruleset,
                    struct findings_list *f)
{
    char buf[32];
    const char *name = ruleset > 0 ? session_ruleset_name(s, ruleset, buf) : "0";

    /* whoever gives a number may well want none that does anything */
    if (ruleset > 0 && session_ruleset_rules(s, ruleset) == 0)
        finding_add(f, BT201, conf->path, line, line > 0, "mailer %s: the ruleset \"%s\" of %s has no rules, and changes nothing", mailer, name,
                    equate)->level = isdigit((unsigned char)*name) ? LEVEL_INFO : LEVEL_WARNING;
}

void check_mailer_rulesets(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(s, i, &m); i++) {
        int line = line_of(text, m.name);

        if (conf->mc && line == 0)
            continue; /* the tree's: fax has had such numbers for ever */
        look_at(conf, s, line, m.name, "S=", m.se, f);
        look_at(conf, s, line, m.name, "S=", m.sh, f); /* of two that say the same one is told */
        look_at(conf, s, line, m.name, "R=", m.re, f);
        look_at(conf, s, line, m.name, "R=", m.rh, f);
    }
}
