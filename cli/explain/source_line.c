/*
 * source_line.c - where in the text of a table a key stands: the file of a text map, or the text
 * beside a database, which has its name without ".db".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "explain/source_line.h"
#include "show/base_name.h"
#include "show/text.h"

enum { PATH_SIZE = 4096 };

static bool source_path(char *path, const char *file)
{
    const char *p = file;
    size_t n;

    /* the arguments of some classes follow, those of others stand before */
    p = strrchr(p, ' ') != NULL ? strrchr(p, ' ') + 1 : p;
    n = (size_t)snprintf(path, PATH_SIZE, "%s", p);
    if (n < PATH_SIZE && n > 3 && strcmp(path + n - 3, ".db") == 0)
        path[n - 3] = '\0';
    return n < PATH_SIZE && *path == '/';
}

void source_line(struct text *t, const struct session *s, const char *file, const char *key)
{
    char path[PATH_SIZE], *line = NULL;
    size_t room = 0, n = strlen(key);
    long number = 0;
    FILE *f;
    int fd;

    if (file == NULL || n == 0 || !source_path(path, file) || (fd = session_open_file(s, path)) < 0)
        return;
    f = fdopen(fd, "r");
    if (f == NULL)
        return;
    while (getline(&line, &room, f) >= 0) {
        char *p = line;

        number++;
        if (*p == '#' || strncasecmp(p, key, n) != 0 || strchr(" \t\n:", p[n]) == NULL)
            continue;
        text_format(t, "%s:%ld", base_name(path), number);
        break;
    }
    free(line);
    fclose(f);
}
