/*
 * finding.h - what checks have found: where it stands, which check says so, in which words, and how it could be mended.
 */
#ifndef BTSH_CHECK_FINDING_H
#define BTSH_CHECK_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "check/checks.h"

/* Strings are owned, but for the file, which is the list's. */
struct finding {
    enum check_id check;
    enum check_level level; /* the check's, or what this case is worth */
    const char *file;
    int file_number, place; /* of the file among those of the list; of the finding, as it came */
    int line, column;       /* 1 is the first; line 0: the file as a whole */
    char *text;
    char *mended;           /* the line as it ought to be, without its newline; NULL: that is for a person to say */
};

struct findings_list {
    struct finding *list; /* owned */
    int n;
    size_t room;
    char **files;         /* owned; in the order in which they came */
    int nfiles;
};

/* The finding, which stays valid until the next one is added. */
struct finding *finding_add(struct findings_list *f, enum check_id check, const char *file, int line, int column,
                            const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* By file (in the order in which files came), line and column; of two that say the same one is kept. */
void findings_sort(struct findings_list *f);
/* Takes away what fn does not want. */
void findings_keep(struct findings_list *f, bool (*fn)(void *ctx, const struct finding *x), void *ctx);
void findings_free(struct findings_list *f);

#endif
