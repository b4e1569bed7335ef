/*
 * text.h - texts that grow, and what the engine shows made into text that people read.
 */
#ifndef BTSH_SHOW_TEXT_H
#define BTSH_SHOW_TEXT_H

#include <stddef.h>

struct session;
struct vector;

/* Bytes, NUL-terminated; at NULL it is empty. Starts as zeros; text_free() gives it back. */
struct text {
    char *s;
    size_t n, room;
};

void text_free(struct text *t);
void text_clear(struct text *t);
void text_bytes(struct text *t, const char *s, size_t n);
void text_add(struct text *t, const char *s);
void text_char(struct text *t, char c);
void text_format(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "" where nothing was added. */
const char *text_of(const struct text *t);
/* What it holds, which the caller frees, "" where nothing was added; it is empty afterwards. */
char *text_take(struct text *t);
/* Bytes as content or as an attribute of XML; what is neither ASCII nor printable as \xNN. */
void text_xml(struct text *t, const char *s);

/* Internal text in its source form, ASCII throughout. NULL adds nothing. */
void text_display(struct text *t, const struct session *s, const char *internal);
/* Tokens as a person would write them: tom<@somewhere.example>, $#smtp $@ host $: user. */
void text_vector(struct text *t, const struct session *s, const struct vector *v);
/* The tokens [from, to) of a vector. */
void text_part(struct text *t, const struct session *s, const struct vector *v, int from, int to);

#endif
