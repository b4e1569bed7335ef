/*
 * option_names.h - the table of option names.
 *
 * Knows names, codes, kinds and help; no values and no messages. Two options have a code only.
 * Source: sendmail's operation guide, "O - Set option", and the order of `sendmail -bO`.
 */
#ifndef BTSH_CFPARSE_OPTION_NAMES_H
#define BTSH_CFPARSE_OPTION_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum option_id {
#define OPTION(id, name, code, flag, type, unit, text, help) OPT_##id,
#include "cfparse/option_list.h"
#undef OPTION
    OPTION_COUNT
};

enum option_type {
    OPTION_BOOL,     /* true: empty or t, T, y, Y first */
    OPTION_INT,
    OPTION_OCTAL,
    OPTION_TIME,     /* groups of digits and w, d, h, m, s */
    OPTION_CHAR,
    OPTION_ENUM,
    OPTION_STRING,
    OPTION_EXPANDED, /* macros are expanded when it is set */
    OPTION_MUNCHED,  /* quotes and backslashes are taken off */
    OPTION_LIST,     /* words with a syntax of their own */
    OPTION_USER,     /* a user or group, by name or number */
    OPTION_MACRO
};

enum option_flag { OPTION_PLAIN = 0, OPTION_SAFE = 1, OPTION_PARTS = 2, OPTION_NEWER = 4 };

struct option_name {
    const char *name;   /* "": it has a code only */
    unsigned char code;
    unsigned char flag; /* enum option_flag */
    unsigned char type; /* enum option_type */
    char unit;          /* of times, or 0 */
    const char *text;   /* the default, or NULL */
    const char *help;
};

/* The row of an id, 0 ... OPTION_COUNT - 1. */
const struct option_name *option_at(enum option_id id);
enum option_id option_id_of(const struct option_name *o);

enum option_match { OPTION_UNKNOWN, OPTION_EXACT, OPTION_ABBREVIATED, OPTION_AMBIGUOUS };

/*
 * Finds the n bytes at name, whatever their case. found[0]: the option; found[1]: when ambiguous,
 * the second one that the name could stand for. newer: those that came with 8.18 are known, too.
 */
enum option_match option_find(const char *name, size_t n, bool newer, const struct option_name *found[2]);

/* By the letter of a short form; NULL when no option has it. */
const struct option_name *option_by_letter(int letter);

#endif
