/*
 * subcommand.c - finding a subcommand, its help, and the one way to complain of a wrong usage.
 */
#include <stdio.h>
#include <string.h>

#include "show/near.h"
#include "show/output.h"
#include "show/text.h"
#include "start/subcommand.h"

const struct subcommand *subcommand_find(const struct subcommand *const *list, const char *name)
{
    while (*list != NULL && strcmp((*list)->name, name) != 0)
        list++;
    return *list;
}

void subcommand_unknown(const struct subcommand *const *list, const char *name)
{
    struct near n = { .word = name };
    struct text text = { 0 };

    for (; *list != NULL; list++)
        near_offer(&n, (*list)->name);
    near_tell(&n, &text);
    fprintf(stderr, "btsh: there is no subcommand %s%s; btsh help lists them, and addresses are typed at the "
                    "prompt\n", name, text_of(&text));
    text_free(&text);
}

bool subcommand_wants_help(int argc, char *argv[])
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || (i == 1 && strcmp(argv[i], "-h") == 0))
            return true;
    }
    return false;
}

void subcommand_help(const struct subcommand *c, struct output *out)
{
    out_format(out, "usage: btsh [options] %s %s\n\n%s"
                    "The options of btsh itself (-C, --map, --zone ...) come first; see btsh(1).\n",
               c->name, c->args, c->about);
}

int subcommand_misused(const struct subcommand *c, const char *what, const char *value)
{
    if (what != NULL)
        fprintf(stderr, "btsh %s: %s%s%s\n", c->name, what, value != NULL ? ": " : "",
                value != NULL ? value : "");
    fprintf(stderr, "usage: btsh [options] %s %s\n", c->name, c->args);
    return SUBCOMMAND_USAGE;
}
