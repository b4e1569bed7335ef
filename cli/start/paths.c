/* paths.c - paths as a person wrote them, and lists of texts */

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "describe.h"
#include "show/environment.h"
#include "show/memory.h"
#include "start/paths.h"
#include "start/setup.h"

bool path_ends_in(const char *path, const char *end)
{
    size_t n = strlen(path), k = strlen(end);

    return n > k && strcmp(path + n - k, end) == 0;
}

const char *path_table_class(const char *path)
{
    unsigned char head[DATABASE_HEAD];
    FILE *f = fopen(path, "re");
    bool whole = f != NULL && fread(head, 1, sizeof head, f) == sizeof head;
    const char *class = whole ? engine_database_class(head) : NULL;

    if (class == NULL && f != NULL && path_ends_in(path, ".cdb"))
        class = "cdb";
    if (f != NULL)
        fclose(f);
    return class;
}

void texts_add(struct texts *t, const char *text)
{
    t->list = grow_or_end(t->list, (size_t)(t->n + 1) * sizeof *t->list);
    t->list[t->n++] = copy_or_end(text);
}

void texts_free(struct texts *t)
{
    for (int i = 0; i < t->n; i++)
        free(t->list[i]);
    free(t->list);
    *t = (struct texts){ NULL, 0 };
}

/* Takes "." and ".." out of an absolute path, in place. */
static void tidy_path(char *path)
{
    char *to = path, *from = path;

    while (*from != '\0') {
        size_t n;

        while (*from == '/')
            from++;
        n = strcspn(from, "/");
        if (n == 2 && from[0] == '.' && from[1] == '.') {
            while (to > path && *--to != '/')
                continue;
        } else if (n > 0 && !(n == 1 && from[0] == '.')) {
            *to++ = '/';
            memmove(to, from, n);
            to += n;
        }
        from += n;
    }
    if (to == path)
        *to++ = '/';
    *to = '\0';
}

char *path_from(const char *folder, const char *path)
{
    char here[PATH_MAX] = "", *out = grow_or_end(NULL, 3 * PATH_MAX);

    if (*path != '/' && *folder != '/' && getcwd(here, sizeof here) == NULL)
        here[0] = '\0';
    if (*path == '/')
        snprintf(out, 3 * PATH_MAX, "%s", path);
    else
        snprintf(out, 3 * PATH_MAX, "%s/%s/%s", here, folder, path);
    tidy_path(out);
    return out;
}

bool path_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *folder_of_file(const char *path)
{
    char *full = path_from(".", path), *slash = full != NULL ? strrchr(full, '/') : NULL;

    if (slash == full && full != NULL)
        full[1] = '\0';
    else if (slash != NULL)
        *slash = '\0';
    return full;
}

/* Makes each folder of the path; false when one cannot be made. */
static bool make_folders(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            *p = '/';
            return false;
        }
        *p = '/';
    }
    return true;
}

bool history_file(char *out, size_t size)
{
    const char *state = environment_caller("XDG_STATE_HOME"), *home = environment_caller("HOME");
    int n = -1;

    if (state != NULL && *state == '/')
        n = snprintf(out, size, "%s/btsh/history", state);
    else if (home != NULL && *home == '/')
        n = snprintf(out, size, "%s/.local/state/btsh/history", home);
    return n > 0 && (size_t)n < size && make_folders(out);
}
