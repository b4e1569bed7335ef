/*
 * fuzz_netstring.c - any bytes as what a socketmap server sends before it hangs up.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine.h"
#include "world/world.h"

#include "fake.h"

static const uint8_t *bytes;
static size_t nbytes;
static int server = -1;

static void hang_up(void)
{
    if (server >= 0)
        close(server);
    server = -1;
}

static int connect_here(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    int ends[2];

    (void)ctx;
    (void)to;
    (void)size;
    hang_up();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return EMFILE;
    *fd = ends[0];
    server = ends[1];
    if (send(server, bytes, nbytes < 60000 ? nbytes : 60000, MSG_DONTWAIT) < 0 && nbytes > 0)
        return EIO;
    shutdown(server, SHUT_WR);
    return 0;
}

static enum event_answer silent(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx;
    (void)s;
    (void)e;
    return EVENT_GO;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct world w = *fake_world();
    struct observer o = { .hear = silent };
    struct builder *b;
    struct program *p;
    struct session *s;
    struct map *m;
    int status;

    bytes = data;
    nbytes = size;
    w.connect = connect_here;
    b = builder_begin(&w, &o, NULL);
    builder_map_line(b, "answers socket -d1s inet:7777@[127.0.0.1]");
    p = builder_finish(b);
    s = session_new(p, &o);
    m = session_map(s, "answers");
    for (int i = 0; i < 3; i++) {
        if (session_map_open(s, m))
            session_map_lookup(s, m, "joe", &status);
        session_end_command(s);
    }
    session_free(s);
    program_free(p);
    hang_up();
    return 0;
}
