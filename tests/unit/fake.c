#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "engine.h"
#include "state/session.h"
#include "world/live.h"
#include "world/world.h"

#include "fake.h"

static int host_name(void *ctx, char *buf, size_t size)
{
    (void)ctx;
    return snprintf(buf, size, "mail.example.com") < (int)size ? 0 : 1;
}

static int no_host(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                   size_t size, int *err)
{
    (void)ctx, (void)name, (void)family, (void)h, (void)buf, (void)size, (void)err;
    return 1;
}

static int no_addr(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                   char *buf, size_t size, int *err)
{
    (void)ctx, (void)addr, (void)len, (void)family, (void)h, (void)buf, (void)size, (void)err;
    return 1;
}

static int no_dns(void *ctx, const char *name, int type, const struct dns_settings *how,
                  unsigned char *answer, size_t size, int *herr, int *err)
{
    (void)ctx, (void)name, (void)type, (void)how, (void)answer, (void)size;
    *herr = HOST_NOT_FOUND;
    *err = 0;
    return -1;
}

static bool no_user(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size)
{
    (void)ctx, (void)name, (void)u, (void)buf, (void)size;
    return false;
}

static bool no_next_user(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    (void)ctx, (void)pos, (void)u, (void)buf, (void)size;
    return false;
}

static pid_t no_program(void *ctx, char *const argv[], char *const env[], const char *dir,
                        uid_t uid, gid_t gid, int *fd, int *err)
{
    (void)ctx, (void)argv, (void)env, (void)dir, (void)uid, (void)gid, (void)fd;
    *err = EACCES;
    return 0;
}

static int no_server(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    (void)ctx, (void)to, (void)size, (void)fd;
    return ECONNREFUSED;
}

static void no_sleep(void *ctx, unsigned seconds)
{
    (void)ctx, (void)seconds;
}

static int no_interfaces(void *ctx, struct interface *list, int max)
{
    (void)ctx, (void)list, (void)max;
    return 0;
}

static time_t noon(void *ctx)
{
    (void)ctx;
    return 1795348800;
}

static unsigned four(void *ctx)
{
    (void)ctx;
    return 4;
}

static int idle(void *ctx)
{
    (void)ctx;
    return 0;
}

const struct world *fake_world(void)
{
    static struct world w;

    w = *world_live();
    w.host_name = host_name;
    w.node_name = host_name;
    w.host_by_name = no_host;
    w.host_by_addr = no_addr;
    w.dns = no_dns;
    w.user_by_name = no_user;
    w.user_next = no_next_user;
    w.run = no_program;
    w.connect = no_server;
    w.sleep = no_sleep;
    w.interfaces = no_interfaces;
    w.now = noon;
    w.random = four;
    w.load = idle;
    return &w;
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct heard *h = ctx;

    (void)s;
    if (e->kind == EVENT_DIAGNOSTIC && h != NULL) {
        h->diagnostics++;
        h->n += (size_t)snprintf(h->text + h->n, sizeof h->text - h->n, "%d: %s\n",
                                 e->diag->file != NULL ? e->diag->line : 0, e->diag->text);
        if (h->n >= sizeof h->text)
            h->n = sizeof h->text - 1;
    }
    return EVENT_GO;
}

struct program *program_of(const char *cf, struct heard *h)
{
    struct observer o = { .hear = hear, .ctx = h };
    struct builder *b = builder_begin(fake_world(), &o, NULL);
    char path[] = "/tmp/btsh-unit-XXXXXX";
    int fd = mkstemp(path);
    FILE *f = fdopen(fd, "w");
    struct program *p = NULL;

    fputs("V10/Berkeley\nMlocal, P=/bin/true, F=l, A=true $u\n", f);
    fputs(cf, f);
    fclose(f);
    if (builder_read(b, path))
        p = builder_finish(b);
    else
        builder_abandon(b);
    unlink(path);
    return p;
}

struct session *session_of(struct program *p, struct heard *h)
{
    struct observer o = { .hear = hear, .ctx = h };

    return session_new(p, &o);
}

const char *shown(struct session *s, const tok *v, int n)
{
    static char text[16384];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < n && used < sizeof text - 300; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i > 0 ? " " : "",
                                 token_of(s, v[i])->text);
    return text;
}

void random_text(unsigned *seed, const char *bytes, char *text, int most)
{
    size_t nbytes = strlen(bytes);
    int n = 0, length;

    *seed = *seed * 1103515245u + 12345u;
    length = (int)(*seed >> 16) % most;
    while (n < length) {
        *seed = *seed * 1103515245u + 12345u;
        text[n++] = bytes[(*seed >> 16) % nbytes];
    }
    text[n] = '\0';
}
