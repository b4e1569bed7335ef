/*
 * help.c - "?": the help file where one is configured, as the real program prints it; at a terminal
 * the tables of commands.
 */
#include <stdio.h>
#include <string.h>

#include "cfparse/white.h"
#include "engine.h"
#include "shell/help.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/text.h"

enum { LINE_SIZE = 2048, COLUMN = 28 };

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

/* What a command does stands beside it, or below one that is too long for that. */
static void row(struct shell *sh, const char *start, const char *name, const char *args,
                const char *help)
{
    char command[128];

    snprintf(command, sizeof command, "%s%s%s", start, name, args);
    if (strlen(command) < COLUMN)
        out_format(sh->out, "%-*s%s\n", COLUMN, command, help);
    else
        out_format(sh->out, "%s\n%-*s%s\n", command, COLUMN, "", help);
}

const char *command_when(const struct command *c)
{
    return c->run == NULL ? "when stopped: " : "";
}

static void from_table(struct shell *sh)
{
    row(sh, "ruleset,ruleset address", "", "", "run the rulesets on the address");
    for (const struct command *c = sh->commands->lines; c->name != NULL; c++)
        row(sh, c->name, c->args, "", c->help);
    for (const struct command *c = sh->commands->slash; c->name != NULL; c++) {
        char name[64], help[160];

        snprintf(name, sizeof name, "%s ", c->name);
        snprintf(help, sizeof help, "%s%s", command_when(c), c->help);
        row(sh, "/", name, c->args, help);
    }
}

/* What the table says of one command. */
static void topic(struct shell *sh, const char *name)
{
    struct text message = { 0 };
    bool found = false;
    char buf[32];
    const char *word = names_unique(sh, NAME_TOPIC, name + (*name == '/'), buf, sizeof buf);

    for (const struct command *c = sh->commands->slash; word != NULL && c->name != NULL; c++) {
        if (strcmp(c->name, word) == 0)
            out_format(sh->out, "/%s %s\n    %s%s\n", c->name, c->args, command_when(c), c->help);
    }
    for (const struct command *c = sh->commands->lines; word == NULL && c->name != NULL; c++) {
        if (*c->name == *name) {
            out_format(sh->out, "%s%s\n    %s\n", c->name, c->args, c->help);
            found = true;
        }
    }
    if (word != NULL && strcmp(word, "rulesets") == 0) {
        out_text(sh->out, "ruleset,ruleset address\n"
                          "    run the rulesets, one after another, on the address\n"
                          "check_relay host, address    check_compat sender, recipient\n"
                          "    these two take both arguments, as a mail server gives them\n"
                          "ruleset a $| b\n    the operator may be typed\n");
    } else if (word != NULL && strcmp(word, "debug") == 0) {
        for (int i = 0; debug_category(i) != NULL; i++)
            out_format(sh->out, "-d%-4d%s\n", debug_category(i)->number, debug_category(i)->help);
    } else if (word == NULL && !found) {
        text_format(&message, "No help on \"%s\"", name);
        names_near(sh, NAME_TOPIC, name, &message);
        out_format(sh->out, "%s; ? alone lists the commands\n", text_of(&message));
    }
    text_free(&message);
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
        from_table(sh);
    else
        session_say(sh->session, "502 5.3.0 Sendmail " REFERENCE_VERSION " -- HELP not implemented");
}
