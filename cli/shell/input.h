/*
 * input.h - lines of commands: from a terminal through libedit, from anything else byte by byte.
 *
 * A line has at most 2,047 bytes; the rest of a longer one is the next line, as in the real program.
 */
#ifndef BTSH_SHELL_INPUT_H
#define BTSH_SHELL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct output;
struct terminal;

enum { INPUT_LINE = 2048 };

struct input {
    int fd;
    struct output *out;         /* flushed before a read waits */
    struct terminal *terminal;  /* NULL: not a terminal */
    char buf[16384];
    size_t at, n;
    bool ended;
};

/* Opens the standard input or another descriptor; a terminal gets editing and history. */
void input_open(struct input *in, int fd, struct output *out);
/* The next line into `line`, without its newline; false at the end. Prompts at a terminal. */
bool input_line(struct input *in, char line[INPUT_LINE]);
/* May the next line have to be waited for? */
bool input_waits(const struct input *in);
void input_close(struct input *in);

#endif
