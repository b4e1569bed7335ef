/*
 * shut.c - doors that do not open: for configurations that are not to be trusted.
 */
#include <errno.h>
#include <netdb.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "world/shut.h"
#include "world/world.h"

static int no_dns(void *ctx, const char *name, int type, const struct dns_settings *how,
                  unsigned char *answer, size_t size, int *herr, int *err)
{
    (void)ctx;
    (void)name;
    (void)type;
    (void)how;
    (void)answer;
    (void)size;
    *herr = TRY_AGAIN;
    *err = 0;
    return -1;
}

static int no_name(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                   size_t size, int *err)
{
    (void)ctx;
    (void)name;
    (void)family;
    (void)h;
    (void)buf;
    (void)size;
    *err = 0;
    return TRY_AGAIN;
}

static int no_address(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                      char *buf, size_t size, int *err)
{
    (void)len;
    return no_name(ctx, addr, family, h, buf, size, err);
}

static int no_connection(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    (void)ctx;
    (void)to;
    (void)size;
    *fd = -1;
    return ECANCELED;
}

static pid_t no_program(void *ctx, char *const argv[], char *const env[], const char *dir,
                        uid_t uid, gid_t gid, int *fd, int *err)
{
    (void)ctx;
    (void)argv;
    (void)env;
    (void)dir;
    (void)uid;
    (void)gid;
    *fd = -1;
    *err = ECANCELED;
    return -1;
}

void world_shut(struct world *w, unsigned which)
{
    w->shut |= which;
    if ((which & WORLD_NO_EXEC) != 0)
        w->run = no_program;
    if ((which & WORLD_NO_NETWORK) != 0) {
        w->dns = no_dns;
        w->host_by_name = no_name;
        w->host_by_addr = no_address;
    }
    if ((which & (WORLD_NO_NETWORK | WORLD_NO_SERVERS)) != 0)
        w->connect = no_connection;
}

int world_path(const struct world *w, const char *path, char *out, size_t size)
{
    if (w->path != NULL)
        return w->path(w->ctx, path, out, size);
    if (strlen(path) >= size)
        return ENAMETOOLONG;
    strcpy(out, path);
    return 0;
}
