/*
 * eager.c - preloaded into the real server, so that nobody waits for it.
 *
 * Its trace file has blocks of one byte: nothing of what it writes there stays in a buffer when a
 * child of it ends. It does not sleep: each second that it would is a line of a file, its process.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int fstat(int fd, struct stat *st)
{
    static const char end[] = ".trace";
    char link[64], path[4096];
    int status = fstatat(fd, "", st, AT_EMPTY_PATH);
    ssize_t n;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, sizeof path);
    if (n > (ssize_t)sizeof end && memcmp(path + n - (sizeof end - 1), end, sizeof end - 1) == 0)
        st->st_blksize = 1;
    return status;
}

int nanosleep(const struct timespec *how_long, struct timespec *left)
{
    for (time_t i = 0; i < how_long->tv_sec; i++) {
        int naps = open("/case/naps", O_WRONLY | O_APPEND | O_CREAT, 0644);

        dprintf(naps, "%d\n", (int)getpid());
        close(naps);
    }
    if (left != NULL)
        *left = (struct timespec){ 0 };
    return 0;
}
