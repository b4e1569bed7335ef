/*
 * names.h - every kind of name that a command line may have, from the tables and the loaded program:
 * for completion, and for the nearest known names when one is unknown.
 */
#ifndef BTSH_SHELL_NAMES_H
#define BTSH_SHELL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct session;
struct shell;
struct text;

enum name_kind {
    NAME_NOTHING,
    NAME_FILE,      /* of the file system: names_each() knows none */
    NAME_LINE,      /* a whole line of the shell: the same */
    NAME_COMMAND,   /* slash commands, without the slash */
    NAME_RULESET, NAME_RULE, NAME_MAILER, NAME_MAP, NAME_MACRO, NAME_CLASS, NAME_CATEGORY,
    NAME_TRACE, NAME_PART, NAME_TOPIC, NAME_BREAK, NAME_BREAK_WORD, NAME_LIST, NAME_SETTING, NAME_SMTP_OPTION
};

void names_each(struct shell *sh, enum name_kind kind, void (*fn)(void *ctx, const char *name),
                void *ctx);
/* "; known are a, b, c": the nearest names of the kind; nothing where none is near. */
void names_near(struct shell *sh, enum name_kind kind, const char *word, struct text *out);
/* The one name of the kind that begins with the word, or is it; NULL: none or several. In buf. */
const char *names_unique(struct shell *sh, enum name_kind kind, const char *word, char *buf,
                         size_t size);
/* True when every part of the n bytes at `word`, between commas, names a ruleset. */
bool names_rulesets(const struct session *s, const char *word, size_t n);
/* "HOST, ADDR" of check_relay and others that take two as "HOST $| ADDR"; false: it is not that. */
bool two_arguments(const char *list, const char *text, struct text *joined);

#endif
