/*
 * fence.c - the files that a configuration names, and their folders: all that --safe lets be read.
 *
 * What is opened while the configuration is read was named by it, and so is the file of each map. A
 * file that comes up later (an :include: in an alias, a .forward) has to lie below one of their
 * folders, without a way out: no "..", no symbolic link.
 */
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "files/fence.h"
#include "state/session.h"
#include "world/world.h"

struct named_file {
    struct named_file *next;
    const char *path;
};

void fence_name(struct session *s, const char *path)
{
    struct named_file *f;

    if (path == NULL || *path != '/')
        return;
    f = arena_alloc(&s->prog->def.arena, sizeof *f);
    f->path = arena_strdup(&s->prog->def.arena, path);
    f->next = s->prog->named;
    s->prog->named = f;
}

/* A component that is "..", or a symbolic link: the file may be anywhere. */
static bool leads_away(struct session *s, const char *path, const char *from)
{
    while (*from != '\0') {
        size_t n = strcspn(from, "/");
        char *part = arena_strndup(&s->command.work, path, (size_t)(from + n - path));
        struct stat st;

        if ((n == 2 && strncmp(from, "..", 2) == 0)
            || (s->world->lstat(s->world->ctx, part, &st) == 0 && S_ISLNK(st.st_mode)))
            return true;
        from += n;
        from += *from == '/';
    }
    return false;
}

bool fence_lets(struct session *s, const char *path)
{
    if ((s->world->shut & WORLD_NO_OUTSIDE) == 0)
        return true;
    if (is_building(s)) {
        fence_name(s, path);
        return true;
    }
    for (const struct named_file *f = s->prog->named; f != NULL; f = f->next) {
        const char *slash = strrchr(f->path, '/');
        size_t n = (size_t)(slash - f->path) + 1;

        if (strcmp(path, f->path) == 0)
            return true;
        if (strncmp(path, f->path, n) == 0 && !leads_away(s, path, path + n))
            return true;
    }
    return false;
}
