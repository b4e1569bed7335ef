/*
 * help.c - "?": the help file where one is configured, as the real program prints it; at a terminal
 * the tables of commands.
 */
#include <stdio.h>
#include <string.h>

#include "cfparse/white.h"
#include "engine.h"
#include "shell/commands_output.h"
#include "shell/help.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/style.h"
#include "show/text.h"

enum { LINE_SIZE = 2048, COLUMN = 28, INDENT = 4, GROUP = 9, NARROW = 60, NO_SCREEN = 80 };

static bool from_file(struct shell *sh)
{
    int fd = session_help_file(sh->session);
    FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
    char line[LINE_SIZE];
    bool any = false;

    if (f == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL) {
        const char *p = line;

        if (strncmp(line, "-bt", 3) != 0)
            continue;
        any = true;
        while (*p != '\0' && !white(*p))
            p++;
        if (*p != '\0' && *p != '\n')
            p++;
        out_text(sh->out, p);
        if (strchr(p, '\n') == NULL)
            out_char(sh->out, '\n');
    }
    fclose(f);
    out_text(sh->out, any ? "End of HELP info\n" : "HELP topic \"-bt\" unknown\n");
    return true;
}

/* ---- from the tables ------------------------------------------------------------------------------- */

static int width_of(struct shell *sh)
{
    int width = view_of(sh)->style.width;

    return width > 0 ? width : NO_SCREEN;
}

/* The text in lines of the screen's width, each behind `indent` blanks; the first one begins at column `at`. */
static void wrap(struct shell *sh, const char *text, int indent, int at)
{
    int width = width_of(sh);

    for (const char *p = text; *p != '\0'; p += strspn(p, " ")) {
        int n = (int)strcspn(p, " ");

        if (at > indent && at + 1 + n >= width) {
            out_char(sh->out, '\n');
            at = 0;
        }
        if (at < indent) {
            out_format(sh->out, "%*s", indent - at, "");
            at = indent;
        } else if (at > indent) {
            out_char(sh->out, ' ');
            at++;
        }
        out_bytes(sh->out, p, (size_t)n);
        at += n;
        p += n;
    }
    out_char(sh->out, '\n');
}

/* What a command does stands beside it, or below one that is too long for that. */
static void row(struct shell *sh, const char *start, const char *name, const char *args,
                const char *help)
{
    struct text command = { 0 };
    int column = width_of(sh) < NARROW ? INDENT : COLUMN;

    text_format(&command, "%s%s%s%s", start, name, *start == '/' && *args != '\0' ? " " : "", args);
    out_text(sh->out, text_of(&command));
    if (command.n < (size_t)column) {
        wrap(sh, help, column, (int)command.n);
    } else {
        out_char(sh->out, '\n');
        wrap(sh, help, column, 0);
    }
    text_free(&command);
}

const char *command_when(const struct command *c)
{
    return c->run == NULL ? "when stopped: " : "";
}

static void every_command(struct shell *sh)
{
    row(sh, "ruleset,ruleset address", "", "", "run the rulesets on the address");
    for (const struct command *c = sh->commands->lines; c->name != NULL; c++)
        row(sh, c->name, c->args, "", c->help);
    for (const struct command *c = sh->commands->slash; c->name != NULL; c++) {
        struct text help = { 0 };

        if (!command_there(sh, c))
            continue;
        text_format(&help, "%s%s", command_when(c), c->help);
        row(sh, "/", c->name, c->args, text_of(&help));
        text_free(&help);
    }
}

/* One that is longer than a line, at its blanks. */
static int broken_unit(struct shell *sh, const char *name, int at)
{
    for (const char *p = name; *p != '\0'; p += strspn(p, " ")) {
        int n = (int)strcspn(p, " ");

        if (p > name && at + 1 + n >= width_of(sh)) {
            out_format(sh->out, "\n%*s", GROUP + 2, "");
            at = GROUP + 2;
        } else if (p > name) {
            out_char(sh->out, ' ');
            at++;
        }
        out_bytes(sh->out, p, (size_t)n);
        at += n;
        p += n;
    }
    return width_of(sh); /* nothing stands behind it */
}

/* One more of a group, behind two blanks or in a line of its own: a command is only broken where the screen is narrow. */
static int unit(struct shell *sh, const char *name, int at)
{
    int n = (int)strlen(name);

    if (at > GROUP && at + 2 + n >= width_of(sh)) {
        out_format(sh->out, "\n%*s", GROUP, "");
        at = GROUP;
    }
    if (GROUP + n >= width_of(sh))
        return broken_unit(sh, name, at);
    out_format(sh->out, "%s%s", at > GROUP ? "  " : "", name);
    return at + (at > GROUP ? 2 : 0) + n;
}

static int units(struct shell *sh, const struct command *list, const char *start, enum command_group group, int at)
{
    for (const struct command *c = list; c->name != NULL; c++) {
        struct text name = { 0 };

        if (c->group != group || !command_there(sh, c))
            continue;
        text_format(&name, "%s%s%s%s", start, c->name, *start != '\0' && *c->args != '\0' ? " " : "", c->args);
        at = unit(sh, text_of(&name), at);
        text_free(&name);
    }
    return at;
}

/* What there is, by groups: it fits a screen. */
static void overview(struct shell *sh)
{
    static const char *const names[GROUPS] = { "Ask", "Define", "Why", "Stopped", "Shell" };

    for (int g = 0; g < GROUPS; g++) {
        int at = GROUP;

        out_format(sh->out, "%-*s", GROUP, names[g]);
        if (g == GROUP_ASK)
            at = unit(sh, "ruleset,ruleset address", at);
        at = units(sh, sh->commands->lines, "", (enum command_group)g, at);
        units(sh, sh->commands->slash, "/", (enum command_group)g, at);
        out_char(sh->out, '\n');
    }
    view_say(sh, "? topic: a page on a command, on rulesets or on debug; ? all: each in a line");
}

/* "/trace bt|tree", what it does, and an example. */
static void page(struct shell *sh, const char *start, const struct command *c)
{
    struct text help = { 0 };

    out_format(sh->out, "%s%s%s%s\n", start, c->name, *start != '\0' && *c->args != '\0' ? " " : "", c->args);
    text_format(&help, "%s%s", command_when(c), c->help);
    wrap(sh, text_of(&help), INDENT, 0);
    if (c->more != NULL)
        wrap(sh, c->more, INDENT, 0);
    if (c->run != NULL && c->stopped_help != NULL) {
        text_clear(&help);
        text_format(&help, "when stopped: %s", c->stopped_help);
        wrap(sh, text_of(&help), INDENT, 0);
    }
    if (c->example != NULL)
        out_format(sh->out, "    Example: %s\n", c->example);
    text_free(&help);
}

static void rulesets_page(struct shell *sh)
{
    out_text(sh->out, "ruleset,ruleset address\n");
    wrap(sh, "run the rulesets, one after another, on the address", INDENT, 0);
    out_text(sh->out, "    Example: 3,0 joe@example.com\n"
                      "check_relay host, address    check_compat sender, recipient\n");
    wrap(sh, "these take both arguments, as a mail server gives them", INDENT, 0);
    out_text(sh->out, "ruleset a $| b\n");
    wrap(sh, "the operator may be typed", INDENT, 0);
}

/* The page of a word; false: there is none. */
static bool word_page(struct shell *sh, const char *word)
{
    for (const struct command *c = sh->commands->slash; c->name != NULL; c++) {
        if (strcmp(c->name, word) == 0) {
            page(sh, "/", c);
            return true;
        }
    }
    if (strcmp(word, "rulesets") == 0) {
        rulesets_page(sh);
    } else if (strcmp(word, "debug") == 0) {
        for (int i = 0; debug_category(i) != NULL; i++) {
            char number[16];

            snprintf(number, sizeof number, "-d%d", debug_category(i)->number);
            row(sh, number, "", "", debug_category(i)->help);
        }
    } else if (strcmp(word, "all") == 0) {
        every_command(sh);
    } else {
        return false;
    }
    return true;
}

static void topic(struct shell *sh, const char *name)
{
    struct text message = { 0 };
    bool found = false;
    char buf[32];
    const char *word = names_unique(sh, NAME_TOPIC, name + (*name == '/'), buf, sizeof buf);

    if (word != NULL && word_page(sh, word))
        return;
    for (const struct command *c = sh->commands->lines; c->name != NULL; c++) {
        if (*c->name == *name) {
            page(sh, "", c);
            found = true;
        }
    }
    if (!found) {
        text_format(&message, "No help on \"%s\"", name);
        names_near(sh, NAME_TOPIC, name, &message);
        text_add(&message, "; ? alone lists the commands");
        view_say(sh, text_of(&message));
    }
    text_free(&message);
}

void help_stopped(struct shell *sh)
{
    const struct command *lists[] = { sh->commands->lines, sh->commands->slash };

    for (int i = 0; i < 2; i++) {
        for (const struct command *c = lists[i]; c->name != NULL; c++) {
            const char *args = c->stopped_help != NULL && *c->stopped_help == '[' ? "" : c->args;

            if (c->stopped != NULL || c->at_stop != AT_STOP_NOT)
                row(sh, i == 0 ? "" : "/", c->name, c->run != NULL && c->stopped != NULL && i == 1 ? "" : args,
                    c->stopped_help != NULL ? c->stopped_help : c->help);
        }
    }
}

void slash_help(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    if (*args != '\0')
        topic(sh, args);
    else
        overview(sh);
}

/* There is no help file. */
static void no_help(struct shell *sh)
{
    char text[80];

    snprintf(text, sizeof text, "502 5.3.0 Sendmail %s -- HELP not implemented", session_target(sh->session)->version);
    session_say(sh->session, text);
}

void command_help(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    args += strspn(args, " \t");
    if (*args != '\0' && view_ext(sh)) {
        topic(sh, args);
        return;
    }
    if (from_file(sh) && !view_ext(sh))
        return;
    if (view_ext(sh))
        overview(sh);
    else
        no_help(sh);
}
