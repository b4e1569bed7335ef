/*
 * world.h - the doors through which the outside world comes in.
 *
 * Every question that the engine asks of the machine goes through one of these functions, so that a
 * test can answer in its place. All are reentrant: they keep no state but what `ctx` points to.
 * world_live() answers with the C library. Errors are errno values returned, never the process's
 * errno left behind.
 */
#ifndef BTSH_WORLD_WORLD_H
#define BTSH_WORLD_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>

struct sockaddr;
struct stat;

/* An answer of the host tables. Strings and arrays are owned by the caller's buffer. */
struct host_entry {
    const char *name;           /* official name */
    const char *aliases[36];    /* NULL-ended */
    int family;                 /* AF_INET or AF_INET6 */
    int addrlen;                /* 4 or 16 */
    const unsigned char *addrs[36]; /* NULL-ended */
};

struct user_entry {
    const char *name, *passwd, *gecos, *dir, *shell;
    uid_t uid;
    gid_t gid;
};

/* How the resolver asks: 0 means the C library's default. */
enum { NO_TRIES = -1 }; /* dns_settings.retry: no server is asked, which is a failure for now */

struct dns_settings {
    unsigned long set_options, clear_options; /* RES_* bits */
    int retrans, retry; /* seconds and tries; 0: as the resolver has it */
    const char *servers; /* unused by the live door unless set by a test */
};

/* The C library's view of resolv.conf. */
struct dns_config {
    char domain[256];       /* default domain, "" for none */
    char search[7][256];
    int nsearch;
    int ndots;
    unsigned long options;  /* RES_* bits */
};

struct interface {
    char name[32];
    bool up, loopback;
    unsigned flags;
    unsigned char addr[4]; /* IPv4 */
};

/* Doors that are shut. WORLD_NO_SERVERS: only DNS is asked, or what stands in for it.
 * WORLD_RECALLS: what servers and programs would say comes from the door `recall`.
 * WORLD_NO_OUTSIDE: no file but below folders that the configuration names. */
enum { WORLD_NO_EXEC = 1, WORLD_NO_NETWORK = 2, WORLD_NO_SERVERS = 4, WORLD_RECALLS = 8,
       WORLD_NO_OUTSIDE = 16 };

enum { WORLD_ANSWER = 4096 }; /* bytes that an answer to be recalled may have */

struct world {
    void *ctx;
    unsigned shut; /* WORLD_NO_* bits, for diagnostics; see world_shut() */
    char *const *environment; /* what E lines pass on, NULL-ended; NULL: the process's own */

    /* file: returns 0 and a descriptor in *fd, or an errno value. `flags` as for open(2). */
    int (*open)(void *ctx, const char *path, int flags, int *fd);
    int (*stat)(void *ctx, const char *path, struct stat *st);
    int (*lstat)(void *ctx, const char *path, struct stat *st);
    int (*fstat)(void *ctx, int fd, struct stat *st);
    /* The target of a symbolic link, NUL-terminated; an errno value if it cannot be had. */
    int (*readlink)(void *ctx, const char *path, char *out, size_t size);
    /* The path under which a library that opens files itself finds this one; 0 or an errno value.
     * NULL: the same. */
    int (*path)(void *ctx, const char *path, char *out, size_t size);

    /*
     * dns: one question, name and type, no search list. Returns the length of the reply put into
     * `answer` (as res_query does), or -1 with *herr (HOST_NOT_FOUND, TRY_AGAIN, NO_RECOVERY,
     * NO_DATA) and *err (an errno value or 0).
     */
    int (*dns)(void *ctx, const char *name, int type, const struct dns_settings *how,
               unsigned char *answer, size_t size, int *herr, int *err);
    /* What resolv.conf says. */
    void (*dns_config)(void *ctx, struct dns_config *config);
    /* True if the machine has IPv6 sockets: only then are AAAA records asked for. */
    bool (*ipv6)(void *ctx);

    /* hosts: gethostbyname2, gethostbyaddr. Return 0, or an h_errno value. */
    int (*host_by_name)(void *ctx, const char *name, int family, struct host_entry *h, char *buf,
                        size_t size, int *err);
    int (*host_by_addr)(void *ctx, const void *addr, int len, int family, struct host_entry *h,
                        char *buf, size_t size, int *err);

    /* users: true when found. */
    bool (*user_by_name)(void *ctx, const char *name, struct user_entry *u, char *buf, size_t size);
    bool (*user_by_uid)(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size);
    /* Walks all accounts: start with *pos 0; false at the end. */
    bool (*user_next)(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size);
    bool (*group_by_name)(void *ctx, const char *name, gid_t *gid);
    bool (*user_in_group)(void *ctx, const char *user, gid_t gid);

    /* clock and random */
    time_t (*now)(void *ctx);
    void (*sleep)(void *ctx, unsigned seconds);
    unsigned (*random)(void *ctx);

    /* self */
    int (*host_name)(void *ctx, char *buf, size_t size);
    int (*node_name)(void *ctx, char *buf, size_t size);
    int (*interfaces)(void *ctx, struct interface *list, int max); /* count, or -1 */
    int (*load)(void *ctx);
    uid_t (*uid)(void *ctx);
    gid_t (*gid)(void *ctx);

    /*
     * run: starts argv[0] without a shell, as `uid`:`gid` if the caller is root, in `dir` (folders
     * separated by colons: the first that can be entered), with environment `env`, standard input
     * closed. Returns its process id and the read end of its standard output in *fd; 0 if it cannot
     * be executed and -1 if there is no process for it, both with *err. The caller reads, closes
     * and calls wait_for().
     */
    pid_t (*run)(void *ctx, char *const argv[], char *const env[], const char *dir, uid_t uid,
                 gid_t gid, int *fd, int *err);
    int (*wait_for)(void *ctx, pid_t pid); /* wait status, or -1 */

    /* connect: a stream to an address; 0 and a descriptor in *fd, or an errno value. */
    int (*connect)(void *ctx, const struct sockaddr *to, socklen_t size, int *fd);
    /* The port of a TCP service, in host order; 0 if there is none of that name. */
    int (*port_by_name)(void *ctx, const char *name);

    /*
     * recall: an answer that a map got before (maps that ask servers or run programs), under
     * WORLD_RECALLS; false: there is none. note: the question and the answer of one, to be
     * recalled another time; NULL: nobody wants it.
     */
    bool (*recall)(void *ctx, const char *question, char *answer, size_t size);
    void (*note)(void *ctx, const char *question, const char *answer);

    /* Has the user asked for an end? What waits asks this, a few times a second. NULL: never. */
    bool (*interrupted)(void *ctx);

    /* log: one line for the system log; the live door of btsh drops it (it changes nothing). */
    void (*log)(void *ctx, int priority, const char *text);
};

#endif
