/*
 * demo.c - the bundled example, wherever btsh is installed or built.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "demo.h"
#include "show/error_output.h"
#include "version.h"

static const char *const folders[] = { EXAMPLE_BUILD_DIR, EXAMPLE_DATA_DIR };

/* The build folder's example counts only for the program that stands there. */
static int first_folder(void)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

    if (n <= 0)
        return 1;
    self[n] = '\0';
    return strncmp(self, BUILD_DIR "/", strlen(BUILD_DIR) + 1) == 0 ? 0 : 1;
}

int demo_open(char *path, size_t size)
{
    for (int i = first_folder(); i < 2; i++) {
        char story[4096];
        int fd;

        snprintf(story, sizeof story, "%s/demo.bt", folders[i]);
        fd = open(story, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        snprintf(path, size, "%s/sendmail.cf", folders[i]);
        return fd;
    }
    err_format("btsh: the example is not installed: %s/demo.bt is missing\n",
            EXAMPLE_DATA_DIR);
    return -1;
}
