/*
 * complete.c - what a line that is being typed can go on with.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/complete.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/terminal.h"
#include "show/memory.h"
#include "smtp/dialogue.h"

enum { WORD = 256 };

/* What stands at the start of a line and is no word of its own. */
static const struct {
    const char *lead;
    enum name_kind kind;
} leads[] = {
    { "/", NAME_COMMAND }, { "=S", NAME_RULESET }, { ".D", NAME_MACRO }, { ".C", NAME_CLASS },
    { "$=", NAME_CLASS },  { "$", NAME_MACRO },    { "-d", NAME_CATEGORY }, { "? ", NAME_TOPIC },
};

struct finding {
    struct completion *out;
    const char *word;
    size_t n;
};

static void offer(void *ctx, const char *name)
{
    struct finding *f = ctx;
    struct completion *c = f->out;

    if (strncasecmp(name, f->word, f->n) != 0)
        return;
    for (int i = 0; i < c->n; i++) {
        if (strcmp(c->list[i], name) == 0)
            return;
    }
    c->list = grow_or_end(c->list, (size_t)(c->n + 1) * sizeof *c->list);
    c->list[c->n++] = copy_or_end(name);
}

static void offer_files(struct finding *f)
{
    char pattern[WORD + 2];
    glob_t found;

    memcpy(pattern, f->word, f->n);
    pattern[f->n] = '*';
    pattern[f->n + 1] = '\0';
    if (strpbrk(f->word, "*?[") != NULL || glob(pattern, GLOB_MARK, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        offer(f, found.gl_pathv[i]);
    globfree(&found);
}

static const struct command *command_of(const struct shell *sh, const char *line)
{
    size_t n = strcspn(line, " \t");

    for (const struct command *c = sh->commands->slash; *line == '/' && c->name != NULL; c++) {
        if (strlen(c->name) == n - 1 && strncasecmp(c->name, line + 1, n - 1) == 0)
            return c;
    }
    return NULL;
}

/* Where the words behind the first one begin. */
static size_t second_word(const char *line)
{
    size_t n = strcspn(line, " \t");

    return n + strspn(line + n, " \t");
}

/* The kind of the word that begins at `start`, behind others. */
static enum name_kind kind_of_argument(const struct shell *sh, const char *line, size_t start)
{
    const struct command *c = command_of(sh, line);
    size_t first = second_word(line);

    if (c == NULL)
        return NAME_NOTHING;
    if (start <= first || memchr(line + first, ' ', start - first) == NULL)
        return c->first;
    return c->second;
}

static void offer_command(void *ctx, const char *name)
{
    char word[WORD];

    snprintf(word, sizeof word, "/%s", name);
    offer(ctx, word);
}

/* Everything that a line can begin with: a command, or rulesets. */
static void offer_beginnings(struct shell *sh, struct finding *f)
{
    names_each(sh, NAME_RULESET, offer, f);
    names_each(sh, NAME_COMMAND, offer_command, f);
}

/* What a client can say. */
static bool complete_verb(const struct shell *sh, const char *line, size_t cursor, struct completion *out)
{
    struct finding f = { out, line, cursor };
    const char *verb;

    if (sh->dialogue == NULL || *line == '/')
        return false;
    out->start = 0;
    if (memchr(line, ' ', cursor) == NULL) {
        for (size_t i = 0; (verb = dialogue_verb(i)) != NULL; i++)
            offer(&f, verb);
    } else {
        offer(&f, "MAIL FROM:<");
        offer(&f, "RCPT TO:<");
    }
    return true;
}

/* The word at the cursor of what stands behind a command that takes a whole line. */
static bool complete_inner(void *ctx, const char *line, size_t cursor, struct completion *out)
{
    const struct command *c = command_of(ctx, line);
    size_t at = second_word(line);

    if (c == NULL || c->first != NAME_LINE || cursor < at || at == strlen(c->name) + 1)
        return false;
    complete_line(ctx, line + at, cursor - at, out);
    out->start += at;
    return true;
}

void complete_line(void *ctx, const char *line, size_t cursor, struct completion *out)
{
    size_t start = cursor, lead = 0;
    enum name_kind kind = NAME_NOTHING;
    char word[WORD];
    struct finding f = { out, word, 0 };

    if (complete_verb(ctx, line, cursor, out) || complete_inner(ctx, line, cursor, out))
        return;
    while (start > 0 && strchr(" \t,", line[start - 1]) == NULL)
        start--;
    if (cursor == 0) {
        out->start = 0;
        *word = '\0';
        offer_beginnings(ctx, &f);
        return;
    }
    for (size_t i = 0; kind == NAME_NOTHING && i < sizeof leads / sizeof leads[0]; i++) {
        lead = strlen(leads[i].lead);
        if (strncmp(line, leads[i].lead, lead) == 0 && start <= lead && cursor >= lead) {
            kind = leads[i].kind;
            start = lead;
        }
    }
    if (kind == NAME_NOTHING && memchr(line, ' ', start) == NULL)
        kind = *line != '/' ? NAME_RULESET : NAME_NOTHING; /* a list, before the address */
    else if (kind == NAME_NOTHING)
        kind = kind_of_argument(ctx, line, start);
    if (kind == NAME_TRACE && memchr(line + start, ':', cursor - start) != NULL) { /* tree:maps */
        start = (size_t)(strchr(line + start, ':') - line) + 1;
        kind = NAME_PART;
    }
    if (kind == NAME_MACRO && line[start] == '$' && start < cursor)
        start++; /* /watch $x */
    out->start = start;
    f.n = cursor - start;
    if (f.n >= sizeof word || kind == NAME_NOTHING)
        return;
    memcpy(word, line + start, f.n);
    word[f.n] = '\0';
    if (kind == NAME_FILE)
        offer_files(&f);
    else
        names_each(ctx, kind, offer, &f);
}
