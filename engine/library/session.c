/*
 * session.c - a session of the library: overlays over a configuration, and rulesets run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library/inside.h"
#include "library/observe.h"
#include "library/plain.h"
#include "library/session.h"

/* What every new session is told. */
static void settle(struct btsh_session *x)
{
    session_same_moment(x->session, x->moment);
    session_begin_shell(x->session);
    if (x->limit >= 0)
        session_set_max_steps(x->session, x->limit);
    if (x->seed >= 0)
        session_seed(x->session, (unsigned long)x->seed);
}

struct btsh_session *btsh_session_new(struct btsh *b)
{
    struct btsh_session *x = b->program != NULL ? calloc(1, sizeof *x) : NULL;

    if (x == NULL)
        return NULL;
    x->of = b;
    x->limit = x->seed = -1;
    messages_begin(&x->messages, &x->answer);
    x->observer = library_observer(x, 0);
    x->session = session_new(b->program, &x->observer);
    settle(x);
    return x;
}

static void end_dialogue(struct btsh_session *x)
{
    if (x->dialogue != NULL)
        x->close(x->dialogue);
}

void btsh_session_free(struct btsh_session *x)
{
    if (x == NULL)
        return;
    end_dialogue(x);
    session_free(x->session);
    if (x->follower != NULL)
        session_free(x->follower);
    arena_free(&x->answer);
    arena_free(&x->heard);
    free(x);
}

void btsh_session_reset(struct btsh_session *x)
{
    end_dialogue(x);
    arena_reset(&x->answer);
    messages_begin(&x->messages, &x->answer);
    x->observer = library_observer(x, 0);
    x->session = session_again(x->session, &x->observer);
    settle(x);
}

void btsh_session_limit(struct btsh_session *x, long rules)
{
    x->limit = rules;
    session_set_max_steps(x->session, rules);
}

void btsh_session_stop(struct btsh_session *x, const volatile sig_atomic_t *flag)
{
    x->stop = flag;
}

void btsh_session_observe(struct btsh_session *x, btsh_hear *hear, void *ctx)
{
    x->hear = hear;
    x->hear_ctx = ctx;
}

const struct btsh_message *btsh_messages(const struct btsh_session *x)
{
    return x->messages.first;
}

struct session *library_session(struct btsh_session *x)
{
    return x->session;
}

void library_moment(struct btsh_session *x, unsigned long moment)
{
    x->moment = moment;
}

void library_seed(struct btsh_session *x, long seed)
{
    x->seed = seed;
}

void library_spend(struct btsh_session *x)
{
    x->spent = true;
}

/* ---- calls ------------------------------------------------------------------------------------------- */

bool library_begin(struct btsh_session *x, unsigned want)
{
    arena_reset(&x->answer);
    messages_begin(&x->messages, &x->answer);
    if (x->dialogue != NULL) {
        messages_say(&x->messages, "user", "a dialogue is open");
        return false;
    }
    library_listen(x, want);
    return true;
}

void library_end(struct btsh_session *x)
{
    session_end_command(x->session);
}

/* "xVALUE", "{name}VALUE": as lines of a .cf have it. */
static char *named(struct btsh_session *x, const char *name, const char *value)
{
    bool braces = strlen(name) > 1 && *name != '{';
    size_t n = strlen(name) + strlen(value) + 3;
    char *text = arena_alloc(&x->answer, n);

    snprintf(text, n, braces ? "{%s}%s" : "%s%s", name, value);
    return text;
}

bool btsh_define(struct btsh_session *x, const char *name, const char *value)
{
    if (!library_begin(x, 0))
        return false;
    if (*name == '\0')
        messages_say(&x->messages, "user", "a macro has a name");
    else
        session_define(x->session, named(x, name, value));
    library_end(x);
    return messages_errors(&x->messages) == 0;
}

bool btsh_add(struct btsh_session *x, const char *name, const char *words)
{
    if (!library_begin(x, 0))
        return false;
    if (*name == '\0')
        messages_say(&x->messages, "user", "a class has a name");
    else
        session_add_to_class(x->session, named(x, name, words));
    library_end(x);
    return messages_errors(&x->messages) == 0;
}

const char *btsh_macro(struct btsh_session *x, const char *name)
{
    const char *value = NULL;

    if (!library_begin(x, 0))
        return NULL;
    if (*name != '\0' && session_macro(x->session, named(x, name, ""), &value))
        value = plain_text(&x->answer, x->session, value);
    library_end(x);
    return value;
}

const char *btsh_sender(struct btsh_session *x, const char *address)
{
    const char *user;

    if (!library_begin(x, 0))
        return NULL;
    user = plain_text(&x->answer, x->session, session_sender(x->session, *address != '\0' ? address : "<>"));
    library_end(x);
    return user;
}

const struct btsh_workspace *btsh_rules(struct btsh_session *x, const char *rules, const char *address)
{
    struct btsh_workspace *w;

    if (!library_begin(x, WANT_RULESETS))
        return NULL;
    session_test_joined(x->session, rules, address);
    if (x->no_ruleset && messages_errors(&x->messages) == 0)
        messages_say(&x->messages, "user", "%s: there is no such ruleset", rules);
    library_end(x);
    if (x->no_ruleset || x->workspace == NULL)
        return NULL;
    w = arena_alloc(&x->answer, sizeof *w);
    w->text = x->workspace;
    w->status = x->status;
    return w;
}
