/*
 * commands_smtp.c - /smtp: a dialogue in the shell. From then on lines are what a client says, until QUIT.
 *
 * Rulesets that the server calls are shown as those of other commands are (/trace off: not at all), or as a plan.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine.h"
#include "explain/explain.h"
#include "hold.h"
#include "listen/listeners.h"
#include "listen/transcript.h"
#include "shell/commands_smtp.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/smtp_options.h"
#include "shell/smtp_plan.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "smtp/dialogue.h"

struct shell_dialogue {
    struct dialogue *d;
    struct smtp_options options;
    struct plan plan;
    bool greets;
    struct text goodbye; /* of a server that greets with the end of the connection; told once */
    struct text queued; /* for whom the last line has queued a message, one a line */
    char *ruleset, *argument; /* of the last refusal, owned; NULL: the last line was not refused by a ruleset */
    struct session *refused;  /* the session as it was then; owned */
};

static void forget_refusal(struct shell_dialogue *x)
{
    free(x->ruleset);
    free(x->argument);
    if (x->refused != NULL)
        session_free(x->refused);
    x->ruleset = x->argument = NULL;
    x->refused = NULL;
}

static void keep_refusal(void *ctx, struct session *s, const char *ruleset, const char *argument, enum dialogue_verdict said)
{
    struct shell *sh = ctx;
    struct shell_dialogue *x = sh->dialogue;
    struct observer quiet = listeners_none();

    if (said != VERDICT_REFUSED)
        return;
    forget_refusal(x);
    if (sh->program == NULL)
        return;
    x->ruleset = copy_or_end(ruleset);
    x->argument = copy_or_end(argument);
    x->refused = session_new(sh->program, &quiet);
    session_carry_over(x->refused, s);
}

static struct observer observe(void *ctx, struct observer below)
{
    struct shell *sh = ctx;

    return sh->plan ? plan_observer_to(&sh->dialogue->plan, sh->out, below) : below;
}

static void say(void *ctx, const char *line)
{
    struct shell *sh = ctx;

    out_shown(sh->out, "%s\n", line);
    if (sh->dialogue->greets)
        text_format(&sh->dialogue->goodbye, "%s\n", line);
}

static void tell(void *ctx, enum dialogue_note kind, const char *text)
{
    struct shell *sh = ctx;

    if (kind == NOTE_QUEUED) {
        text_format(&sh->dialogue->queued, "%s\n", text);
        return;
    }
    if (kind != NOTE_DROPPED && ((kind != NOTE_FILTER && kind != NOTE_IDENT) || sh->plan))
        out_shown(sh->out, "  note: %s\n", text);
}

/* One that the client has ended is over. Where the server has ended it, a person at a terminal sees so; from elsewhere, lines
 * that were written for the server are not to be taken for commands of the shell: they are its client's until QUIT. */
static void settle(struct shell *sh, const char *line)
{
    if (dialogue_over(sh->dialogue->d) && (sh->in->terminal != NULL || strcasecmp(line, "QUIT") == 0))
        smtp_leave(sh);
}

void slash_smtp(struct shell *sh, const char *line, const char *args)
{
    struct dialogue_listener to = { .reply = say, .note = tell, .asked = keep_refusal, .observe = observe, .ctx = sh };
    struct shell_dialogue *x = zeroed_or_end(1, sizeof *x);
    const char *why, *which = NULL;

    (void)line;
    smtp_options_begin(&x->options);
    if (!smtp_options_read(&x->options, args, &why)
        || (x->d = smtp_options_open(&x->options, sh->session, &to, &why, &which)) == NULL) {
        out_shown(sh->out, "Usage: /smtp address[:port][,name[,ok|fail|forged|temp]] [--option value ...]: %s%s%s\n", why,
                  which != NULL ? ": " : "", which != NULL ? which : "");
        smtp_options_free(&x->options);
        free(x);
        return;
    }
    sh->dialogue = x;
    x->plan.dialogue = x->d;
    sh->transcript->verifies = true;
    x->greets = true;
    dialogue_greet(x->d);
    x->greets = false;
    if (!dialogue_over(x->d))
        text_free(&x->goodbye);
    settle(sh, "");
}

/* What a client would have read in place of a reply: the greeting that was none. */
static void not_sent(struct shell *sh)
{
    out_text(sh->out, "  not sent: the server has closed the connection\n");
    out_text(sh->out, text_of(&sh->dialogue->goodbye));
    text_free(&sh->dialogue->goodbye);
}

void smtp_line(struct shell *sh, const char *line)
{
    text_free(&sh->dialogue->queued);
    if (dialogue_over(sh->dialogue->d))
        not_sent(sh);
    if (!dialogue_reads_message(sh->dialogue->d))
        forget_refusal(sh->dialogue);
    dialogue_line(sh->dialogue->d, line, strlen(line), true);
    settle(sh, line + strspn(line, " \t"));
}

bool smtp_reads_message(const struct shell *sh)
{
    return sh->dialogue != NULL && dialogue_reads_message(sh->dialogue->d);
}

bool smtp_is_closed(const struct shell *sh)
{
    return sh->dialogue != NULL && dialogue_over(sh->dialogue->d);
}

const char *smtp_queued(const struct shell *sh)
{
    return sh->dialogue != NULL ? text_of(&sh->dialogue->queued) : "";
}

void smtp_explain(struct shell *sh, const struct explain *how)
{
    const struct shell_dialogue *x = sh->dialogue;
    struct explain e = *how;

    if (x->refused == NULL) {
        out_text(sh->out, "No ruleset has refused the last line\n");
        return;
    }
    e.session = x->refused;
    e.rules = x->ruleset;
    e.address = x->argument;
    e.brief = true;
    explain_address(&e);
}

void slash_plan(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    if (strcmp(args, "on") == 0 || strcmp(args, "off") == 0)
        sh->plan = strcmp(args, "on") == 0;
    else if (*args != '\0')
        out_text(sh->out, "Usage: /plan on|off\n");
    else
        out_format(sh->out, "The calls of a dialogue are %stold\n", sh->plan ? "" : "not ");
}

void smtp_leave(struct shell *sh)
{
    struct shell_dialogue *x = sh->dialogue;

    if (x == NULL)
        return;
    dialogue_close(x->d);
    forget_refusal(x);
    text_free(&x->queued);
    text_free(&x->goodbye);
    smtp_options_free(&x->options);
    free(x);
    sh->dialogue = NULL;
    sh->transcript->verifies = false;
}
