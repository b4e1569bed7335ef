/*
 * safefile.c - may this file be read? Who could have changed it is asked before it is opened.
 *
 * Every directory on the way must be out of others' reach, symbolic links followed; the file must
 * be of the right kind; the reader must have the right to read it by its mode bits, root too.
 * s->standing.err is left as the reference's errno would be: set when a directory could not be examined,
 * zero otherwise.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "files/fence.h"
#include "files/safefile.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/as_user.h"
#include "world/world.h"

enum { READ_BIT = 0400, MAX_LINKS = 20 };

const char *safefile_reason(int answer)
{
    static const struct {
        int answer;
        const char *text;
    } reasons[] = {
        { 256, "Timeout on file open" },
        { SAFE_NO_SYMLINK, "Symbolic links not allowed" },
        { SAFE_NO_HARDLINK, "Hard links not allowed" },
        { SAFE_REGULAR_ONLY, "Regular files only" },
        { SAFE_EXECUTABLE, "Executable files not allowed" },
        { SAFE_WORLD_DIR, "World writable directory" },
        { SAFE_GROUP_DIR, "Group writable directory" },
        { SAFE_CHANGED, "File changed after open" },
        { SAFE_WORLD_WRITABLE, "World writable file" },
        { SAFE_GROUP_WRITABLE, "Group writable file" },
        { SAFE_GROUP_READABLE, "Group readable file" },
        { SAFE_WORLD_READABLE, "World readable file" },
    };

    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].answer == answer)
            return reasons[i].text;
    }
    return strerror(answer);
}

bool transient_error(int err)
{
    static const int passing[] = { ENOMEM,    EIO,       EAGAIN,      ENETDOWN,     ENETUNREACH,
                                   ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS,    ETIMEDOUT,
                                   EHOSTDOWN, EHOSTUNREACH, ENOSR,    ENOSPC,       ENFILE,
                                   EMFILE,    EINTR,     ETXTBSY };

    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        if (passing[i] == err)
            return true;
    }
    return false;
}

unsigned map_file_flags(const struct session *s)
{
    unsigned flags = SFF_ROOTOK | SFF_REGONLY;

    if ((s->prog->set.dont_blame & DBS_LINKED_MAP) == 0)
        flags |= SFF_NOWLINK;
    if ((s->prog->set.dont_blame & DBS_MAP_UNSAFE_DIR) == 0)
        flags |= SFF_SAFEDIRPATH;
    return flags;
}

/* Who asks, and what for. */
struct check {
    struct session *s;
    long uid, gid;
    unsigned flags, mode;
    bool group_safe;   /* folders that a group may write will do */
};

static bool blamed(const struct check *c, uint64_t bit)
{
    return (c->s->prog->set.dont_blame & bit) == 0;
}

static bool member_of(const struct check *c, gid_t gid)
{
    char buf[4096];
    struct user_entry u;
    const struct world *w = c->s->world;

    if (c->s->acting)
        return !c->s->prog->set.dont_init_groups && c->s->acting_user != NULL
               && w->user_in_group(w->ctx, c->s->acting_user, gid);
    return !c->s->prog->set.dont_init_groups &&
           w->user_by_uid(w->ctx, (uid_t)c->uid, &u, buf, sizeof buf) &&
           w->user_in_group(w->ctx, u.name, gid);
}

/* ---- in another's name ---- */

static struct as_user acting(const struct session *s)
{
    return (struct as_user){ .uid = (uid_t)s->acting_uid, .gid = (gid_t)s->acting_gid,
                             .name = s->prog->set.dont_init_groups ? NULL : s->acting_user };
}

static int look(struct session *s, const char *path, struct stat *st)
{
    struct as_user who = acting(s);

    return s->acting ? as_user_stat(s->world, &who, path, st) : s->world->stat(s->world->ctx, path, st);
}

static int look_at_link(struct session *s, const char *path, struct stat *st)
{
    struct as_user who = acting(s);

    return s->acting ? as_user_lstat(s->world, &who, path, st) : s->world->lstat(s->world->ctx, path, st);
}

/* ---- directories ---- */

static int walk(struct check *c, const char *path, int level, size_t offset);

/* May others write into it? 0, or the reason. */
static int writable(struct check *c, const char *dir, const struct stat *st)
{
    struct session *s = c->s;
    mode_t mode = blamed(c, DBS_GROUP_DIR_SAFE) && !c->group_safe ? S_IWGRP | S_IWOTH : S_IWOTH;
    bool fatal = (c->flags & SFF_SAFEDIRPATH) != 0;

    if (((c->uid != 0 && !s->acting) || !blamed(c, DBS_TRUST_STICKY)) && (st->st_mode & S_ISVTX) != 0)
        return 0;
    if ((st->st_mode & mode) == 0 || (!fatal && c->uid != 0))
        return 0;
    DEBUG(s, DL_SAFEDIR_MODE, DBG_STR(dir), DBG_INT(st->st_mode),
          DBG_STR(fatal ? "FATAL" : "WARNING"));
    if (fatal)
        return (st->st_mode & S_IWOTH) != 0 ? SAFE_WORLD_DIR : SAFE_GROUP_DIR;
    if ((s->verbose != 0 ? s->verbose : s->prog->set.verbose) > 1)
        message(s, "051 WARNING: %s writable directory %s",
                (st->st_mode & S_IWOTH) != 0 ? "World" : "Group", dir);
    return 0;
}

/* Root does not pass where its bits do not let it pass, unless it opens the file as root; for
 * others the system decides. */
static int searchable(const struct check *c, const struct stat *st)
{
    if (c->s->acting || (c->uid == 0 && (c->flags & SFF_OPENASROOT) != 0))
        return 0;
    if ((long)st->st_uid == c->uid && (st->st_mode & S_IXUSR) != 0)
        return 0;
    if ((long)st->st_gid == c->gid && (st->st_mode & S_IXGRP) != 0)
        return 0;
    if ((st->st_mode & S_IXOTH) != 0 || c->s->world->uid(c->s->world->ctx) != 0)
        return 0;
    return (st->st_mode & S_IXGRP) != 0 && member_of(c, st->st_gid) ? 0 : EACCES;
}

/* Follows the symbolic link at dir; `component` is where its last part begins. */
static int follow(struct check *c, const char *dir, size_t component, int level)
{
    char target[PATH_MAX], full[2 * PATH_MAX];
    int err = c->s->world->readlink(c->s->world->ctx, dir, target, sizeof target);

    if (err != 0) {
        c->s->standing.err = err;
        return err;
    }
    if (*target == '/') {
        size_t same = 0;

        /* what both paths begin with has been looked at */
        while (same < component && target[same] == dir[same])
            same++;
        return walk(c, target, level + 1, same == component ? component : 0);
    }
    memcpy(full, dir, component);
    strcpy(full + component, target);
    return walk(c, full, level + 1, component);
}

/* One directory: dir is the path up to and with it. */
static int examine(struct check *c, const char *dir, size_t component, int level)
{
    struct session *s = c->s;
    struct stat st;
    int err;

    DEBUG(s, DL_SAFEDIR_COMPONENT, DBG_STR(dir));
    err = look_at_link(s, dir, &st);
    if (err != 0) {
        s->standing.err = err;
        return err;
    }
    if (S_ISLNK(st.st_mode))
        return follow(c, dir, component, level);
    err = writable(c, dir, &st);
    return err != 0 ? err : searchable(c, &st);
}

/* True for a component that adds nothing: "." or "..". */
static bool dots(const char *p, size_t n)
{
    return (n == 1 && p[0] == '.') || (n == 2 && p[0] == '.' && p[1] == '.');
}

/* Examines what is in path from offset on, component by component. */
static int components(struct check *c, const char *path, int level, size_t offset)
{
    char dir[2 * PATH_MAX];
    size_t length = strlen(path), at = offset;
    int answer = 0;

    if (length >= sizeof dir)
        return ENAMETOOLONG;
    if (offset == 0 && *path == '/') {
        answer = examine(c, "/", 0, level);
        at = 1;
    }
    while (answer == 0 && at < length) {
        size_t n = strcspn(path + at, "/");

        if (at == 0 || !dots(path + at, n)) {
            memcpy(dir, path, at + n);
            dir[at + n] = '\0';
            answer = examine(c, dir, at, level);
        }
        at += n + 1;
    }
    return answer;
}

static int walk(struct check *c, const char *path, int level, size_t offset)
{
    struct session *s = c->s;
    int answer;

    if (level > MAX_LINKS)
        return ELOOP;
    DEBUG(s, DL_SAFEDIR, DBG_STR(path), DBG_INT(c->uid), DBG_INT(c->gid),
          DBG_INT(c->flags), DBG_INT(level), DBG_INT(offset));
    answer = components(c, path, level, offset);
    DEBUG(s, DL_SAFEDIR_RESULT, DBG_STR(path),
          DBG_STR(answer == 0 ? "OK" : safefile_reason(answer)));
    return answer;
}

/* The directory part of a file's name. */
static void folder_of(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash != NULL ? (size_t)(slash - path) : 1;

    if (slash == path)
        n = 1;
    if (n >= size)
        n = size - 1;
    memcpy(out, slash != NULL ? path : ".", n);
    out[n] = '\0';
}

/* Root reads what is not meant for root: only what everybody may read. */
static bool unwanted_root(const struct check *c)
{
    return c->uid == 0 && (c->flags & (SFF_ROOTOK | SFF_OPENASROOT)) == 0;
}

/* `exists`: the file itself could be examined. */
static int directories(struct check *c, const char *path, bool exists)
{
    char folder[PATH_MAX];

    folder_of(path, folder, sizeof folder);
    if ((c->flags & (SFF_NOWLINK | SFF_SAFEDIRPATH)) == SFF_NOWLINK) {
        unsigned given = c->flags;
        int answer;

        c->flags |= SFF_SAFEDIRPATH;
        answer = walk(c, folder, 0, 0);
        c->flags = given;
        if (answer == 0)
            return 0;
        c->flags |= SFF_NOSLINK | SFF_NOHLINK;
        if (!exists)
            return 0;
    }
    return (c->flags & SFF_NOPATHCHECK) == 0 || unwanted_root(c) ? walk(c, folder, 0, 0) : 0;
}

int safefile_folder(struct session *s, const char *path, long uid, long gid, unsigned flags,
                    bool group_safe)
{
    struct check c = { s, uid, gid, flags, READ_BIT, group_safe };
    char folder[PATH_MAX];

    s->standing.err = 0;
    folder_of(path, folder, sizeof folder);
    return walk(&c, folder, 0, 0);
}

/* ---- the file itself ---- */

/* The kind of file it must be; 0, or the reason why not. */
static int kind(const struct check *c, const struct stat *st)
{
    const struct {
        unsigned flag;
        bool bad;
        enum debug_line line;
        long shown;
        int answer;
    } rules[] = {
        { SFF_NOSLINK, S_ISLNK(st->st_mode), DL_SAFEFILE_SLINK, st->st_mode, SAFE_NO_SYMLINK },
        { SFF_REGONLY, !S_ISREG(st->st_mode), DL_SAFEFILE_NONREG, st->st_mode, SAFE_REGULAR_ONLY },
        { SFF_NOGWFILES, (st->st_mode & S_IWGRP) != 0, DL_SAFEFILE_GWFILE, st->st_mode,
          SAFE_GROUP_WRITABLE },
        { SFF_NOWWFILES, (st->st_mode & S_IWOTH) != 0, DL_SAFEFILE_WWFILE, st->st_mode,
          SAFE_WORLD_WRITABLE },
        { SFF_NOGRFILES, (st->st_mode & S_IRGRP) != 0, DL_SAFEFILE_GRFILE, st->st_mode,
          SAFE_GROUP_READABLE },
        { SFF_NOWRFILES, (st->st_mode & S_IROTH) != 0, DL_SAFEFILE_WRFILE, st->st_mode,
          SAFE_WORLD_READABLE },
        { SFF_NOHLINK, st->st_nlink != 1, DL_SAFEFILE_NLINK, (long)st->st_nlink,
          SAFE_NO_HARDLINK },
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if ((c->flags & rules[i].flag) == 0 || !rules[i].bad)
            continue;
        if (DEBUGGING(c->s, 44, 4))
            DEBUG_EMIT(c->s, rules[i].line, DBG_INT(rules[i].shown));
        return rules[i].answer;
    }
    return 0;
}

/* A file that has to be the reader's own; root's own will do. */
static bool is_own(const struct check *c, const struct stat *st)
{
    return (c->flags & SFF_MUSTOWN) == 0 || (long)st->st_uid == c->uid
           || (st->st_uid == 0 && (c->flags & SFF_ROOTOK) != 0);
}

/* Which of the three sets of bits counts for this reader. */
static int permission(const struct check *c, const struct stat *st)
{
    struct session *s = c->s;
    unsigned bit = c->mode;
    bool owner = (long)st->st_uid == c->uid ||
                 (c->uid == 0 && (long)st->st_uid == s->prog->set.trusted_uid);
    bool ok;

    if (unwanted_root(c)) {
        bit >>= 6;
    } else if (!(c->uid == 0 && (c->flags & SFF_OPENASROOT) != 0) && !owner) {
        bit >>= 3;
        if ((long)st->st_gid != c->gid && !member_of(c, st->st_gid))
            bit >>= 3;
    }
    ok = (st->st_mode & bit) == bit && is_own(c, st);
    DEBUG(s, DL_SAFEFILE_MODE, DBG_INT(st->st_uid), DBG_INT(st->st_nlink),
          DBG_INT(st->st_mode), DBG_INT(bit), DBG_STR(ok ? "OK" : "EACCES"));
    return ok ? 0 : EACCES;
}

int safefile(struct session *s, const char *path, long uid, long gid, unsigned flags,
             struct stat *st)
{
    return safefile_mode(s, path, uid, gid, flags, READ_BIT, st);
}

int safefile_map(struct session *s, const char *path, struct stat *st)
{
    return safefile(s, path, s->prog->set.run_as_uid, s->prog->set.run_as_gid, map_file_flags(s), st);
}

int safefile_mode(struct session *s, const char *path, long uid, long gid, unsigned flags,
                  unsigned mode, struct stat *st)
{
    struct check c = { s, uid, gid, flags, mode, false };
    int missing, answer;

    DEBUG(s, DL_SAFEFILE, DBG_STR(path), DBG_INT(uid), DBG_INT(gid), DBG_INT(flags),
          DBG_INT(mode));
    if (!fence_lets(s, path)) {
        s->standing.err = 0;
        syserr(s, "451 4.3.5 %s: refused: outside the folders that the configuration names", path);
        s->standing.err = ECANCELED;
        return ECANCELED;
    }
    s->standing.err = 0;
    if (s->prog->set.caller_uid != 0)
        c.flags &= ~(unsigned)SFF_SAFEDIRPATH;
    missing = look(s, path, st);
    answer = directories(&c, path, missing == 0);
    if (answer >= SAFE_NO_SYMLINK && missing != 0 && !DEBUGGING(s, 44, 4))
        s->standing.err = missing; /* which is what was found last, where no trace came between */
    if (answer != 0)
        return answer;
    s->standing.err = 0;
    if (missing == 0 && (c.flags & SFF_NOSLINK) != 0)
        missing = look_at_link(s, path, st);
    if (missing != 0) {
        DEBUG(s, DL_SAFEFILE_MISSING, DBG_STR(safefile_reason(missing)));
        return missing;
    }
    answer = kind(&c, st);
    return answer != 0 ? answer : permission(&c, st);
}

/* ---- opening ---- */

void lock_trace(struct session *s, const char *name, const char *ext, int fd, int type)
{
    if (s->prog->target->tells_lock_fd)
        DEBUG(s, DL_LOCKFILE_FD, DBG_STR(name), DBG_STR(ext), DBG_INT(fd),
              DBG_STR(type == 8 ? "unlock" : type == 2 ? "wr" : "rd"));
    else
        DEBUG(s, DL_LOCKFILE, DBG_STR(name), DBG_STR(ext), DBG_INT(type));
}

static bool map_keeps(const struct session *s, int fd)
{
    for (int i = 0; i < s->nmapstate; i++) {
        if (s->mapstate[i].fd[0] == fd || s->mapstate[i].fd[1] == fd)
            return true;
    }
    for (int i = 0; i < MAX_UDB_FDS; i++) {
        if (s->udb_fd[i] == fd)
            return true;
    }
    return false;
}

int free_descriptor(const struct session *s, int also, int too)
{
    int fd = is_building(s) && s->file != NULL ? 4 : 3; /* the configuration has one while it is read */

    while (fd == also || fd == too || map_keeps(s, fd))
        fd++;
    return fd;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_nlink == b->st_nlink &&
           a->st_uid == b->st_uid && a->st_gid == b->st_gid;
}

int safeopen_mode(struct session *s, const char *path, unsigned flags, unsigned cmode, int *fd,
                  struct stat *st)
{
    const struct settings *set = &s->prog->set;
    const struct world *w = s->world;
    struct stat now;
    int answer;

    DEBUG(s, DL_SAFEOPEN, DBG_STR(path), DBG_INT(O_RDONLY), DBG_INT(cmode),
          DBG_INT(flags));
    /* these two are read as RunAsUser would, others as the caller would */
    if (path == set->service_switch || path == s->prog->file)
        answer = safefile(s, path, set->run_as_uid, set->run_as_gid, flags, st);
    else
        answer = safefile(s, path, set->caller_uid, set->caller_gid, flags, st);
    if (answer == 0) /* O_NONBLOCK: a FIFO without a writer must not hang us */
        answer = w->open(w->ctx, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, fd);
    if (answer != 0) {
        DEBUG(s, DL_SAFEOPEN_FAILED, DBG_STR(safefile_reason(answer)));
        s->standing.err = answer;
        return answer;
    }
    s->standing.err = 0;
    if (w->fstat(w->ctx, *fd, &now) != 0 || !same_file(&now, st)) {
        s->standing.err = 0;
        syserr(s, "554 5.3.0 cannot open: file %s changed after open", path);
        close(*fd);
        s->standing.err = SAFE_CHANGED;
        return SAFE_CHANGED;
    }
    if ((flags & SFF_NOLOCK) == 0)
        lock_trace(s, path, "", free_descriptor(s, 0, 0), 1);
    return 0;
}

int safeopen(struct session *s, const char *path, unsigned flags, int *fd, struct stat *st)
{
    return safeopen_mode(s, path, flags, 0, fd, st);
}
