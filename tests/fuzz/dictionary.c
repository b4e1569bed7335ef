/*
 * dictionary.c - the words that btsh knows, from the tables that it reads itself, for the fuzzers.
 * Run by the build.
 */
#include <stdio.h>
#include <string.h>

#include "cfparse/option_names.h"
#include "describe.h"
#include "engine.h"
#include "shell/command_list.h"
#include "shell/shell.h"
#include "start/long_options.h"
#include "start/subcommand.h"
#include "subcommands/subcommands.h"

static void word(const char *front, const char *text, const char *end)
{
    printf("\"%s", front);
    for (; *text != '\0'; text++)
        printf(*text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    printf("%s\"\n", end);
}

static void constructs(void)
{
    static const char *const all[] = { "$*", "$+", "$-", "$@", "$=", "$~", "$#", "$:", "$>", "$[", "$]", "$(", "$)", "$&",
                                       "$|", "$?", "$.", "\\x09", "$#error $@ 5.7.1 $: ", "$(a $1 $: no $)", "\\x0A=INPUT=\\x0A",
                                       "\\x0A=FILES=\\x0A", "#@ expect ", "#@ test ", "\\x0A> ", "...\\x0A" };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        printf("\"%s\"\n", all[i]);
}

int main(void)
{
    constructs();
    for (const struct command *c = command_list.lines; c->name != NULL; c++)
        word("", c->name, "");
    for (const struct command *c = command_list.slash; c->name != NULL; c++)
        word("/", c->name, " ");
    for (const struct long_option *o = long_options; o->name != NULL; o++)
        word("#@ ", o->name, " "); /* a suite's set-up has the same names */
    for (int i = 0; subcommands[i] != NULL; i++)
        word("", subcommands[i]->name, "");
    for (int i = 0; debug_category(i) != NULL; i++)
        printf("\"-d%d.99\"\n", debug_category(i)->number);
    for (int i = 0; engine_map_class(i) != NULL; i++)
        word("Kx ", engine_map_class(i), " ");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (*option_at((enum option_id)i)->name != '\0')
            word("O ", option_at((enum option_id)i)->name, "=");
    }
    return 0;
}
