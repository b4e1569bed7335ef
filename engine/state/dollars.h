/*
 * dollars.h - from the text of a line to its internal form: $-constructs, comments, 8-bit bytes.
 */
#ifndef BTSH_STATE_DOLLARS_H
#define BTSH_STATE_DOLLARS_H

struct arena;
struct session;

/* Puts META_QUOTE before every byte that could be taken for a marker; `text` itself where it has none. */
const char *meta_quote(struct arena *a, const char *text);

/* Translates $, comments and 8-bit bytes of a line; the result lives in `a`. */
char *translate_dollars(struct session *s, struct arena *a, const char *text);

#endif
