#include <string.h>

#include "subcommand_list.h"
#include "subcommands.h"

const struct subcommand subcommands[] = {
    { "diff", "OLD NEW --addresses FILE", "addresses that go another way", command_diff },
    { "record", "FILE", "write a suite from a session", command_record },
    { "test", "[FILE or folder ...]", "run suites", command_test },
    { NULL, NULL, NULL, NULL },
};

const struct subcommand *subcommand_find(const char *name)
{
    const struct subcommand *c = subcommands;

    while (c->name != NULL && strcmp(c->name, name) != 0)
        c++;
    return c->name != NULL ? c : NULL;
}
