/*
 * checks.h - the checks as rows, found by their code.
 */
#ifndef BTSH_CHECK_CHECKS_H
#define BTSH_CHECK_CHECKS_H

#include <stdbool.h>

struct output;

enum check_level { LEVEL_STYLE, LEVEL_INFO, LEVEL_WARNING, LEVEL_ERROR, LEVELS };
enum { PROFILE_STIG = 1, PROFILE_CIS = 2 };

struct check {
    int code;              /* what stands behind BT */
    enum check_level level;
    unsigned profiles;     /* PROFILE_*: only made with one of them; 0: always */
    const char *title, *why;
    const char *bad, *good; /* files, a line "==> NAME" before each */
};

enum check_id {
#define CHECK(code, ...) BT##code,
#include "check/check_list.h"
#undef CHECK
    CHECKS
};

extern const struct check checks[CHECKS];

/* By "BT304" or "304", in any case; NULL: there is none. */
const struct check *check_find(const char *code);
/* "error", "warning", "info", "style"; false: it is none of these. */
bool check_level_read(const char *word, enum check_level *level);
const char *check_level_name(enum check_level level);
/* The page of a check, as --explain shows it. */
void check_explain(const struct check *c, struct output *out);
/* All of them, a line each. */
void checks_list(struct output *out);

#endif
