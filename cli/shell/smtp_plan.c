/*
 * smtp_plan.c - the calls of a dialogue: each ruleset that the server asks, what it is given and what it returns.
 *
 *      check_mail < bob @ example . net >
 *        {mail_addr} = bob@example.net
 *        returns OK
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shell/smtp_plan.h"
#include "show/display.h"
#include "show/memory.h"
#include "show/output.h"
#include "smtp/dialogue.h"

static void tell_macro(void *ctx, const char *name, const char *value)
{
    struct plan *p = ctx;

    out_shown(p->out, "        %s%s = %s\n", *name == '{' ? "" : "$", name, value != NULL ? value : "(gone)");
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct plan *p = ctx;
    char buf[32];
    const char *name, *indent = dialogue_asks(p->dialogue) ? "" : "        ";

    if (e->depth == 0 && (e->kind == EVENT_RULESET_ENTER || e->kind == EVENT_RULESET_LEAVE)) {
        name = session_ruleset_name(s, e->ruleset, buf);
        if (p->before != NULL)
            out_flush(p->before);
        if (e->kind == EVENT_RULESET_ENTER)
            out_shown(p->out, "    %s%s", indent, name);
        else
            out_shown(p->out, "    %s  returns", indent);
        display_vector(p->out, s, &e->ws);
        if (e->kind == EVENT_RULESET_ENTER && *indent == '\0')
            dialogue_macros(p->dialogue, tell_macro, p);
        if (p->before != NULL)
            out_flush(p->out);
    }
    return p->below.hear(p->below.ctx, s, e);
}

struct observer plan_observer_to(struct plan *p, struct output *out, struct observer below)
{
    p->below = below;
    p->out = out;
    return (struct observer){ .hear = hear, .ctx = p, .want = below.want | WANT_RULESETS };
}

struct observer plan_observer(struct plan *p, struct observer below)
{
    if (!p->wanted)
        return below;
    p->below = below;
    p->out = zeroed_or_end(1, sizeof *p->out);
    p->out->fd = STDERR_FILENO;
    p->out->shown = SHOWN_PRINTABLE;
    return (struct observer){ .hear = hear, .ctx = p, .want = below.want | WANT_RULESETS };
}

void plan_end(struct plan *p)
{
    free(p->out);
}
