/*
 * macros.h - values of macros at three levels, and their expansion.
 *
 * A lookup tries the envelope (set by commands and macro maps), the configuration, the global level.
 */
#ifndef BTSH_STATE_MACROS_H
#define BTSH_STATE_MACROS_H

#include <stdbool.h>
#include <stddef.h>

struct session;

/* Value, raw; NULL when undefined. */
const char *macro_value(const struct session *s, int id);
enum macro_level { MACRO_GLOBAL, MACRO_CONFIG, MACRO_ENVELOPE };
/* Copies the value. */
void macro_define(struct session *s, int id, const char *value, enum macro_level level);
/* value NULL: not defined at that level any more. */
void macro_clear(struct session *s, int id, enum macro_level level);
/* A temporary value at the envelope's level, as traces tell it; NULL takes it away. */
void macro_set(struct session *s, int id, const char *value);

/* Expands `text` into out (cut at size-1). */
void expand(struct session *s, const char *text, char *out, size_t size);
/* The same; the result lives as long as the command. */
const char *expanded(struct session *s, const char *text);

/*
 * The same of n bytes without conditionals and quoted bytes, by values that end the matter: most
 * lines are such. False, and no word of it, when there is more to it or it does not fit. Nobody may
 * be listening to expansions (-d35.24). *named becomes true when a name is no construct's.
 */
bool expand_simple(const struct session *s, const char *text, size_t n, char *out, size_t size,
                   bool *named);

#endif
