/*
 * suite_words.c - what a line of a suite means, from the tables of directives and commands.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "editor/suite_words.h"
#include "shell/command_list.h"
#include "shell/shell.h"
#include "show/text.h"
#include "start/setup.h"
#include "suite/suite_read.h"

void suite_directives(void (*fn)(void *ctx, const char *word, const char *args, const char *help), void *ctx)
{
    const char *word, *args = NULL, *help;

    for (int i = 0; (word = suite_directive(i, &args)) != NULL; i++)
        fn(ctx, word, args, NULL);
    for (int i = 0; (word = setup_word(i, &args, &help)) != NULL; i++)
        fn(ctx, word, args, help);
}

struct asked_word {
    struct text *t;
    const char *word;
    size_t n;
};

static void directive_words(void *ctx, const char *word, const char *args, const char *help)
{
    struct asked_word *a = ctx;

    if (strlen(word) != a->n || strncmp(word, a->word, a->n) != 0)
        return;
    text_format(a->t, "#@ %s%s%s", word, args != NULL && *args != '\0' ? " " : "", args != NULL ? args : "");
    if (help != NULL && (args == NULL || strcmp(args, help) != 0))
        text_format(a->t, "\n%s", help);
}

static void command_words(struct text *t, const struct command *list, const char *word, size_t n, const char *lead)
{
    for (const struct command *c = list; c->name != NULL; c++) {
        if (strlen(c->name) != n || strncasecmp(c->name, word, n) != 0)
            continue;
        text_format(t, "%s%s%s%s\n%s", lead, c->name, c->args != NULL && *c->args != '\0' ? " " : "",
                    c->args != NULL ? c->args : "", c->help);
        if (c->more != NULL)
            text_format(t, "\n%s", c->more);
    }
}

void suite_line_words(struct text *t, const char *line)
{
    if (strncmp(line, "> ", 2) == 0)
        line += 2;
    if (strncmp(line, "#@", 2) == 0) {
        const char *word = line + 2 + strspn(line + 2, " \t");
        struct asked_word a = { t, word, strcspn(word, " \t") };

        suite_directives(directive_words, &a);
    } else if (*line == '/') {
        command_words(t, command_list.slash, line + 1, strcspn(line + 1, " \t"), "/");
    } else if (*line != '#' && *line != '\0') {
        command_words(t, command_list.lines, line, 1, "");
    }
}
