/*
 * source_text.c - a file that is checked, as its lines, and what kind of file it is.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/checks.h"
#include "check/finding.h"
#include "check/source_text.h"
#include "show/base_name.h"
#include "show/memory.h"
#include "start/edited.h"
#include "start/paths.h"

static const struct {
    const char *name, *map; /* of the file; of the map in the tree's configurations */
    enum source_kind kind;
} kinds[] = {
    { "access", "access", SOURCE_ACCESS },
    { "mailertable", "mailertable", SOURCE_MAILERTABLE },
    { "virtusertable", "virtuser", SOURCE_VIRTUSERTABLE },
    { "genericstable", "generics", SOURCE_GENERICSTABLE },
    { "domaintable", "domaintable", SOURCE_DOMAINTABLE },
    { "authinfo", "authinfo", SOURCE_AUTHINFO },
    { "smarttable", "smarttable", SOURCE_TABLE },
    { "bitdomain", "bitdomain", SOURCE_TABLE },
    { "uudomain", "uudomain", SOURCE_TABLE },
    { "aliases", "aliases", SOURCE_ALIASES },
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

enum source_kind source_kind_of(const char *path)
{
    const char *name = base_name(path);

    if (path_ends_in(path, ".mc"))
        return SOURCE_MC;
    if (path_ends_in(path, ".cf"))
        return SOURCE_CF;
    if (path_ends_in(path, ".db") || path_ends_in(path, ".cdb"))
        return SOURCE_UNKNOWN;
    for (int i = 0; i < KINDS; i++) {
        size_t n = strlen(kinds[i].name);

        /* mailertable-catchall, access.txt */
        if (strncmp(name, kinds[i].name, n) == 0 && !isalnum((unsigned char)name[n]))
            return kinds[i].kind;
    }
    return SOURCE_UNKNOWN;
}

enum source_kind source_kind_of_map(const char *map)
{
    for (int i = 0; i < KINDS; i++) {
        if (strcasecmp(kinds[i].map, map) == 0)
            return kinds[i].kind;
    }
    return SOURCE_TABLE;
}

bool source_is_table(enum source_kind kind)
{
    return kind >= SOURCE_ACCESS && kind <= SOURCE_TABLE;
}

/* All of it; false with errno. */
static bool read_all(int fd, char **text, size_t *n)
{
    size_t room = 0;
    ssize_t got;

    *text = NULL;
    *n = 0;
    do {
        if (*n + 65536 > room)
            *text = grow_or_end(*text, room = *n + 262144);
        got = read(fd, *text + *n, room - *n - 1);
        if (got > 0)
            *n += (size_t)got;
    } while (got > 0);
    (*text)[*n] = '\0';
    return got == 0;
}

static void cut_lines(struct source_text *s, size_t n)
{
    size_t room = 0;

    s->no_newline = n > 0 && s->text[n - 1] != '\n';
    for (char *p = s->text, *end = s->text + n; p < end;) {
        char *nl = memchr(p, '\n', (size_t)(end - p)), *stop = nl != NULL ? nl : end;

        if ((size_t)s->nlines == room)
            s->lines = grow_or_end(s->lines, (room = room * 2 + 256) * sizeof *s->lines);
        *stop = '\0';
        if (nl != NULL && stop > p && stop[-1] == '\r') {
            s->cr = true;
            stop[-1] = '\0';
        }
        s->lines[s->nlines++] = p;
        p = stop + 1;
    }
}

bool source_read(struct source_text *s, const char *path)
{
    int fd = open(edited_path(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK), err;
    struct stat st;
    size_t n = 0;
    bool ok;

    *s = (struct source_text){ .path = copy_or_end(path), .kind = source_kind_of(path) };
    ok = fd >= 0 && fstat(fd, &st) == 0;
    if (ok && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        ok = false;
    }
    ok = ok && read_all(fd, &s->text, &n);
    err = errno;
    if (ok) {
        s->seen = file_seen_by(fd);
        s->mode = st.st_mode;
        s->has_nul = memchr(s->text, '\0', n) != NULL;
        cut_lines(s, n);
    }
    if (fd >= 0)
        close(fd);
    errno = err;
    return ok;
}

void source_free(struct source_text *s)
{
    free(s->path);
    free(s->lines);
    free(s->text);
    *s = (struct source_text){ 0 };
}

const struct source_text *source_named(const struct source_text *list, int n, const char *path)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(list[i].path, path) == 0)
            return &list[i];
    }
    return NULL;
}

void source_of_text(struct source_text *s, const char *path, const char *text, size_t n)
{
    *s = (struct source_text){ .path = copy_or_end(path), .kind = source_kind_of(path) };
    s->text = grow_or_end(NULL, n + 1);
    memcpy(s->text, text, n);
    s->text[n] = '\0';
    s->has_nul = memchr(text, '\0', n) != NULL;
    cut_lines(s, n);
}

/* ---- comments for us ------------------------------------------------------------------------------------ */

/* What stands behind "btsh WORD=" in a comment; NULL: it says nothing of the kind. */
static const char *request(const char *line, const char *word)
{
    const char *p = line + strspn(line, " \t");

    if (*p == '#')
        p++;
    else if (strncmp(p, "dnl", 3) == 0)
        p += 3;
    else
        return NULL;
    p += strspn(p, "# \t");
    if (strncmp(p, "btsh ", 5) != 0)
        return NULL;
    p += 5 + strspn(p + 5, " \t");
    return strncmp(p, word, strlen(word)) == 0 && p[strlen(word)] == '=' ? p + strlen(word) + 1 : NULL;
}

/* Is the code among "BT304,BT305"? */
static bool names(const char *list, int code)
{
    while (list != NULL && *list != '\0') {
        char word[16];
        size_t n = strcspn(list, ", \t");
        const struct check *c;

        snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : 0), list);
        c = check_find(word);
        if (c != NULL && c->code == code)
            return true;
        list += n;
        if (*list != ',')
            return false;
        list += 1 + strspn(list + 1, " \t");
    }
    return false;
}

bool source_silences(const struct source_text *s, const struct finding *x)
{
    int code = checks[x->check].code, i = x->line - 2;

    for (; i >= 0 && i < s->nlines && request(s->lines[i], "disable") != NULL; i--) {
        if (names(request(s->lines[i], "disable"), code))
            return true;
    }
    for (i = 0; i < s->nlines; i++) {
        if (names(request(s->lines[i], "disable-file"), code))
            return true;
    }
    return false;
}

/* ---- entries -------------------------------------------------------------------------------------------- */

bool source_entry(const struct source_text *s, int line, struct entry_text *out)
{
    const char *text = s->lines[line - 1];
    size_t n = strcspn(text, " \t");

    if (*text == '\0' || *text == '#' || n == 0 || n >= sizeof out->key)
        return false;
    memcpy(out->key, text, n);
    out->key[n] = '\0';
    out->value = text + n + strspn(text + n, " \t");
    out->value_column = (int)(out->value - text) + 1;
    return *out->value != '\0';
}
