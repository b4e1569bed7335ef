/*
 * mentions.h - names in the text of a configuration: macros, classes, rulesets, maps, mailers and options, where they are
 * defined and where they are used. Of an .mc the lines that are a .cf's, and what it calls; of the mailertable its
 * mailers, of a suite the rulesets that are typed.
 *
 * It looks at text, so that a file that cannot be loaded is understood as well.
 */
#ifndef BTSH_EDITOR_MENTIONS_H
#define BTSH_EDITOR_MENTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct source_text;

enum mention_kind { OF_MACRO, OF_CLASS, OF_RULESET, OF_MAP, OF_MAILER, OF_OPTION, OF_CALL };

struct spot {
    enum mention_kind kind;
    char name[96];     /* without braces; of OF_CALL: FEATURE, define ... */
    char argument[96]; /* of OF_CALL: its first one */
    int line;          /* 1 is the first */
    size_t from, to;   /* bytes of the line: the name as it stands, of a call all of it */
    bool defines;
};

struct mentions {
    struct spot *list; /* owned */
    int n;
    size_t room;
};

void mentions_read(const struct source_text *s, struct mentions *m);
void mentions_free(struct mentions *m);
/* The one that covers the place; NULL: none does. */
const struct spot *mentions_at(const struct mentions *m, int line, size_t byte);
/* Do they name the same? */
bool mention_same(const struct spot *a, const struct spot *b);

/* The line from which on lines of an .mc are a .cf's; 1 in a .cf; 0: there is none. */
int mentions_raw(const struct source_text *s);

#endif
