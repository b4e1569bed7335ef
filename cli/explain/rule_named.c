/*
 * rule_named.c - the rule that a person names.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "describe.h"
#include "engine.h"
#include "explain/rule_named.h"
#include "show/rule_text.h"
#include "show/text.h"

/* Is the line the rule's, but for blanks and what stands behind its two sides? */
static bool begins_with(const char *line, const char *rule)
{
    for (;;) {
        line += strspn(line, " \t");
        rule += strspn(rule, " \t");
        if (*rule == '\0' || *line != *rule)
            return *rule == '\0' && strchr(" \t\r\n", *line) != NULL;
        line++;
        rule++;
    }
}

/* The line of that number; NULL: the file has none, or no rule stands there. */
static char *rule_line(const char *path, int number)
{
    FILE *f = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t n = -1;

    for (int i = 1; f != NULL && i <= number; i++)
        n = getline(&line, &room, f);
    if (f != NULL)
        fclose(f);
    if (n > 0 && *line == 'R')
        return line;
    free(line);
    return NULL;
}

static const struct rule *written_so(const struct session *s, const char *line, int *ruleset)
{
    struct text text = { 0 };

    for (int i = 0; i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_first_rule(s, i); r != NULL; r = rule_after(r)) {
            text_clear(&text);
            rule_sides(&text, s, r);
            if (begins_with(line, text_of(&text))) {
                text_free(&text);
                *ruleset = i;
                return r;
            }
        }
    }
    text_free(&text);
    return NULL;
}

static bool is_file(const char *path, const char *name, size_t n)
{
    const char *base = strrchr(path, '/');

    return (strlen(path) == n && strncmp(path, name, n) == 0)
           || (base != NULL && strlen(base + 1) == n && strncmp(base + 1, name, n) == 0);
}

const struct rule *rule_named(const struct session *s, const char *mc, const char *text, int *ruleset)
{
    const char *colon = strrchr(text, ':');
    const struct rule *r;
    char *line;
    int none;

    ruleset = ruleset != NULL ? ruleset : &none;
    r = session_find_rule(s, text, ruleset);
    if (r != NULL || mc == NULL || colon == NULL || !is_file(mc, text, (size_t)(colon - text)))
        return r;
    line = rule_line(mc, atoi(colon + 1));
    if (line != NULL)
        r = written_so(s, line, ruleset);
    free(line);
    return r;
}
