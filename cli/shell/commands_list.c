/*
 * commands_list.c - /list: rules with their numbers, lines and the configuration's own words.
 */
#include <stdlib.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explain/rule_words.h"
#include "shell/commands_list.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/style.h"
#include "show/text.h"

enum { AROUND = 4, PLACE = 20, LEAD = 7 };

/* "  3  sendmail.cf:1204    R$* < $+ > $*   $: $2     basic textual canonification" */
static void list_rule(struct shell *sh, const struct rule *r, const struct rule *here)
{
    const struct style *style = &view_of(sh)->style;
    struct text place = { 0 }, rule = { 0 }, words = { 0 }, line = { 0 };

    rule_place(&place, r);
    rule_written(&rule, sh->session, r);
    rule_words(&words, sh->session, r);
    text_format(&line, "%s%3d  %-*s %s", r == here ? "->" : "  ", rule_describe(r).number, PLACE, text_of(&place),
               text_of(&rule));
    if (words.n > 0)
        text_format(&line, "   %s# %s%s", style_on(style, TONE_FAINT), text_of(&words), style_off(style, TONE_FAINT));
    view_line(sh, text_of(&line), LEAD);
    text_free(&line);
    text_free(&place);
    text_free(&rule);
    text_free(&words);
}

void list_around(struct shell *sh, int ruleset, const struct rule *here)
{
    int number = here != NULL ? rule_describe(here).number : 1;
    char buf[32];

    out_shown(sh->out, "%s\n", session_ruleset_name(sh->session, ruleset, buf));
    for (const struct rule *r = session_first_rule(sh->session, ruleset); r != NULL; r = rule_after(r)) {
        if (abs(rule_describe(r).number - number) <= AROUND)
            list_rule(sh, r, here);
    }
}

void slash_list(struct shell *sh, const char *line, const char *args)
{
    struct text message = { 0 };
    int ruleset = session_ruleset_named(sh->session, args);
    const struct rule *here;

    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /list ruleset|rule\n");
        return;
    }
    if (ruleset >= 0) {
        for (const struct rule *r = session_first_rule(sh->session, ruleset); r != NULL; r = rule_after(r))
            list_rule(sh, r, NULL);
        if (session_first_rule(sh->session, ruleset) == NULL)
            out_shown(sh->out, "%s has no rules\n", args);
        return;
    }
    here = session_find_rule(sh->session, args, &ruleset);
    if (here != NULL) {
        list_around(sh, ruleset, here);
        return;
    }
    text_format(&message, "No ruleset or rule \"%s\"", args);
    names_near(sh, NAME_RULESET, args, &message);
    view_say(sh, text_of(&message));
    text_free(&message);
}
