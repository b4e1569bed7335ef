/*
 * memory_world.c - a world for fuzzers whose files are a text in memory.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "world/world.h"

#include "memory_world.h"

enum { OWNER = 1000 };

static const char *content = "", *second = "";
static const char *second_path = "";

static void fill(struct stat *st, const char *text)
{
    memset(st, 0, sizeof *st);
    st->st_mode = S_IFREG | 0644;
    st->st_nlink = 1;
    st->st_uid = st->st_gid = OWNER;
    st->st_size = (off_t)strlen(text);
}

static const char *text_of_file(const char *path)
{
    if (*second_path != '\0' && strcmp(path, second_path) == 0)
        return second;
    return strncmp(path, "/f/", 3) == 0 ? content : NULL;
}

static int memory_open(void *ctx, const char *path, int flags, int *fd)
{
    const char *text = text_of_file(path);
    size_t n;

    (void)ctx, (void)flags;
    if (text == NULL)
        return ENOENT;
    n = strlen(text);
    *fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (*fd < 0 || write(*fd, text, n) != (ssize_t)n)
        return EIO;
    lseek(*fd, 0, SEEK_SET);
    return 0;
}

static int memory_stat(void *ctx, const char *path, struct stat *st)
{
    const char *text = text_of_file(path);

    (void)ctx;
    fill(st, text != NULL ? text : "");
    if (strcmp(path, "/") == 0 || strcmp(path, "/f") == 0 || strcmp(path, "/f/home") == 0)
        st->st_mode = S_IFDIR | 0755;
    else if (text == NULL)
        return ENOENT;
    return 0;
}

static int memory_fstat(void *ctx, int fd, struct stat *st)
{
    struct stat real;

    (void)ctx;
    fill(st, "");
    if (fstat(fd, &real) == 0)
        st->st_size = real.st_size;
    return 0;
}

static int no_link(void *ctx, const char *path, char *out, size_t size)
{
    (void)ctx, (void)path, (void)out, (void)size;
    return EINVAL;
}

static bool joe(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size)
{
    (void)ctx, (void)buf, (void)size;
    *u = (struct user_entry){ .name = "joe", .passwd = "x", .gecos = "Joe A. User", .dir = "/f/home",
                              .shell = "/bin/sh", .uid = OWNER, .gid = OWNER };
    return strcmp(name, "joe") == 0;
}

static bool joe_by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    return joe(ctx, uid == OWNER ? "joe" : "", u, buf, size);
}

static bool joe_alone(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    return (*pos)++ == 0 && joe(ctx, "joe", u, buf, size);
}

static bool no_group(void *ctx, const char *user, gid_t gid)
{
    (void)ctx, (void)user, (void)gid;
    return false;
}

void memory_world(struct world *w)
{
    w->open = memory_open;
    w->stat = w->lstat = memory_stat;
    w->fstat = memory_fstat;
    w->readlink = no_link;
    w->user_by_name = joe;
    w->user_by_uid = joe_by_uid;
    w->user_next = joe_alone;
    w->user_in_group = no_group;
}

void memory_content(const char *text, const char *path, const char *other)
{
    content = text;
    second_path = path != NULL ? path : "";
    second = other != NULL ? other : "";
}
