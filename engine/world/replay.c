/*
 * replay.c - a layer that answers from a recording and asks nobody.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include "world/layer.h"
#include "world/replay.h"
#include "world/tape.h"
#include "world/tape_answer.h"
#include "world/tape_json.h"
#include "world/world.h"

struct layer {
    struct world_layer base;
    struct tape tape;
    void (*missing)(void *ctx, const char *what);
    void *ctx;
};

static const char *find(void *ctx, const char *question)
{
    struct layer *l = ctx;
    const char *answer = tape_find(&l->tape, question);

    if (answer == NULL && l->missing != NULL)
        l->missing(l->ctx, question);
    return answer;
}

static int dns(void *ctx, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size, int *herr, int *err)
{
    char question[2048];
    const char *line;

    (void)how;
    tape_question_dns(question, sizeof question, name, type);
    line = find(ctx, question);
    *err = 0;
    *herr = TRY_AGAIN;
    return line != NULL ? tape_get_dns(line, answer, size, herr, err) : -1;
}

/* The host itself is asked for at every start. A recording that says nothing of it need not. */
static bool is_own(const struct layer *l, const char *name)
{
    const struct world *below = &l->base.below;
    char own[256];

    return tape_find(&l->tape, "self name") == NULL
           && below->host_name(below->ctx, own, sizeof own) == 0 && strcasecmp(own, name) == 0;
}

static int by_name(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                   size_t size, int *err)
{
    const struct layer *l = ctx;
    char question[2048];
    const char *line;

    *err = 0;
    tape_question_host(question, sizeof question, name, family);
    if (tape_find(&l->tape, question) == NULL && is_own(l, name))
        return HOST_NOT_FOUND;
    line = find(ctx, question);
    return line != NULL ? tape_get_host(line, h, buf, size, err) : TRY_AGAIN;
}

static int by_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                   char *buf, size_t size, int *err)
{
    char question[2048];
    const char *line;

    (void)len;
    tape_question_address(question, sizeof question, addr, family);
    line = find(ctx, question);
    *err = 0;
    return line != NULL ? tape_get_host(line, h, buf, size, err) : TRY_AGAIN;
}

static bool user_by_name(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size)
{
    char question[512];
    const char *line;

    tape_question_word(question, sizeof question, "user", name);
    line = find(ctx, question);
    return line != NULL && tape_get_user(line, u, buf, size);
}

static bool user_by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    char question[64];
    const char *line;

    snprintf(question, sizeof question, "uid %ld", (long)uid);
    line = find(ctx, question);
    return line != NULL && tape_get_user(line, u, buf, size);
}

static bool no_more_users(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    (void)ctx;
    (void)pos;
    (void)u;
    (void)buf;
    (void)size;
    return false;
}

static bool group_by_name(void *ctx, const char *name, gid_t *gid)
{
    char question[512];
    const char *line;

    tape_question_word(question, sizeof question, "group", name);
    line = find(ctx, question);
    if (line == NULL || strcmp(line, "-") == 0)
        return false;
    *gid = (gid_t)atol(line);
    return true;
}

static bool in_no_group(void *ctx, const char *user, gid_t gid)
{
    (void)ctx;
    (void)user;
    (void)gid;
    return false;
}

static int copy(const char *line, char *buf, size_t size)
{
    if (line == NULL || strlen(line) >= size)
        return ENAMETOOLONG;
    strcpy(buf, line);
    return 0;
}

static int host_name(void *ctx, char *buf, size_t size)
{
    return copy(find(ctx, "self name"), buf, size);
}

static int node_name(void *ctx, char *buf, size_t size)
{
    return copy(find(ctx, "self node"), buf, size);
}

static long number(void *ctx, const char *question)
{
    const char *line = find(ctx, question);

    return line != NULL ? atol(line) : 0;
}

static uid_t uid(void *ctx)
{
    return (uid_t)number(ctx, "self uid");
}

static gid_t gid(void *ctx)
{
    return (gid_t)number(ctx, "self gid");
}

static bool ipv6(void *ctx)
{
    return number(ctx, "self ipv6") != 0;
}

static int interfaces(void *ctx, struct interface *list, int max)
{
    const char *line = find(ctx, "self interfaces");
    int n = 0, used = 0, count = 0;

    if (line == NULL || sscanf(line, "%d%n", &count, &used) != 1)
        return -1;
    for (line += used; n < count && n < max; n++, line += used) {
        struct interface *i = &list[n];
        unsigned a[4];
        int up, loopback;

        used = 0;
        if (sscanf(line, " %31s %u %d %d %u.%u.%u.%u%n", i->name, &i->flags, &up, &loopback, &a[0],
                   &a[1], &a[2], &a[3], &used) != 8)
            break;
        i->up = up != 0;
        i->loopback = loopback != 0;
        for (int k = 0; k < 4; k++)
            i->addr[k] = (unsigned char)a[k];
    }
    return n;
}

static void dns_config(void *ctx, struct dns_config *c)
{
    const char *line = find(ctx, "self resolver");
    char word[256];
    int used = 0;

    memset(c, 0, sizeof *c);
    c->ndots = 1;
    if (line == NULL || sscanf(line, "%d %lu =%n", &c->ndots, &c->options, &used) < 2 || used == 0)
        return;
    line += used;
    snprintf(c->domain, sizeof c->domain, "%.*s", (int)strcspn(line, " "), line);
    for (line += strcspn(line, " "); c->nsearch < 7 && sscanf(line, " =%255s%n", word, &used) == 1;
         line += used)
        strcpy(c->search[c->nsearch++], word);
}

/* The hosts file, from the recording: a file without a name. */
static int open_door(void *ctx, const char *path, int flags, int *fd)
{
    struct layer *l = ctx;
    const struct world *below = &l->base.below;
    const char *line;
    char *text;
    size_t n;

    if (strcmp(path, "/etc/hosts") != 0)
        return below->open(below->ctx, path, flags, fd);
    line = tape_find(&l->tape, "file /etc/hosts");
    text = line != NULL ? strdup(line) : NULL;
    if (text == NULL)
        return ENOENT;
    tape_unescape(text);
    n = strlen(text);
    *fd = memfd_create("hosts", MFD_CLOEXEC);
    if (*fd >= 0 && (write(*fd, text, n) != (ssize_t)n || lseek(*fd, 0, SEEK_SET) != 0)) {
        close(*fd);
        *fd = -1;
    }
    free(text);
    return *fd >= 0 ? 0 : EIO;
}

static bool recall(void *ctx, const char *question, char *answer, size_t size)
{
    return copy(find(ctx, question), answer, size) == 0;
}

static pid_t no_program(void *ctx, char *const argv[], char *const env[], const char *dir,
                        uid_t user, gid_t group, int *fd, int *err)
{
    char question[512];

    (void)env;
    (void)dir;
    (void)user;
    (void)group;
    tape_question_word(question, sizeof question, "program", argv[0]);
    find(ctx, question);
    *fd = -1;
    *err = ECANCELED;
    return -1;
}

static int no_connection(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    (void)ctx;
    (void)to;
    (void)size;
    *fd = -1;
    return ECANCELED;
}

static int idle(void *ctx)
{
    (void)ctx;
    return 0;
}

static unsigned no_chance(void *ctx)
{
    (void)ctx;
    return 0;
}

static void release(struct world_layer *base)
{
    tape_free(&((struct layer *)base)->tape);
}

static void close_doors(struct world *w)
{
    w->dns = dns;
    w->host_by_name = by_name;
    w->host_by_addr = by_addr;
    w->open = open_door;
    w->load = idle;
    w->random = no_chance;
    w->run = no_program;
    w->connect = no_connection;
    w->recall = recall;
    w->shut |= WORLD_RECALLS;
}

/* A recording that somebody wrote by hand says nothing of the host and its users. */
static void close_own_doors(struct world *w)
{
    w->dns_config = dns_config;
    w->ipv6 = ipv6;
    w->user_by_name = user_by_name;
    w->user_by_uid = user_by_uid;
    w->user_next = no_more_users;
    w->group_by_name = group_by_name;
    w->user_in_group = in_no_group;
    w->host_name = host_name;
    w->node_name = node_name;
    w->interfaces = interfaces;
    w->uid = uid;
    w->gid = gid;
}

bool world_replay(struct world *w, struct world_layer **layers, const char *path,
                  void (*missing)(void *ctx, const char *what), void *ctx, char *error,
                  size_t size)
{
    struct layer *l = world_push(w, layers, sizeof *l);

    if (l == NULL) {
        snprintf(error, size, "no memory");
        return false;
    }
    l->base.release = release;
    l->missing = missing;
    l->ctx = ctx;
    close_doors(w);
    if (!tape_read(&l->tape, path, error, size))
        return false;
    if (tape_find(&l->tape, "self name") != NULL)
        close_own_doors(w);
    return true;
}
