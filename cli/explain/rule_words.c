/*
 * rule_words.c - what a configuration itself says of a rule.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "describe.h"
#include "engine.h"
#include "explain/rule_words.h"
#include "show/text.h"

/* Behind the second group of tabs; the lines that go on are part of it. */
static const char *third_field(const char *line)
{
    for (int i = 0; i < 2; i++) {
        line += strcspn(line, "\t");
        line += strspn(line, "\t");
    }
    return line;
}

static void add_words(struct text *t, const char *s)
{
    s += strspn(s, "# \t");
    text_bytes(t, s, strcspn(s, "\n"));
    while (t->n > 0 && strchr(" \t\r#", t->s[t->n - 1]) != NULL)
        t->s[--t->n] = '\0';
}

/* The comment above, as long as nothing stands between; in a file of the m4 tree, dnl is none of it. */
static void take_comment(struct text *comment, const char *line)
{
    if (*line != '#') {
        text_clear(comment);
        return;
    }
    if (strlen(line + strspn(line, "# \t")) > 1) {
        text_clear(comment);
        add_words(comment, line);
    }
}

void rule_words(struct text *t, const struct session *s, const struct rule *r)
{
    struct rule_view v = rule_describe(r);
    int fd = session_open_file(s, v.file);
    FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
    struct text comment = { 0 }, third = { 0 };
    char *line = NULL;
    size_t room = 0;

    for (int i = 1; f != NULL && i <= v.line && getline(&line, &room, f) >= 0; i++) {
        if (i < v.first_line)
            take_comment(&comment, line);
        else if (*line == 'R')
            add_words(&third, third_field(line));
    }
    if (third.n > 0)
        text_add(t, text_of(&third));
    else if (comment.n > 0)
        text_add(t, text_of(&comment));
    free(line);
    if (f != NULL)
        fclose(f);
    text_free(&comment);
    text_free(&third);
}
