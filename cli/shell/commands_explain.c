/*
 * commands_explain.c - /explain, /why-not, and btsh explain.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "describe.h"
#include "explain/explain.h"
#include "explain/explain_json.h"
#include "explain/why_not.h"
#include "explain/why_not_name.h"
#include "shell/commands_explain.h"
#include "shell/commands_smtp.h"
#include "shell/commands_rules.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/text.h"
#include "start/run.h"

static size_t word_length(const char *p)
{
    return strcspn(p, " \t");
}

static const char *after(const char *p, size_t n)
{
    p += n;
    return p + strspn(p, " \t");
}

static struct explain explanation(struct shell *sh, const char *rules, const char *address)
{
    struct view *w = view_of(sh);

    return (struct explain){ .session = sh->session, .out = sh->out, .style = w->style,
                             .rules = rules, .address = address, .mc = shell_mc(sh),
                             .show_secrets = w->show_secrets, .sources = w->sources, .shell = true };
}

/* A word of rulesets before the address: copied to `rules` (INPUT_LINE bytes). */
static const char *split_rules(struct shell *sh, const char *args, char *rules)
{
    size_t n = word_length(args);

    *rules = '\0';
    if (args[n] == '\0' || n >= INPUT_LINE || *after(args, n) == '\0'
        || !names_rulesets(sh->session, args, n))
        return args;
    memcpy(rules, args, n);
    rules[n] = '\0';
    return after(args, n);
}

/* "parse,nosuch joe@x" was meant as rulesets: an address has no blank behind such a word. */
static bool unknown_rulesets(struct shell *sh, const char *args)
{
    size_t n = word_length(args);
    struct text message = { 0 };
    char word[64];

    if (*after(args, n) == '\0' || n >= sizeof word || strpbrk(args, "@") == NULL
        || memchr(args, '@', n) != NULL || strpbrk(args, "<\"(") != NULL)
        return false;
    memcpy(word, args, n);
    word[n] = '\0';
    for (char *part = strtok(word, ","); part != NULL; part = strtok(NULL, ",")) {
        if (session_ruleset_named(sh->session, part) >= 0)
            continue;
        text_format(&message, "No ruleset \"%s\"", part);
        names_near(sh, NAME_RULESET, part, &message);
        view_say(sh, text_of(&message));
        break;
    }
    if (message.n == 0)
        out_shown(sh->out, "One comma stands between rulesets: %.*s\n", (int)n, args);
    text_free(&message);
    return true;
}

/* A word that is an option, taken off. */
static bool option(const char **args, const char *name)
{
    size_t n = strlen(name);

    if (word_length(*args) != n || strncmp(*args, name, n) != 0)
        return false;
    *args = after(*args, n);
    return true;
}

/* --json, taken off: *j is what writes it, which the caller frees; NULL: it is not wanted. False: it cannot be had. */
static bool json_option(struct shell *sh, const char **args, struct explain_json **j)
{
    const char *why;

    *j = NULL;
    if (!option(args, "--json"))
        return true;
    *j = explain_json_new(&why);
    if (*j == NULL)
        out_format(sh->out, "--json: %s\n", why);
    return *j != NULL;
}

/* "/try esmtp ann" behind /explain: the mailer's name, copied (INPUT_LINE bytes). */
static const char *split_mailer(struct shell *sh, const char *args, char *mailer)
{
    struct text message = { 0 };
    size_t n = word_length(args);

    *mailer = '\0';
    if (n == 0 || n >= INPUT_LINE || args[n] == '\0')
        return NULL;
    memcpy(mailer, args, n);
    mailer[n] = '\0';
    if (session_has_mailer(sh->session, mailer))
        return after(args, n);
    text_format(&message, "No mailer \"%s\"", mailer);
    names_near(sh, NAME_MAILER, mailer, &message);
    view_say(sh, text_of(&message));
    text_free(&message);
    *mailer = '\0';
    return NULL;
}

static void explain_try(struct shell *sh, struct explain x, const char *args)
{
    char mailer[INPUT_LINE];

    x.address = split_mailer(sh, args, mailer);
    x.mailer = mailer;
    if (x.address != NULL)
        explain_address(&x);
    else if (*args == '\0' || args[word_length(args)] == '\0')
        out_text(sh->out, "Usage: /explain /try mailer address\n");
    view_apply(sh);
}

/* What stands behind the options of /explain. */
static void explain_typed(struct shell *sh, struct explain x, const char *args)
{
    char rules[INPUT_LINE];
    struct text joined = { 0 };

    if (option(&args, "/try")) {
        explain_try(sh, x, args);
        return;
    }
    x.address = split_rules(sh, args, rules);
    x.rules = *rules != '\0' ? rules : NULL;
    if (x.rules == NULL && unknown_rulesets(sh, args))
        return;
    if (x.rules != NULL && two_arguments(x.rules, x.address, &joined))
        x.address = text_of(&joined);
    explain_address(&x);
    text_free(&joined);
    view_apply(sh);
}

void slash_explain(struct shell *sh, const char *line, const char *args)
{
    bool by_rules = option(&args, "--rules");
    struct explain x = explanation(sh, NULL, args);

    (void)line;
    if (!json_option(sh, &args, &x.json))
        return;
    x.by_rules = by_rules;
    if (sh->dialogue != NULL)
        smtp_explain(sh, &x);
    else if (*args != '\0')
        explain_typed(sh, x, args);
    else
        out_text(sh->out, "Usage: /explain [--rules|--json] [rulesets] address, or /try mailer address\n");
    explain_json_free(x.json);
}

static bool is_rule(struct shell *sh, const char *args)
{
    char name[256];
    int ruleset;

    snprintf(name, sizeof name, "%.*s", (int)word_length(args), args);
    return session_find_rule(sh->session, name, &ruleset) != NULL;
}

/* A map's name, or a mailer's, in the place of a rule. */
static bool why_not_name(struct shell *sh, struct explain x, const char *args, const char *rest)
{
    char name[256], rules[INPUT_LINE];
    struct text joined = { 0 };
    bool done;

    x.address = split_rules(sh, rest, rules);
    x.rules = *rules != '\0' ? rules : NULL;
    snprintf(name, sizeof name, "%.*s", (int)word_length(args), args);
    if (x.rules != NULL && two_arguments(x.rules, x.address, &joined))
        x.address = text_of(&joined);
    done = explain_why_not_map(&x, name) || explain_why_not_mailer(&x, name);
    text_free(&joined);
    if (done)
        view_apply(sh);
    return done;
}

static bool find_rule(struct shell *sh, const char *args, const struct rule **r, int *ruleset)
{
    struct text message = { 0 };
    char name[256];

    snprintf(name, sizeof name, "%.*s", (int)word_length(args), args);
    *r = session_find_rule(sh->session, name, ruleset);
    if (*r == NULL) {
        text_format(&message, "No rule \"%s\" (parse/3 or file:12), map or mailer", name);
        names_near(sh, NAME_RULE, name, &message);
        view_say(sh, text_of(&message));
    }
    text_free(&message);
    return *r != NULL;
}

/* What stands behind the options of /why-not. */
static void why_not_typed(struct shell *sh, struct explain x, const char *args, const char *rest)
{
    struct why_not_about about = { "rule", NULL, 1 };
    struct text joined = { 0 };
    char rules[INPUT_LINE], name[256];
    const struct rule *r;
    int ruleset;

    if ((!is_rule(sh, args) && why_not_name(sh, x, args, rest)) || !find_rule(sh, args, &r, &ruleset))
        return;
    x.address = split_rules(sh, rest, rules);
    x.rules = *rules != '\0' ? rules : NULL;
    if (x.rules == NULL && unknown_rulesets(sh, rest))
        return;
    if (x.rules != NULL && two_arguments(x.rules, x.address, &joined))
        x.address = text_of(&joined);
    snprintf(name, sizeof name, "%.*s", (int)word_length(args), args);
    about.name = name;
    explain_why_not(&x, r, ruleset, &about);
    text_free(&joined);
    view_apply(sh);
}

void slash_why_not(struct shell *sh, const char *line, const char *args)
{
    struct explain x = explanation(sh, NULL, NULL);
    const char *rest;

    (void)line;
    if (!json_option(sh, &args, &x.json))
        return;
    rest = after(args, word_length(args));
    if (*rest != '\0')
        why_not_typed(sh, x, args, rest);
    else
        out_text(sh->out, "Usage: /why-not [--json] rule|map|mailer [rulesets] address\n");
    explain_json_free(x.json);
}
