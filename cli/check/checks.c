/*
 * checks.c - the checks as rows, and the page of one.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/checks.h"
#include "show/output.h"
#include "show/wrap.h"

const struct check checks[CHECKS] = {
#define CHECK(code, level, profiles, title, why, bad, good) \
    [BT##code] = { code, LEVEL_##level, profiles, title, why, bad, good },
#include "check/check_list.h"
#undef CHECK
};

static const char *const levels[LEVELS] = { "style", "info", "warning", "error" };

const struct check *check_find(const char *code)
{
    char *end;
    long number;

    if (strncasecmp(code, "BT", 2) == 0)
        code += 2;
    number = strtol(code, &end, 10);
    for (int i = 0; i < CHECKS && end != code && *end == '\0'; i++) {
        if (checks[i].code == number)
            return &checks[i];
    }
    return NULL;
}

bool check_level_read(const char *word, enum check_level *level)
{
    for (int i = 0; i < LEVELS; i++) {
        if (strcmp(levels[i], word) == 0) {
            *level = (enum check_level)i;
            return true;
        }
    }
    return false;
}

const char *check_level_name(enum check_level level)
{
    return levels[level];
}

/* Lines of a text, with blanks before each. */
static void indented(struct output *out, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        out_text(out, n > 0 ? "    " : "");
        out_bytes(out, text, n);
        out_char(out, '\n');
        text += n + (text[n] == '\n');
    }
}

void check_explain(const struct check *c, struct output *out)
{
    out_format(out, "BT%d: %s (%s)\n\n", c->code, c->title, levels[c->level]);
    wrap_prose(out, c->why, 0);
    out_text(out, "\n\nTold of:\n\n");
    indented(out, c->bad);
    out_text(out, "\nNot of:\n\n");
    indented(out, c->good);
}

void checks_list(struct output *out)
{
    for (int i = 0; i < CHECKS; i++)
        out_format(out, "BT%d  %-7s  %s%s\n", checks[i].code, levels[checks[i].level], checks[i].title,
                   checks[i].profiles != 0 ? " (--profile)" : "");
}
