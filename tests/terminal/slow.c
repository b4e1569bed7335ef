/*
 * slow.c - preloaded into btsh, so that what takes no time on an idle machine takes some.
 *
 * SLOW names what waits up to 300 milliseconds, at random, each time: `modes', before the terminal's own rules
 * change, `taken', behind that, or `shown', before something is written.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 300 * 1000 * 1000 };

static void wait_as(const char *what)
{
    static unsigned seed;
    const char *slow = getenv("SLOW");
    struct timespec left = { 0 };

    if (slow == NULL || strcmp(slow, what) != 0)
        return;
    seed = seed != 0 ? seed : (unsigned)getpid();
    left.tv_nsec = rand_r(&seed) % MOST;
    while (syscall(SYS_nanosleep, &left, &left) != 0)
        continue;
}

int tcsetattr(int fd, int when, const struct termios *to)
{
    int (*real)(int, int, const struct termios *), done;

    *(void **)&real = dlsym(RTLD_NEXT, "tcsetattr");
    wait_as("modes");
    done = real(fd, when, to);
    wait_as("taken");
    return done;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO)
        wait_as("shown");
    return syscall(SYS_write, fd, bytes, n);
}
