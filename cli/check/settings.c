/*
 * settings.c - what is wanted of a check: words and their values, from .btshcheck or the command line.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/settings.h"
#include "show/error_output.h"
#include "start/paths.h"

static bool disable(struct check_wish *w, const char *codes)
{
    while (*codes != '\0') {
        size_t n = strcspn(codes, ", \t");
        char word[16] = "";
        const struct check *c;

        if (n < sizeof word)
            snprintf(word, sizeof word, "%.*s", (int)n, codes);
        c = check_find(word);
        if (c == NULL)
            return false;
        w->disabled[c - checks] = true;
        codes += n + strspn(codes + n, ", \t");
    }
    return true;
}

static bool profile(struct check_wish *w, const char *name)
{
    unsigned bit = strcmp(name, "stig") == 0 ? PROFILE_STIG : strcmp(name, "cis") == 0 ? PROFILE_CIS : 0;

    w->profiles |= bit;
    return bit != 0;
}

bool check_setting(struct check_wish *w, const char *word, const char *value)
{
    if (strcmp(word, "disable") == 0)
        return disable(w, value);
    if (strcmp(word, "level") == 0)
        return check_level_read(value, &w->level);
    if (strcmp(word, "fail-level") == 0)
        return check_level_read(value, &w->fail_level);
    return strcmp(word, "profile") == 0 && profile(w, value);
}

static bool read_settings(struct check_wish *w, FILE *f, const char *path)
{
    char *line = NULL;
    size_t room = 0;
    int number = 0;
    bool ok = true;

    while (ok && getline(&line, &room, f) >= 0) {
        char *word = line + strspn(line, " \t"), *value;

        number++;
        line[strcspn(line, "\r\n")] = '\0';
        if (*word == '\0' || *word == '#')
            continue;
        value = strchr(word, '=');
        if (value != NULL)
            *value++ = '\0';
        ok = value != NULL && check_setting(w, word, value);
        if (!ok)
            err_format("%s:%d: disable=CODES, level=LEVEL, fail-level=LEVEL or profile=stig|cis: %s\n", path, number,
                    word);
    }
    free(line);
    return ok;
}

bool check_settings_read(struct check_wish *w, const char *folder)
{
    char *at = path_from(".", folder), path[PATH_MAX];
    bool ok = true, more = true;

    while (more) {
        FILE *f;
        char *slash = strrchr(at, '/');

        f = snprintf(path, sizeof path, "%s/.btshcheck", at) < (int)sizeof path ? fopen(path, "re") : NULL;
        if (f != NULL) {
            ok = read_settings(w, f, path);
            fclose(f);
            break;
        }
        more = slash != NULL && *at != '\0';
        if (slash != NULL)
            *slash = '\0';
    }
    free(at);
    return ok;
}
