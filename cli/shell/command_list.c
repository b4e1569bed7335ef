/* command_list.c - the commands of the shell: help, completion and the manual read these tables too */

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "shell/command_list.h"
#include "shell/commands_address.h"
#include "shell/commands_explain.h"
#include "shell/commands_graph.h"
#include "shell/commands_lookup.h"
#include "shell/commands_list.h"
#include "shell/commands_macro.h"
#include "shell/commands_output.h"
#include "shell/commands_rules.h"
#include "shell/commands_shell.h"
#include "shell/commands_smtp.h"
#include "shell/commands_trace.h"
#include "shell/commands_world.h"
#include "shell/debugger.h"
#include "shell/help.h"
#include "shell/shell.h"

static const struct command lines[] = {
    { "?", " [topic]", "this help", command_help, NAME_NOTHING, NAME_NOTHING, .group = GROUP_SHELL,
      .stopped = stopped_help, .example = "? trace" },
    { "#", "comment", "is ignored", command_comment, NAME_NOTHING, NAME_NOTHING, .group = GROUP_SHELL,
      .at_stop = AT_STOP_SAME },
    { ".", "Dmvalue", "define macro m as value", command_dot, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE,
      .more = "A long name stands in braces. What was set stays until another .D, or /reset.", .stopped = stopped_define,
      .example = ".D{client_addr}192.0.2.1" },
    { ".", "Ccvalue", "add words to class c", command_dot, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE,
      .example = ".Cwexample.net" },
    { "=", "Sruleset", "list the rules of a ruleset",
      command_equals, NAME_NOTHING, NAME_NOTHING, .group = GROUP_WHY, .at_stop = AT_STOP_SAME, .example = "=S3" },
    { "=", "M", "list the mailers", command_equals, NAME_NOTHING, NAME_NOTHING, .group = GROUP_WHY,
      .at_stop = AT_STOP_SAME, .example = "=M" },
    { "-", "ddebug-spec", "set debug levels, as -d on the command line does",
      command_minus, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE, .more = "Categories and levels: ? debug.",
      .example = "-d60.5" },
    { "$", "m", "show a macro", command_dollar, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK,
      .stopped = stopped_dollar, .stopped_help = "show a macro; $1 ... $9: parts of what matched", .example = "$j" },
    { "$", "=c", "list the members of a class", command_dollar, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK,
      .stopped = stopped_dollar, .example = "$=w" },
    { NULL, NULL, NULL, NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUPS },
};

static const struct command slash[] = {
    { "parse", "address", "find the mailer, host and user of an address",
      slash_parse, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK, .example = "/parse tom@somewhere.example" },
    { "try", "mailer addr", "rewrite an address as a mailer would",
      slash_try, NAME_MAILER, NAME_NOTHING, .group = GROUP_ASK,
      .more = "/tryflags says which kind of address it is.", .example = "/try relay tom@somewhere.example" },
    { "tryflags", "flags", "what /parse and /try take an address for: H header or E envelope, S sender or R "
               "recipient",
      slash_tryflags, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE, .example = "/tryflags HS" },
    { "sender", "address", "make the address the sender: the macros $f, $g, $x and others",
      slash_sender, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE,
      .more = "The macros are those that a server sets at MAIL FROM.", .example = "/sender bob@example.org" },
    { "map", "mapname key", "look a key up in a map", slash_map, NAME_MAP, NAME_NOTHING, .group = GROUP_ASK,
      .at_stop = AT_STOP_ASIDE, .more = "One blank stands between them: a second one belongs to the key. What if: /map NAME + KEY VALUE, "
               "/map NAME - KEY, /map NAME = TYPE:FILE, /map NAME ! [KEY]; ? with.",
      .example = "/map mailertable example.net" },
    { "canon", "hostname", "find the canonical name of a host",
      slash_canon, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK, .example = "/canon www.example.org" },
    { "mx", "host", "list the MX hosts of a host", slash_mx, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK,
      .example = "/mx example.org" },
    { "dnslookup", "name [type]", "print the DNS records of a name, one a line",
      slash_dnslookup, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK, .example = "/dnslookup example.org MX" },
    { "gethostbyname", "name [inet6]", "look up a host in the host tables",
      slash_gethostbyname, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK, .example = "/gethostbyname localhost" },
    { "header", "line", "check a header line", slash_header, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK,
      .example = "/header Subject: hello" },
    { "expand", "text", "expand macros in a text", slash_expand, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK,
      .example = "/expand $j" },
    { "verify", "address ...", "where mail to these would go in the end, as -bv says it: aliases, lists, forward files",
      slash_verify, NAME_NOTHING, NAME_NOTHING, .group = GROUP_ASK, .example = "/verify joseph@example.com" },
    { "with", "setting [value]", "what if: the configuration in a world of that setting; .D and .C stay",
      slash_with, NAME_SETTING, NAME_FILE, .group = GROUP_DEFINE,
      .more = "Settings are those of the long options: --zone FILE is /with zone FILE. At a terminal or with --ext, "
              "/map NAME + KEY VALUE, /map NAME - KEY and /map NAME = TYPE:FILE change a table, and with /map NAME ! [KEY] it fails. "
              "/reset: the world that is.",
      .example = "/with time 2026-11-26T12:00:00Z" },
    { "zone", "file [origin]", "what if: all DNS comes from this zone", slash_zone, NAME_FILE, NAME_NOTHING,
      .group = GROUP_DEFINE },
    { "users", "name ...", "what if: these users exist", slash_users, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE,
      .example = "/users joe ann" },
    { "explain", "[--rules|--json] [rulesets] address", "why it goes where it goes",
      slash_explain, NAME_RULESET, NAME_NOTHING, .in_dialogue = true, .group = GROUP_WHY, .at_stop = AT_STOP_ASIDE,
      .more = "The answer, then what of this site decided it: entries, words, macros, each with its place. "
               "--rules: the rules that had a part in it. /explain /try mailer address: how a mailer shows it.",
      .example = "/explain tom@somewhere.example" },
    { "why-not", "[--json] rule|map|mailer [rulesets] address", "how far the match of that rule gets",
      slash_why_not, NAME_RULE, NAME_RULESET, .group = GROUP_WHY,
      .more = "A rule is ruleset/number, file:line or a line of the .mc. Of a map or mailer: what answered before "
               "it.",
      .example = "/why-not smarttable joseph@example.com" },
    { "list", "ruleset|rule", "rules with their numbers, lines and the configuration's own words",
      slash_list, NAME_LIST, NAME_NOTHING, .in_dialogue = true, .group = GROUP_WHY, .stopped = stopped_list,
      .stopped_help = "[ruleset|rule]: the rules around this one",
      .more = "The numbers and lines are what /why-not, /break and expectations take.", .example = "/list 3" },
    { "graph", "[file.svg|file.dot] [address]", "draw who calls whom, or one address's way",
      slash_graph, NAME_FILE, NAME_NOTHING, .group = GROUP_WHY, .example = "/graph tom@somewhere.example" },
    { "trace", "bt|tree|json|off [parts]", "how to show what happens; parts: rules, maps, macros, dns",
      slash_trace, NAME_TRACE, NAME_PART, .in_dialogue = true, .group = GROUP_WHY,
      .more = "bt is sendmail's transcript; tree shows who called whom; json is one event a line; off shows "
               "results only. Parts are those of tree and json: rules and maps unless given; all.",
      .example = "/trace tree rules,maps" },
    { "step", "[command]", "step through the next command", slash_step, NAME_LINE, NAME_LINE, .group = GROUP_STOP,
      .stopped = stopped_step, .stopped_help = "on to the next moment; an empty line does the last of these again",
      .example = "/step 3,0 tom@somewhere.example" },
    { "next", "", "on, over rulesets that are called", NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP,
      .stopped = stopped_next },
    { "finish", "", "on until the ruleset returns", NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP,
      .stopped = stopped_finish },
    { "continue", "", "on until a breakpoint", NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP,
      .stopped = stopped_continue },
    { "back", "[n]", "look at the moment before; /step comes forward again",
      NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP, .stopped = stopped_back },
    { "where", "", "the rulesets at work, with their workspaces and rules",
      NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP, .stopped = stopped_where },
    { "stop", "", "abandon the command", NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUP_STOP,
      .stopped = stopped_stop },
    { "break", "[what [if $1 = text]|off [n]]", "stop there: ruleset, rule, map NAME, token TEXT, mailer [NAME], "
               "error, tempfail",
      slash_break, NAME_BREAK, NAME_BREAK_WORD, .in_dialogue = true, .group = GROUP_WHY, .at_stop = AT_STOP_SAME,
      .more = "A condition is $1 ... $9 (of a rule that matched), $x or key, then = (is), != or ~ (holds), then a "
               "text. Alone: list them; off 2: that one goes; off: all.",
      .example = "/break map mailertable if key = example.net" },
    { "tbreak", "what [if $1 = text]", "stop there once",
      slash_tbreak, NAME_BREAK, NAME_BREAK_WORD, .in_dialogue = true, .group = GROUP_WHY, .at_stop = AT_STOP_SAME,
      .example = "/tbreak error" },
    { "watch", "$x", "stop when this macro changes", slash_watch, NAME_MACRO, NAME_NOTHING, .in_dialogue = true, .group = GROUP_WHY,
      .at_stop = AT_STOP_SAME, .example = "/watch $h" },
    { "smtp", "client [--option value ...]", "what the server would say to that client; lines are SMTP until QUIT",
      slash_smtp, NAME_NOTHING, NAME_SMTP_OPTION, .group = GROUP_ASK, .example = "/smtp 192.0.2.1,mx.example.net" },
    { "plan", "on|off", "tell which rulesets a server calls in /smtp, with what", slash_plan, NAME_NOTHING, NAME_NOTHING,
      .in_dialogue = true, .group = GROUP_WHY, .example = "/plan on" },
    { "read", "file", "run the commands of a file", slash_read, NAME_FILE, NAME_NOTHING, .group = GROUP_SHELL,
      .example = "/read morning.bt" },
    { "reload", "", "load the configuration again; .D and .C stay",
      slash_reload, NAME_NOTHING, NAME_NOTHING, .group = GROUP_SHELL, .example = "/reload" },
    { "reset", "", "forget .D, .C and all else that was set",
      slash_reset, NAME_NOTHING, NAME_NOTHING, .group = GROUP_DEFINE, .example = "/reset" },
    { "show", "[$macro|$=class]", "the configuration, its limits, options and maps; where a value or word stands",
      slash_show, NAME_NOTHING, NAME_NOTHING, .group = GROUP_SHELL, .example = "/show" },
    { "output", "[file|'| command'|off]", "where the output of commands goes from now on", slash_output, NAME_FILE, NAME_NOTHING,
      .group = GROUP_SHELL, .outside = true, .more = "Alone: where it goes. At a terminal or with --ext; never in a suite "
               "or with --safe.", .example = "/output | sort" },
    { "pager", "on|off", "show what does not fit the screen with PAGER, or less", slash_pager, NAME_NOTHING, NAME_NOTHING,
      .group = GROUP_SHELL, .outside = true, .example = "/pager off" },
    { "shell", "command", "run a command of the system's shell", slash_shell, NAME_FILE, NAME_FILE,
      .group = GROUP_SHELL, .outside = true, .example = "/shell date" },
    { "help", "[topic]", "this help, wherever it is typed",
      slash_help, NAME_TOPIC, NAME_NOTHING, .in_dialogue = true, .group = GROUP_SHELL, .stopped = stopped_help, .example = "/help trace" },
    { "quit", "", "quit address test mode", slash_quit, NAME_NOTHING, NAME_NOTHING, .group = GROUP_SHELL,
      .stopped = stopped_quit, .stopped_help = "abandon the command and end the shell", .example = "/quit" },
    { NULL, NULL, NULL, NULL, NAME_NOTHING, NAME_NOTHING, .group = GROUPS },
};

const struct command_list command_list = { lines, slash, command_rules };
