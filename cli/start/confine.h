/*
 * confine.h - what --safe, --no-exec and --no-network promise, held by the kernel: the process gives up,
 * for itself and all that it starts, what it must not do. btsh-safety(7) says what that is.
 *
 * It comes on top of what the engine refuses by itself (world_shut.c), and is there for what that forgets.
 * Linux only: seccomp for the calls, Landlock for the files; elsewhere, and where the kernel lacks them,
 * *why says what is not held.
 */
#ifndef BTSH_START_CONFINE_H
#define BTSH_START_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * At the start, before there are threads. shut: WORLD_NO_* bits of world.h. From here on: no program
 * (WORLD_NO_EXEC) but m4, by confine_exec(); no connection and no datagram (WORLD_NO_NETWORK); with any of
 * them, no hand on other processes, on the terminal's input, or on the machine. False, with *why.
 */
bool confine_calls(unsigned shut, char *why, size_t size);
/*
 * Then: files are made, written and removed nowhere but in the folders of these n paths (or in the paths
 * themselves, if they are devices or folders). False, with *why: nothing is held of this.
 */
bool confine_writes(const char *const *paths, int n, char *why, size_t size);

/* The bits that confine_calls() was asked for. */
unsigned confine_wanted(void);
/* True if confine_child() can hold what it says. */
bool confine_has_files(void);

/*
 * In a child, before confine_exec(): it reads what lies below the n folders, and what starting the program
 * takes; it writes to what is open, and does nothing else. False: that cannot be held, and it must end.
 */
bool confine_child(const char *program, const char *const *folders, int n);
/* As execve(), for the one program that confine_calls() leaves; the path is absolute. Returns if it fails. */
void confine_exec(const char *program, char *const argv[], char *const env[]);

#endif
