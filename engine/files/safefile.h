/*
 * safefile.h - may this file be read? Who could have changed it is asked before it is opened.
 *
 * Every directory on the way must be out of others' reach, symbolic links followed; the file must
 * be of the right kind; the reader must have the right to read it by its mode bits, root too.
 * s->standing.err is left as the reference's errno would be: set when a directory could not be examined,
 * zero otherwise.
 */
#ifndef BTSH_FILES_SAFEFILE_H
#define BTSH_FILES_SAFEFILE_H

#include <stdbool.h>

struct session;
struct stat;

/* What must hold; the values show in -d44.4. */
enum {
    SFF_MUSTOWN = 0x1,       /* the reader's own file, or root's */
    SFF_NOSLINK = 0x2,       /* not a symbolic link */
    SFF_ROOTOK = 0x4,
    SFF_NOPATHCHECK = 0x10,
    SFF_REGONLY = 0x80,
    SFF_SAFEDIRPATH = 0x100, /* no directory on the way may be writable by others */
    SFF_NOHLINK = 0x200,     /* one hard link */
    SFF_NOWLINK = 0x400,     /* no links in directories that others may write */
    SFF_NOGWFILES = 0x800,
    SFF_NOWWFILES = 0x1000,
    SFF_OPENASROOT = 0x2000,
    SFF_NOLOCK = 0x4000,
    SFF_NOGRFILES = 0x8000,
    SFF_NOWRFILES = 0x10000,
    SFF_EXECOK = 0x40000     /* for sockets; nothing is checked */
};

/* Answers of safefile() beside errno values; the numbers show in traces of text maps. */
enum safefile_answer {
    SAFE_NO_SYMLINK = 257,
    SAFE_NO_HARDLINK = 258,
    SAFE_REGULAR_ONLY = 259,
    SAFE_EXECUTABLE = 260,
    SAFE_WORLD_DIR = 261,
    SAFE_GROUP_DIR = 262,
    SAFE_CHANGED = 263,
    SAFE_WORLD_WRITABLE = 264,
    SAFE_GROUP_WRITABLE = 265,
    SAFE_GROUP_READABLE = 266,
    SAFE_WORLD_READABLE = 267
};

/* 0, an errno value, or one of the reasons above (see safefile_reason). *st is filled if it exists.
 * Sets s->standing.err as the reference's would be. */
int safefile(struct session *s, const char *path, long uid, long gid, unsigned flags,
             struct stat *st);
/* The same for other rights than reading: mode is 0400, 0600 ... */
int safefile_mode(struct session *s, const char *path, long uid, long gid, unsigned flags,
                  unsigned mode, struct stat *st);
/* The folders on the way to a file alone. group_safe: those that a group may write will do. */
int safefile_folder(struct session *s, const char *path, long uid, long gid, unsigned flags,
                    bool group_safe);
/* Text of safefile()'s answer: strerror's, or "World writable directory" and its kin. */
const char *safefile_reason(int answer);
/* safefile() and open; *fd on success. cmode: what the reference would create it with (a trace
 * shows it). */
int safeopen_mode(struct session *s, const char *path, unsigned flags, unsigned cmode, int *fd,
                  struct stat *st);
int safeopen(struct session *s, const char *path, unsigned flags, int *fd, struct stat *st);
/* The requirements for a map's file; and may it be read, in the name of RunAsUser, which is the caller once the shell has begun? */
unsigned map_file_flags(const struct session *s);
int safefile_map(struct session *s, const char *path, struct stat *st);
/* True for errors that may pass. */
bool transient_error(int err);
/* Raises the line of -d55.60. type: 1 shared, 2 exclusive, 8 unlock. fd: the descriptor that the real program would have. */
void lock_trace(struct session *s, const char *name, const char *ext, int fd, int type);
/* The lowest descriptor that would be free there, with what its maps keep open and these (0: none). */
int free_descriptor(const struct session *s, int also, int too);

#endif
