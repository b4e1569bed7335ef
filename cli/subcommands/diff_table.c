/*
 * diff_table.c - two versions of a table in the place of two configurations.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "listen/listeners.h"
#include "show/base_name.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/sound.h"
#include "subcommands/diff_table.h"

/* A rule, or the line that says the version: what tables do not have. */
static bool has_rules(const char *path)
{
    FILE *f = fopen(path, "re");
    char line[1024];
    bool found = false;

    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL)
        found = (line[0] == 'R' && strchr(line, '\t') != NULL) || (line[0] == 'V' && strchr(line, '/') != NULL)
                || (line[0] == 'S' && strchr(line, '\t') == NULL && strchr(line, ' ') == NULL && line[1] != '\n');
    if (f != NULL)
        fclose(f);
    return found;
}

bool is_table(const char *path)
{
    if (mc_is_one(path) || path_ends_in(path, ".cf") || config_is_mc(path))
        return false;
    return path_table_class(path) != NULL || !has_rules(path);
}

/* The last part of a path up to its first dot. */
static size_t stem(const char **path)
{
    *path = base_name(*path);
    return strcspn(*path, ".");
}

static bool same_stem(const char *a, const char *b)
{
    size_t n = stem(&a), m = stem(&b);

    return n == m && strncmp(a, b, n) == 0;
}

bool table_as_map(struct program *p, const char *path, char *out, size_t size)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    const char *type = path_table_class(path);
    struct map_view m;
    bool found = false;

    if (type == NULL)
        type = "source";
    for (int i = 0; !found && session_map_at(s, i, &m); i++) {
        found = m.file != NULL && same_stem(m.file, path);
        if (found)
            snprintf(out, size, "%s = %s:%s", m.name, type, path);
    }
    session_free(s);
    return found;
}
