/*
 * commands_macro.c - definitions (.D, .C), queries ($x, $=x), debug levels (-d), expansion.
 */
#include <string.h>

#include "engine.h"
#include "shell/commands_macro.h"
#include "shell/notices.h"
#include "shell/placed.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/display.h"
#include "show/output.h"
#include "start/run.h"

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

/* --places, with which btsh was started or, where input may mean more, behind the name. */
static bool places_wanted(struct shell *sh, const char *args)
{
    const char *option = strstr(args, " --places");

    return (sh->run != NULL && sh->run->args.places) || (view_ext(sh) && option != NULL && option[strlen(" --places")] == '\0');
}

void command_dollar(struct shell *sh, const char *line, const char *args)
{
    const char *value;

    (void)line;
    if (places_wanted(sh, args) && placed_name(sh, args))
        return;
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
