/*
 * lines.h - the lines of a text file, in pieces of at most size-1 bytes, as from fgets(3).
 */
#ifndef BTSH_BASE_LINES_H
#define BTSH_BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct lines {
    int fd; /* not owned */
    char buf[8192];
    size_t at, end;
    int err; /* errno of a read that failed, which ends the lines; 0: the file has ended */
};

void lines_init(struct lines *l, int fd);

/* The next piece, with its newline if it ends in one. NUL bytes are kept: the text ends there. */
bool lines_next(struct lines *l, char *out, size_t size);

/* The next byte, taken or left where it is; -1 at the end. */
int lines_byte(struct lines *l);
int lines_peek(struct lines *l);

/* A column of a line, cut to size-1 bytes; delimiter 0: white space. False: there is none. */
bool text_column(const char *line, int column, char delimiter, char *out, size_t size);

#endif
