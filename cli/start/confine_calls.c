/*
 * confine_calls.c - seccomp: which system calls fail, see confine_calls.h.
 *
 * The list is of what is forbidden: libraries call what they like, and a call that is missing from a list
 * of what is allowed would break on somebody's machine.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/net.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "start/confine_calls.h"
#include "world/world.h"

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __i386__
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifdef ARCHITECTURE

enum { X32 = 0x40000000, MOST = 400 };
enum { NEWER_XATTR_FIRST = 463, NEWER_XATTR_LAST = 466, FCHMODAT2 = 452, OPEN_TREE_ATTR = 467 };

/* A hand on other processes, on the terminal's input or on the machine; what could undo the rest. */
static const int always[] = {
#if !defined __SANITIZE_ADDRESS__ /* which looks for leaks as a debugger of its own process */
    SYS_ptrace, SYS_tkill,
#endif
    SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_pidfd_open, SYS_pidfd_send_signal,
    SYS_pidfd_getfd, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_process_madvise,
    SYS_mount, SYS_umount2, SYS_move_mount, SYS_open_tree, SYS_fsopen, SYS_fsmount, SYS_fsconfig, SYS_fspick,
    SYS_mount_setattr, OPEN_TREE_ATTR, SYS_pivot_root, SYS_chroot, SYS_setns, SYS_unshare, SYS_bpf,
    SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
    SYS_add_key, SYS_request_key, SYS_keyctl, SYS_init_module, SYS_finit_module, SYS_delete_module,
    SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl,
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname,
    SYS_open_by_handle_at, SYS_personality, SYS_syslog, SYS_vhangup,
#ifdef SYS_iopl
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
#ifdef SYS_stime /* of 32 bits, with later ones for longer times beside them */
    SYS_stime, SYS_umount, SYS_clock_settime64, SYS_clock_adjtime64,
#endif
};

static const int network[] = {
    SYS_connect, SYS_bind, SYS_listen, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
#ifdef SYS_accept
    SYS_accept,
#endif
};

#ifdef SYS_socketcall
/* The same by the one call that was there before them; what family a socket is of cannot be seen in it. */
static const uint32_t network_at_once[] = {
    SYS_SOCKET, SYS_BIND, SYS_CONNECT, SYS_LISTEN, SYS_ACCEPT, SYS_SEND, SYS_SENDTO, SYS_SENDMSG, SYS_ACCEPT4, SYS_SENDMMSG,
};
#endif

static const int changes[] = {
    SYS_openat2, SYS_truncate, SYS_fallocate, SYS_unlinkat, SYS_renameat2, SYS_linkat, SYS_symlinkat,
    SYS_mkdirat, SYS_mknodat, SYS_fchmod, SYS_fchmodat, FCHMODAT2, SYS_fchown, SYS_fchownat, SYS_utimensat,
    SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr,
    SYS_mq_open, SYS_mq_unlink,
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_open /* an architecture with the old calls */
    SYS_creat, SYS_unlink, SYS_rmdir, SYS_rename, SYS_link, SYS_symlink, SYS_mkdir, SYS_mknod, SYS_chmod,
    SYS_chown, SYS_lchown, SYS_utime, SYS_utimes, SYS_futimesat,
#endif
#ifdef SYS_fchown32
    SYS_fchown32, SYS_chown32, SYS_lchown32, SYS_truncate64, SYS_utimensat_time64,
#endif
};

/* A filter that grows. */
struct filter {
    struct sock_filter list[MOST];
    unsigned short n;
};

#define DATA(member) offsetof(struct seccomp_data, member)

static void add(struct filter *f, unsigned code, uint32_t k, int yes, int no)
{
    if (f->n < MOST)
        f->list[f->n] = (struct sock_filter){ (unsigned short)code, (unsigned char)yes, (unsigned char)no, k };
    f->n++;
}

static void load(struct filter *f, size_t at)
{
    add(f, BPF_LD | BPF_W | BPF_ABS, (uint32_t)at, 0, 0);
}

static void end(struct filter *f, uint32_t action)
{
    add(f, BPF_RET | BPF_K, action, 0, 0);
}

/* Half of an argument; both machines store the lower one first. */
static size_t half(int argument, bool upper)
{
    return DATA(args) + (size_t)argument * sizeof(uint64_t) + (upper ? sizeof(uint32_t) : 0);
}

static void forbid(struct filter *f, int call)
{
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
    end(f, SECCOMP_RET_ERRNO | EPERM);
}

static void forbid_all(struct filter *f, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        forbid(f, calls[i]);
}

/* But with this value as an argument. */
static void forbid_unless(struct filter *f, int call, int argument, uint64_t value)
{
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 6);
    load(f, half(argument, false));
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)value, 0, 3);
    load(f, half(argument, true));
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value >> 32), 0, 1);
    end(f, SECCOMP_RET_ALLOW);
    end(f, SECCOMP_RET_ERRNO | EPERM);
}

/* Only with this value as an argument, of which the lower half counts. */
static void forbid_with(struct filter *f, int call, int argument, uint32_t value)
{
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(f, half(argument, false));
    add(f, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    end(f, SECCOMP_RET_ERRNO | EPERM);
    load(f, DATA(nr));
}

/* With any of these bits. */
static void forbid_bits(struct filter *f, int call, int argument, uint32_t bits)
{
    add(f, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(f, half(argument, false));
    add(f, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    end(f, SECCOMP_RET_ERRNO | EPERM);
    load(f, DATA(nr));
}

/* Interfaces are asked through a socket of a family that is sent nothing; no other one is made. */
static void forbid_network(struct filter *f)
{
    forbid_all(f, network, sizeof network / sizeof network[0]);
#ifdef SYS_socketcall
    for (size_t i = 0; i < sizeof network_at_once / sizeof network_at_once[0]; i++)
        forbid_with(f, SYS_socketcall, 0, network_at_once[i]);
#endif
    add(f, BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 5);
    load(f, half(0, false));
    add(f, BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0);
    add(f, BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0);
    end(f, SECCOMP_RET_ERRNO | EPERM);
    load(f, DATA(nr));
}

static void begin(struct filter *f)
{
    load(f, DATA(arch));
    add(f, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    end(f, SECCOMP_RET_ERRNO | EPERM);
    load(f, DATA(nr));
#if defined __x86_64__
    add(f, BPF_JMP | BPF_JGE | BPF_K, X32, 0, 1);
    end(f, SECCOMP_RET_ERRNO | EPERM);
#endif
}

static void forbid_changes(struct filter *f)
{
    const uint32_t bits = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

    forbid_bits(f, SYS_openat, 2, bits);
#ifdef SYS_open
    forbid_bits(f, SYS_open, 1, bits);
#endif
    forbid_all(f, changes, sizeof changes / sizeof changes[0]);
    for (int call = NEWER_XATTR_FIRST; call <= NEWER_XATTR_LAST; call++)
        forbid(f, call);
}

bool calls_forbid(unsigned shut, const char *allowed, bool writes)
{
    struct filter f = { .n = 0 };
    struct sock_fprog program;

    begin(&f);
    forbid_all(&f, always, sizeof always / sizeof always[0]);
    forbid_with(&f, SYS_ioctl, 1, TIOCSTI);
    forbid_with(&f, SYS_ioctl, 1, TIOCLINUX);
    if ((shut & WORLD_NO_NETWORK) != 0)
        forbid_network(&f);
    if (writes)
        forbid_changes(&f);
    if ((shut & WORLD_NO_EXEC) != 0) {
        forbid_unless(&f, SYS_kill, 0, (uint64_t)getpid());
        forbid_unless(&f, SYS_tgkill, 0, (uint64_t)getpid());
        forbid(&f, SYS_execveat);
        if (allowed != NULL)
            forbid_unless(&f, SYS_execve, 0, (uint64_t)(uintptr_t)allowed);
        else
            forbid(&f, SYS_execve);
    }
    end(&f, SECCOMP_RET_ALLOW);
    program = (struct sock_fprog){ f.n, f.list };
    if (f.n > MOST)
        errno = E2BIG;
    return f.n <= MOST && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
           && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool calls_forbid(unsigned shut, const char *allowed, bool writes)
{
    (void)shut;
    (void)allowed;
    (void)writes;
    errno = ENOSYS; /* the numbers of this machine's calls are not known here */
    return false;
}

#endif
