/*
 * wire.c - messages as JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "editor/framing.h"
#include "editor/wire.h"
#include "show/json_text.h"
#include "show/output.h"

bool wire_open(struct wire *w, struct output *out, const char **why)
{
    w->out = out;
    return json_library_load(&w->l, why);
}

json_t *wire_read(const struct wire *w, const char *text, size_t n)
{
    json_error_t error;

    return w->l.json_loadb(text, n, JSON_ALLOW_NUL, &error);
}

void wire_free(const struct wire *w, json_t *message)
{
    if (message != NULL)
        w->l.json_delete(message);
}

void wire_send(const struct wire *w, json_t *message)
{
    char *text = w->l.json_dumps(message, JSON_COMPACT | JSON_PRESERVE_ORDER);

    if (text != NULL)
        framing_write(w->out, text, strlen(text));
    free(text);
    w->l.json_delete(message);
}

/* ---- asking --------------------------------------------------------------------------------------------- */

json_t *wire_at(const struct wire *w, json_t *o, const char *path)
{
    char name[64];

    while (*path != '\0' && o != NULL) {
        size_t n = strcspn(path, ".");

        snprintf(name, sizeof name, "%.*s", (int)n, path);
        o = json_is_object(o) ? w->l.json_object_get(o, name) : NULL;
        path += n + (path[n] == '.');
    }
    return o;
}

const char *wire_text(const struct wire *w, json_t *o, const char *path)
{
    json_t *x = wire_at(w, o, path);

    return x != NULL && json_is_string(x) ? w->l.json_string_value(x) : NULL;
}

long wire_number(const struct wire *w, json_t *o, const char *path, long otherwise)
{
    json_t *x = wire_at(w, o, path);

    return x != NULL && json_is_integer(x) ? (long)w->l.json_integer_value(x) : otherwise;
}

bool wire_true(const struct wire *w, json_t *o, const char *path)
{
    json_t *x = wire_at(w, o, path);

    return x != NULL && json_is_true(x);
}

json_t *wire_element(const struct wire *w, json_t *o, const char *path, size_t i)
{
    json_t *list = wire_at(w, o, path);

    return list != NULL && json_is_array(list) ? w->l.json_array_get(list, i) : NULL;
}

/* ---- telling -------------------------------------------------------------------------------------------- */

json_t *wire_same(const struct wire *w, json_t *value)
{
    if (value != NULL && json_is_string(value))
        return json_bytes(&w->l, w->l.json_string_value(value), w->l.json_string_length(value));
    if (value != NULL && json_is_integer(value))
        return w->l.json_integer(w->l.json_integer_value(value));
    return w->l.json_null();
}

void wire_put(const struct wire *w, json_t *o, const char *name, json_t *value)
{
    w->l.json_object_set_new(o, name, value);
}

void wire_put_text(const struct wire *w, json_t *o, const char *name, const char *value)
{
    wire_put(w, o, name, value != NULL ? json_text(&w->l, value) : w->l.json_null());
}

void wire_put_number(const struct wire *w, json_t *o, const char *name, long value)
{
    wire_put(w, o, name, w->l.json_integer(value));
}

void wire_put_true(const struct wire *w, json_t *o, const char *name, bool value)
{
    wire_put(w, o, name, value ? w->l.json_true() : w->l.json_false());
}

void wire_add(const struct wire *w, json_t *list, json_t *value)
{
    w->l.json_array_append_new(list, value);
}
