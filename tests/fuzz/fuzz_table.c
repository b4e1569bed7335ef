/*
 * fuzz_table.c - any bytes as a file that maps read: text (both ways to cut columns), stab, cdb, a
 * class file, the service switch. Each is asked for a key and listed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "engine.h"
#include "world/live.h"
#include "world/world.h"

#include "fake.h"

static const uint8_t *bytes;
static size_t nbytes;

/* Whatever lies below /table holds the bytes at hand. */
static int open_table(void *ctx, const char *path, int flags, int *fd)
{
    if (strncmp(path, "/table", 6) != 0)
        return world_live()->open(ctx, path, flags, fd);
    *fd = memfd_create("table", MFD_CLOEXEC);
    if (*fd < 0 || write(*fd, bytes, nbytes) != (ssize_t)nbytes)
        return EIO;
    lseek(*fd, 0, SEEK_SET);
    return 0;
}

/* The device and inode are those that fstat() will tell, or the file would count as exchanged. */
static int stat_table(void *ctx, const char *path, struct stat *st)
{
    if (strncmp(path, "/table", 6) != 0)
        return world_live()->stat(ctx, path, st);
    memset(st, 0, sizeof *st);
    st->st_mode = S_IFREG | 0644;
    st->st_nlink = 1;
    st->st_size = (off_t)nbytes;
    return 0;
}

static int fstat_table(void *ctx, int fd, struct stat *st)
{
    (void)fd;
    return stat_table(ctx, "/table", st);
}

static bool each(void *ctx, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    long *n = ctx;

    *n += (long)(nkey + nvalue) + (key == value);
    return *n < 10000000;
}

static void ask(struct session *s, const char *name)
{
    struct map *m = session_map(s, name);
    char text[512];
    int status;
    bool listed;
    long n = 0;

    if (session_map_open(s, m)) {
        session_map_lookup(s, m, "joe", &status);
        session_map_walk(s, m, each, &n, &listed);
    }
    session_map_diagnose(s, m, text, sizeof text);
    session_end_command(s);
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
    static const char *const maps[] = { "words text -k0 -v1 /table", "columns text -z: -k1 -v0 /table",
                                        "aliases stab /table", "constant cdb /table",
                                        "either implicit /table" };
    static const char *const names[] = { "words", "columns", "aliases", "constant", "either" };
    struct world w = *fake_world();
    struct observer o = { .hear = silent };
    struct builder *b;
    struct program *p;
    struct session *s;

    bytes = data;
    nbytes = size;
    w.open = open_table;
    w.stat = w.lstat = stat_table;
    w.fstat = fstat_table;
    b = builder_begin(&w, &o, NULL);
    builder_option_long(b, "ServiceSwitchFile=/table/switch");
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        builder_map_line(b, maps[i]);
    p = builder_finish(b);
    s = session_new(p, &o);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        ask(s, names[i]);
    session_free(s);
    program_free(p);
    return 0;
}
