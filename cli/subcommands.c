#include <stdio.h>
#include <string.h>

#include "subcommand_list.h"
#include "subcommands.h"
#include "table_lookup.h"

const struct subcommand subcommands[] = {
    { "diff", "OLD [--map SPEC ...] NEW [--map SPEC ...] --addresses FILE\n"
              "            [--expect-no-changes] [-j N]",
      "addresses that go another way",
      "Prints the addresses that two configurations, or two versions of a table, treat differently.\n"
      "--map, --zone, --root, --hostname, --hosts, --users, --caller, --replay and --source\n"
      "behind OLD or NEW are for that side; before both they are for both. FILE is a list of\n"
      "addresses, a table of senders and recipients with a tab between them, or a mail log of\n"
      "sendmail or postfix; - is the standard input.\n"
      "Exit status: 0; 1 with --expect-no-changes when something changed; 2 usage or\n"
      "configuration.\n",
      command_diff, false },
    { "explain", "[--sender ADDRESS] [--rules RULESETS] [--source] ADDRESS ...",
      "why it goes where it goes",
      "Names the rules and lookups without which the answer would be another one, and the maps\n"
      "that were not asked.\n",
      subcommand_explain, false },
    { "graph", "[-o FILE] [--format dot|svg] [--trace ADDRESS] [--rules RULESETS]",
      "draw who calls whom",
      "Draws the rulesets, or with --trace one address's way, in the language of Graphviz; as\n"
      "SVG, for which the program dot is needed, into a file whose name ends so.\n",
      subcommand_graph, true },
    { "map", "[--json] [CLASS:]FILE [KEY ...]", "ask or list one table of any class",
      "KEY - reads keys from the standard input; without KEY the table is listed.\n"
      "Exit status: 0 all keys were found, 1 one was not, 2 usage, 3 one could not be asked.\n",
      table_lookup_run, false },
    { "record", "FILE", "write a suite from a session",
      "Reads commands as btsh does, and writes them with what they print as a suite, FILE.\n"
      "What DNS, hosts, servers and programs said is written to FILE.json, and played back by\n"
      "the suite. Passwords are masked in both.\n",
      command_record, true },
    { "test", "[-j N] [--accept | --review] [--coverage]\n"
              "            [--coverage-min PERCENT] [--fail-fast] [--filter REGEX] [--junit FILE]\n"
              "            [--lcov FILE] [--list] [--shuffle[=SEED]] [FILE or folder ...]",
      "run suites",
      "Runs suites; see btsh(5).\n"
      "Exit status: 0 all held, 1 an expectation failed, 2 usage or configuration, 3 a temporary\n"
      "failure where an answer was required.\n",
      command_test, true },
    { NULL, NULL, NULL, NULL, NULL, false },
};

const struct subcommand *subcommand_find(const char *name)
{
    const struct subcommand *c = subcommands;

    while (c->name != NULL && strcmp(c->name, name) != 0)
        c++;
    return c->name != NULL ? c : NULL;
}

bool subcommand_wants_help(int argc, char *argv[])
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0)
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

int subcommand_misused(const char *name, const char *what, const char *value)
{
    if (what != NULL)
        fprintf(stderr, "btsh %s: %s%s%s\n", name, what, value != NULL ? ": " : "",
                value != NULL ? value : "");
    fprintf(stderr, "usage: btsh [options] %s %s\n", name, subcommand_find(name)->args);
    return SUBCOMMAND_USAGE;
}
