/*
 * confine_calls.h - the two ways of Linux to give up rights, for confine.c alone. Neither is ever given
 * back; both go over to all that is started.
 */
#ifndef BTSH_CONFINE_CALLS_H
#define BTSH_CONFINE_CALLS_H

#include <stdbool.h>

/*
 * seccomp: the calls that the WORLD_NO_* bits are about fail from now on with EPERM. `allowed`: the one
 * address of a path that execve() takes; NULL: none. writes: calls that make, change or remove files, too.
 * False, with errno.
 */
bool calls_forbid(unsigned shut, const char *allowed, bool writes);

/* Landlock, a set of rules. */
enum { FILES_READ = 1, FILES_WRITE = 2, FILES_NETWORK = 4 };
/* 0: the kernel has none. */
int files_version(void);
/* A descriptor; what it is about is forbidden but for what is allowed next. -1, with errno. */
int files_begin(int about);
/* False: there is no such path, or nothing of it can be allowed. */
bool files_allow(int rules, const char *path, int what);
/* True for what is neither a file nor missing. */
bool files_is_special(const char *path);
/* From now on; closes it. */
bool files_restrict(int rules);

#endif
