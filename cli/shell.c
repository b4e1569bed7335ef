/*
 * shell.c - the command tables and the loop.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "commands.h"
#include "interrupt.h"
#include "names.h"
#include "shell.h"
#include "terminal.h"
#include "why.h"

const struct command shell_commands[] = {
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

const struct command slash_commands[] = {
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
    { "explain", "[rulesets] address", "why it goes where it goes", slash_explain },
    { "why-not", "rule [rulesets] address", "how far the match of that rule gets", slash_why_not },
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
    { "quit", "", "quit address test mode", slash_quit },
    { NULL, NULL, NULL, NULL },
};

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The command of that name; where input may mean more, of that beginning. NULL: none. */
static const struct command *slash_find(struct shell *sh, const char *word)
{
    char name[32];
    const char *whole = word;

    for (int pass = 0; pass < 2 && whole != NULL; pass++) {
        for (const struct command *c = slash_commands; c->name != NULL; c++) {
            if (strcasecmp(c->name, whole) == 0)
                return c;
        }
        whole = why_ext(sh) ? names_unique(sh, NAME_COMMAND, word, name, sizeof name) : NULL;
    }
    return NULL;
}

static void unknown(struct shell *sh, const char *line, const char *word)
{
    struct text near = { 0 };

    if (why_ext(sh))
        names_near(sh, NAME_COMMAND, word, &near);
    if (sh->file != NULL)
        out_format(sh->out, "%s:%d: ", sh->file, sh->file_line);
    out_format(sh->out, "Unknown \"/\" command %s%s\n", line, text_of(&near));
    text_free(&near);
}

/* /word arguments */
static void slash(struct shell *sh, char *line)
{
    char *word = line + 1, *args, *end = line + strlen(line);
    const struct command *c;

    while (end > line && white(end[-1]))
        *--end = '\0';
    if (*word == '\0' || blank(*word)) {
        out_text(sh->out, "Usage: /[canon|map|mx|parse|try|tryflags]\n");
        return;
    }
    for (args = word; *args != '\0' && !blank(*args); args++)
        continue;
    if (*args != '\0') {
        *args++ = '\0';
        while (white(*args))
            args++;
    }
    c = slash_find(sh, word);
    if (c != NULL)
        c->run(sh, line, args);
    else
        unknown(sh, line, word);
}

void shell_prompt(struct shell *sh, const char *text)
{
    if (sh->in->terminal != NULL)
        terminal_prompt(sh->in->terminal, text);
    else if (text != NULL)
        out_text(sh->out, text);
}

void shell_command(struct shell *sh, char *line)
{
    while (*line == ' ')
        line++;
    if (*line == '/') {
        slash(sh, line);
    } else if (*line != '\0') {
        const struct command *c = shell_commands;

        while (c->name != NULL && c->name[0] != *line)
            c++;
        if (c->name != NULL)
            c->run(sh, line, line + 1);
        else
            command_rules(sh, line, line);
    }
}

void shell_line(struct shell *sh, char *line)
{
    if (sh->why != NULL)
        why_begin(sh, line);
    shell_command(sh, line);
    if (sh->why != NULL)
        why_end(sh);
    session_end_command(sh->session);
}

void shell_run(struct shell *sh)
{
    char line[INPUT_LINE];
    bool echo = session_verbose(sh->session) == 1 && sh->in->terminal == NULL;

    interrupt_ends(false);
    while (!sh->done && !sh->out->failed && !terminated) {
        if (!echo && sh->in->terminal == NULL && !why_silent(sh))
            out_text(sh->out, "> ");
        if (input_waits(sh->in))
            session_rest(sh->session);
        if (!input_line(sh->in, line))
            break;
        if (echo)
            out_format(sh->out, "> %s\n", line);
        shell_line(sh, line);
        if (interrupted && !terminated) {
            interrupted = 0;
            out_text(sh->out, "\ninterrupt\n");
        }
    }
    interrupt_ends(true);
}
