/*
 * replace_file.h - a file is written whole, or stays as it was: the one way in which btsh writes files.
 *
 * A new file is made beside it, exclusively and under a random name; written, brought to the disk and
 * put in its place. So a full disk, a signal or a failed write leaves the old one. Mode and owner are
 * kept; a symbolic link stays, and what it points to is replaced. `-' is the standard output; devices,
 * FIFOs and /dev/fd are written directly.
 */
#ifndef BTSH_SHOW_REPLACE_FILE_H
#define BTSH_SHOW_REPLACE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* A file as it was when it was read, or as it must be: not there. */
struct file_seen {
    bool there;
    dev_t dev;
    ino_t ino;
    off_t size;
    struct timespec mtime;
};

/* What the file that is open here looks like now. */
struct file_seen file_seen_by(int fd);

enum { REPLACE_WHY = 8192 }; /* room for any message */

/*
 * Writes n bytes. seen: refused when the file is another one by now; NULL: whatever is there. 0, or the
 * exit status EX_CANTCREAT (it cannot be made; it has changed) or EX_IOERR (bytes were lost) with
 * "PATH: what; how to mend it" in `why`.
 */
int replace_file(const char *path, const struct file_seen *seen, const char *bytes, size_t n,
                 char why[REPLACE_WHY]);
/* The same with the mode that it gets, whatever its mode was. */
int replace_file_mode(const char *path, const char *bytes, size_t n, mode_t mode,
                      char why[REPLACE_WHY]);
/* True if replace_file() can be expected to do it: asked before there is anything to write. */
bool replace_file_possible(const char *path, char why[REPLACE_WHY]);

#endif
