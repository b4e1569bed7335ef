/*
 * tape.h - questions with their answers: noted, written as JSON, read back, found again.
 *
 *      { "version": 1, "answers": { "dns example.com 15": "...", "map ldap joe": "0 x@y" } }
 *
 * Texts are printable ASCII; other bytes, blanks and percent signs stand as %XX where a text is one
 * word of many.
 */
#ifndef BTSH_TAPE_H
#define BTSH_TAPE_H

#include <stdbool.h>
#include <stddef.h>

struct tape_entry {
    char *question, *answer;
};

/* Sorted by question while it is asked; entries are owned. */
struct tape {
    struct tape_entry *list;
    size_t n, room;
};

/* The first answer to a question stays. */
void tape_add(struct tape *t, const char *question, const char *answer);
/* NULL: not noted. */
const char *tape_find(const struct tape *t, const char *question);
void tape_free(struct tape *t);

/* tape_json.c. False, with *error. */
bool tape_read(struct tape *t, const char *path, char *error, size_t size);
/* What a file of it holds, malloc'd; the path is for *error. NULL, with *error. */
char *tape_text(const struct tape *t, const char *path, char *error, size_t size);

/* Appends text as one word at out[n]; the new length. Cut at size - 1. */
size_t tape_escape(const char *text, char *out, size_t n, size_t size);
/* In place. */
void tape_unescape(char *text);

#endif
