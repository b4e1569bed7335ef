/*
 * route_json.c - btsh route: questions and answers as JSON, an object a line.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "explain/explain_json.h"
#include "show/json_text.h"
#include "show/memory.h"
#include "show/output.h"
#include "subcommands/route_ask.h"
#include "subcommands/route_item.h"
#include "subcommands/route_json.h"
#include "suite/replay.h"
#include "world/json_library.h"

/* The names of the answer. */
static const char *const members[] = { "status", "mailer", "host", "user", "final", "error", "facts", NULL };

/* False: it is there, and no text. */
static bool take(const struct json_library *l, struct arena *a, json_t *o, const char *name, const char **out)
{
    json_t *value = l->json_object_get(o, name);

    if (value == NULL || json_is_null(value))
        return true;
    if (!json_is_string(value))
        return false;
    *out = arena_strdup(a, l->json_string_value(value));
    return true;
}

const char *route_json_read(const struct explain_json *j, struct arena *a, const char *text, const char **recipient,
                            const char **sender, const char **client)
{
    const struct json_library *l = j != NULL ? explain_json_library(j) : NULL;
    const char *why = NULL;
    json_t *o;

    if (l == NULL)
        return "this machine has no JSON library";
    o = l->json_loadb(text, strlen(text), JSON_DECODE_INT_AS_REAL, NULL); /* numbers of any size are passed on */
    if (o == NULL)
        return "this is no JSON object";
    if (!take(l, a, o, "recipient", recipient) || !take(l, a, o, "sender", sender) || !take(l, a, o, "client", client))
        why = "recipient, sender and client are texts";
    l->json_delete(o);
    return why;
}

void route_json_fact(struct json_t **list, struct explain_json *j, const struct explain *x, const struct fact *f)
{
    const struct json_library *l = explain_json_library(j);

    if (*list == NULL)
        *list = l->json_array();
    l->json_array_append_new(*list, explain_json_fact(j, x, f));
}

/* ---- answers ----------------------------------------------------------------------------------- */

static void put(const struct json_library *l, json_t *o, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        l->json_object_set_new(o, name, json_text(l, value));
}

static json_t *error_of(const struct json_library *l, const struct route_answer *a)
{
    json_t *o = l->json_object();

    if (a->code != 0)
        l->json_object_set_new(o, "code", l->json_integer(a->code));
    put(l, o, "dsn", a->dsn);
    put(l, o, "text", text_of(&a->error));
    return o;
}

static json_t *final_of(const struct json_library *l, const struct route_answer *a)
{
    json_t *list = l->json_array();

    for (const struct route_final *r = a->end; r != NULL; r = r->next) {
        json_t *o = l->json_object();

        put(l, o, "address", r->address);
        if (r->refused) {
            put(l, o, "error", r->why);
        } else {
            put(l, o, "mailer", r->mailer);
            put(l, o, "host", r->host);
            put(l, o, "user", r->user);
        }
        l->json_array_append_new(list, o);
    }
    return list;
}

static json_t *answer(const struct json_library *l, const struct route_wish *w, struct route_answer *a)
{
    json_t *o = l->json_object();

    put(l, o, "status", route_status_names[a->status]);
    put(l, o, "mailer", text_of(&a->mailer));
    put(l, o, "host", text_of(&a->host));
    put(l, o, "user", text_of(&a->user));
    if (w->expand && !a->alone)
        l->json_object_set_new(o, "final", final_of(l, a));
    if (a->error.n > 0 || a->code != 0)
        l->json_object_set_new(o, "error", error_of(l, a));
    if (w->because)
        l->json_object_set_new(o, "facts", a->facts_json != NULL ? a->facts_json : l->json_array());
    a->facts_json = NULL;
    return o;
}

/* A question that was no JSON, as if it had been. */
static char *question(const struct json_library *l, const struct route_item *i)
{
    json_t *o = l->json_object();
    char *made;

    l->json_object_set_new(o, "recipient", json_text(l, i->recipient));
    if (i->sender != NULL)
        l->json_object_set_new(o, "sender", json_text(l, i->sender));
    put(l, o, "client", i->client);
    if (i->client == NULL && i->caller != NULL)
        put(l, o, "client", i->caller->setup.address);
    made = l->json_dumps(o, JSON_COMPACT | JSON_PRESERVE_ORDER);
    l->json_delete(o);
    return made;
}

/* The object as it came; without the answer's names, if it has one of them, and then in this program's spelling. NULL: it is no object. */
static char *as_it_came(const struct json_library *l, const char *text)
{
    json_t *o = l->json_loadb(text, strlen(text), JSON_DECODE_INT_AS_REAL, NULL), *again;
    bool taken = false;
    char *made = NULL;

    for (int n = 0; o != NULL && members[n] != NULL; n++)
        taken |= l->json_object_get(o, members[n]) != NULL;
    if (o == NULL)
        return NULL;
    l->json_delete(o);
    if (!taken)
        return copy_or_end(text);
    again = l->json_loadb(text, strlen(text), 0, NULL);
    if (again == NULL) /* a number that is too large */
        again = l->json_loadb(text, strlen(text), JSON_DECODE_INT_AS_REAL, NULL);
    for (int n = 0; again != NULL && members[n] != NULL; n++)
        l->json_object_del(again, members[n]);
    made = again != NULL ? l->json_dumps(again, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
    if (again != NULL)
        l->json_delete(again);
    return made;
}

void route_json_write(struct explain_json *j, struct output *out, const struct route_wish *w, const struct route_item *i,
                      struct route_answer *a)
{
    const struct json_library *l = explain_json_library(j);
    char *asked = i->json != NULL ? as_it_came(l, i->json) : NULL, *end;
    json_t *o = answer(l, w, a);
    char *made = l->json_dumps(o, JSON_COMPACT | JSON_PRESERVE_ORDER);

    l->json_delete(o);
    if (asked == NULL)
        asked = question(l, i);
    if (asked == NULL || made == NULL)
        out_of_memory();
    end = strrchr(asked, '}'); /* ours stand in front of it */
    while (end[-1] == ' ' || end[-1] == '\t')
        end--;
    out_printable(out, asked, (size_t)(end - asked), SHOWN_JSON);
    out_text(out, end[-1] != '{' ? "," : "");
    out_printable(out, made + 1, strlen(made + 1), SHOWN_JSON);
    out_char(out, '\n');
    free(asked);
    free(made);
}
