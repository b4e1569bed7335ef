/*
 * beside.c - tests that are run beside the server, each in a process of its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "editor/beside.h"
#include "editor/server.h"
#include "editor/tests.h"
#include "show/litter.h"
#include "start/interrupt.h"

enum { CANCELLED = -32800, FAILED = -32803 };
enum { GRACE = 2000 }; /* milliseconds, to clear up */

/* ---- in the child --------------------------------------------------------------------------------------- */

/* Nothing is ever written into that pipe: its end is the sign. No signal is, as --safe lets none through. */
static void *watch(void *ctx)
{
    struct pollfd p = { *(int *)ctx, POLLIN, 0 };

    while (poll(&p, 1, -1) < 0)
        continue;
    interrupted = 1;
    poll(NULL, 0, GRACE);
    litter_clear();
    _exit(1);
}

/* The child's copies of all texts are changed by nobody. Standard output is the pipe: no stray word becomes a message. */
static _Noreturn void run(const struct server *s, const struct document *doc, int line, int to, int life)
{
    struct text t = { 0 };
    pthread_t thread;
    size_t at = 0;
    ssize_t n = 1;

    for (int i = 0; i <= s->nbeside; i++) { /* its own too */
        close(s->beside[i].fd);
        close(s->beside[i].life);
    }
    dup2(to, STDOUT_FILENO);
    interrupt_ends(true);
    if (pthread_create(&thread, NULL, watch, &life) != 0)
        _exit(1);
    test_run(&t, s, doc, line);
    while (!interrupted && at < t.n && n > 0) {
        n = write(to, t.s + at, t.n - at);
        at += n > 0 ? (size_t)n : 0;
    }
    _exit(interrupted || at < t.n);
}

/* ---- in the server -------------------------------------------------------------------------------------- */

static const char *no_process(const int *fds, int n)
{
    for (int i = 0; i < n; i++)
        close(fds[i]);
    return "no process can be had for it\n";
}

const char *beside_begin(struct server *s, const struct document *doc, int line)
{
    struct beside *b = &s->beside[s->nbeside];
    int fds[4];

    if (s->nbeside == BESIDE)
        return "as many tests are run already as can be at a time\n";
    if (pipe2(fds, O_CLOEXEC) != 0)
        return no_process(fds, 0);
    if (pipe2(fds + 2, O_CLOEXEC) != 0)
        return no_process(fds, 2);
    *b = (struct beside){ .fd = fds[0], .life = fds[3] };
    b->pid = fork();
    if (b->pid == 0)
        run(s, doc, line, fds[1], fds[2]);
    if (b->pid < 0)
        return no_process(fds, 4);
    close(fds[1]);
    close(fds[2]);
    b->id = wire_same(&s->wire, s->asked);
    s->later = true;
    s->nbeside++;
    return NULL;
}

/* It is to end; it will. */
static void end(struct beside *b)
{
    if (b->life >= 0)
        close(b->life);
    b->life = -1;
}

static bool is_same(const struct server *s, json_t *a, json_t *b)
{
    const char *one = wire_text(&s->wire, a, ""), *other = wire_text(&s->wire, b, "");

    if (one != NULL || other != NULL)
        return one != NULL && other != NULL && strcmp(one, other) == 0;
    return wire_number(&s->wire, a, "", -1) == wire_number(&s->wire, b, "", -2);
}

void beside_cancel(struct server *s, json_t *id)
{
    for (int i = 0; i < s->nbeside; i++) {
        struct beside *b = &s->beside[i];

        if (!b->cancelled && is_same(s, b->id, id)) {
            b->cancelled = true;
            end(b);
            server_refuse(s, b->id, CANCELLED, "it was cancelled");
        }
    }
}

/* Its exit status; -1: a signal ended it. It is no more. */
static int leave(struct server *s, struct beside *b)
{
    int status = -1;

    end(b);
    close(b->fd);
    while (waitpid(b->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    wire_free(&s->wire, b->id);
    text_free(&b->said);
    *b = s->beside[--s->nbeside];
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void hear(struct server *s, struct beside *b)
{
    struct text said = { 0 };
    char buf[4096];
    json_t *id;
    bool cancelled = b->cancelled;
    ssize_t n = read(b->fd, buf, sizeof buf);

    if (n > 0)
        text_bytes(&b->said, buf, (size_t)n);
    if (n > 0 || (n < 0 && errno == EINTR))
        return;
    id = wire_same(&s->wire, b->id);
    said = b->said;
    b->said = (struct text){ 0 };
    if (leave(s, b) != 0 && !cancelled)
        server_refuse(s, id, FAILED, "the test was ended before it was over");
    else if (!cancelled)
        server_answer(s, id, server_said(s, &said));
    wire_free(&s->wire, id);
    text_free(&said);
}

bool beside_comes(struct server *s, int milliseconds)
{
    struct pollfd p[BESIDE + 1];
    int some;

    while (!framing_comes(&s->in, 0)) {
        p[0] = (struct pollfd){ s->in.fd, POLLIN, 0 };
        for (int i = 0; i < s->nbeside; i++)
            p[i + 1] = (struct pollfd){ s->beside[i].fd, POLLIN, 0 };
        some = poll(p, (nfds_t)s->nbeside + 1, milliseconds);
        if (some == 0)
            return false;
        for (int i = s->nbeside; some > 0 && i > 0; i--) { /* the last one takes the place of one that goes */
            if (p[i].revents != 0)
                hear(s, &s->beside[i - 1]);
        }
    }
    return true;
}

void beside_end(struct server *s)
{
    for (int i = 0; i < s->nbeside; i++)
        end(&s->beside[i]);
    while (s->nbeside > 0)
        leave(s, &s->beside[0]);
}
