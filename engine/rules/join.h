/*
 * join.h - from tokens back to text: a separator stands between two neighbours that both begin with
 * an atom character, and nowhere else.
 */
#ifndef BTSH_RULES_JOIN_H
#define BTSH_RULES_JOIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/tok.h"

struct session;

/*
 * Joins tokens; sep: the blank substitute; unquote: META_QUOTE bytes are dropped. The text is cut at
 * size - 1 bytes, but a separator may follow: out has room for size + 1 bytes.
 */
size_t join(struct session *s, const tok *v, int n, char *out, size_t size, char sep,
            bool unquote);
/* The same of tokens that `rest` more follow: traces show those too. */
size_t join_part(struct session *s, const tok *v, int n, int rest, char *out, size_t size, char sep,
                 bool unquote);
/* Removes quotes and backslashes in place. */
void strip_quotes(char *text);
/* True when parentheses, quotes and angles balance and no blank stands outside of them. */
bool token_is_atom_first(const struct session *s, unsigned char c);

#endif
