/*
 * commands_macro.c - definitions (.D, .C), queries ($x, $=x), debug levels (-d), expansion.
 */
#include "engine.h"
#include "shell/commands_macro.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "show/display.h"
#include "show/output.h"

void command_dot(struct shell *sh, const char *line, const char *args)
{
    switch (*args) {
    case 'D':
        session_define(sh->session, args + 1);
        notices_defined(sh, args + 1);
        break;
    case 'C':
        session_add_to_class(sh->session, args + 1);
        break;
    case '\0':
        out_text(sh->out, "Usage: .[DC]macro value(s)\n");
        break;
    default:
        out_format(sh->out, "Unknown \".\" command %s\n", line);
        break;
    }
}

static void print_word(void *ctx, const char *word)
{
    struct shell *sh = ctx;

    out_text(sh->out, word);
    out_char(sh->out, '\n');
}

void command_dollar(struct shell *sh, const char *line, const char *args)
{
    const char *value;

    (void)line;
    if (*args == '=') {
        session_class_list(sh->session, args + 1, print_word, sh);
        return;
    }
    if (!session_macro(sh->session, args, &value))
        return;
    if (value == NULL)
        out_text(sh->out, "Undefined");
    else
        display_text(sh->out, sh->session, value);
    out_char(sh->out, '\n');
}

void command_minus(struct shell *sh, const char *line, const char *args)
{
    switch (*args) {
    case 'd':
        session_debug(sh->session, args + 1);
        break;
    case '\0':
        out_text(sh->out, "Usage: -d{debug arguments}\n");
        break;
    default:
        out_format(sh->out, "Unknown \"-\" command %s\n", line);
        break;
    }
}

void slash_expand(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /expand string\n");
        return;
    }
    display_text(sh->out, sh->session, session_expand(sh->session, args));
}
