/*
 * json_library.h - Jansson, loaded when JSON is asked for the first time.
 */
#ifndef BTSH_JSON_LIBRARY_H
#define BTSH_JSON_LIBRARY_H

#include <jansson.h>
#include <stdbool.h>

/* Everything that is called: json_ is put in front. */
#define JSON_FUNCTIONS(X)                                                                        \
    X(object) X(array) X(string) X(stringn) X(integer) X(real) X(true) X(false) X(null)          \
    X(object_set_new) X(array_append_new) X(dumps) X(delete) X(loadf) X(loadb) X(object_del) \
    X(object_get) X(object_iter) X(object_iter_next) X(object_iter_key) X(object_iter_value)      \
    X(array_get) X(array_size) X(string_value) X(string_length) X(integer_value)

struct json_library {
#define JSON_MEMBER(name) __typeof__(json_##name) *json_##name;
    JSON_FUNCTIONS(JSON_MEMBER)
#undef JSON_MEMBER
};

/* False: there is no such library on this machine, or not all of it; *why says so. */
bool json_library_load(struct json_library *l, const char **why);

#endif
