/*
 * settings.h - words and their values, as the library takes them: what a configuration is loaded with.
 */
#ifndef BTSH_LIBRARY_SETTINGS_H
#define BTSH_LIBRARY_SETTINGS_H

#include <stdbool.h>

struct btsh;
struct builder;
struct target;

/* The sendmail that they name; NULL: none. */
const struct target *settings_target(const char *const *settings);
/* Makes the world that they name, in b->world. False: one of them is faulty, which is said among b's messages. */
bool settings_world(struct btsh *b, const char *const *settings);
/* Tells the builder the rest, likewise. */
bool settings_build(struct btsh *b, const char *const *settings, struct builder *builder);

#endif
