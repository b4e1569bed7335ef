/*
 * classes.c - class words: one symbol a word for all classes, with a bit for each class.
 *
 * A session adds words and bits of its own; bits on a symbol of the program go into an overlay.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "base/tok.h"
#include "cfparse/white.h"
#include "state/classes.h"
#include "state/event.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

enum { OVERLAY_SLOTS = 256 };

struct class_overlay {
    const struct symbol *sym;
    uint64_t classes[4];
    struct class_overlay *next;
};

static struct class_overlay **slot_of(const struct session *s, const struct symbol *sym)
{
    return &s->overlay[((uintptr_t)sym >> 5) % OVERLAY_SLOTS];
}

static const struct class_overlay *overlay_find(const struct session *s, const struct symbol *sym)
{
    if (s->overlay == NULL)
        return NULL;
    for (struct class_overlay *o = *slot_of(s, sym); o != NULL; o = o->next) {
        if (o->sym == sym)
            return o;
    }
    return NULL;
}

static uint64_t *overlay_bits(struct session *s, struct symbol *sym)
{
    struct class_overlay *o;

    if (s->overlay == NULL)
        s->overlay = calloc(OVERLAY_SLOTS, sizeof *s->overlay);
    o = (struct class_overlay *)overlay_find(s, sym);
    if (o == NULL) {
        o = arena_alloc(&s->own.arena, sizeof *o);
        o->sym = sym;
        o->next = *slot_of(s, sym);
        *slot_of(s, sym) = o;
    }
    return o->classes;
}

static bool has_bit(const uint64_t *bits, int id)
{
    return (bits[id >> 6] >> (id & 63)) & 1;
}

bool symbol_in_class(const struct session *s, const struct symbol *sym, int id)
{
    const struct class_overlay *o;

    if (has_bit(sym->classes, id))
        return true;
    o = overlay_find(s, sym);
    return o != NULL && has_bit(o->classes, id);
}

static void set_bit(struct session *s, struct symbol *sym, int id, bool ours)
{
    uint64_t *bits = ours ? sym->classes : overlay_bits(s, sym);
    int *longest = s->def->class_longest;
    uint64_t *lengths = s->def->class_lengths;
    int n = (int)strlen(sym->name);

    lengths[id] |= (uint64_t)1 << (n < 63 ? n : 63);
    bits[id >> 6] |= (uint64_t)1 << (id & 63);
    if (n > longest[id])
        longest[id] = n;
}

void class_add(struct session *s, int id, const char *word)
{
    char buf[32];
    struct symbol *sym;
    bool ours = true;

    DEBUG(s, DL_SETCLASS, DBG_STR(name_text(s, id, false, buf)), DBG_STR(word));
    if (is_building(s)) {
        sym = symbol_enter(&s->prog->def.symbols, word, SYM_CLASS);
    } else {
        ours = symbol_find(&s->prog->def.symbols, word, SYM_CLASS) == NULL;
        sym = symbol_enter(&s->own.symbols, word, SYM_CLASS);
    }
    set_bit(s, sym, id, ours);
    s->word.n = 0;
}

struct copy {
    struct session *s;
    int from, to;
};

static void copy_one(void *ctx, struct symbol *sym)
{
    struct copy *c = ctx;
    bool ours = is_building(c->s) || symbol_find(&c->s->prog->def.symbols, sym->name, SYM_CLASS) == NULL;

    if (symbol_in_class(c->s, sym, c->from))
        set_bit(c->s, sym, c->to, ours);
}

static void class_copy(struct session *s, int to, int from)
{
    struct symbol_table *l = &s->def->symbols;
    const struct symbol_watch *watch = l->watch;
    struct copy c = { s, from, to };
    char a[32], b[32];

    /* two names of one character share a buffer in the real program, and show as the first */
    DEBUG(s, DL_SETCLASS_COPY, DBG_STR(name_text(s, to, false, a)),
          DBG_STR(name_text(s, to < 0x80 && from < 0x80 ? to : from, false, b)));
    l->watch = NULL; /* a copy is nothing that -d36 shows */
    symbol_walk(l, SYM_CLASS, copy_one, &c);
    l->watch = watch;
}

/* A word, or all words of another class. */
static void add_word(struct session *s, int id, const char *text, size_t n)
{
    char *word = strndup(text, n);
    const char *name = word + 1;
    int from;

    if (word == NULL)
        return;
    if ((unsigned char)word[0] != MARK_CLASS || n < 2)
        class_add(s, id, word);
    else if ((from = name_id(s, &name)) != 0)
        class_copy(s, id, from);
    free(word);
}

void class_add_words(struct session *s, int id, const char *text)
{
    for (const char *p = text;;) {
        const char *w;

        while (white(*p))
            p++;
        if (*p == '\0')
            return;
        for (w = p; *p != '\0' && !white(*p); p++)
            continue;
        add_word(s, id, w, (size_t)(p - w));
    }
}

bool class_may_have(const struct session *s, int id, size_t n)
{
    return DEBUGGING(s, 36, 5) || ((s->prog->def.class_lengths[id] | s->own.class_lengths[id]) >> (n < 63 ? n : 63)) & 1;
}

const struct symbol *class_word(const struct session *s, const char *word, size_t n)
{
    return symbol_find_n(&s->def->symbols, word, n, SYM_CLASS);
}

bool class_has(const struct session *s, int id, const char *word, size_t n)
{
    const struct symbol *sym;

    if (!class_may_have(s, id, n))
        return false;
    sym = class_word(s, word, n);
    return sym != NULL && symbol_in_class(s, sym, id);
}

bool class_has_token(const struct session *s, int id, tok t)
{
    const struct token *x = token_of(s, t);

    if (!class_may_have(s, id, x->len))
        return false;
    if (is_building(s) || DEBUGGING(s, 36, 5) || t >> 1 >= s->own.tokens.base || (x->word == NULL && s->own.symbols.count > 0))
        return class_has(s, id, x->text, x->len);
    return x->word != NULL && symbol_in_class(s, x->word, id);
}

int class_longest(const struct session *s, int id)
{
    int a = s->prog->def.class_longest[id], b = s->own.class_longest[id];

    return a > b ? a : b;
}

void class_overlay_free(struct session *s)
{
    free(s->overlay);
    s->overlay = NULL;
}
