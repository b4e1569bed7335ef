/*
 * unknown.c - does a command name something that there is not?
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/text.h"
#include "suite/unknown.h"

/* The first word of `from` up to one of `ends`, in buf; what follows it and blanks. */
static const char *word_of(const char *from, const char *ends, char *buf, size_t size)
{
    size_t n;

    from += strspn(from, " \t");
    n = strcspn(from, ends);
    snprintf(buf, size, "%.*s", (int)n, from);
    from += n;
    return from + strspn(from, " \t");
}

static bool missing(struct shell *sh, const char *kind, const char *name, enum name_kind near,
                    struct text *what)
{
    text_format(what, "there is no %s %s", kind, name);
    names_near(sh, near, name, what);
    return false;
}

/* A number counts as a name only where there are rules, or an S line gave it one. */
static bool ruleset_is_known(struct shell *sh, const char *name, struct text *what)
{
    int number = session_ruleset_named(sh->session, name);

    if (number >= 0 && session_has_ruleset(sh->session, number))
        return true;
    return missing(sh, "ruleset", name, NAME_RULESET, what);
}

/* RULESET,RULESET ... ADDRESS */
static bool rules_are_known(struct shell *sh, const char *list, struct text *what)
{
    char name[INPUT_LINE];

    do {
        list = word_of(list, ", \t", name, sizeof name);
        if (*name != '\0' && !ruleset_is_known(sh, name, what))
            return false;
    } while (*list++ == ',');
    return true;
}

static bool map_is_known(struct shell *sh, const char *args, struct text *what)
{
    char name[INPUT_LINE];

    word_of(args, " \t", name, sizeof name);
    return *name == '\0' || session_map(sh->session, name) != NULL
           || missing(sh, "map", name, NAME_MAP, what);
}

static bool mailer_is_known(struct shell *sh, const char *args, struct text *what)
{
    char name[INPUT_LINE];

    word_of(args, " \t", name, sizeof name);
    return *name == '\0' || session_has_mailer(sh->session, name)
           || missing(sh, "mailer", name, NAME_MAILER, what);
}

/* An address, or rulesets and an address; options before them. */
static bool explained_is_known(struct shell *sh, const char *args, struct text *what)
{
    size_t n = strcspn(args, " \t");

    if (n == strlen("--rules") && strncmp(args, "--rules", n) == 0) {
        args += n + strspn(args + n, " \t");
        n = strcspn(args, " \t");
    }
    return args[n] == '\0' || args[n + strspn(args + n, " \t")] == '\0'
           || rules_are_known(sh, args, what);
}

static const struct {
    const char *command;
    bool (*is_known)(struct shell *sh, const char *args, struct text *what);
} slash_words[] = {
    { "map", map_is_known },
    { "try", mailer_is_known },
    { "explain", explained_is_known },
};

static bool slash_is_known(struct shell *sh, const char *line, struct text *what)
{
    char word[INPUT_LINE], whole[64];
    const char *args = word_of(line, " \t", word, sizeof word), *name = word;
    const struct command *c = sh->commands->slash;

    if (view_ext(sh)) {
        const char *unique = names_unique(sh, NAME_COMMAND, word, whole, sizeof whole);

        name = unique != NULL ? unique : word;
    }
    while (c->name != NULL && strcasecmp(c->name, name) != 0)
        c++;
    if (c->name == NULL)
        return *word == '\0' || missing(sh, "command", line - 1, NAME_COMMAND, what);
    for (size_t i = 0; i < sizeof slash_words / sizeof slash_words[0]; i++) {
        if (strcmp(slash_words[i].command, c->name) == 0)
            return slash_words[i].is_known(sh, args, what);
    }
    return true;
}

/* $=class */
static bool class_is_known(struct shell *sh, const char *args, struct text *what)
{
    char name[INPUT_LINE];
    int id;

    word_of(args, "", name, sizeof name);
    id = session_name_find(sh->session, name);
    return *name == '\0' || (id != 0 && session_class_size(sh->session, id) > 0)
           || missing(sh, "class", name, NAME_CLASS, what);
}

bool command_is_known(struct shell *sh, const char *command, struct text *what)
{
    const char *p = command + strspn(command, " ");

    if (sh->dialogue != NULL)
        return true;
    switch (*p) {
    case '/':
        return slash_is_known(sh, p + 1, what);
    case '$':
        return p[1] != '=' || class_is_known(sh, p + 2, what);
    case '=':
        return (p[1] != 'S' && p[1] != 's') || rules_are_known(sh, p + 2, what);
    case '\0': case '.': case '-': case '#': case '?':
        return true;
    default:
        return rules_are_known(sh, p, what);
    }
}
