/*
 * commands_rules.c - "rulesets address", and the dumps =S and =M.
 */
#include <string.h>
#include <strings.h>

#include "cfparse/white.h"
#include "engine.h"
#include "shell/commands_rules.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/display.h"
#include "show/listing.h"
#include "show/output.h"
#include "show/text.h"

void command_comment(struct shell *sh, const char *line, const char *args)
{
    (void)sh;
    (void)line;
    (void)args;
}

/* "HOST, ADDR" of these checks, and a typed $|. False: it is neither. */
static bool run_joined(struct shell *sh, const char *list, const char *text)
{
    struct text joined = { 0 };
    bool two = two_arguments(list, text, &joined);

    if (two)
        out_format(sh->out, "%s %s\n", list, text_of(&joined));
    if (two || strstr(text, "$|") != NULL) {
        session_test_joined(sh->session, list, two ? text_of(&joined) : text);
        notices_ran(sh, list, two ? text_of(&joined) : text);
    }
    text_free(&joined);
    return two || strstr(text, "$|") != NULL;
}

void command_rules(struct shell *sh, const char *line, const char *args)
{
    char list[INPUT_LINE];
    const char *p = line, *end;

    (void)args;
    while (white(*p))
        p++;
    for (end = p; *end != '\0' && !white(*end); end++)
        continue;
    if (*end == '\0') {
        out_text(sh->out, "No address!\n");
        notices_rules(sh, p);
        return;
    }
    memcpy(list, p, (size_t)(end - p));
    list[end - p] = '\0';
    if (!view_ext(sh) || !run_joined(sh, list, end + 1)) {
        session_test(sh->session, list, end + 1);
        notices_ran(sh, list, end + 1);
    }
    notices_rules(sh, p);
}

static void print_ruleset(struct shell *sh, const char *text)
{
    struct session *s = sh->session;
    const char *end = NULL;
    int number = session_ruleset(s, text, &end);

    if (number < 0) {
        const char *stop = end != NULL && white(*end) ? end : text + strlen(text);

        out_text(sh->out, "Undefined ruleset ");
        out_bytes(sh->out, text, (size_t)(stop - text));
        out_char(sh->out, '\n');
        notices_unknown(sh, NAME_RULESET, text, (size_t)(stop - text));
        return;
    }
    for (const struct rule *r = session_first_rule(s, number); r != NULL; r = rule_after(r)) {
        struct rule_view v = rule_describe(r);

        out_char(sh->out, 'R');
        for (int i = 0; i < v.lhs.n; i++) {
            display_text(sh->out, s, session_listed_token(s, r, i, false));
            out_char(sh->out, ' ');
        }
        out_text(sh->out, "\t\t");
        for (int i = 0; i < v.rhs.n; i++) {
            display_text(sh->out, s, session_listed_token(s, r, i, true));
            out_char(sh->out, ' ');
        }
        out_char(sh->out, '\n');
    }
}

void command_equals(struct shell *sh, const char *line, const char *args)
{
    switch (*args) {
    case 'S':
        print_ruleset(sh, args + 1);
        break;
    case 'M':
        print_mailers(sh->out, sh->session);
        break;
    case '\0':
        out_text(sh->out, "Usage: =Sruleset or =M\n");
        break;
    default:
        out_format(sh->out, "Unknown \"=\" command %s\n", line);
        break;
    }
}
