/*
 * confine_files.c - Landlock: which files may be read and written, see confine_files.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "start/confine_files.h"

/* By their numbers: headers are often older than the kernel. <linux/landlock.h> has the names. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, ASK_VERSION = 1, PATH_BENEATH = 1 };
enum {
    EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3, REMOVE_DIR = 1 << 4,
    REMOVE_FILE = 1 << 5, MAKE_CHAR = 1 << 6, MAKE_DIR = 1 << 7, MAKE_REG = 1 << 8, MAKE_SOCK = 1 << 9,
    MAKE_FIFO = 1 << 10, MAKE_BLOCK = 1 << 11, MAKE_SYM = 1 << 12, REFER = 1 << 13 /* version 2 */,
    TRUNCATE = 1 << 14 /* version 3 */
};
enum { BIND_AND_CONNECT_TCP = 3 /* version 4 */, ABSTRACT_SOCKETS_AND_SIGNALS = 3 /* version 6 */ };
enum {
    READING = EXECUTE | READ_FILE | READ_DIR,
    WRITING = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_CHAR | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO
              | MAKE_BLOCK | MAKE_SYM | REFER | TRUNCATE,
    /* of these, what a folder of ours needs: no devices, sockets, links */
    WRITING_OURS = WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE,
    OF_A_FILE = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE
};

struct ruleset {
    uint64_t files, network, scope;
};

struct below {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

int files_version(void)
{
    long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);

    return version > 0 ? (int)version : 0;
}

/* What this kernel knows of these rights. */
static uint64_t known(uint64_t rights)
{
    int version = files_version();

    return rights & ~(uint64_t)((version < 2 ? REFER : 0) | (version < 3 ? TRUNCATE : 0));
}

int files_begin(int about)
{
    int version = files_version();
    struct ruleset r = { 0, 0, 0 };
    size_t size = version < 4 ? sizeof r.files : version < 6 ? 2 * sizeof r.files : sizeof r;

    if ((about & FILES_READ) != 0)
        r.files |= READING;
    if ((about & FILES_WRITE) != 0)
        r.files |= known(WRITING);
    if ((about & FILES_NETWORK) != 0) {
        r.network = BIND_AND_CONNECT_TCP;
        r.scope = ABSTRACT_SOCKETS_AND_SIGNALS;
    }
    if (version == 0) {
        errno = ENOSYS;
        return -1;
    }
    return (int)syscall(CREATE_RULESET, &r, size, 0);
}

bool files_allow(int rules, const char *path, int what)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    struct below b = { 0, fd };
    struct stat st;
    bool ok;

    if ((what & FILES_READ) != 0)
        b.allowed |= READING;
    if ((what & FILES_WRITE) != 0)
        b.allowed |= known(WRITING_OURS);
    ok = fd >= 0 && fstat(fd, &st) == 0;
    if (ok && !S_ISDIR(st.st_mode))
        b.allowed &= OF_A_FILE;
    ok = ok && syscall(ADD_RULE, rules, PATH_BENEATH, &b, 0) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

bool files_is_special(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

bool files_restrict(int rules)
{
    bool ok = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(RESTRICT_SELF, rules, 0) == 0;
    int err = errno;

    close(rules);
    errno = err;
    return ok;
}
