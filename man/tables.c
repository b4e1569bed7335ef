/*
 * tables.c - writes btsh-tables(7): what the program's tables hold, in mdoc. Run by the build.
 */
#include <stdio.h>
#include <string.h>

#include "cfparse/option_names.h"
#include "describe.h"
#include "engine.h"
#include "shell/command_list.h"
#include "shell/help.h"
#include "shell/shell.h"
#include "start/long_options.h"
#include "start/subcommand.h"
#include "subcommands/subcommands.h"

/* A text within a line: what mdoc would take for its own is made plain. */
static void plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            fputs("\\e", stdout);
        else
            putchar(*text);
    }
}

/* A text as a line of its own. */
static void line(const char *text)
{
    fputs("\\&", stdout);
    plain(text);
    putchar('\n');
}

/* .It Ic WORD rest: each word behind \& is no macro. */
static void item(const char *macro, const char *front, const char *word, const char *rest)
{
    printf(".It %s \\&", macro);
    plain(front);
    plain(word);
    if (*rest != '\0') {
        fputs(" No \\&", stdout);
        for (const char *p = rest; *p != '\0'; p++) {
            if (*p == ' ')
                fputs(" \\&", stdout);
            else if (*p == '\\')
                fputs("\\e", stdout);
            else
                putchar(*p);
        }
    }
    putchar('\n');
}

static void section(const char *name, const char *text)
{
    printf(".Sh %s\n%s\n.Bl -tag -width Ds -compact\n", name, text);
}

static void commands(void)
{
    section("COMMANDS", "Found by their first character, or by the word behind a slash:");
    for (const struct command *c = command_list.lines; c->name != NULL; c++) {
        item("Ic", c->name, c->args, "");
        line(c->help);
    }
    for (const struct command *c = command_list.slash; c->name != NULL; c++) {
        item("Ic", "/", c->name, c->args);
        printf("\\&%s", command_when(c));
        plain(c->help);
        putchar('\n');
    }
    puts(".El");
}

static void options(void)
{
    section("LONG OPTIONS", "Beside the letters of sendmail, which\n.Xr btsh 1\nlists:");
    for (const struct long_option *o = long_options; o->name != NULL; o++) {
        item("Fl", "-", o->name, o->value != NULL ? o->value : "");
        line(o->help);
    }
    puts(".El");
    section("SUBCOMMANDS", "The first operand, without\n.Fl b :");
    for (int i = 0; subcommands[i] != NULL; i++) {
        item("Ic", "", subcommands[i]->name, subcommands[i]->args);
        line(subcommands[i]->help);
    }
    puts(".El");
}

static void categories(void)
{
    section("DEBUG CATEGORIES", "For\n.Fl d\non the command line and the command\n.Ic -d ;\n"
                                "categories that are not listed say nothing here:");
    for (int i = 0; debug_category(i) != NULL; i++) {
        char number[16];

        snprintf(number, sizeof number, "%d", debug_category(i)->number);
        item("Cm", "", number, "");
        line(debug_category(i)->help);
    }
    puts(".El");
}

static void classes(void)
{
    section("MAP CLASSES", "Of a\n.Ql K\nline, and before the colon in\n.Ic btsh map :");
    for (int i = 0; engine_map_class(i) != NULL; i++) {
        item("Cm", "", engine_map_class(i), "");
        line(engine_map_class_help(i));
    }
    puts(".El");
}

static void configuration(void)
{
    section("CONFIGURATION OPTIONS", "Of\n.Ql O\nlines,\n.Fl O\nand, where there is a letter,\n.Fl o ;\n"
                                     "all are known, and those that matter to routing are followed:");
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_name *o = option_at((enum option_id)i);
        char letter[16] = "";

        if (*o->name == '\0')
            continue;
        if (o->code < 0x80)
            snprintf(letter, sizeof letter, "(%c)", o->code);
        item("Cm", "", o->name, letter);
        line(o->help);
    }
    puts(".El");
}

int main(void)
{
    puts(".Dd November 26, 2026\n.Dt BTSH-TABLES 7\n.Os\n.Sh NAME\n.Nm btsh-tables\n"
         ".Nd commands, options, debug categories and map classes of btsh\n.Sh DESCRIPTION\n"
         "Made from the tables that the program itself reads.");
    commands();
    options();
    categories();
    classes();
    configuration();
    puts(".Sh SEE ALSO\n.Xr btsh 1");
    return 0;
}
