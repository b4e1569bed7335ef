/*
 * framing.h - messages as editors send them: a head of lines, a blank line, as many bytes as the head says.
 *
 * Source: Language Server Protocol 3.17 ("Base protocol"), which the Debug Adapter Protocol shares.
 */
#ifndef BTSH_EDITOR_FRAMING_H
#define BTSH_EDITOR_FRAMING_H

#include <stdbool.h>
#include <stddef.h>

struct output;

enum { FRAMING_HEAD = 8192, FRAMING_MOST = 64 * 1024 * 1024 }; /* bytes of a head, of a message */

struct framing {
    int fd;
    char *buf;     /* owned */
    size_t n, at, room;
    bool ended;
    const char *why; /* FRAMING_LOST: what is wrong */
};

enum framed {
    FRAMED,        /* a message */
    FRAMED_WAITS,  /* not all of it has come */
    FRAMED_LOST    /* nobody can tell where the next one begins */
};

/* The next message of what has been read; valid until the next call of framing_more(). */
enum framed framing_take(struct framing *f, const char **text, size_t *n);
/* Waits for bytes and reads them. False: the other end is gone, or a signal asks to end. */
bool framing_more(struct framing *f);
/* Has something come, or comes within that time, that was not taken? */
bool framing_comes(const struct framing *f, int milliseconds);
void framing_free(struct framing *f);

void framing_write(struct output *out, const char *text, size_t n);

#endif
