/* tok.h - the number of a token, and sequences of them. */
#ifndef BTSH_BASE_TOK_H
#define BTSH_BASE_TOK_H

#include <stdint.h>

typedef uint32_t tok; /* a token's number; its spelling: token_text() in engine.h */

/* A sequence of tokens. */
struct vector {
    const tok *v;
    int n;
};

#endif
