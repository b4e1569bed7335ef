/*
 * input.c - lines of commands.
 */
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "shell/input.h"
#include "shell/terminal.h"
#include "show/output.h"
#include "start/interrupt.h"

void input_open(struct input *in, int fd, struct output *out)
{
    in->fd = fd;
    in->out = out;
    in->terminal = NULL;
    in->at = in->n = 0;
    in->ended = false;
    if (fd == STDIN_FILENO && isatty(fd))
        in->terminal = terminal_open();
}

void input_close(struct input *in)
{
    if (in->terminal != NULL)
        terminal_close(in->terminal);
    in->terminal = NULL;
}

/* Fills the buffer; false at the end, or when a signal came in between. */
static bool fill(struct input *in)
{
    ssize_t n;

    if (in->ended)
        return false;
    out_flush(in->out);
    n = interrupt_input(in->fd, NULL) ? read(in->fd, in->buf, sizeof in->buf) : -1;
    if (n < 0 && interrupted && !terminated)
        return false;
    if (n <= 0) {
        in->ended = true;
        return false;
    }
    in->n = (size_t)n;
    in->at = 0;
    return true;
}

static bool from_stream(struct input *in, char *line)
{
    size_t n = 0;

    while (n < INPUT_LINE - 1) {
        const char *from, *end;
        size_t most = INPUT_LINE - 1 - n, left;

        if (in->at == in->n && !fill(in)) {
            if (in->ended)
                break;
            n = 0;
            interrupt_told(in->out);
            continue;
        }
        from = in->buf + in->at;
        left = in->n - in->at < most ? in->n - in->at : most;
        end = memchr(from, '\n', left);
        if (end != NULL)
            left = (size_t)(end - from);
        memcpy(line + n, from, left);
        n += left;
        in->at += left + (end != NULL);
        if (end != NULL) {
            line[n] = '\0';
            return true;
        }
    }
    line[n] = '\0';
    return n > 0;
}

bool input_waits(const struct input *in)
{
    return in->terminal != NULL || memchr(in->buf + in->at, '\n', in->n - in->at) == NULL;
}

bool input_line(struct input *in, char line[INPUT_LINE])
{
    if (in->terminal != NULL) {
        out_flush(in->out);
        return terminal_line(in->terminal, line, INPUT_LINE, in->out);
    }
    return from_stream(in, line);
}
