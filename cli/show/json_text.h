/*
 * json_text.h - texts of others as strings of JSON.
 */
#ifndef BTSH_SHOW_JSON_TEXT_H
#define BTSH_SHOW_JSON_TEXT_H

#include "world/json_library.h"

/* Each of the n bytes that belongs to no UTF-8 becomes U+FFFD. The caller's, as what json_string() gives. */
json_t *json_bytes(const struct json_library *l, const char *text, size_t n);
/* The same of a text that ends with a NUL. */
json_t *json_text(const struct json_library *l, const char *text);

#endif
