/*
 * live.c - the doors as they open on this machine: the C library.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <resolv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "world/live.h"
#include "world/world.h"

/* ---- files ---- */

static int live_open(void *ctx, const char *path, int flags, int *fd)
{
    (void)ctx;
    do
        *fd = open(path, flags | O_CLOEXEC);
    while (*fd < 0 && errno == EINTR);
    return *fd < 0 ? errno : 0;
}

static int live_stat(void *ctx, const char *path, struct stat *st)
{
    (void)ctx;
    return stat(path, st) != 0 ? errno : 0;
}

static int live_lstat(void *ctx, const char *path, struct stat *st)
{
    (void)ctx;
    return lstat(path, st) != 0 ? errno : 0;
}

static int live_fstat(void *ctx, int fd, struct stat *st)
{
    (void)ctx;
    return fstat(fd, st) != 0 ? errno : 0;
}

static int live_readlink(void *ctx, const char *path, char *out, size_t size)
{
    ssize_t n = readlink(path, out, size);

    (void)ctx;
    if (n < 0)
        return errno;
    if ((size_t)n >= size)
        return ENAMETOOLONG;
    out[n] = '\0';
    return 0;
}

/* ---- DNS ---- */

/* A resolver of this call, set up as the configuration wants it. */
static bool resolver(struct __res_state *r, const struct dns_settings *how)
{
    memset(r, 0, sizeof *r);
    if (res_ninit(r) != 0)
        return false;
    r->options = (r->options & ~how->clear_options) | how->set_options;
    if (how->retrans > 0)
        r->retrans = how->retrans;
    if (how->retry != 0)
        r->retry = how->retry != NO_TRIES ? how->retry : 0;
    return true;
}

static int live_dns(void *ctx, const char *name, int type, const struct dns_settings *how,
                    unsigned char *answer, size_t size, int *herr, int *err)
{
    struct __res_state r;
    int n;

    (void)ctx;
    if (!resolver(&r, how)) {
        *herr = NETDB_INTERNAL;
        *err = errno;
        return -1;
    }
    errno = 0;
    n = res_nquery(&r, name, C_IN, type, answer, (int)size);
    *err = n < 0 ? errno : 0;
    *herr = n < 0 ? r.res_h_errno : 0;
    res_nclose(&r);
    if (n > (int)size)
        n = (int)size;
    return n;
}

static void live_dns_config(void *ctx, struct dns_config *config)
{
    static const struct dns_settings none;
    struct __res_state r;

    (void)ctx;
    memset(config, 0, sizeof *config);
    if (!resolver(&r, &none))
        return;
    config->options = r.options;
    config->ndots = (int)r.ndots;
    snprintf(config->domain, sizeof config->domain, "%s", r.defdname);
    while (config->nsearch < MAXDNSRCH && r.dnsrch[config->nsearch] != NULL) {
        snprintf(config->search[config->nsearch], sizeof config->search[0], "%s",
                 r.dnsrch[config->nsearch]);
        config->nsearch++;
    }
    res_nclose(&r);
}

/* For a question to the kernel alone. Without the C library, which on some machines has one call for all that sockets do, in
 * which a filter of calls cannot see what is done. */
static int ask_socket(int family, int type)
{
    return (int)syscall(SYS_socket, family, type | SOCK_CLOEXEC, 0);
}

static bool live_ipv6(void *ctx)
{
    int fd = ask_socket(AF_INET6, SOCK_STREAM);

    (void)ctx;
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

/* ---- hosts ---- */

enum { MAX_NAMES = 35 };

static void copy_host(const struct hostent *from, struct host_entry *h)
{
    int i;

    h->name = from->h_name;
    h->family = from->h_addrtype;
    h->addrlen = from->h_length;
    for (i = 0; i < MAX_NAMES && from->h_aliases[i] != NULL; i++)
        h->aliases[i] = from->h_aliases[i];
    h->aliases[i] = NULL;
    for (i = 0; i < MAX_NAMES && from->h_addr_list[i] != NULL; i++)
        h->addrs[i] = (const unsigned char *)from->h_addr_list[i];
    h->addrs[i] = NULL;
}

/* What gethostby*_r said, as an h_errno value. */
static int host_result(int ret, struct hostent *found, int herr, int error, int *err)
{
    *err = error;
    if (ret == 0 && found != NULL)
        return 0;
    if (ret == ERANGE)
        return NO_RECOVERY;
    return herr != 0 ? herr : HOST_NOT_FOUND;
}

static int live_host_by_name(void *ctx, const char *name, int family, struct host_entry *h,
                             char *buf, size_t size, int *err)
{
    struct hostent entry, *found = NULL;
    int herr = 0, ret;

    (void)ctx;
    errno = 0;
    ret = gethostbyname2_r(name, family, &entry, buf, size, &found, &herr);
    ret = host_result(ret, found, herr, errno, err);
    if (ret == 0)
        copy_host(found, h);
    return ret;
}

static int live_host_by_addr(void *ctx, const void *addr, int len, int family,
                             struct host_entry *h, char *buf, size_t size, int *err)
{
    struct hostent entry, *found = NULL;
    int herr = 0, ret;

    (void)ctx;
    errno = 0;
    ret = gethostbyaddr_r(addr, (socklen_t)len, family, &entry, buf, size, &found, &herr);
    ret = host_result(ret, found, herr, errno, err);
    if (ret == 0)
        copy_host(found, h);
    return ret;
}

/* ---- users ---- */

static void copy_user(const struct passwd *p, struct user_entry *u)
{
    u->name = p->pw_name;
    u->passwd = p->pw_passwd;
    u->gecos = p->pw_gecos;
    u->dir = p->pw_dir;
    u->shell = p->pw_shell;
    u->uid = p->pw_uid;
    u->gid = p->pw_gid;
}

static bool live_user_by_name(void *ctx, const char *name, struct user_entry *u, char *buf,
                              size_t size)
{
    struct passwd entry, *found = NULL;

    (void)ctx;
    if (getpwnam_r(name, &entry, buf, size, &found) != 0 || found == NULL)
        return false;
    copy_user(found, u);
    return true;
}

static bool live_user_by_uid(void *ctx, uid_t uid, struct user_entry *u, char *buf, size_t size)
{
    struct passwd entry, *found = NULL;

    (void)ctx;
    if (getpwuid_r(uid, &entry, buf, size, &found) != 0 || found == NULL)
        return false;
    copy_user(found, u);
    return true;
}

/* The walk is the process's only one: *pos is 0 for its start. */
static bool live_user_next(void *ctx, long *pos, struct user_entry *u, char *buf, size_t size)
{
    struct passwd entry, *found = NULL;

    (void)ctx;
    if ((*pos)++ == 0)
        setpwent();
    if (getpwent_r(&entry, buf, size, &found) != 0 || found == NULL) {
        endpwent();
        return false;
    }
    copy_user(found, u);
    return true;
}

static bool live_group_by_name(void *ctx, const char *name, gid_t *gid)
{
    struct group entry, *found = NULL;
    char buf[16384];

    (void)ctx;
    if (getgrnam_r(name, &entry, buf, sizeof buf, &found) != 0 || found == NULL)
        return false;
    *gid = found->gr_gid;
    return true;
}

static bool live_user_in_group(void *ctx, const char *user, gid_t gid)
{
    struct group entry, *found = NULL;
    char buf[16384];

    (void)ctx;
    if (getgrgid_r(gid, &entry, buf, sizeof buf, &found) != 0 || found == NULL)
        return false;
    for (char **member = found->gr_mem; *member != NULL; member++) {
        if (strcmp(*member, user) == 0)
            return true;
    }
    return false;
}

/* ---- clock and random ---- */

static time_t live_now(void *ctx)
{
    (void)ctx;
    return time(NULL);
}

static void live_sleep(void *ctx, unsigned seconds)
{
    (void)ctx;
    sleep(seconds);
}

static unsigned live_random(void *ctx)
{
    unsigned v = 0;

    (void)ctx;
    if (getrandom(&v, sizeof v, GRND_NONBLOCK) != (ssize_t)sizeof v)
        v = 0;
    return v != 0 ? v : (unsigned)time(NULL) ^ (unsigned)getpid();
}

/* ---- self ---- */

static int live_host_name(void *ctx, char *buf, size_t size)
{
    (void)ctx;
    if (gethostname(buf, size) != 0)
        return errno;
    buf[size - 1] = '\0';
    return 0;
}

static int live_node_name(void *ctx, char *buf, size_t size)
{
    struct utsname u;

    (void)ctx;
    if (uname(&u) != 0)
        return errno;
    snprintf(buf, size, "%s", u.nodename);
    return 0;
}

/* The order is the kernel's, as SIOCGIFCONF tells it: each IPv4 address of each interface. */
static int live_interfaces(void *ctx, struct interface *list, int max)
{
    struct ifreq requests[256];
    struct ifconf conf = { .ifc_len = sizeof requests, .ifc_req = requests };
    int fd = ask_socket(AF_INET, SOCK_DGRAM), n = 0, count;

    (void)ctx;
    if (fd < 0)
        return -1;
    if (ioctl(fd, SIOCGIFCONF, &conf) != 0) {
        close(fd);
        return -1;
    }
    count = conf.ifc_len / (int)sizeof requests[0];
    for (int i = 0; i < count && n < max; i++) {
        struct ifreq flags = requests[i];
        struct sockaddr_in in;

        if (requests[i].ifr_addr.sa_family != AF_INET)
            continue;
        memcpy(&in, &requests[i].ifr_addr, sizeof in);
        memcpy(list[n].addr, &in.sin_addr, sizeof list[n].addr);
        snprintf(list[n].name, sizeof list[n].name, "%.*s", IFNAMSIZ, requests[i].ifr_name);
        list[n].flags = 0;
        if (ioctl(fd, SIOCGIFFLAGS, &flags) == 0)
            list[n].flags = (unsigned short)flags.ifr_flags;
        list[n].up = (list[n].flags & IFF_UP) != 0;
        list[n].loopback = (list[n].flags & IFF_LOOPBACK) != 0;
        n++;
    }
    close(fd);
    return n;
}

static int live_load(void *ctx)
{
    double average = -1;
    FILE *f = fopen("/proc/loadavg", "re");

    (void)ctx;
    if (f == NULL)
        return -1;
    if (fscanf(f, "%lf", &average) != 1)
        average = -1;
    fclose(f);
    return (int)(average + 0.5);
}

static uid_t live_uid(void *ctx)
{
    (void)ctx;
    return getuid();
}

static gid_t live_gid(void *ctx)
{
    (void)ctx;
    return getgid();
}

/* ---- run ---- */

/* Enters the first folder of the list that can be entered. */
static void enter_folder(const char *list)
{
    char folder[4096];

    while (*list != '\0') {
        size_t n = strcspn(list, ":");

        if (n > 0 && n < sizeof folder) {
            memcpy(folder, list, n);
            folder[n] = '\0';
            if (chdir(folder) == 0)
                return;
        }
        list += n;
        if (*list == ':')
            list++;
    }
}

/* From root to another user. The one supplementary group that stays is root's own, as it is in the
 * reference. */
static bool change_user(uid_t uid, gid_t gid)
{
    gid_t own = getgid();

    return setgroups(1, &own) == 0 && setgid(gid) == 0 && setuid(uid) == 0;
}

/* The child's part: never returns. Only what is safe between fork and exec. What goes wrong is told
 * through `report`, which the exec closes. */
static _Noreturn void become(char *const argv[], char *const env[], const char *dir, uid_t uid,
                             gid_t gid, int out, int report)
{
    int err;

    if (dup2(out, STDOUT_FILENO) >= 0) {
        close(STDIN_FILENO);
        if (getuid() != 0 || change_user(uid, gid)) {
            if (dir != NULL)
                enter_folder(dir);
            execve(argv[0], argv, env);
        }
    }
    err = errno;
    if (write(report, &err, sizeof err) < 0)
        _exit(EX_OSERR);
    _exit(EX_CONFIG);
}

/* What the child told before it became the program: 0, or why it did not. */
static int told(int report)
{
    int err = 0;
    ssize_t n;

    do
        n = read(report, &err, sizeof err);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof err ? err : 0;
}

static void close_pair(int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

static pid_t live_run(void *ctx, char *const argv[], char *const env[], const char *dir, uid_t uid,
                      gid_t gid, int *fd, int *err)
{
    int out[2], report[2];
    pid_t pid;

    (void)ctx;
    *err = 0;
    if (pipe2(out, O_CLOEXEC) != 0) {
        *err = errno;
        return -1;
    }
    if (pipe2(report, O_CLOEXEC) != 0) {
        *err = errno;
        close_pair(out);
        return -1;
    }
    fflush(NULL); /* what is buffered is the parent's to write */
    pid = fork();
    if (pid == 0)
        become(argv, env, dir, uid, gid, out[1], report[1]);
    *err = pid < 0 ? errno : 0;
    close(report[1]);
    close(out[1]);
    if (pid > 0)
        *err = told(report[0]);
    close(report[0]);
    if (*err == 0) {
        *fd = out[0];
        return pid;
    }
    close(out[0]);
    if (pid < 0)
        return -1;
    waitpid(pid, NULL, 0);
    return 0;
}

static int live_wait_for(void *ctx, pid_t pid)
{
    int status;
    pid_t got;

    (void)ctx;
    do
        got = waitpid(pid, &status, 0);
    while (got < 0 && errno == EINTR);
    return got == pid ? status : -1;
}

/* ---- connect ---- */

static int live_connect(void *ctx, const struct sockaddr *to, socklen_t size, int *fd)
{
    int err;

    (void)ctx;
    *fd = socket(to->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (*fd < 0)
        return errno;
    if (connect(*fd, to, size) == 0)
        return 0;
    err = errno;
    close(*fd);
    *fd = -1;
    return err;
}

static int live_port_by_name(void *ctx, const char *name)
{
    struct servent entry, *found = NULL;
    char buf[4096];

    (void)ctx;
    if (getservbyname_r(name, "tcp", &entry, buf, sizeof buf, &found) != 0 || found == NULL)
        return 0;
    return ntohs((uint16_t)found->s_port);
}

/* The shell changes nothing, the system's log included. */
static void live_log(void *ctx, int priority, const char *text)
{
    (void)ctx;
    (void)priority;
    (void)text;
}

const struct world *world_live(void)
{
    static const struct world live = {
        .open = live_open,
        .stat = live_stat,
        .lstat = live_lstat,
        .fstat = live_fstat,
        .readlink = live_readlink,
        .dns = live_dns,
        .dns_config = live_dns_config,
        .ipv6 = live_ipv6,
        .host_by_name = live_host_by_name,
        .host_by_addr = live_host_by_addr,
        .user_by_name = live_user_by_name,
        .user_by_uid = live_user_by_uid,
        .user_next = live_user_next,
        .group_by_name = live_group_by_name,
        .user_in_group = live_user_in_group,
        .now = live_now,
        .sleep = live_sleep,
        .random = live_random,
        .host_name = live_host_name,
        .node_name = live_node_name,
        .interfaces = live_interfaces,
        .load = live_load,
        .uid = live_uid,
        .gid = live_gid,
        .run = live_run,
        .wait_for = live_wait_for,
        .connect = live_connect,
        .port_by_name = live_port_by_name,
        .log = live_log,
    };

    return &live;
}
