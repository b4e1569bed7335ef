/*
 * tape_json.c - recordings as JSON, through Jansson, which is loaded when one is read or written.
 */
#include <dlfcn.h>
#include <jansson.h>
#include <stdio.h>

#include "tape.h"

/* Everything that is called: json_ is put in front. */
#define JSON_FUNCTIONS(X)                                                                        \
    X(load_file) X(dump_file) X(delete) X(object) X(object_get) X(object_set_new) X(object_iter)   \
    X(object_iter_next) X(object_iter_key) X(object_iter_value) X(string) X(string_value)          \
    X(integer) X(integer_value)

struct json_library {
#define JSON_MEMBER(name) __typeof__(json_##name) *name;
    JSON_FUNCTIONS(JSON_MEMBER)
#undef JSON_MEMBER
};

static bool load(struct json_library *j)
{
    void *handle = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define JSON_FIND(name)                                                                          \
    *(void **)(void *)&j->name = dlsym(handle, "json_" #name);                                   \
    if (j->name == NULL)                                                                         \
        return false;
    JSON_FUNCTIONS(JSON_FIND)
#undef JSON_FIND
    return true;
}

static bool no_library(const char *path, char *error, size_t size)
{
    snprintf(error, size, "%s: recordings need Jansson, which is not here; install libjansson4",
             path);
    return false;
}

static void drop(const struct json_library *j, json_t *value)
{
    if (value != NULL && value->refcount != (size_t)-1 && JSON_INTERNAL_DECREF(value) == 0)
        j->delete(value);
}

static bool take(const struct json_library *j, struct tape *t, json_t *top, const char *path,
                 char *error, size_t size)
{
    json_t *answers = j->object_get(top, "answers");

    if (j->integer_value(j->object_get(top, "version")) != 1 || answers == NULL
        || answers->type != JSON_OBJECT) {
        snprintf(error, size, "%s: this is no recording of version 1; make one with --record",
                 path);
        return false;
    }
    for (void *i = j->object_iter(answers); i != NULL; i = j->object_iter_next(answers, i)) {
        const char *answer = j->string_value(j->object_iter_value(i));

        if (answer != NULL)
            tape_add(t, j->object_iter_key(i), answer);
    }
    return true;
}

bool tape_read(struct tape *t, const char *path, char *error, size_t size)
{
    struct json_library j;
    json_error_t fault;
    json_t *top;
    bool ok;

    if (!load(&j))
        return no_library(path, error, size);
    top = j.load_file(path, 0, &fault);
    if (top == NULL) {
        snprintf(error, size, "%s:%d: %s; a recording is made with --record", path,
                 fault.line > 0 ? fault.line : 1, fault.text);
        return false;
    }
    ok = take(&j, t, top, path, error, size);
    drop(&j, top);
    return ok;
}

bool tape_write(const struct tape *t, const char *path, char *error, size_t size)
{
    struct json_library j;
    json_t *top, *answers;
    bool ok;

    if (!load(&j))
        return no_library(path, error, size);
    top = j.object();
    answers = j.object();
    j.object_set_new(top, "version", j.integer(1));
    for (size_t i = 0; i < t->n; i++)
        j.object_set_new(answers, t->list[i].question, j.string(t->list[i].answer));
    j.object_set_new(top, "answers", answers);
    ok = j.dump_file(top, path, JSON_INDENT(1)) == 0;
    if (!ok)
        snprintf(error, size, "%s: the recording cannot be written there", path);
    drop(&j, top);
    return ok;
}
