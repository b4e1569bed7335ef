/*
 * fuzz_directory.c - any bytes as what a directory answers to three ldap maps: one value, all values, and
 * names, filters and URLs that are followed.
 *
 * The server is a thread behind a socket of this program. It lets everybody in, and answers a search with
 * the next pieces of the bytes: two bytes of length, and a piece, which is put into a message of the
 * search's number (or is sent as it is, if the first byte of all is odd). A piece that ends a search ends the
 * answer; behind the last one the connection is closed.
 */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine.h"
#include "world/world.h"

#include "fake.h"

enum { SEQUENCE = 0x30, NUMBER = 0x02, BIND = 0x60, SEARCH = 0x63, SEARCH_DONE = 0x65 };

/* libldap keeps the request of a search whose end it cannot read, even when it is abandoned; what btsh forgets is told. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:liblber\n";
}

/*
 * Leaks are looked for after each input. At the end of the process the sanitizer now and then stumbles over the server's
 * thread itself (one run of twenty: "Tracer caught signal 11").
 */
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "leak_check_at_exit=0";
}

static char folder[] = "/tmp/btsh-fuzz-XXXXXX";
static char place[sizeof folder + 2];
static int listening;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the three below */
static const uint8_t *bytes;
static size_t nbytes, at;

/* One byte of the client; -1: it has gone. */
static int next(int fd)
{
    uint8_t c;

    return read(fd, &c, 1) == 1 ? c : -1;
}

static long length(int fd)
{
    int c = next(fd);
    long n = 0;

    if (c < 0x80)
        return c;
    for (int i = c & 0x7f; i > 0 && n < 1 << 20; i--)
        n = n << 8 | next(fd);
    return n;
}

/* A request: its number, 1 byte, and its kind. False: there is none any more. */
static bool hear(int fd, uint8_t *id, int *kind)
{
    long n;
    uint8_t text[4096];

    if (next(fd) != SEQUENCE || (n = length(fd)) < 4 || n > (long)sizeof text)
        return false;
    for (long got = 0, r; got < n; got += r) {
        r = read(fd, text + got, (size_t)(n - got));
        if (r <= 0)
            return false;
    }
    *id = text[1 + text[1]]; /* its last byte: no run asks for more than a hundred */
    *kind = text[2 + text[1]];
    return text[0] == NUMBER;
}

static void say(int fd, uint8_t id, const uint8_t *text, size_t n)
{
    uint8_t head[] = { SEQUENCE, 0x82, (uint8_t)((n + 3) >> 8), (uint8_t)(n + 3), NUMBER, 1, id };

    send(fd, head, sizeof head, MSG_NOSIGNAL);
    send(fd, text, n, MSG_NOSIGNAL);
}

/* False: the bytes are used up. */
static bool say_pieces(int fd, uint8_t id)
{
    while (at + 2 <= nbytes) {
        size_t n = (size_t)bytes[at] | (size_t)(bytes[at + 1] & 0x0f) << 8;
        const uint8_t *text = bytes + at + 2;

        n = n < nbytes - at - 2 ? n : nbytes - at - 2;
        at += 2 + n;
        if (n == 0)
            continue;
        if ((bytes[0] & 1) != 0)
            send(fd, text, n, MSG_NOSIGNAL);
        else
            say(fd, id, text, n);
        if (text[0] == SEARCH_DONE)
            return true;
    }
    return false;
}

static bool answer(int fd, uint8_t id)
{
    bool more;

    pthread_mutex_lock(&lock);
    more = say_pieces(fd, id);
    pthread_mutex_unlock(&lock);
    return more;
}

/* What is answered from now on. */
static void give(const uint8_t *data, size_t size)
{
    pthread_mutex_lock(&lock);
    bytes = data;
    nbytes = size;
    at = 1;
    pthread_mutex_unlock(&lock);
}

static void *serve(void *ctx)
{
    static const uint8_t welcome[] = { 0x61, 7, 0x0a, 1, 0, 4, 0, 4, 0 };
    int fd, kind;
    uint8_t id;
    sigset_t all;

    sigfillset(&all); /* the fuzzer's alarm must not end an accept() */
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    while ((fd = accept(listening, NULL, NULL)) >= 0) {
        /* who waits for more has not been told that all was said */
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &(struct timeval){ .tv_usec = 20000 }, sizeof(struct timeval));
        while (hear(fd, &id, &kind)) {
            if (kind == BIND)
                say(fd, id, welcome, sizeof welcome);
            else if (kind == SEARCH && !answer(fd, id))
                break;
        }
        close(fd);
    }
    return ctx;
}

static void leave(void)
{
    unlink(place);
    rmdir(folder);
}

static void begin(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    pthread_t thread;

    if (mkdtemp(folder) == NULL)
        abort();
    snprintf(place, sizeof place, "%s/s", folder);
    memcpy(name.sun_path, place, sizeof place);
    listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listening, (struct sockaddr *)&name, sizeof name) != 0 || listen(listening, 8) != 0 ||
        pthread_create(&thread, NULL, serve, NULL) != 0)
        abort();
    atexit(leave);
    signal(SIGPIPE, SIG_IGN); /* as btsh has it */
}

static enum event_answer silent(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx;
    (void)s;
    (void)e;
    return EVENT_GO;
}

static void define(struct builder *b, const char *name, const char *rest)
{
    char line[512], url[sizeof place + 8];
    size_t n = 0;

    for (const char *p = place; *p != '\0'; p++)
        n += (size_t)snprintf(url + n, sizeof url - n, *p == '/' ? "%%2F" : "%c", *p);
    snprintf(line, sizeof line, "%s ldap -H ldapi://%s -R -b dc=x -k (uid=%%0) %s", name, url, rest);
    builder_map_line(b, line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "one", "all", "led" };
    struct observer o = { .hear = silent };
    struct builder *b;
    struct program *p;
    struct session *s;
    char text[512];
    int status;

    if (listening == 0)
        begin();
    give(data, size);
    b = builder_begin(fake_world(), &o, NULL);
    define(b, "one", "-1 -v mail");
    define(b, "all", "-z, -V, -v mail,cn");
    define(b, "led", "-z, -v mail,member:DN:person,also:FILTER:person,more:URL:person");
    p = builder_finish(b);
    s = session_new(p, &o);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct map *m = session_map(s, names[i]);

        if (session_map_open(s, m))
            session_map_lookup(s, m, "joe", &status);
        session_map_diagnose(s, m, text, sizeof text);
        session_end_command(s);
    }
    session_free(s);
    program_free(p);
    give(NULL, 0);
    return 0;
}
