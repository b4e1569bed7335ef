/*
 * suggest_question.c - what a suite that is suggested can ask.
 */
#include <stdio.h>

#include "engine.h"
#include "subcommands/suggest_question.h"

void question_macros(const struct question *q, void (*define)(void *ctx, const char *name, const char *value), void *ctx)
{
    const struct made_situation *m = &q->m;
    struct situation x = situation_of(m);
    char bracketed[80];

    snprintf(bracketed, sizeof bracketed, "[%s]", m->client);
    if (*m->client != '\0') {
        define(ctx, "{client_addr}", m->client);
        define(ctx, "{client_name}", *m->name != '\0' ? m->name : bracketed);
        define(ctx, "{client_resolve}", *m->resolve != '\0' ? m->resolve : *m->name != '\0' ? "OK" : "FAIL");
    }
    define(ctx, "s", m->helo);
    define(ctx, "f", m->sender);
    define(ctx, "h", q->host);
    apart_macros(&x, define, ctx);
}

static void define_macro(void *ctx, const char *name, const char *value)
{
    char text[SITUATION_TEXT + 40];

    snprintf(text, sizeof text, "%s%s", name, value);
    if (*value != '\0')
        session_define(ctx, text);
}

void question_define(const struct question *q, struct session *s)
{
    question_macros(q, define_macro, s);
}

bool question_apart(const struct question *q, struct apart_question *out)
{
    struct situation x = situation_of(&q->m);

    return apart_question(&x, q->apart, out);
}
