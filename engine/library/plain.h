/*
 * plain.h - texts of the engine as those that the library gives out: ASCII, constructs in their source form.
 */
#ifndef BTSH_LIBRARY_PLAIN_H
#define BTSH_LIBRARY_PLAIN_H

struct arena;
struct session;
struct vector;

/* NULL of NULL. */
char *plain_text(struct arena *a, const struct session *s, const char *internal);
/* Tokens, with blanks between. */
char *plain_vector(struct arena *a, const struct session *s, const struct vector *v);

#endif
