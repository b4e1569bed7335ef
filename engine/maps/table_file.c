/*
 * table_file.c - the file of a database, before its library sees it: name, safety, lock.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files/safefile.h"
#include "maps/map.h"
#include "maps/table_file.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

bool table_is_mandatory(const struct map *m)
{
    return (m->flags & MF_OPTIONAL) == 0 && (m->cls->caps & MC_EITHER) == 0;
}

const char *table_shown(const struct map *m)
{
    return m->file != NULL ? m->file : "(null)";
}

/* The file's name: the extension is appended unless it ends so. False: too long. */
static bool table_name(struct session *s, const struct map *m, const char *ext, char *out,
                       size_t size)
{
    size_t n = m->file != NULL ? strlen(m->file) : 0, more = strlen(ext);

    if (m->file == NULL) {
        s->standing.err = 0;
        if (table_is_mandatory(m))
            syserr(s, "db map \"%s\": map file %s name too long", m->name, table_shown(m));
        return false;
    }
    if (n >= more && strcmp(m->file + n - more, ext) == 0)
        ext = "";
    if (n + strlen(ext) >= size) {
        s->standing.err = 0;
        if ((m->flags & MF_OPTIONAL) == 0)
            syserr(s, "map \"%s\": map file %s%s name too long", m->name, m->file, ext);
        return false;
    }
    snprintf(out, size, "%s%s", m->file, ext);
    return true;
}

/* The checks before anything is opened. */
static bool file_ok(struct session *s, const struct map *m, const char *kind, const char *name,
                    struct stat *st)
{
    int answer = safefile_map(s, name, st);
    const char *problem = answer == ENOENT ? "missing" : "unsafe";

    if (answer == 0)
        return true;
    DEBUG(s, DL_MAP_FILE_PROBLEM, DBG_STR(problem), DBG_STR(s->prog->target->names_map_file ? " " : ""),
          DBG_STR(s->prog->target->names_map_file ? name : ""), DBG_STR(safefile_reason(answer)));
    s->standing.err = answer;
    if (table_is_mandatory(m))
        syserr(s, "%s map \"%s\": %s map file %s", kind, m->name, problem, name);
    return false;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_nlink == b->st_nlink &&
           a->st_uid == b->st_uid && a->st_gid == b->st_gid;
}

/* Opens and locks the file itself, so that no writer is at work while libdb opens it. */
static int pre_open(struct session *s, const struct map *m, const char *name,
                    const struct stat *st)
{
    struct stat now;
    int fd, err = s->world->open(s->world->ctx, name, O_RDONLY | O_CLOEXEC, &fd);

    if (err != 0) {
        s->standing.err = err;
        if (table_is_mandatory(m))
            syserr(s, "db_map_open: cannot pre-open database %s", name);
        return -1;
    }
    if (s->world->fstat(s->world->ctx, fd, &now) != 0 || !same_file(&now, st)) {
        s->standing.err = 0;
        syserr(s, "db_map_open(%s): file changed after pre-open", name);
    } else if (flock(fd, LOCK_SH) != 0) {
        s->standing.err = errno;
        syserr(s, "db_map_open: cannot lock %s", name);
    } else {
        lock_trace(s, name, "", free_descriptor(s, 0, 0), 1);
        return fd;
    }
    close(fd);
    return -1;
}

int table_open(struct session *s, const struct map *m, const char *kind, const char *ext,
               char *name, size_t size, struct stat *st)
{
    if (!table_name(s, m, ext, name, size) || !file_ok(s, m, kind, name, st))
        return -1;
    return pre_open(s, m, name, st);
}
