/*
 * confine_calls.h - seccomp, for confine.c alone: calls that are given up for good, by this process and all
 * that it starts.
 */
#ifndef BTSH_START_CONFINE_CALLS_H
#define BTSH_START_CONFINE_CALLS_H

#include <stdbool.h>

/*
 * seccomp: the calls that the WORLD_NO_* bits are about fail from now on with EPERM. `allowed`: the one
 * address of a path that execve() takes; NULL: none. writes: calls that make, change or remove files, too.
 * False, with errno.
 */
bool calls_forbid(unsigned shut, const char *allowed, bool writes);

#endif
