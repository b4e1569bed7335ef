/*
 * tape_json.c - recordings as JSON, through Jansson, which is loaded when one is read or written.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "world/json_library.h"
#include "world/tape.h"
#include "world/tape_json.h"

static bool library(struct json_library *j, const char *path, char *error, size_t size)
{
    const char *why;

    if (json_library_load(j, &why))
        return true;
    snprintf(error, size, "%s: a recording is JSON: %s", path, why);
    return false;
}

static void drop(const struct json_library *j, json_t *value)
{
    if (value != NULL && value->refcount != (size_t)-1 && JSON_INTERNAL_DECREF(value) == 0)
        j->json_delete(value);
}

static bool take(const struct json_library *j, struct tape *t, json_t *top, const char *path,
                 char *error, size_t size)
{
    json_t *answers = j->json_object_get(top, "answers");

    if (j->json_integer_value(j->json_object_get(top, "version")) != 1 || answers == NULL
        || answers->type != JSON_OBJECT) {
        snprintf(error, size, "%s: this is no recording of version 1; make one with --record",
                 path);
        return false;
    }
    for (void *i = j->json_object_iter(answers); i != NULL; i = j->json_object_iter_next(answers, i)) {
        const char *answer = j->json_string_value(j->json_object_iter_value(i));

        if (answer != NULL)
            tape_add(t, j->json_object_iter_key(i), answer);
    }
    return true;
}

bool tape_read(struct tape *t, const char *path, char *error, size_t size)
{
    struct json_library j;
    json_error_t fault;
    json_t *top;
    FILE *f;
    bool ok;

    if (!library(&j, path, error, size))
        return false;
    f = fopen(path, "re");
    if (f == NULL) {
        snprintf(error, size, "%s:1: unable to open it: %s; a recording is made with --record", path,
                 strerror(errno));
        return false;
    }
    top = j.json_loadf(f, 0, &fault);
    fclose(f);
    if (top == NULL) {
        snprintf(error, size, "%s:%d: %s; a recording is made with --record", path,
                 fault.line > 0 ? fault.line : 1, fault.text);
        return false;
    }
    ok = take(&j, t, top, path, error, size);
    drop(&j, top);
    return ok;
}

char *tape_text(const struct tape *t, const char *path, char *error, size_t size)
{
    struct json_library j;
    json_t *top, *answers;
    char *text;

    if (!library(&j, path, error, size))
        return NULL;
    top = j.json_object();
    answers = j.json_object();
    j.json_object_set_new(top, "version", j.json_integer(1));
    for (size_t i = 0; i < t->n; i++)
        j.json_object_set_new(answers, t->list[i].question, j.json_string(t->list[i].answer));
    j.json_object_set_new(top, "answers", answers);
    text = j.json_dumps(top, JSON_INDENT(1));
    if (text == NULL)
        snprintf(error, size, "%s: no memory for the recording", path);
    drop(&j, top);
    return text;
}
