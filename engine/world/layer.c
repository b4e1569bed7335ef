/*
 * layer.c - a layer that passes every question on.
 */
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

#include "world/layer.h"
#include "world/shut.h"
#include "world/world.h"

#define BELOW (&((struct world_layer *)ctx)->below)

static int pass_open(void *ctx, const char *path, int flags, int *fd)
{
    return BELOW->open(BELOW->ctx, path, flags, fd);
}

static int pass_stat(void *ctx, const char *path, struct stat *st)
{
    return BELOW->stat(BELOW->ctx, path, st);
}

static int pass_lstat(void *ctx, const char *path, struct stat *st)
{
    return BELOW->lstat(BELOW->ctx, path, st);
}

static int pass_fstat(void *ctx, int fd, struct stat *st)
{
    return BELOW->fstat(BELOW->ctx, fd, st);
}

static int pass_readlink(void *ctx, const char *path, char *out, size_t size)
{
    return BELOW->readlink(BELOW->ctx, path, out, size);
}

static int pass_dns(void *ctx, const char *name, int type, const struct dns_settings *how,
                    unsigned char *answer, size_t size, int *herr, int *err)
{
    return BELOW->dns(BELOW->ctx, name, type, how, answer, size, herr, err);
}

static void pass_dns_config(void *ctx, struct dns_config *config)
{
    BELOW->dns_config(BELOW->ctx, config);
}

static bool pass_ipv6(void *ctx)
{
    return BELOW->ipv6(BELOW->ctx);
}

static int pass_host_by_name(void *ctx, const char *name, int family, struct host_entry *h, char
                             *buf, size_t size, int *err)
{
    return BELOW->host_by_name(BELOW->ctx, name, family, h, buf, size, err);
}

static int pass_host_by_addr(void *ctx, const void *addr, int len, int family, struct host_entry
                             *h, char *buf, size_t size, int *err)
{
    return BELOW->host_by_addr(BELOW->ctx, addr, len, family, h, buf, size, err);
}

static bool pass_user_by_name(void *ctx, const char *name, struct user_entry *u, char *buf, size_t
                              size)
{
    return BELOW->user_by_name(BELOW->ctx, name, u, buf, size);
}

static bool pass_user_by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    return BELOW->user_by_uid(BELOW->ctx, uid, u, buf, size);
}

static bool pass_user_next(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    return BELOW->user_next(BELOW->ctx, pos, u, buf, size);
}

static bool pass_group_by_name(void *ctx, const char *name, gid_t *gid)
{
    return BELOW->group_by_name(BELOW->ctx, name, gid);
}

static bool pass_user_in_group(void *ctx, const char *user, gid_t gid)
{
    return BELOW->user_in_group(BELOW->ctx, user, gid);
}

static time_t pass_now(void *ctx)
{
    return BELOW->now(BELOW->ctx);
}

static void pass_sleep(void *ctx, unsigned seconds)
{
    BELOW->sleep(BELOW->ctx, seconds);
}

static unsigned pass_random(void *ctx)
{
    return BELOW->random(BELOW->ctx);
}

static int pass_host_name(void *ctx, char *buf, size_t size)
{
    return BELOW->host_name(BELOW->ctx, buf, size);
}

static int pass_node_name(void *ctx, char *buf, size_t size)
{
    return BELOW->node_name(BELOW->ctx, buf, size);
}

static int pass_interfaces(void *ctx, struct interface *list, int max)
{
    return BELOW->interfaces(BELOW->ctx, list, max);
}

static int pass_load(void *ctx)
{
    return BELOW->load(BELOW->ctx);
}

static uid_t pass_uid(void *ctx)
{
    return BELOW->uid(BELOW->ctx);
}

static gid_t pass_gid(void *ctx)
{
    return BELOW->gid(BELOW->ctx);
}

static pid_t pass_run(void *ctx, char *const argv[], char *const env[], const char *dir, uid_t
                      uid, gid_t gid, int *fd, int *err)
{
    return BELOW->run(BELOW->ctx, argv, env, dir, uid, gid, fd, err);
}

static int pass_wait_for(void *ctx, pid_t pid)
{
    return BELOW->wait_for(BELOW->ctx, pid);
}

static int pass_connect(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    return BELOW->connect(BELOW->ctx, to, size, fd);
}

static int pass_port_by_name(void *ctx, const char *name)
{
    return BELOW->port_by_name(BELOW->ctx, name);
}

static void pass_log(void *ctx, int priority, const char *text)
{
    BELOW->log(BELOW->ctx, priority, text);
}

static int pass_path(void *ctx, const char *path, char *out, size_t size)
{
    return world_path(BELOW, path, out, size);
}

static bool pass_recall(void *ctx, const char *question, char *answer, size_t size)
{
    return BELOW->recall != NULL && BELOW->recall(BELOW->ctx, question, answer, size);
}

static void pass_note(void *ctx, const char *question, const char *answer)
{
    if (BELOW->note != NULL)
        BELOW->note(BELOW->ctx, question, answer);
}

static bool pass_interrupted(void *ctx)
{
    return BELOW->interrupted != NULL && BELOW->interrupted(BELOW->ctx);
}

static const struct world passing = {
    .open = pass_open,
    .stat = pass_stat,
    .lstat = pass_lstat,
    .fstat = pass_fstat,
    .readlink = pass_readlink,
    .path = pass_path,
    .dns = pass_dns,
    .dns_config = pass_dns_config,
    .ipv6 = pass_ipv6,
    .host_by_name = pass_host_by_name,
    .host_by_addr = pass_host_by_addr,
    .user_by_name = pass_user_by_name,
    .user_by_uid = pass_user_by_uid,
    .user_next = pass_user_next,
    .group_by_name = pass_group_by_name,
    .user_in_group = pass_user_in_group,
    .now = pass_now,
    .sleep = pass_sleep,
    .random = pass_random,
    .host_name = pass_host_name,
    .node_name = pass_node_name,
    .interfaces = pass_interfaces,
    .load = pass_load,
    .uid = pass_uid,
    .gid = pass_gid,
    .run = pass_run,
    .wait_for = pass_wait_for,
    .connect = pass_connect,
    .port_by_name = pass_port_by_name,
    .recall = pass_recall,
    .note = pass_note,
    .interrupted = pass_interrupted,
    .log = pass_log,
};

void *world_push(struct world *w, struct world_layer **layers, size_t size)
{
    struct world_layer *l = calloc(1, size);

    if (l == NULL)
        return NULL;
    l->below = *w;
    l->next = *layers;
    *layers = l;
    *w = passing;
    w->ctx = l;
    w->shut = l->below.shut;
    w->environment = l->below.environment;
    if (l->below.note == NULL)
        w->note = NULL;
    return l;
}

void world_layers_free(struct world_layer *layers)
{
    while (layers != NULL) {
        struct world_layer *next = layers->next;

        if (layers->release != NULL)
            layers->release(layers);
        free(layers);
        layers = next;
    }
}
