/*
 * commands_smtp.c - /smtp: a dialogue in the shell. From then on lines are what a client says, until QUIT.
 *
 * Rulesets that the server calls are not shown, unless a trace asks for them.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "listen/transcript.h"
#include "shell/commands_smtp.h"
#include "shell/shell.h"
#include "shell/smtp_client.h"
#include "show/memory.h"
#include "show/output.h"
#include "smtp/dialogue.h"

struct shell_dialogue {
    struct dialogue *d;
    struct dialogue_setup setup;
    char *client; /* owned: the text of setup */
};

static void say(void *ctx, const char *line)
{
    struct shell *sh = ctx;

    out_format(sh->out, "%s\n", line);
}

static void tell(void *ctx, enum dialogue_note kind, const char *text)
{
    struct shell *sh = ctx;

    if (kind != NOTE_DROPPED)
        out_format(sh->out, "  note: %s\n", text);
}

/* One that the server has ended is over. */
static void settle(struct shell *sh)
{
    if (dialogue_over(sh->dialogue->d))
        smtp_leave(sh);
}

void slash_smtp(struct shell *sh, const char *line, const char *args)
{
    struct dialogue_listener to = { .reply = say, .note = tell, .ctx = sh };
    struct shell_dialogue *x = zeroed_or_end(1, sizeof *x);

    (void)line;
    x->client = copy_or_end(args);
    if (!smtp_client_read(x->client, &x->setup) || (x->d = dialogue_new(sh->session, &x->setup, &to)) == NULL) {
        out_text(sh->out, "Usage: /smtp address[,name[,ok|fail|forged|temp]]\n");
        free(x->client);
        free(x);
        return;
    }
    sh->dialogue = x;
    sh->transcript->verifies = true;
    dialogue_greet(x->d);
    settle(sh);
}

void smtp_line(struct shell *sh, const char *line)
{
    dialogue_line(sh->dialogue->d, line, strlen(line), true);
    settle(sh);
}

void smtp_leave(struct shell *sh)
{
    struct shell_dialogue *x = sh->dialogue;

    if (x == NULL)
        return;
    dialogue_close(x->d);
    free(x->client);
    free(x);
    sh->dialogue = NULL;
    sh->transcript->verifies = false;
}
