/*
 * source_line.h - where in the text of a table a key stands: the file of a text map, or the text
 * beside a database, which has its name without ".db".
 */
#ifndef BTSH_EXPLAIN_SOURCE_LINE_H
#define BTSH_EXPLAIN_SOURCE_LINE_H

struct session;
struct text;

/* The line of a table's text that has the key: "virtusertable:12" added to t, or nothing. */
void source_line(struct text *t, const struct session *s, const char *file, const char *key);

#endif
