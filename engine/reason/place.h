/*
 * place.h - where a fact stands: the place that a person edits.
 */
#ifndef BTSH_REASON_PLACE_H
#define BTSH_REASON_PLACE_H

#include <stdbool.h>

struct fact;
struct session;

enum place_kind {
    PLACE_NONE,      /* not known, or nobody's to edit */
    PLACE_LINE,      /* file, line */
    PLACE_DATABASE,  /* file: of a table that has no text beside it, or one that is newer */
    PLACE_HOST_NAME, /* the host's own name, or its entry in the table of hosts */
    PLACE_INTERFACE, /* an interface's address, or the name of that */
    PLACE_TYPED,     /* .C, .D, or a rule of this session */
    PLACE_COMMAND,   /* -M */
    PLACE_PROGRAM,   /* file: what an F line runs */
    PLACE_LOOKUP,    /* an F line's lookup; file: "key@class:arguments" */
    PLACE_DIALOGUE   /* what the client said, or the server found out about it */
};

enum { PLACE_FILE_SIZE = 4096 };

struct place {
    enum place_kind kind;
    char file[PLACE_FILE_SIZE];
    int line; /* 0: none */
    int more; /* of a word: other lines that give it as well, so that it stays where this one goes */
};

void place_of_fact(struct session *s, const struct fact *f, struct place *out);
/* Of a word of a class, by the class's id; of a macro. */
void place_of_word(struct session *s, int id, const char *word, struct place *out);
/* Has the class the word from another class alone (`CR$={VirtHost}'), so that it is gone where that loses it? */
bool word_comes_from(struct session *s, int id, const char *word, int other);
void place_of_macro(const struct session *s, int id, struct place *out);
/* The line of an option that defines something of a class: where its first words come from. */
void place_of_class(const struct session *s, int id, struct place *out);
/* The line of a table's text that has the key. map NULL: whatever map reads the file. */
void place_of_key(const struct session *s, const char *map, const char *file, const char *key,
                  struct place *out);

#endif
