/*
 * source_text.h - a file that is checked, as its lines, and what kind of file it is.
 */
#ifndef BTSH_CHECK_SOURCE_TEXT_H
#define BTSH_CHECK_SOURCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "show/replace_file.h"

struct finding;

enum source_kind {
    SOURCE_UNKNOWN, SOURCE_ACCESS, SOURCE_MAILERTABLE, SOURCE_VIRTUSERTABLE, SOURCE_GENERICSTABLE,
    SOURCE_DOMAINTABLE, SOURCE_AUTHINFO, SOURCE_TABLE, /* of another name, that makemap would read */
    SOURCE_ALIASES, SOURCE_WORDS, /* of a class */
    SOURCE_MC, SOURCE_CF
};

struct source_text {
    char *path;               /* as it was named */
    enum source_kind kind;
    char **lines;             /* without their ends; lines[0] is line 1 */
    int nlines;
    bool cr, no_newline;      /* lines end in CR LF; the last one has no end */
    bool has_nul;             /* its lines are not all of it */
    bool exact;               /* keys that differ in case are two */
    bool judged, mine;        /* a configuration has judged it as one of its own; the one at hand does */
    struct file_seen seen;
    unsigned mode;
    char *text;               /* holds the lines */
};

/* What the name of a file says that it is. */
enum source_kind source_kind_of(const char *path);
/* Of a map's name in a configuration. */
enum source_kind source_kind_of_map(const char *map);
/* Is it a table that makemap reads? */
bool source_is_table(enum source_kind kind);
/* False: it cannot be read, errno says why. */
bool source_read(struct source_text *s, const char *path);
/* The same of n bytes that stand for the file. */
void source_of_text(struct source_text *s, const char *path, const char *text, size_t n);
void source_free(struct source_text *s);
/* The one of that path among n; NULL: there is none. */
const struct source_text *source_named(const struct source_text *list, int n, const char *path);
/* Does a comment in the file ask not to be told of this? */
bool source_silences(const struct source_text *s, const struct finding *x);

/* An entry of a line that makemap reads; false: the line holds none. Columns start at 1. */
struct entry_text {
    char key[1024];
    const char *value;        /* in the line */
    int value_column;
};
bool source_entry(const struct source_text *s, int line, struct entry_text *out);

#endif
