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
    { "?", "", "this help", command_help },
    { "#", "comment", "is ignored", command_comment },
    { ".", "Dmvalue", "define macro m as value", command_dot },
    { ".", "Ccvalue", "add words to class c", command_dot },
    { "=", "Sruleset", "list the rules of a ruleset", command_equals },
    { "=", "M", "list the mailers", command_equals },
    { "-", "ddebug-spec", "set debug levels, as -d on the command line does", command_minus },
    { "$", "m", "show a macro", command_dollar },
    { "$", "=c", "list the members of a class", command_dollar },
    { NULL, NULL, NULL, NULL },
};

static const struct command slash[] = {
    { "mx", "host", "list the MX hosts of a host", slash_mx },
    { "parse", "address", "find the mailer, host and user of an address",
      slash_parse },
    { "try", "mailer addr", "rewrite an address as a mailer would", slash_try },
    { "sender", "address", "make the address the sender: the macros $f, $g, $x and others",
      slash_sender },
    { "tryflags", "flags", "what /parse and /try take an address for: H header or E envelope, "
                           "S sender or R recipient", slash_tryflags },
    { "canon", "hostname", "find the canonical name of a host", slash_canon },
    { "map", "mapname key", "look a key up in a map", slash_map },
    { "expand", "text", "expand macros in a text", slash_expand },
    { "header", "line", "check a header line", slash_header },
    { "gethostbyname", "name [inet6]", "look up a host in the host tables",
      slash_gethostbyname },
    { "dnslookup", "name [type]", "print the DNS records of a name, one a line", slash_dnslookup },
    { "explain", "[--rules] [rulesets] address", "why it goes where it goes", slash_explain },
    { "why-not", "rule|map|mailer [rulesets] address", "how far the match of that rule gets", slash_why_not },
    { "trace", "bt|tree|json|off [parts]", "how to show what happens; parts: rules, maps, macros, dns",
      slash_trace },
    { "break", "ruleset|rule|map NAME|token TEXT|off", "stop there", slash_break },
    { "watch", "$x", "stop when this macro changes", slash_watch },
    { "step", "[command]", "step through the next command", slash_step },
    { "next", "", "when stopped: on, over rulesets that are called", slash_no_command_runs },
    { "finish", "", "when stopped: on until the ruleset returns", slash_no_command_runs },
    { "continue", "", "when stopped: on until a breakpoint", slash_no_command_runs },
    { "back", "[n]", "when stopped: look at the moment before", slash_no_command_runs },
    { "where", "", "when stopped: the rulesets at work", slash_no_command_runs },
    { "graph", "[file.svg|file.dot] [address]", "draw who calls whom, or one address's way",
      slash_graph },
    { "read", "file", "run the commands of a file", slash_read },
    { "reload", "", "load the configuration again; .D and .C stay", slash_reload },
    { "reset", "", "forget .D, .C and all else that was set", slash_reset },
    { "show", "", "the configuration, its limits, options and maps", slash_show },
    { "smtp", "client", "what the server would say to that client; lines are SMTP until QUIT", slash_smtp },
    { "quit", "", "quit address test mode", slash_quit },
    { NULL, NULL, NULL, NULL },
};

const struct command_list command_list = { lines, slash, command_rules };
