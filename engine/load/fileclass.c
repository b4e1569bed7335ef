/*
 * fileclass.c - F lines: words of a class from a file, a program's output or one map lookup.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "cfparse/white.h"
#include "files/safefile.h"
#include "load/fileclass.h"
#include "maps/once.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

/* An F line taken apart. */
struct source {
    int id;
    bool optional;
    const char *at;      /* file, |program or key@class:arguments */
    const char *format;
};

/* Cuts a file name at the first blank outside quotes; false: unbalanced. *rest is behind it. */
static bool cut_name(char *text, char **rest)
{
    bool quoted = false, backslash = false;
    char *to = text, *p = text;

    for (; *p != '\0'; p++) {
        if (backslash) {
            backslash = false;
            if (*p == ' ')
                break;
            *to++ = '\\';
            *to++ = *p;
        } else if (*p == '\\') {
            backslash = true;
        } else if (*p == '"') {
            quoted = !quoted;
        } else if (*p == ' ' && !quoted) {
            break;
        } else {
            *to++ = *p;
        }
    }
    *rest = *p != '\0' ? p + 1 : p;
    *to = '\0';
    return !quoted && !backslash;
}

/* key@class:arguments, or key@LDAP */
static bool is_map_source(const char *p)
{
    const char *at, *colon;

    if (*p == '/' || *p == '|')
        return false;
    at = strchr(p, '@');
    if (at == NULL)
        return false;
    if (strcmp(at + 1, "LDAP") == 0)
        return true;
    colon = strchr(at + 1, ':');
    return colon != NULL && colon != at + 1;
}

/*
 * A scan format is the administrator's text, so it is not given to sscanf() unseen: it must have
 * exactly one conversion that stores, and that one must be of characters.
 */
static bool format_is_safe(const char *f)
{
    int stores = 0;

    for (; *f != '\0'; f++) {
        bool skip;

        if (*f != '%')
            continue;
        if (*++f == '%')
            continue;
        skip = *f == '*';
        if (skip)
            f++;
        while (*f >= '0' && *f <= '9')
            f++;
        if (*f == '[') {
            f++;
            if (*f == '^')
                f++;
            if (*f == ']')
                f++;
            while (*f != '\0' && *f != ']')
                f++;
        } else if (!skip && *f != 's' && *f != 'c') {
            return false;
        } else if (*f == 'n' || *f == 'm') {
            return false;
        }
        if (*f == '\0')
            return false;
        stores += !skip;
    }
    return stores == 1;
}

/* What "%s" would take. */
static void class_add_first_word(struct session *s, int id, const char *line)
{
    char word[MAX_LINE];
    size_t n = 0;

    while (white(*line))
        line++;
    while (line[n] != '\0' && !white(line[n]))
        n++;
    if (n == 0)
        return;
    memcpy(word, line, n);
    word[n] = '\0';
    class_add(s, id, word);
}

static void add_line(struct session *s, const struct source *src, const char *line)
{
    char word[MAX_LINE + 1];

    if (*line == '#')
        return;
    if (strcmp(src->format, "%s") == 0) {
        class_add_first_word(s, src->id, line);
        return;
    }
    memset(word, 0, sizeof word);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (sscanf(line, src->format, word) != 1)
        return;
#pragma GCC diagnostic pop
    class_add_words(s, src->id, word);
}

static void add_stream(struct session *s, const struct source *src, FILE *f)
{
    char line[MAX_LINE];

    if (!format_is_safe(src->format))
        return;
    while (fgets(line, sizeof line, f) != NULL)
        add_line(s, src, line);
    if (ferror(f))
        syserr_unread(s, src->at, errno);
}

/* What a class file must be; the system's own configuration may name files only root can read. */
static unsigned class_file_flags(const struct session *s)
{
    uint64_t blame = s->prog->set.dont_blame;
    unsigned flags = SFF_REGONLY | SFF_NOLOCK;

    if (!s->prog->set.cf_given)
        flags |= SFF_OPENASROOT;
    else
        flags |= SFF_ROOTOK;
    if ((blame & DBS_CLASSFILE_UNSAFE_DIR) == 0)
        flags |= SFF_SAFEDIRPATH;
    if ((blame & DBS_LINKED_CLASSFILE) == 0)
        flags |= SFF_NOWLINK;
    return flags;
}

static void from_file(struct session *s, const struct source *src)
{
    unsigned flags = class_file_flags(s);
    struct stat st;
    int fd = -1, why;
    FILE *f;

    DEBUG(s, DL_FILECLASS, DBG_STR(src->at), DBG_STR(src->format));
    why = safeopen(s, src->at, flags, &fd, &st);
    if (why != 0) {
        s->standing.err = why;
        if (!src->optional)
            syserr(s, "fileclass: cannot open '%s'", src->at);
        return;
    }
    f = fdopen(fd, "r");
    if (f == NULL) {
        close(fd);
        return;
    }
    add_stream(s, src, f);
    fclose(f);
}

static void from_program(struct session *s, const struct source *src)
{
    char *argv[64], *copy = arena_strdup(&s->command.work, src->at + 1), *save = NULL;
    int n = 0, fd = -1, err = 0;
    pid_t pid;
    struct default_user user;
    FILE *f;

    DEBUG(s, DL_FILECLASS, DBG_STR(src->at), DBG_STR(src->format));
    for (char *w = strtok_r(copy, " \t", &save); w != NULL && n < 63; w = strtok_r(NULL, " \t", &save))
        argv[n++] = w;
    argv[n] = NULL;
    if (n == 0)
        return;
    if ((s->world->shut & WORLD_NO_EXEC) != 0) {
        s->standing.err = 0;
        syserr(s, "451 4.3.5 fileclass: %s: refused: no programs are run", src->at);
        return;
    }
    user = default_user(s);
    pid = s->world->run(s->world->ctx, argv, s->prog->environ, "/tmp",
                        (uid_t)user.uid, (gid_t)user.gid, &fd, &err);
    if (pid <= 0) {
        /* The real program's child writes its complaint into the pipe; its first word is kept. */
        char prefix[MAX_LINE];

        snprintf(prefix, sizeof prefix, "%s:", s->file != NULL ? s->file : "");
        class_add(s, src->id, prefix);
        return;
    }
    f = fdopen(fd, "r");
    if (f != NULL) {
        add_stream(s, src, f);
        fclose(f);
    } else {
        close(fd);
    }
    s->world->wait_for(s->world->ctx, pid);
}

static void from_map(struct session *s, const struct source *src)
{
    char *key = arena_strdup(&s->command.work, src->at), *cls = strchr(key, '@'), *args;
    const char *value;
    char name[32];
    int status = EX_OK;

    DEBUG(s, DL_FILECLASS, DBG_STR(src->at), DBG_STR(src->format));
    *cls++ = '\0';
    args = strchr(cls, ':');
    if (args != NULL)
        *args++ = '\0';
    value = map_one_lookup(s, name_text(s, src->id, false, name), src->id, cls, args, key,
                           src->optional, &status);
    if (value != NULL)
        class_add_words(s, src->id, value);
}

void file_class_line(struct session *s, const char *text)
{
    struct source src = { .format = "%s" };
    const char *p = text;
    char *copy, *rest;

    src.id = name_id(s, &p);
    if (src.id == 0)
        return;
    while (white(*p))
        p++;
    if (p[0] == '-' && p[1] == 'o') {
        src.optional = true;
        while (*p != '\0' && !white(*p))
            p++;
        while (white(*p))
            p++;
    }
    copy = arena_strndup(&s->command.work, p, strlen(p) < MAX_LINE ? strlen(p) : MAX_LINE - 1);
    src.at = copy;
    if (is_map_source(copy)) {
        origin_note(s, src.id, ORIGIN_LOOKUP, copy, NULL);
        from_map(s, &src);
        return;
    }
    if (!cut_name(copy, &rest)) {
        syserr(s, "illegal filename '%s'", p);
        return;
    }
    while (white(*rest))
        rest++;
    if (*copy == '\0') {
        syserr(s, "fileclass: missing file name");
    } else if (*copy == '|') {
        origin_note(s, src.id, ORIGIN_PROGRAM, copy, NULL);
        from_program(s, &src);
    } else {
        if (*rest != '\0')
            src.format = rest;
        origin_note(s, src.id, ORIGIN_FILE, copy, src.format);
        from_file(s, &src);
    }
}
