/*
 * replace_file.c - a file is written whole, or stays as it was.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>
#include <unistd.h>

#include "show/replace_file.h"

enum { LINKS = 40, NAMES = 100 };

/* What is being written. */
struct target {
    const char *said;       /* the path as it was given */
    char path[PATH_MAX];    /* behind all links */
    const char *name;       /* its last part */
    bool direct;            /* no file that could be replaced */
    int folder;             /* descriptor; -1: not open */
    struct stat old;        /* valid if there */
    bool there;
    mode_t mode;            /* 0: the old one's, or what umask leaves */
    const struct file_seen *seen;
    char *why;
};

static int refuse(const struct target *t, int status, const char *what)
{
    snprintf(t->why, REPLACE_WHY, "%.4000s: %.2000s", t->said, what);
    return status;
}

struct file_seen file_seen_by(int fd)
{
    struct file_seen s = { .there = false };
    struct stat st;

    if (fstat(fd, &st) == 0)
        s = (struct file_seen){ true, st.st_dev, st.st_ino, st.st_size, st.st_mtim };
    return s;
}

static bool is_same(const struct file_seen *s, bool there, const struct stat *st)
{
    if (!s->there || !there)
        return s->there == there;
    return s->dev == st->st_dev && s->ino == st->st_ino && s->size == st->st_size
           && s->mtime.tv_sec == st->st_mtim.tv_sec && s->mtime.tv_nsec == st->st_mtim.tv_nsec;
}

/* ---- where ----------------------------------------------------------------------------------- */

/* Descriptors by name: a file behind one is somebody's open stream, and is not to be replaced. */
static bool is_descriptor(const char *path)
{
    return strncmp(path, "/proc/", 6) == 0 || strncmp(path, "/dev/fd/", 8) == 0;
}

/* Through the links at the end of the path, one by one: the last may point to what is not there yet. */
static bool follow(struct target *t)
{
    char link[PATH_MAX];

    for (int i = 0; i < LINKS; i++) {
        char *slash = strrchr(t->path, '/');
        size_t folder = slash != NULL ? (size_t)(slash + 1 - t->path) : 0;
        ssize_t n = is_descriptor(t->path) ? -1 : readlink(t->path, link, sizeof link - 1);

        if (n < 0)
            return true;
        link[n] = '\0';
        if (link[0] == '/')
            folder = 0;
        if (folder + (size_t)n >= sizeof t->path)
            break;
        memcpy(t->path + folder, link, (size_t)n + 1);
    }
    errno = ELOOP;
    return false;
}

static int find(struct target *t)
{
    struct stat st;
    char *slash;

    t->folder = -1;
    if (strcmp(t->said, "-") == 0) {
        t->direct = true;
        return 0;
    }
    if (snprintf(t->path, sizeof t->path, "%s", t->said) >= (int)sizeof t->path) {
        errno = ENAMETOOLONG;
        return refuse(t, EX_CANTCREAT, strerror(errno));
    }
    if (!follow(t))
        return refuse(t, EX_CANTCREAT, strerror(errno));
    if (is_descriptor(t->path) || (stat(t->path, &st) == 0 && !S_ISREG(st.st_mode)
                                   && !S_ISDIR(st.st_mode))) {
        t->direct = true;
        return 0;
    }
    slash = strrchr(t->path, '/');
    t->name = slash != NULL ? slash + 1 : t->path;
    if (slash == t->path)
        t->folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    else if (slash == NULL)
        t->folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    else {
        *slash = '\0';
        t->folder = open(t->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        *slash = '/';
    }
    if (t->folder < 0)
        return refuse(t, EX_CANTCREAT, strerror(errno));
    t->there = fstatat(t->folder, t->name, &t->old, AT_SYMLINK_NOFOLLOW) == 0;
    if (*t->name == '\0' || (t->there && !S_ISREG(t->old.st_mode)))
        return refuse(t, EX_CANTCREAT, "this is a folder; name a file");
    return 0;
}

static int check_seen(struct target *t)
{
    t->there = fstatat(t->folder, t->name, &t->old, AT_SYMLINK_NOFOLLOW) == 0;
    if (t->seen == NULL || is_same(t->seen, t->there, &t->old))
        return 0;
    return refuse(t, EX_CANTCREAT,
                  t->seen->there ? "it was changed meanwhile by someone else, and is left as it is; run "
                                   "this again"
                                 : "it is there already; name another file");
}

/* ---- writing --------------------------------------------------------------------------------- */

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, bytes, n);

        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        bytes += k;
        n -= (size_t)k;
    }
    return true;
}

/*
 * The descriptor that the path names is one that can be written to, or it names none. Opening it anew would ask for the file
 * behind it alone: one that was closed is a /dev/null that cannot be written to (main.c), and what went there would be lost.
 */
static bool takes_bytes(const struct target *t)
{
    static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/" };

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        size_t n = strlen(folders[i]);
        int flags;

        if (strncmp(t->path, folders[i], n) != 0 || t->path[n] == '\0' || t->path[n + strspn(t->path + n, "0123456789")] != '\0')
            continue;
        flags = fcntl(atoi(t->path + n), F_GETFL);
        if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) {
            errno = EBADF;
            return false;
        }
    }
    return true;
}

static int write_direct(struct target *t, const char *bytes, size_t n)
{
    bool own = strcmp(t->said, "-") != 0;
    int fd = !own ? STDOUT_FILENO : takes_bytes(t) ? open(t->said, O_WRONLY | O_CLOEXEC | O_NOCTTY) : -1, err = 0;

    if (fd < 0)
        return refuse(t, EX_CANTCREAT, strerror(errno));
    if (!write_all(fd, bytes, n))
        err = errno;
    if (own && close(fd) != 0 && err == 0)
        err = errno;
    return err != 0 ? refuse(t, EX_IOERR, strerror(err)) : 0;
}

/* A file of a name that nobody could know, in the folder; -1: none can be made. */
static int make_beside(const struct target *t, char *name, size_t size)
{
    for (int i = 0; i < NAMES; i++) {
        uint64_t number;
        int fd;

        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            return -1;
        snprintf(name, size, ".btsh-%016llx", (unsigned long long)number);
        fd = openat(t->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                    t->there || t->mode != 0 ? 0600 : 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* Owner and mode of the old one. A group that cannot be given away is no reason not to write, once
 * nobody can do more with the file than before. */
static int dress(struct target *t, int fd)
{
    mode_t mode = t->mode != 0 ? t->mode : t->old.st_mode & 07777;
    struct stat st;

    if (t->there && fstat(fd, &st) == 0
        && (st.st_uid != t->old.st_uid || st.st_gid != t->old.st_gid)
        && fchown(fd, t->old.st_uid, t->old.st_gid) != 0) {
        if (st.st_uid != t->old.st_uid)
            return refuse(t, EX_CANTCREAT, "it belongs to another user, and would no more; write it as "
                                           "that user");
        mode &= ~(mode_t)(S_ISGID | S_IRWXG);
    }
    if ((t->there || t->mode != 0) && fchmod(fd, mode) != 0)
        return refuse(t, EX_CANTCREAT, strerror(errno));
    return 0;
}

/* Where nothing may be, nothing is overwritten, even if it has come this moment. */
static bool put_in_place(const struct target *t, const char *beside)
{
    if (t->seen == NULL || t->seen->there)
        return renameat(t->folder, beside, t->folder, t->name) == 0;
    if (linkat(t->folder, beside, t->folder, t->name, 0) == 0)
        return unlinkat(t->folder, beside, 0) == 0;
    if (errno != EPERM && errno != EOPNOTSUPP)
        return false;
    return renameat(t->folder, beside, t->folder, t->name) == 0; /* a file system without links */
}

static int write_beside(struct target *t, const char *bytes, size_t n)
{
    char beside[64];
    int fd = make_beside(t, beside, sizeof beside), status, err = 0;

    if (fd < 0)
        return refuse(t, EX_CANTCREAT, errno == EACCES ? "no file can be made beside it, as replacing it "
                                                         "needs; make its folder writable"
                                                       : strerror(errno));
    status = dress(t, fd);
    if (status == 0 && (!write_all(fd, bytes, n) || fsync(fd) != 0))
        err = errno;
    if (close(fd) != 0 && err == 0)
        err = errno;
    if (status == 0 && err != 0)
        status = refuse(t, EX_IOERR, strerror(err));
    if (status == 0)
        status = check_seen(t);
    if (status == 0 && !put_in_place(t, beside))
        status = refuse(t, EX_CANTCREAT, strerror(errno));
    if (status != 0)
        unlinkat(t->folder, beside, 0);
    else
        (void)fsync(t->folder); /* not every file system can */
    return status;
}

/* No signal comes between the new file and its place. */
static int write_undisturbed(struct target *t, const char *bytes, size_t n)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    sigset_t all, old;
    int status;

    sigfillset(&all);
    sigdelset(&all, SIGXFSZ); /* while it is blocked it waits, even if it is ignored */
    pthread_sigmask(SIG_BLOCK, &all, &old);
    sigaction(SIGXFSZ, &ignore, &before); /* a limit on files is a full disk */
    status = write_beside(t, bytes, n);
    sigaction(SIGXFSZ, &before, NULL);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return status;
}

static int replace(struct target *t, const char *bytes, size_t n)
{
    int status = find(t);

    if (status == 0)
        status = t->direct ? write_direct(t, bytes, n) : check_seen(t);
    if (status == 0 && !t->direct)
        status = write_undisturbed(t, bytes, n);
    if (t->folder >= 0)
        close(t->folder);
    return status;
}

int replace_file(const char *path, const struct file_seen *seen, const char *bytes, size_t n,
                 char why[REPLACE_WHY])
{
    struct target t = { .said = path, .seen = seen, .why = why };

    return replace(&t, bytes, n);
}

int replace_file_mode(const char *path, const char *bytes, size_t n, mode_t mode,
                      char why[REPLACE_WHY])
{
    struct target t = { .said = path, .mode = mode, .why = why };

    return replace(&t, bytes, n);
}

bool replace_file_possible(const char *path, char why[REPLACE_WHY])
{
    struct target t = { .said = path, .why = why };
    bool ok = find(&t) == 0;

    if (ok && t.direct)
        ok = strcmp(path, "-") == 0 || (takes_bytes(&t) && access(path, W_OK) == 0);
    else if (ok)
        ok = faccessat(t.folder, ".", W_OK | X_OK, 0) == 0;
    if (!ok && why[0] == '\0')
        refuse(&t, EX_CANTCREAT, strerror(errno));
    if (t.folder >= 0)
        close(t.folder);
    return ok;
}
