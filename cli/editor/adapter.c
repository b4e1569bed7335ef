/*
 * adapter.c - what the debug adapter says: answers, events.
 *
 * Source: Debug Adapter Protocol 1.65.
 */
#include <stddef.h>

#include "editor/adapter.h"

json_t *adapter_no(const char **why, const char *what)
{
    *why = what;
    return NULL;
}

static json_t *message(struct adapter *a, const char *type)
{
    json_t *m = a->wire.l.json_object();

    wire_put_number(&a->wire, m, "seq", ++a->sent);
    wire_put_text(&a->wire, m, "type", type);
    return m;
}

void adapter_tell(struct adapter *a, const char *event, json_t *body)
{
    json_t *m = message(a, "event");

    wire_put_text(&a->wire, m, "event", event);
    if (body != NULL)
        wire_put(&a->wire, m, "body", body);
    wire_send(&a->wire, m);
}

void adapter_answer(struct adapter *a, long number, const char *command, const char *why, json_t *body)
{
    json_t *m = message(a, "response");

    wire_put_number(&a->wire, m, "request_seq", number);
    wire_put_true(&a->wire, m, "success", why == NULL);
    wire_put_text(&a->wire, m, "command", command);
    if (why != NULL)
        wire_put_text(&a->wire, m, "message", why);
    if (body != NULL)
        wire_put(&a->wire, m, "body", body);
    wire_send(&a->wire, m);
}
