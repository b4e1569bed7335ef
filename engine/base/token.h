/*
 * token.h - tokens are numbers.
 *
 * Each distinct spelling is interned once and has a number; two tokens are equal ignoring ASCII
 * case when their folded identities are equal. A program's tokens have numbers from 1; those that
 * are born while a command runs stand above them and die with the command.
 */
#ifndef BTSH_BASE_TOKEN_H
#define BTSH_BASE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/tok.h"

struct arena;
struct map;
struct symbol;

struct token {
    const char *text;   /* NUL-terminated */
    tok fold;           /* number of the folded spelling */
    uint16_t len;
    uint8_t mark;       /* first byte when it is a marker (0x80..0x9F), else 0 */
    bool plain;         /* printable ASCII throughout: shows as it is */
    /* What the spelling names in a finished program (token_resolve); of its tokens only. */
    int16_t ruleset;    /* -1: none */
    const struct symbol *word; /* as a member of classes */
    struct map *map;
};

/* The texts of tokens stand in pieces of an arena that are a multiple of so many bytes long: they may be copied so. */
enum { TOKEN_CHUNK = 16 };

/* The bit of a folded identity in a bloom word. */
#define TOK_BLOOM(fold) ((uint64_t)1 << ((fold) >> 1 & 63))

/* True of the number of a token that begins with a marker: known without looking at the token. */
#define TOK_MARKED(t) (((t) & 1u) != 0)

struct token_table {
    const struct token_table *below; /* the program's, or NULL */
    struct arena *arena;             /* texts; not owned */
    struct token *list;              /* malloc'd; list[i] is at place base + i */
    uint32_t base, count, room;
    tok *find;                       /* malloc'd: token numbers by hash, power of two */
    uint32_t nfind;
    tok single[256];                 /* those of one byte; 0: none */
};

void token_table_init(struct token_table *t, struct arena *arena, const struct token_table *below);
void token_table_reset(struct token_table *t); /* forgets the tokens of this table */
void token_table_free(struct token_table *t);

tok token_intern(struct token_table *t, const char *text, size_t n);

/* The token of one byte; 0: it has not been seen. */
static inline tok token_single(const struct token_table *t, unsigned char c)
{
    tok id = t->single[c];

    return id == 0 && t->below != NULL ? token_single(t->below, c) : id;
}

/* A number is the token's place, shifted, with TOK_MARKED's bit below. */
static inline struct token *token_get(const struct token_table *t, tok id)
{
    uint32_t i = id >> 1;

    while (i < t->base)
        t = t->below;
    return &t->list[i - t->base];
}

/* A table and the one below it, as they are now: for loops that look at many tokens and write in between. */
struct token_lists {
    const struct token *own, *below;
    uint32_t base, below_base;
};

static inline struct token_lists token_lists(const struct token_table *t)
{
    const struct token_table *below = t->below != NULL ? t->below : t;

    return (struct token_lists){ t->list, below->list, t->base, below->base };
}

static inline const struct token *token_at(const struct token_lists *l, tok id)
{
    uint32_t i = id >> 1;

    return i >= l->base ? &l->own[i - l->base] : &l->below[i - l->below_base];
}

#endif
