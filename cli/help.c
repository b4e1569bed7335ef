/*
 * help.c - "?": the help file where one is configured, as the real program prints it; at a terminal
 * the tables of commands.
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"

enum { LINE_SIZE = 2048 };

static bool white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool from_file(struct shell *sh, const char *path)
{
    FILE *f = path != NULL ? fopen(path, "r") : NULL;
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

static void from_table(struct shell *sh)
{
    out_format(sh->out, "%-28s%s\n", "ruleset,ruleset address", "run the rulesets on the address");
    for (const struct command *c = shell_commands; c->name != NULL; c++)
        out_format(sh->out, "%s%-27s%s\n", c->name, c->args, c->help);
    for (const struct command *c = slash_commands; c->name != NULL; c++)
        out_format(sh->out, "/%s %-*s%s\n", c->name, 26 - (int)strlen(c->name), c->args, c->help);
}

void command_help(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    (void)args;
    if (from_file(sh, session_setting(sh->session, "HelpFile")))
        return;
    if (sh->in->terminal != NULL)
        from_table(sh);
    else
        out_text(sh->out, "Sendmail " REFERENCE_VERSION " -- HELP not implemented\n");
}
