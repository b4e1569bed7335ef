/*
 * fault.c - loaded before a program (LD_PRELOAD), counts what it asks of the system, and lets one
 * request fail.
 *
 *	FAULT_REPORT=FILE	where the counts are kept: struct report
 *	FAULT_POINT=KIND:N:HOW	the Nth request of this kind (a name of kinds[]) fails
 *
 * HOW: "error"; "short", which gives or takes one byte; "eintr", as after a signal.
 *
 * Memory, threads and processes are asked for by functions, which stand here in the C library's place.
 * All else is a system call, also where the C library makes it for itself (a stream's read): a seccomp
 * filter traps those that come from the C library or the loader, the handler counts them and makes
 * them from this file. What a child executes has its code elsewhere, and is left alone.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum kind { MEMORY, READ, OPEN, STAT, WRITE, CLOSE, SYNC, RENAME, FORK, THREAD, CONNECT, PIPE, WAIT, KINDS };
enum how { NEVER, ERROR, SHORT, INTERRUPT };

static const struct {
    const char *name;
    int error;
} kinds[KINDS] = {
    { "memory", ENOMEM }, { "read", EIO }, { "open", EMFILE }, { "stat", EIO }, { "write", ENOSPC },
    { "close", EIO }, { "sync", EIO }, { "rename", EIO }, { "fork", EAGAIN }, { "thread", EAGAIN },
    { "connect", ECONNREFUSED }, { "pipe", EMFILE }, { "wait", EAGAIN },
};

/* Which system calls; where the bytes of a short one are counted: the argument, 0: it has none. */
static const struct {
    int number;
    enum kind kind;
    int count;
} calls[] = {
    { SYS_read, READ, 2 }, { SYS_pread64, READ, 2 }, { SYS_readv, READ, 0 }, { SYS_recvfrom, READ, 0 },
    { SYS_recvmsg, READ, 0 }, { SYS_getdents64, READ, 0 },
    { SYS_open, OPEN, 0 }, { SYS_openat, OPEN, 0 },
    { SYS_stat, STAT, 0 }, { SYS_fstat, STAT, 0 }, { SYS_lstat, STAT, 0 }, { SYS_newfstatat, STAT, 0 },
    { SYS_statx, STAT, 0 }, { SYS_access, STAT, 0 }, { SYS_faccessat, STAT, 0 }, { SYS_readlink, STAT, 0 },
    { SYS_write, WRITE, 2 }, { SYS_pwrite64, WRITE, 2 }, { SYS_writev, WRITE, 0 }, { SYS_sendto, WRITE, 0 },
    { SYS_sendmsg, WRITE, 0 },
    { SYS_close, CLOSE, 0 },
    { SYS_fsync, SYNC, 0 }, { SYS_fdatasync, SYNC, 0 },
    { SYS_rename, RENAME, 0 }, { SYS_renameat, RENAME, 0 }, { SYS_renameat2, RENAME, 0 }, { SYS_link, RENAME, 0 },
    { SYS_linkat, RENAME, 0 },
    { SYS_socket, CONNECT, 0 }, { SYS_connect, CONNECT, 0 },
    { SYS_pipe2, PIPE, 0 },
    { SYS_wait4, WAIT, 0 }, { SYS_poll, WAIT, 0 },
};
enum { CALLS = sizeof calls / sizeof calls[0], NAMES = 16, NAME = 200, FDS = 1024 };

/* Shared with whoever started the program, and with its children. */
struct report {
    uint32_t held;          /* the filter is there */
    uint32_t hit;           /* the point was reached */
    uint32_t count[KINDS];
    char what[NAME];        /* the file that it was about */
    uint32_t open;          /* descriptors that the program still had at its end */
    char name[NAMES][NAME];
};

static struct report *report;
static enum kind wanted_kind;
static enum how wanted_how;
static uint32_t wanted_at;
static pid_t owner;
static bool given[FDS];    /* descriptors that were open at the start */

/* The real ones, without a detour. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

long fault_call(long number, long a, long b, long c, long d, long e, long f);
__asm__(".text\n.type fault_call,@function\nfault_call:\n"
        "mov %rdi,%rax; mov %rsi,%rdi; mov %rdx,%rsi; mov %rcx,%rdx; mov %r8,%r10; mov %r9,%r8; mov 8(%rsp),%r9\n"
        "syscall\nret\n.size fault_call,.-fault_call\n");

static enum how turn(enum kind k)
{
    uint32_t n;

    if (report == NULL)
        return NEVER;
    n = __atomic_add_fetch(&report->count[k], 1, __ATOMIC_RELAXED);
    if (k != wanted_kind || n != wanted_at)
        return NEVER;
    report->hit = 1;
    return wanted_how;
}

static bool fails(enum kind k)
{
    if (turn(k) == NEVER)
        return false;
    errno = kinds[k].error;
    return true;
}

/* ---- functions ------------------------------------------------------------------------------------------- */

void *malloc(size_t size)
{
    return fails(MEMORY) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_realloc(p, size);
}

void *aligned_alloc(size_t align, size_t size)
{
    return fails(MEMORY) ? NULL : __libc_memalign(align, size);
}

int posix_memalign(void **p, size_t align, size_t size)
{
    if (fails(MEMORY))
        return ENOMEM;
    *p = __libc_memalign(align, size);
    return *p != NULL ? 0 : ENOMEM;
}

/* The function that this file stands before. */
#define REAL(call, function) __typeof__(&(function)) call; *(void **)&(call) = dlsym(RTLD_NEXT, #function)

pid_t fork(void)
{
    REAL(call, fork);
    return fails(FORK) ? -1 : call();
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attr, char *const argv[], char *const env[])
{
    REAL(call, posix_spawn);
    return fails(FORK) ? errno : call(pid, path, actions, attr, argv, env);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
    REAL(call, pthread_create);
    return fails(THREAD) ? errno : call(thread, attr, start, arg);
}

/* While SIGSYS is blocked, a trap ends the program: it is never blocked. */
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    REAL(call, pthread_sigmask);
    sigset_t most;

    if (set != NULL && how != SIG_UNBLOCK) {
        most = *set;
        sigdelset(&most, SIGSYS);
        set = &most;
    }
    return call(how, set, old);
}

int sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    int err = pthread_sigmask(how, set, old);

    if (err != 0)
        errno = err;
    return err != 0 ? -1 : 0;
}

/* ---- system calls ---------------------------------------------------------------------------------------- */

/* The first argument's file: a descriptor's, or for those that take a path, that. */
static void note(enum kind k, long number, const long arg[6])
{
    bool at = number == SYS_openat || number == SYS_newfstatat || number == SYS_statx || number == SYS_faccessat
              || number == SYS_renameat || number == SYS_linkat;
    const char *path = (const char *)(at ? arg[1] : arg[0]);
    char link[32];

    if (number == SYS_fstat || (number == SYS_newfstatat && *path == '\0') || (k != OPEN && k != STAT && k != RENAME)) {
        snprintf(link, sizeof link, "/proc/self/fd/%ld", arg[0]);
        fault_call(SYS_readlink, (long)link, (long)report->what, NAME - 1, 0, 0, 0);
    } else {
        snprintf(report->what, NAME, "%s", path);
    }
}

static void trapped(int sig, siginfo_t *info, void *context)
{
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    long arg[6] = { r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9] };
    enum how how = NEVER;
    int i = 0;

    (void)sig;
    while (i < CALLS && calls[i].number != info->si_syscall)
        i++;
    if (i < CALLS)
        how = turn(calls[i].kind);
    if (how != NEVER && calls[i].kind != WAIT && calls[i].kind != CONNECT && calls[i].kind != PIPE)
        note(calls[i].kind, info->si_syscall, arg);
    if (how == SHORT && i < CALLS && calls[i].count != 0 && arg[calls[i].count] > 1)
        arg[calls[i].count] = 1;
    if (how == ERROR || how == INTERRUPT) {
        if (info->si_syscall == SYS_close) /* it is closed all the same */
            fault_call(SYS_close, arg[0], 0, 0, 0, 0, 0);
        r[REG_RAX] = how == ERROR ? -kinds[calls[i].kind].error : -EINTR;
    } else {
        r[REG_RAX] = fault_call(info->si_syscall, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
    }
}

struct range {
    const char *name;       /* what the library's path has */
    uint64_t from, to;
};

/* The executable part of a library. */
static int find_range(struct dl_phdr_info *info, size_t size, void *arg)
{
    struct range *x = arg;

    (void)size;
    if (strstr(info->dlpi_name, x->name) == NULL)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
            x->from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            x->to = x->from + info->dlpi_phdr[i].p_memsz;
        }
    }
    return 1;
}

#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))
#define LOW offsetof(struct seccomp_data, instruction_pointer)
#define HIGH (LOW + 4)

/* Calls of calls[] with an address in [from, to) are trapped; all others pass. */
static bool hold(const struct range *x)
{
    struct sock_filter code[16 + CALLS], *c = code;
    struct sock_fprog program = { .filter = code };

    if (x->to == 0 || x->from >> 32 != x->to >> 32)
        return false;
    *c++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HIGH);
    *c++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(x->from >> 32), 1, 0);
    *c++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *c++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, LOW);
    *c++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)x->from, 1, 0);
    *c++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *c++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)x->to, 0, 1);
    *c++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *c++ = (struct sock_filter)LOAD(nr);
    for (int i = 0; i < CALLS; i++)
        *c++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number,
                                            (uint8_t)(CALLS - i), 0);
    *c++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    *c++ = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    program.len = (unsigned short)(c - code);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

/* ---- the beginning and the end --------------------------------------------------------------------------- */

/* FAULT_POINT, as "read:3:short". */
static void read_point(const char *text)
{
    size_t n = strcspn(text, ":");

    for (int k = 0; k < KINDS; k++) {
        if (strlen(kinds[k].name) == n && strncmp(kinds[k].name, text, n) == 0)
            wanted_kind = (enum kind)k;
    }
    wanted_at = (uint32_t)strtoul(text + n + 1, NULL, 10);
    wanted_how = strstr(text, ":short") != NULL ? SHORT : strstr(text, ":eintr") != NULL ? INTERRUPT : ERROR;
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("FAULT_REPORT"), *point = getenv("FAULT_POINT");
    struct range libc = { .name = "/libc.so" }, loader = { .name = "/ld-linux" };
    struct sigaction sa = { .sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_RESTART };
    struct report *r;
    int fd;

    if (path == NULL || (fd = open(path, O_RDWR | O_CLOEXEC)) < 0)
        return;
    r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (r == MAP_FAILED)
        return;
    if (point != NULL)
        read_point(point);
    unsetenv("LD_PRELOAD");
    unsetenv("FAULT_REPORT");
    unsetenv("FAULT_POINT");
    owner = getpid();
    for (int i = 0; i < FDS; i++)
        given[i] = i <= STDERR_FILENO || fcntl(i, F_GETFD) >= 0;
    dl_iterate_phdr(find_range, &libc);
    dl_iterate_phdr(find_range, &loader);
    sigaction(SIGSYS, &sa, NULL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    r->held = hold(&libc) && hold(&loader);
    report = r;
}

__attribute__((destructor)) static void end(void)
{
    struct report *r = report;

    if (r == NULL || getpid() != owner)
        return;
    report = NULL;
    for (int fd = 0; fd < FDS; fd++) {
        char link[32];
        long n;

        if (given[fd] || fault_call(SYS_fcntl, fd, F_GETFD, 0, 0, 0, 0) < 0)
            continue;
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        if (r->open < NAMES) {
            n = fault_call(SYS_readlink, (long)link, (long)r->name[r->open], NAME - 1, 0, 0, 0);
            r->name[r->open][n > 0 ? n : 0] = '\0';
        }
        r->open++;
    }
}
