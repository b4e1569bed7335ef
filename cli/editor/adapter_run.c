/*
 * adapter_run.c - a configuration launched, its command run, stepped through and ended.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "editor/adapter.h"
#include "editor/adapter_run.h"
#include "engine.h"
#include "listen/transcript.h"
#include "show/json_text.h"
#include "show/memory.h"
#include "shell/command_list.h"
#include "shell/view.h"
#include "start/interrupt.h"
#include "start/paths.h"
#include "start/run.h"

/* ---- what is printed ------------------------------------------------------------------------------------ */

static void take(void *ctx, const char *text, size_t n)
{
    struct adapter *a = ctx;
    json_t *body;

    if (n == 0)
        return;
    if (a->answer != NULL) {
        text_bytes(a->answer, text, n);
        return;
    }
    body = a->wire.l.json_object();
    wire_put_text(&a->wire, body, "category", "stdout");
    wire_put(&a->wire, body, "output", json_bytes(&a->wire.l, text, n));
    adapter_tell(a, "output", body);
}

/* ---- where it is stopped -------------------------------------------------------------------------------- */

static void tell_stop(struct adapter *a, const char *reason)
{
    json_t *body = a->wire.l.json_object();

    out_flush(a->shell.out);
    wire_put_text(&a->wire, body, "reason", reason);
    wire_put_number(&a->wire, body, "threadId", 1);
    wire_put_true(&a->wire, body, "allThreadsStopped", true);
    adapter_tell(a, "stopped", body);
}

static void stopped(void *ctx, enum stop_reason why)
{
    static const char *const reasons[] = { [STOP_STEP] = "step", [STOP_BREAK] = "breakpoint",
                                           [STOP_RULESET] = "function breakpoint", [STOP_RAISED] = "exception" };
    struct adapter *a = ctx;

    a->stopped = true;
    a->goes_on = false;
    tell_stop(a, a->enters ? "entry" : reasons[why]);
    a->enters = false;
    while (!a->goes_on && a->hear(a)) {
        if (a->moved)
            tell_stop(a, "step");
        a->moved = false;
    }
    if (!a->goes_on)
        stopped_stop(&a->shell, "");
    a->stopped = false;
}

/* ---- a launch ------------------------------------------------------------------------------------------- */

/* "settings": { "hostname": "mail.example.com", "zone": "FILE" ... }, as the long options. */
static bool take_settings(struct adapter *a, json_t *arguments, struct text *why)
{
    json_t *settings = wire_at(&a->wire, arguments, "settings");
    char error[4096];
    void *it = settings != NULL && json_is_object(settings) ? a->wire.l.json_object_iter(settings) : NULL;

    for (; it != NULL; it = a->wire.l.json_object_iter_next(settings, it)) {
        const char *word = a->wire.l.json_object_iter_key(it), *value = wire_text(&a->wire, a->wire.l.json_object_iter_value(it), "");

        if (!setup_knows(word) || !setup_say(&a->run->setup, word, value != NULL ? value : "", ".", error, sizeof error)) {
            text_format(why, "settings: %s: %s", word, setup_knows(word) ? error : "there is no such setting");
            return false;
        }
    }
    return true;
}

static void add_line(struct adapter *a, const char *lead, const char *text)
{
    struct text line = { 0 };

    text_format(&line, "%s%s", lead, text);
    if (line.n < INPUT_LINE && strchr(text_of(&line), '\n') == NULL)
        texts_add(&a->commands, text_of(&line));
    text_free(&line);
}

/* "define": { "{client_addr}": "192.0.2.1" }; the sender; and last what is debugged. */
static bool take_commands(struct adapter *a, json_t *arguments)
{
    const char *rulesets = wire_text(&a->wire, arguments, "rulesets"), *address = wire_text(&a->wire, arguments, "address");
    const char *sender = wire_text(&a->wire, arguments, "sender");
    json_t *defines = wire_at(&a->wire, arguments, "define");
    void *it = defines != NULL && json_is_object(defines) ? a->wire.l.json_object_iter(defines) : NULL;
    struct text line = { 0 };

    if (address == NULL)
        return false;
    for (; it != NULL; it = a->wire.l.json_object_iter_next(defines, it)) {
        const char *value = wire_text(&a->wire, a->wire.l.json_object_iter_value(it), "");

        text_clear(&line);
        text_format(&line, "%s%s", a->wire.l.json_object_iter_key(it), value != NULL ? value : "");
        add_line(a, ".D", text_of(&line));
    }
    if (sender != NULL)
        add_line(a, "/sender ", sender);
    text_clear(&line);
    text_format(&line, "%s %s", rulesets != NULL ? rulesets : "/parse", address);
    add_line(a, "", text_of(&line));
    text_free(&line);
    return true;
}

static bool load(struct adapter *a, const char *config)
{
    struct run *r = a->run;

    if (config != NULL) {
        a->config = copy_or_end(config);
        r->args.file = a->config;
        r->args.file_given = true;
    }
    r->out.take = take;
    r->out.take_ctx = a;
    if (!run_world(r))
        return false;
    a->program = run_load(r, run_file(r));
    out_flush(&r->out);
    return a->program != NULL;
}

static void begin_shell(struct adapter *a)
{
    struct observer o = transcript_observer(&a->run->transcript);
    struct debugger_front front = { a, stopped };

    a->none = (struct input){ .fd = -1, .out = &a->run->out, .ended = true };
    a->shell = (struct shell){ .commands = &command_list, .transcript = &a->run->transcript, .out = &a->run->out,
                               .in = &a->none, .run = a->run, .program = a->program,
                               .session = session_new(a->program, &o) };
    view_of(&a->shell)->ext = true;
    view_of(&a->shell)->show_secrets = a->run->args.show_secrets;
    session_begin_shell(a->shell.session);
    if (a->run->args.max_steps >= 0)
        session_set_max_steps(a->shell.session, a->run->args.max_steps);
    debugger_front(&a->shell, &front);
}

static void run_one(struct adapter *a)
{
    char line[INPUT_LINE];

    snprintf(line, sizeof line, "%s", a->commands.list[a->next++]);
    out_format(a->shell.out, "> %s\n", line);
    shell_line(&a->shell, line);
    out_flush(a->shell.out);
}

json_t *run_launch(struct adapter *a, json_t *arguments, const char **why)
{
    text_clear(&a->why);
    if (a->program != NULL || a->run->args.file != NULL)
        return adapter_no(why, "something is launched already");
    if (!take_settings(a, arguments, &a->why))
        return adapter_no(why, text_of(&a->why));
    if (!take_commands(a, arguments))
        return adapter_no(why, "an address is needed: \"address\": \"joe@example.com\"");
    a->enters = wire_true(&a->wire, arguments, "stopOnEntry");
    if (!load(a, wire_text(&a->wire, arguments, "config")))
        return adapter_no(why, "the configuration cannot be loaded; the console says why");
    begin_shell(a);
    while (a->next + 1 < a->commands.n) /* before there is anything to stop at */
        run_one(a);
    a->launched = true;
    return NULL;
}

void run_command(struct adapter *a)
{
    json_t *body;

    a->begun = true;
    if (a->enters)
        debugger_steps(&a->shell);
    run_one(a);
    body = a->wire.l.json_object();
    wire_put_number(&a->wire, body, "exitCode", session_status(a->shell.session));
    adapter_tell(a, "exited", body);
    adapter_tell(a, "terminated", NULL);
}

void run_forget(struct adapter *a)
{
    if (a->program != NULL) {
        view_free(&a->shell);
        session_free(a->shell.session);
        program_free(a->program);
    }
    a->run->out.take = NULL;
    a->run->out.n = 0;
    texts_free(&a->commands);
    for (int i = 0; i < 3; i++)
        texts_free(&a->breaks[i]);
    texts_free(&a->files);
    text_free(&a->why);
    a->run->args.file = NULL;
    free(a->config);
}

/* ---- steps ---------------------------------------------------------------------------------------------- */

/* Where it did not go on, another moment is looked at. */
static json_t *move(struct adapter *a, bool (*how)(struct shell *sh, const char *args), const char *args, const char **why)
{
    if (!a->stopped)
        return adapter_no(why, "no command is stopped");
    a->goes_on = how(&a->shell, args);
    a->moved = !a->goes_on;
    return NULL;
}

json_t *run_step(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_step, "", why);
}

json_t *run_next(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_next, "", why);
}

json_t *run_finish(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_finish, "", why);
}

json_t *run_continue(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_continue, "", why);
}

json_t *run_back(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_back, "1", why);
}

json_t *run_to_start(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    return move(a, stopped_back, "1000000", why);
}

/* A command that runs has ended or is stopped before a message is read. */
json_t *run_pause(struct adapter *a, json_t *arguments, const char **why)
{
    (void)a, (void)arguments, (void)why;
    return NULL;
}

json_t *run_leave(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments, (void)why;
    a->over = true;
    if (a->stopped)
        a->goes_on = stopped_stop(&a->shell, "");
    return NULL;
}
