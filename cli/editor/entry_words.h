/*
 * entry_words.h - an entry of a table or an alias, explained in words.
 */
#ifndef BTSH_EDITOR_ENTRY_WORDS_H
#define BTSH_EDITOR_ENTRY_WORDS_H

struct document;
struct known;
struct server;
struct text;

/* Who uses the entry of that line or what stands before it, and why an address that uses it goes where it goes. Adds
 * nothing where the line has no entry. */
void entry_words(struct text *t, const struct server *s, const struct document *doc, int line, struct known *k);

#endif
