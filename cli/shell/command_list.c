/* command_list.c - the commands of the shell: help, completion and the manual read these tables too */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "shell/command_list.h"
#include "shell/commands_address.h"
#include "shell/commands_explain.h"
#include "shell/commands_graph.h"
#include "shell/commands_lookup.h"
#include "shell/commands_macro.h"
#include "shell/commands_rules.h"
#include "shell/commands_shell.h"
#include "shell/commands_smtp.h"
#include "shell/commands_trace.h"
#include "shell/debugger.h"
#include "shell/help.h"
#include "shell/shell.h"

static const struct command lines[] = {
    { "?", "", "this help", command_help, NAME_NOTHING, NAME_NOTHING },
    { "#", "comment", "is ignored", command_comment, NAME_NOTHING, NAME_NOTHING },
    { ".", "Dmvalue", "define macro m as value", command_dot, NAME_NOTHING, NAME_NOTHING },
    { ".", "Ccvalue", "add words to class c", command_dot, NAME_NOTHING, NAME_NOTHING },
    { "=", "Sruleset", "list the rules of a ruleset", command_equals, NAME_NOTHING, NAME_NOTHING },
    { "=", "M", "list the mailers", command_equals, NAME_NOTHING, NAME_NOTHING },
    { "-", "ddebug-spec", "set debug levels, as -d on the command line does", command_minus, NAME_NOTHING, NAME_NOTHING },
    { "$", "m", "show a macro", command_dollar, NAME_NOTHING, NAME_NOTHING },
    { "$", "=c", "list the members of a class", command_dollar, NAME_NOTHING, NAME_NOTHING },
    { NULL, NULL, NULL, NULL, NAME_NOTHING, NAME_NOTHING },
};

static const struct command slash[] = {
    { "mx", "host", "list the MX hosts of a host", slash_mx, NAME_NOTHING, NAME_NOTHING },
    { "parse", "address", "find the mailer, host and user of an address",
      slash_parse, NAME_NOTHING, NAME_NOTHING },
    { "try", "mailer addr", "rewrite an address as a mailer would", slash_try, NAME_MAILER, NAME_NOTHING },
    { "sender", "address", "make the address the sender: the macros $f, $g, $x and others",
      slash_sender, NAME_NOTHING, NAME_NOTHING },
    { "tryflags", "flags", "what /parse and /try take an address for: H header or E envelope, "
                           "S sender or R recipient", slash_tryflags, NAME_NOTHING, NAME_NOTHING },
    { "canon", "hostname", "find the canonical name of a host", slash_canon, NAME_NOTHING, NAME_NOTHING },
    { "map", "mapname key", "look a key up in a map", slash_map, NAME_MAP, NAME_NOTHING },
    { "expand", "text", "expand macros in a text", slash_expand, NAME_NOTHING, NAME_NOTHING },
    { "header", "line", "check a header line", slash_header, NAME_NOTHING, NAME_NOTHING },
    { "gethostbyname", "name [inet6]", "look up a host in the host tables",
      slash_gethostbyname, NAME_NOTHING, NAME_NOTHING },
    { "dnslookup", "name [type]", "print the DNS records of a name, one a line", slash_dnslookup, NAME_NOTHING, NAME_NOTHING },
    { "explain", "[--rules|--json] [rulesets] address", "why it goes where it goes", slash_explain, NAME_RULESET, NAME_NOTHING },
    { "why-not", "[--json] rule|map|mailer [rulesets] address", "how far the match of that rule gets", slash_why_not, NAME_RULE, NAME_RULESET },
    { "trace", "bt|tree|json|off [parts]", "how to show what happens; parts: rules, maps, macros, dns",
      slash_trace, NAME_TRACE, NAME_PART },
    { "break", "ruleset|rule|map NAME|token TEXT|off", "stop there", slash_break, NAME_BREAK, NAME_MAP },
    { "watch", "$x", "stop when this macro changes", slash_watch, NAME_MACRO, NAME_NOTHING },
    { "step", "[command]", "step through the next command", slash_step, NAME_NOTHING, NAME_NOTHING },
    { "next", "", "on, over rulesets that are called", NULL, NAME_NOTHING, NAME_NOTHING },
    { "finish", "", "on until the ruleset returns", NULL, NAME_NOTHING, NAME_NOTHING },
    { "continue", "", "on until a breakpoint", NULL, NAME_NOTHING, NAME_NOTHING },
    { "back", "[n]", "look at the moment before", NULL, NAME_NOTHING, NAME_NOTHING },
    { "where", "", "the rulesets at work", NULL, NAME_NOTHING, NAME_NOTHING },
    { "graph", "[file.svg|file.dot] [address]", "draw who calls whom, or one address's way",
      slash_graph, NAME_FILE, NAME_NOTHING },
    { "read", "file", "run the commands of a file", slash_read, NAME_FILE, NAME_NOTHING },
    { "reload", "", "load the configuration again; .D and .C stay", slash_reload, NAME_NOTHING, NAME_NOTHING },
    { "reset", "", "forget .D, .C and all else that was set", slash_reset, NAME_NOTHING, NAME_NOTHING },
    { "show", "", "the configuration, its limits, options and maps", slash_show, NAME_NOTHING, NAME_NOTHING },
    { "smtp", "client", "what the server would say to that client; lines are SMTP until QUIT", slash_smtp, NAME_NOTHING, NAME_NOTHING },
    { "quit", "", "quit address test mode", slash_quit, NAME_NOTHING, NAME_NOTHING },
    { NULL, NULL, NULL, NULL, NAME_NOTHING, NAME_NOTHING },
};

const struct command_list command_list = { lines, slash, command_rules };
