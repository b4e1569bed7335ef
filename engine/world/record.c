/*
 * record.c - a layer that notes what the world below says.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "world/layer.h"
#include "world/record.h"
#include "world/tape.h"
#include "world/tape_answer.h"
#include "world/tape_json.h"

struct layer {
    struct world_layer base;
    pthread_mutex_t lock; /* over the tape */
    struct tape tape;
};

#define BELOW (&((struct layer *)ctx)->base.below)

static void keep(void *ctx, const char *question, const char *answer)
{
    struct layer *l = ctx;

    pthread_mutex_lock(&l->lock);
    tape_add(&l->tape, question, answer);
    pthread_mutex_unlock(&l->lock);
}

static int dns(void *ctx, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size, int *herr, int *err)
{
    int n = BELOW->dns(BELOW->ctx, name, type, how, answer, size, herr, err);
    char question[2048], *line = malloc(TAPE_LINE);

    if (line == NULL)
        return n;
    tape_question_dns(question, sizeof question, name, type);
    tape_put_dns(line, n > 65535 ? 65535 : n, answer, *herr, *err);
    keep(ctx, question, line);
    free(line);
    return n;
}

static int by_name(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                   size_t size, int *err)
{
    int herr = BELOW->host_by_name(BELOW->ctx, name, family, h, buf, size, err);
    char question[2048], *line = malloc(TAPE_LINE);

    if (line == NULL)
        return herr;
    tape_question_host(question, sizeof question, name, family);
    tape_put_host(line, herr, *err, h);
    keep(ctx, question, line);
    free(line);
    return herr;
}

static int by_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                   char *buf, size_t size, int *err)
{
    int herr = BELOW->host_by_addr(BELOW->ctx, addr, len, family, h, buf, size, err);
    char question[2048], *line = malloc(TAPE_LINE);

    if (line == NULL)
        return herr;
    tape_question_address(question, sizeof question, addr, family);
    tape_put_host(line, herr, *err, h);
    keep(ctx, question, line);
    free(line);
    return herr;
}

static void keep_user(void *ctx, const char *question, bool found, const struct user_entry *u)
{
    char *line = malloc(TAPE_LINE);

    if (line == NULL)
        return;
    strcpy(line, "-");
    if (found)
        tape_put_user(line, u);
    keep(ctx, question, line);
    free(line);
}

static bool user_by_name(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size)
{
    bool found = BELOW->user_by_name(BELOW->ctx, name, u, buf, size);
    char question[512];

    tape_question_word(question, sizeof question, "user", name);
    keep_user(ctx, question, found, u);
    return found;
}

static bool user_by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    bool found = BELOW->user_by_uid(BELOW->ctx, uid, u, buf, size);
    char question[64];

    snprintf(question, sizeof question, "uid %ld", (long)uid);
    keep_user(ctx, question, found, u);
    return found;
}

static bool group_by_name(void *ctx, const char *name, gid_t *gid)
{
    bool found = BELOW->group_by_name(BELOW->ctx, name, gid);
    char question[512], line[32];

    tape_question_word(question, sizeof question, "group", name);
    snprintf(line, sizeof line, found ? "%ld" : "-", found ? (long)*gid : 0L);
    keep(ctx, question, line);
    return found;
}

static int host_name(void *ctx, char *buf, size_t size)
{
    int err = BELOW->host_name(BELOW->ctx, buf, size);

    keep(ctx, "self name", err == 0 ? buf : "localhost");
    return err;
}

static int node_name(void *ctx, char *buf, size_t size)
{
    int err = BELOW->node_name(BELOW->ctx, buf, size);

    keep(ctx, "self node", err == 0 ? buf : "localhost");
    return err;
}

static void keep_number(void *ctx, const char *question, long n)
{
    char line[32];

    snprintf(line, sizeof line, "%ld", n);
    keep(ctx, question, line);
}

static uid_t uid(void *ctx)
{
    uid_t id = BELOW->uid(BELOW->ctx);

    keep_number(ctx, "self uid", (long)id);
    return id;
}

static gid_t gid(void *ctx)
{
    gid_t id = BELOW->gid(BELOW->ctx);

    keep_number(ctx, "self gid", (long)id);
    return id;
}

static int interfaces(void *ctx, struct interface *list, int max)
{
    int n = BELOW->interfaces(BELOW->ctx, list, max);
    char line[4096];
    size_t at = (size_t)snprintf(line, sizeof line, "%d", n);

    for (int i = 0; i < n && at + 80 < sizeof line; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, " %s %u %d %d %u.%u.%u.%u",
                               list[i].name, list[i].flags, list[i].up, list[i].loopback,
                               list[i].addr[0], list[i].addr[1], list[i].addr[2],
                               list[i].addr[3]);
    keep(ctx, "self interfaces", line);
    return n;
}

/* The hosts file is read by name too. */
static void keep_file(void *ctx, const char *path)
{
    char text[32768], *line = malloc(TAPE_LINE), question[512];
    int fd;
    ssize_t n;

    if (line != NULL && BELOW->open(BELOW->ctx, path, O_RDONLY | O_CLOEXEC, &fd) == 0) {
        n = read(fd, text, sizeof text - 1);
        close(fd);
        text[n > 0 ? n : 0] = '\0';
        tape_escape(text, line, 0, TAPE_LINE);
        tape_question_word(question, sizeof question, "file", path);
        keep(ctx, question, line);
    }
    free(line);
}

static int open_door(void *ctx, const char *path, int flags, int *fd)
{
    if (strcmp(path, "/etc/hosts") == 0)
        keep_file(ctx, path);
    return BELOW->open(BELOW->ctx, path, flags, fd);
}

static void dns_config(void *ctx, struct dns_config *c)
{
    char line[4096];
    size_t at;

    BELOW->dns_config(BELOW->ctx, c);
    at = (size_t)snprintf(line, sizeof line, "%d %lu =%s", c->ndots, c->options, c->domain);
    for (int i = 0; i < c->nsearch; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, " =%s", c->search[i]);
    keep(ctx, "self resolver", line);
}

static bool ipv6(void *ctx)
{
    bool has = BELOW->ipv6(BELOW->ctx);

    keep_number(ctx, "self ipv6", has);
    return has;
}

static void release(struct world_layer *base)
{
    struct layer *l = (struct layer *)base;

    tape_free(&l->tape);
    pthread_mutex_destroy(&l->lock);
}

bool world_record(struct world *w, struct world_layer **layers, char *error, size_t size)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL) {
        snprintf(error, size, "no memory");
        return false;
    }
    l->base.release = release;
    pthread_mutex_init(&l->lock, NULL);
    w->dns = dns;
    w->dns_config = dns_config;
    w->ipv6 = ipv6;
    w->host_by_name = by_name;
    w->host_by_addr = by_addr;
    w->user_by_name = user_by_name;
    w->user_by_uid = user_by_uid;
    w->group_by_name = group_by_name;
    w->host_name = host_name;
    w->node_name = node_name;
    w->interfaces = interfaces;
    w->uid = uid;
    w->gid = gid;
    w->open = open_door;
    w->note = keep;
    return true;
}

char *world_record_text(struct world_layer *recording, const char *path, char *error, size_t size)
{
    return tape_text(&((struct layer *)recording)->tape, path, error, size);
}
