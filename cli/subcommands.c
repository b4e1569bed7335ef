#include <string.h>

#include "subcommand_list.h"
#include "subcommands.h"
#include "table_lookup.h"

const struct subcommand subcommands[] = {
    { "diff", "OLD NEW --addresses FILE", "addresses that go another way", command_diff, true },
    { "explain", "[--sender address] [--rules rulesets] address ...", "why it goes where it goes",
      subcommand_explain, false },
    { "graph", "[-o file] [--format dot|svg] [--trace address] [--rules rulesets]",
      "draw who calls whom", subcommand_graph, false },
    { "map", "[--json] [CLASS:]FILE [KEY ...]", "ask or list one table of any class",
      table_lookup_run, false },
    { "record", "FILE", "write a suite from a session", command_record, true },
    { "test", "[FILE or folder ...]", "run suites", command_test, true },
    { NULL, NULL, NULL, NULL, false },
};

const struct subcommand *subcommand_find(const char *name)
{
    const struct subcommand *c = subcommands;

    while (c->name != NULL && strcmp(c->name, name) != 0)
        c++;
    return c->name != NULL ? c : NULL;
}

void subcommand_help(const struct subcommand *c, struct output *out)
{
    out_format(out, "usage: btsh [options] %s %s\n\n%s; see btsh(1).\n", c->name, c->args, c->help);
}
