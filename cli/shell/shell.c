/*
 * shell.c - finds the command of a line, and the loop.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cfparse/white.h"
#include "engine.h"
#include "shell/commands_output.h"
#include "shell/commands_smtp.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/terminal.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The command of that name; where input may mean more, of that beginning. NULL: none. */
static const struct command *slash_find(struct shell *sh, const char *word)
{
    char name[32];
    const char *whole = word;

    for (int pass = 0; pass < 2 && whole != NULL; pass++) {
        for (const struct command *c = sh->commands->slash; c->name != NULL; c++) {
            if (strcasecmp(c->name, whole) == 0)
                return command_there(sh, c) ? c : NULL;
        }
        whole = view_ext(sh) ? names_unique(sh, NAME_COMMAND, word, name, sizeof name) : NULL;
    }
    return NULL;
}

static void unknown(struct shell *sh, const char *line, const char *word)
{
    struct text said = { 0 };

    if (sh->file != NULL)
        text_format(&said, "%s:%d: ", sh->file, sh->file_line);
    text_format(&said, "Unknown \"/\" command %s", line);
    if (view_ext(sh))
        names_near(sh, NAME_COMMAND, word, &said);
    view_line(sh, text_of(&said), 2);
    text_free(&said);
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
    if (c != NULL && c->run == slash_smtp && smtp_is_closed(sh))
        smtp_leave(sh);
    if (c != NULL && sh->dialogue != NULL && !c->in_dialogue) {
        out_format(sh->out, "/%s is for outside of the dialogue; QUIT ends it\n", c->name);
        return;
    }
    if (c != NULL && c->run == NULL)
        out_text(sh->out, "No command is stopped; /break ruleset, or /step command\n");
    else if (c != NULL)
        c->run(sh, line, args);
    else
        unknown(sh, line, word);
}

const char *shell_mc(const struct shell *sh)
{
    return sh->run != NULL ? sh->run->mc : NULL;
}

void shell_prompt(struct shell *sh, const char *text)
{
    if (text != NULL)
        output_to_screen(sh);
    if (sh->in->terminal != NULL)
        terminal_prompt(sh->in->terminal, text);
    else if (text != NULL)
        out_text(sh->out, text);
}

void shell_command(struct shell *sh, char *line)
{
    if (sh->dialogue != NULL && (*line != '/' || smtp_reads_message(sh))) {
        smtp_line(sh, line);
        return;
    }
    while (*line == ' ')
        line++;
    if (*line == '/') {
        slash(sh, line);
    } else if (*line != '\0') {
        const struct command *c = sh->commands->lines;

        while (c->name != NULL && c->name[0] != *line)
            c++;
        if (c->name != NULL)
            c->run(sh, line, line + 1);
        else
            sh->commands->otherwise(sh, line, line);
    }
}

void shell_line(struct shell *sh, char *line)
{
    if (sh->view != NULL)
        view_begin(sh, line);
    shell_command(sh, line);
    if (sh->view != NULL)
        view_end(sh);
    if (sh->dialogue == NULL) /* a message may go on in the next line */
        session_end_command(sh->session);
}

void shell_run(struct shell *sh)
{
    char line[INPUT_LINE];
    bool echo = session_verbose(sh->session) == 1 && sh->in->terminal == NULL;

    interrupt_ends(false);
    while (!sh->done && !sh->out->failed && !terminated) {
        if (!echo && sh->in->terminal == NULL && !view_silent(sh))
            out_text(sh->out, "> ");
        if (sh->in->terminal != NULL)
            terminal_prompt(sh->in->terminal, sh->dialogue != NULL ? "smtp> "
                                                   : sh->view != NULL && sh->view->what_if ? "what-if> " : NULL);
        if (sh->transcript->debug != sh->out)
            out_flush(sh->transcript->debug);
        if (input_waits(sh->in))
            session_rest(sh->session);
        if (!input_line(sh->in, line)) {
            if (sh->in->terminal == NULL || sh->dialogue == NULL || terminated)
                break;
            smtp_leave(sh); /* control-D in a dialogue ends the dialogue */
            continue;
        }
        if (echo)
            out_format(sh->out, "> %s\n", line);
        shell_line(sh, line);
        if (interrupted && !terminated) {
            interrupted = 0;
            out_text(sh->out, "\ninterrupt\n");
        }
    }
    smtp_leave(sh);
    interrupt_ends(true);
}
