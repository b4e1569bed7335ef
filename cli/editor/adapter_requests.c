/*
 * adapter_requests.c - messages of an editor that debugs.
 *
 * Source: Debug Adapter Protocol 1.65.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "editor/adapter.h"
#include "editor/adapter_breaks.h"
#include "editor/adapter_look.h"
#include "editor/adapter_requests.h"
#include "editor/adapter_run.h"
#include "show/error_output.h"
#include "show/output.h"

static json_t *initialize(struct adapter *a, json_t *arguments, const char **why)
{
    static const char *const able[] = {
        "supportsConfigurationDoneRequest", "supportsFunctionBreakpoints", "supportsConditionalBreakpoints",
        "supportsEvaluateForHovers", "supportsStepBack", "supportsTerminateRequest", "supportsSetVariable", "supportsExceptionInfoRequest",
    };
    json_t *body = a->wire.l.json_object(), *first = wire_at(&a->wire, arguments, "linesStartAt1");

    (void)why;
    a->first_line = first != NULL && json_is_false(first) ? 0 : 1;
    for (size_t i = 0; i < sizeof able / sizeof able[0]; i++)
        wire_put_true(&a->wire, body, able[i], true);
    wire_put(&a->wire, body, "exceptionBreakpointFilters", breaks_offered(a));
    return body;
}

static json_t *configured(struct adapter *a, json_t *arguments, const char **why)
{
    (void)arguments;
    if (a->program == NULL)
        return adapter_no(why, "nothing is launched yet");
    a->ready = true;
    return NULL;
}

static const struct {
    const char *name;
    adapter_request *does;
} requests[] = {
    { "initialize", initialize },
    { "launch", run_launch },
    { "setBreakpoints", breaks_of_lines },
    { "setFunctionBreakpoints", breaks_of_rulesets },
    { "setExceptionBreakpoints", breaks_of_raised },
    { "configurationDone", configured },
    { "threads", look_threads },
    { "stackTrace", look_stack },
    { "scopes", look_scopes },
    { "variables", look_variables },
    { "setVariable", look_set },
    { "evaluate", look_evaluate },
    { "exceptionInfo", look_raised },
    { "next", run_next },
    { "stepIn", run_step },
    { "stepOut", run_finish },
    { "continue", run_continue },
    { "stepBack", run_back },
    { "reverseContinue", run_to_start },
    { "pause", run_pause },
    { "terminate", run_leave },
    { "disconnect", run_leave },
};

static void request(struct adapter *a, long number, const char *command, json_t *arguments)
{
    const char *why = NULL;
    json_t *body = NULL;
    size_t i = 0;

    while (i < sizeof requests / sizeof requests[0] && strcmp(requests[i].name, command) != 0)
        i++;
    if (i == sizeof requests / sizeof requests[0])
        why = "there is no such request";
    else if (a->first_line < 0 && requests[i].does != initialize && requests[i].does != run_leave)
        why = "the first request is initialize";
    else
        body = requests[i].does(a, arguments, &why);
    adapter_answer(a, number, command, why, body);
}

bool requests_hear(struct adapter *a)
{
    const char *text, *type, *command;
    enum framed what;
    json_t *m;
    size_t n;

    while ((what = framing_take(&a->in, &text, &n)) == FRAMED_WAITS) {
        if (!framing_more(&a->in))
            return false;
    }
    if (what == FRAMED_LOST) {
        err_format("btsh dap: %s\n", a->in.why);
        return false;
    }
    m = wire_read(&a->wire, text, n);
    type = wire_text(&a->wire, m, "type"), command = wire_text(&a->wire, m, "command");
    if (type != NULL && strcmp(type, "request") == 0 && command != NULL)
        request(a, wire_number(&a->wire, m, "seq", 0), command, wire_at(&a->wire, m, "arguments"));
    else
        adapter_answer(a, wire_number(&a->wire, m, "seq", 0), command != NULL ? command : "", "this is no request", NULL);
    wire_free(&a->wire, m);
    return !a->over && !a->wire.out->failed;
}
