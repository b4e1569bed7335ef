#include <string.h>

#include "subcommand_list.h"
#include "subcommands.h"
#include "table_lookup.h"

const struct subcommand subcommands[] = {
    { "diff", "OLD NEW --addresses FILE", "addresses that go another way", command_diff },
    { "explain", "[--sender address] [--rules rulesets] address ...", "why it goes where it goes",
      subcommand_explain },
    { "graph", "[-o file] [--format dot|svg] [--trace address] [--rules rulesets]",
      "draw who calls whom", subcommand_graph },
    { "map", "[--json] [CLASS:]FILE [KEY ...]", "ask or list one table of any class",
      table_lookup_run },
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
