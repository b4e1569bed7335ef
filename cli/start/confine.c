/*
 * confine.c - what --safe, --no-exec and --no-network promise, held by the kernel.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "start/confine.h"
#include "start/confine_calls.h"
#include "start/confine_files.h"
#include "world/world.h"

static unsigned wanted, held;
/* The path of the one program that may be started. The filter knows it by its address: no other program
 * that is started later can have it there, nor one that it starts. */
static char *allowed;

enum { ALLOWED_SIZE = PATH_MAX };

unsigned confine_wanted(void)
{
    return wanted;
}

bool confine_calls(unsigned shut, char *why, size_t size)
{
    void *page;

    wanted = shut;
    if (shut == 0)
        return true;
    page = mmap(NULL, ALLOWED_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED)
        allowed = page;
    if (page == MAP_FAILED || !calls_forbid(shut, allowed, false)) {
        snprintf(why, size, "this kernel takes no rights away (seccomp: %s): what is not done is held by btsh "
                            "alone, and no .mc file is compiled", strerror(errno));
        return false;
    }
    held = shut;
    return true;
}

void confine_exec(const char *program, char *const argv[], char *const env[])
{
    if (allowed == NULL || strlen(program) >= ALLOWED_SIZE)
        return;
    strcpy(allowed, program);
    execve(allowed, argv, env);
}

/* ---- files ----------------------------------------------------------------------------------- */

bool confine_has_files(void)
{
    return files_version() > 0;
}

/* Where a path that is to be written lets something be written: its folder, as a new file is put into its
 * place; a device; or the folder that it is. */
static bool allow_writing(int rules, const char *path)
{
    char folder[PATH_MAX];
    char *slash;

    if (files_allow(rules, path, FILES_WRITE) && files_is_special(path))
        return true;
    if (realpath(path, folder) == NULL)
        snprintf(folder, sizeof folder, "%s", path);
    slash = strrchr(folder, '/');
    if (slash == NULL)
        return files_allow(rules, ".", FILES_WRITE);
    slash[slash == folder] = '\0';
    return files_allow(rules, folder, FILES_WRITE);
}

bool confine_writes(const char *const *paths, int n, char *why, size_t size)
{
    int rules = files_begin(FILES_WRITE | ((held & WORLD_NO_NETWORK) != 0 ? FILES_NETWORK : 0)), err;
    bool by_path;

    for (int i = 0; rules >= 0 && i < n; i++)
        allow_writing(rules, paths[i]);
    by_path = rules >= 0 && files_restrict(rules);
    err = errno;
    /* where nothing is named, both: without Landlock nothing at all is written either */
    if ((n == 0 && calls_forbid(0, NULL, true)) || by_path)
        return true;
    snprintf(why, size, "this kernel cannot say where files may be written (Landlock: %s)", strerror(err));
    return false;
}

bool confine_child(const char *program, const char *const *folders, int n)
{
    /* what the dynamic linker reads to start a program */
    static const char *const system[] = { "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store",
                                          "/gnu/store", "/etc/ld.so.cache", "/etc/ld.so.preload" };
    int rules = files_begin(FILES_READ | FILES_WRITE | FILES_NETWORK);

    if (rules < 0 || !files_allow(rules, program, FILES_READ))
        return false;
    for (size_t i = 0; i < sizeof system / sizeof system[0]; i++)
        files_allow(rules, system[i], FILES_READ);
    for (int i = 0; i < n; i++)
        files_allow(rules, folders[i], FILES_READ);
    return files_restrict(rules) && calls_forbid(WORLD_NO_EXEC | WORLD_NO_NETWORK, allowed, true);
}
