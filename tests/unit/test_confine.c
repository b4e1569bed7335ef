/*
 * test_confine.c - the kernel holds what --safe promises: every way out that btsh-safety(7) names is tried by
 * a process that has given up its rights, as a fault in btsh would try it, and by one that has not.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "start/confine.h"
#include "start/confine_calls.h"
#include "start/confine_files.h"
#include "world/world.h"

enum { ALL = WORLD_NO_EXEC | WORLD_NO_NETWORK | WORLD_NO_OUTSIDE };
enum { PROGRAM_RAN = 0 /* what /bin/true says */, GOT_OUT = 1, HELD = 2, NO_KERNEL = 77 };

extern char **environ;

static char folder[] = "/tmp/btsh-confine-XXXXXX", inside[128], outside[128], victim[128];
static char word[] = "true";
static char *const arguments[] = { word, NULL };

/* ---- the ways out: true if it got out ------------------------------------------------------------ */

static bool exec_program(void)
{
    execve("/bin/true", arguments, environ);
    return false;
}

static bool exec_by_descriptor(void)
{
    fexecve(open("/bin/true", O_RDONLY | O_CLOEXEC), arguments, environ);
    return false;
}

static bool spawn_program(void)
{
    pid_t pid;

    return posix_spawn(&pid, "/bin/true", NULL, NULL, arguments, environ) == 0;
}

static bool run_shell(void)
{
    return system("exit 5") == 5 << 8;
}

static const struct sockaddr_in nobody = { .sin_family = AF_INET, .sin_port = 0x0900 };

static bool connect_somewhere(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    return connect(fd, (const struct sockaddr *)&nobody, sizeof nobody) == 0
           || (errno != EPERM && errno != EACCES);
}

static bool send_datagram(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    return sendto(fd, "x", 1, 0, (const struct sockaddr *)&nobody, sizeof nobody) == 1 || errno != EPERM;
}

static bool local_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool route_socket(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0) >= 0;
}

static bool listen_to_others(void)
{
    return listen(socket(AF_INET, SOCK_STREAM, 0), 1) == 0;
}

static bool bind_port(void)
{
    struct sockaddr_in any = { .sin_family = AF_INET };

    return bind(socket(AF_INET, SOCK_DGRAM, 0), (const struct sockaddr *)&any, sizeof any) == 0;
}

static bool make_file(void)
{
    return open(outside, O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool change_file(void)
{
    return open(victim, O_WRONLY) >= 0 || open(victim, O_RDWR) >= 0 || truncate(victim, 0) == 0;
}

static bool remove_file(void)
{
    return unlink(victim) == 0 || rename(victim, outside) == 0;
}

static bool make_others(void)
{
    return symlink("/etc", outside) == 0 || link(victim, outside) == 0 || mkdir(outside, 0700) == 0
           || mkfifo(outside, 0600) == 0;
}

static bool type_into_terminal(void)
{
    return ioctl(STDIN_FILENO, TIOCSTI, "x") == 0 || errno != EPERM;
}

static bool trace_parent(void)
{
#if defined __SANITIZE_ADDRESS__
    return false; /* left to the sanitizer */
#else
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
#endif
}

static bool signal_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static bool read_parent(void)
{
    char here[sizeof folder];
    struct iovec to = { here, sizeof here }, from = { folder, sizeof folder };

    return process_vm_readv(getppid(), &to, 1, &from, 1, 0) > 0;
}

/* To what they are: nothing would have changed. */
static bool change_machine(void)
{
    char name[256];

    return gethostname(name, sizeof name) == 0 && sethostname(name, strlen(name)) == 0;
}

static bool mount_again(void)
{
    return mount(NULL, folder, NULL, MS_REMOUNT | MS_BIND, NULL) == 0 || errno != EPERM;
}

static bool leave_root(void)
{
    return unshare(0) == 0 || chroot("/") == 0;
}

static bool ring(void)
{
    return syscall(SYS_io_uring_setup, 1, NULL) >= 0 || errno != EPERM;
}

static bool other_numbers(void)
{
#if defined __x86_64__
    return syscall(0x40000000 + SYS_getpid) > 0 || errno != EPERM; /* x32 has its own */
#else
    return false;
#endif
}

static bool write_inside(void)
{
    char other[160];
    int fd;

    snprintf(other, sizeof other, "%s.new", inside);
    fd = open(other, O_WRONLY | O_CREAT | O_EXCL, 0600);
    return fd >= 0 && write(fd, "x", 1) == 1 && rename(other, inside) == 0;
}

/* ---- in a process of its own --------------------------------------------------------------------- */

enum files { ANY, NONE, ONE, CALLS /* as without Landlock */ };

static int attempt(bool (*out)(void), unsigned shut, enum files files)
{
    const char *const paths[] = { inside };
    char why[512];
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        if (shut != 0 && !confine_calls(shut, why, sizeof why))
            _exit(NO_KERNEL);
        if (files == CALLS && !calls_forbid(0, NULL, true))
            _exit(NO_KERNEL);
        if ((files == NONE || files == ONE) && !confine_writes(paths, files == ONE, why, sizeof why))
            _exit(NO_KERNEL);
        _exit(out() ? GOT_OUT : HELD);
    }
    waitpid(pid, &status, 0);
    unlink(outside);
    rmdir(outside);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_KERNEL)
        skip();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void no_program(void **state)
{
    bool (*const ways[])(void) = { exec_program, exec_by_descriptor, spawn_program, run_shell, type_into_terminal,
                                   trace_parent, read_parent, signal_parent, leave_root, change_machine, mount_again,
                                   ring, other_numbers };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        assert_int_equal(attempt(ways[i], WORLD_NO_EXEC, ANY), HELD);
    assert_int_equal(attempt(exec_program, 0, ANY), PROGRAM_RAN);
    assert_int_equal(attempt(exec_program, WORLD_NO_NETWORK, ANY), PROGRAM_RAN);
    assert_int_equal(attempt(run_shell, 0, ANY), GOT_OUT);
    assert_int_equal(attempt(signal_parent, 0, ANY), GOT_OUT);
}

static void no_network(void **state)
{
    bool (*const ways[])(void) = { connect_somewhere, send_datagram, local_socket, route_socket, listen_to_others,
                                   bind_port };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        assert_int_equal(attempt(ways[i], WORLD_NO_NETWORK, ANY), HELD);
        assert_int_equal(attempt(ways[i], 0, ANY), GOT_OUT);
    }
}

static void no_files(void **state)
{
    bool (*const ways[])(void) = { make_file, change_file, remove_file, make_others };

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        assert_int_equal(attempt(ways[i], ALL, NONE), HELD);
        assert_int_equal(attempt(ways[i], ALL, CALLS), HELD);
        if (confine_has_files())
            assert_int_equal(attempt(ways[i], ALL, ONE), HELD);
    }
    assert_int_equal(attempt(write_inside, ALL, NONE), HELD);
    if (confine_has_files())
        assert_int_equal(attempt(write_inside, ALL, ONE), GOT_OUT);
    assert_int_equal(attempt(make_file, 0, ANY), GOT_OUT);
}

/* ---- the child that becomes m4 ------------------------------------------------------------------- */

/* Here a shell, which can do more. */
static int child_does(char *command)
{
    static char sh[] = "sh", c[] = "-c";
    char *argv[] = { sh, c, command, NULL }, why[512];
    const char *const folders[] = { folder };
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        if (!confine_calls(WORLD_NO_EXEC, why, sizeof why) || !confine_child("/bin/sh", folders, 1))
            _exit(NO_KERNEL);
        confine_exec("/bin/sh", argv, environ);
        _exit(NO_KERNEL - 1);
    }
    waitpid(pid, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_KERNEL)
        skip();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void one_program_and_no_more(void **state)
{
    char reads[160], *const refused[] = { (char[]){ "exec 2>&-; read x </etc/passwd" }, (char[]){ "exec 2>&-; /bin/true" },
                                          (char[]){ "exec 2>&-; exec /bin/sh -c true" },
                                          (char[]){ "exec 2>&-; (: >/tmp/btsh-confine-made)" } };

    (void)state;
    snprintf(reads, sizeof reads, "read x <%s; exit 7", victim);
    assert_int_equal(child_does(reads), 7);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_true(child_does(refused[i]) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_program),
        cmocka_unit_test(no_network),
        cmocka_unit_test(no_files),
        cmocka_unit_test(one_program_and_no_more),
    };
    int failed;

    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(outside, sizeof outside, "%s/outside", folder);
    snprintf(victim, sizeof victim, "%s/victim", folder);
    close(open(victim, O_WRONLY | O_CREAT, 0600));
    snprintf(inside, sizeof inside, "%s/inside", folder);
    mkdir(inside, 0700);
    strcat(inside, "/file");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(inside);
    *strrchr(inside, '/') = '\0';
    rmdir(inside);
    unlink(victim);
    unlink(outside);
    rmdir(outside);
    rmdir(folder);
    return failed;
}
