/*
 * messages.h - what was said while something was done, as a list that the library gives out.
 */
#ifndef BTSH_LIBRARY_MESSAGES_H
#define BTSH_LIBRARY_MESSAGES_H

struct arena;
struct btsh_message;
struct diagnostic;
struct session;

struct messages {
    struct arena *arena;   /* not owned */
    struct btsh_message *first, *last;
};

/* The list is empty. */
void messages_begin(struct messages *m, struct arena *a);
/* Adds one; it is returned. */
struct btsh_message *messages_add(struct messages *m, const struct session *s, const struct diagnostic *d);
/* The library's own. */
void messages_say(struct messages *m, const char *kind, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Was something said that is more than a warning? */
int messages_errors(const struct messages *m);

#endif
