/*
 * confine_files.h - Landlock, for confine.c alone: files that are given up for good, by this process and all
 * that it starts.
 */
#ifndef BTSH_START_CONFINE_FILES_H
#define BTSH_START_CONFINE_FILES_H

#include <stdbool.h>

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
