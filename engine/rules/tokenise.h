/* tokenise.h - the character types; see internal.h for tokenise() and join(). */
#ifndef BTSH_RULES_TOKENISE_H
#define BTSH_RULES_TOKENISE_H

#include <stdbool.h>

#include "base/tok.h"

struct session;
struct token_table;

/* Makes the three tables of character types from OperatorChars, once; later calls do nothing. */
void token_types_freeze(struct session *s);

/* What the tables hold of a byte: its type in the bits of TYPES, and whether it means more than its type says. */
enum { TYPE_ATOM = 1, TYPES = 7, TYPE_SPECIAL = 8 };

enum token_rule { TOKENS_EXT, TOKENS_INT, TOKENS_KEEP };

struct tokenise {
    enum token_rule table;
    int delim;          /* ',', ' ', which tabs are too, or 0 */
    bool silent;        /* unbalanced text is accepted */
    int buffer;         /* text buffer of the reference: 1256 or 3048 */
    const char *end;    /* out: the delimiter or the end of the text */
    bool too_long;      /* out: failed with "Address too long" */
    bool failed;        /* out: a limit was exceeded */
};
enum { BUFFER_ADDRESS = 1256, BUFFER_RULE = 3048 };

/* Tokens of text into out (room for MAX_ATOM); -1 on failure, else their number (0: nothing). */
int tokenise(struct session *s, const char *text, struct tokenise *how, tok *out);

/* The token table in use; the spelling of a token. */
struct token_table *tokens_of(struct session *s);

#endif
