/*
 * symbols.h - the table of symbols: one of every name, in the order of the real program's hash.
 *
 * Class words, macro names, maps, mailers, rulesets, headers share 2,003 buckets; listings walk the
 * buckets in order and each bucket in order of entry. A word keeps its first spelling.
 *
 *      bucket 0   ->  sym -> sym
 *      bucket 1
 *      bucket 2   ->  sym
 *      ...            program's symbols first, then those that a session added
 *
 * A session's symbols stands on its program's: what is not found above is looked up below, and what
 * is entered goes above. The lower one is never written through the upper one.
 */
#ifndef BTSH_BASE_SYMBOLS_H
#define BTSH_BASE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The numbers show in -d36. */
enum symbol_type {
    SYM_CLASS = 1,
    SYM_MAILER = 3,
    SYM_ALIAS = 4,
    SYM_MAPCLASS = 5,
    SYM_MAP = 6,
    SYM_HOSTSIG = 7,
    SYM_NAMECANON = 8,
    SYM_MACRO = 9,
    SYM_RULESET = 10,
    SYM_SERVICE = 11,
    SYM_HEADER = 12,
    SYM_LDAP = 13,
    SYM_MILTER = 14,
    SYM_QUEUE = 15,
    SYM_SOCKET = 16
};

enum { SYMBOL_BUCKETS = 2003 };

struct symbol {
    const char *name;
    enum symbol_type type;
    int bucket;
    struct symbol *next;    /* in its bucket, order of entry; behind the last the first */
    struct symbol *chain;   /* in the finding table */
    uint32_t hash;
    int value;              /* SYM_MACRO: id or 0; SYM_RULESET: number or -1; others: index */
    void *data;
    uint64_t classes[4];    /* SYM_CLASS: the classes that it is in */
};

/* Hears what is looked up, entered and walked over: -d36. */
struct symbol_watch {
    void (*looked)(void *ctx, const char *name, enum symbol_type type, const struct symbol *found,
                   bool entered);
    void (*walked)(void *ctx, const struct symbol *s);
    void *ctx;
};

struct symbol_table {
    const struct symbol_table *below;      /* the program's, or NULL */
    const struct symbol_watch *watch; /* not owned; NULL: nobody listens. That below is not told */
    struct arena *arena;             /* not owned */
    struct symbol **last;            /* of each bucket; malloc'd; NULL: nothing has been entered */
    struct symbol **find;            /* malloc'd, power of two */
    size_t nfind, count;
};

void symbol_table_init(struct symbol_table *l, struct arena *arena, const struct symbol_table *below);
void symbol_table_free(struct symbol_table *l);

/* The bucket of a name. */
int symbol_bucket(const char *name, enum symbol_type type);

/* NULL when there is none, here or below. */
struct symbol *symbol_find(const struct symbol_table *l, const char *name, enum symbol_type type);
struct symbol *symbol_find_n(const struct symbol_table *l, const char *name, size_t n,
                             enum symbol_type type);

/* As symbol_find(), but nobody hears it: where the real program looks nothing up. */
struct symbol *symbol_peek(const struct symbol_table *l, const char *name, enum symbol_type type);

/* As symbol_peek(), of a name whose hash is known: for many types of one name. */
struct symbol *symbol_find_hashed(const struct symbol_table *l, const char *name, size_t n, uint32_t hash,
                                  enum symbol_type type);
uint32_t symbol_hash(const char *name, size_t n);

/* As symbol_find(), entered here if missing. */
struct symbol *symbol_enter(struct symbol_table *l, const char *name, enum symbol_type type);

/* Calls fn for each symbol of `type` (0: all) in listing order. */
void symbol_walk(const struct symbol_table *l, enum symbol_type type,
                 void (*fn)(void *ctx, struct symbol *s), void *ctx);

#endif
