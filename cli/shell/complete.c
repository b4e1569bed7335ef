/*
 * complete.c - what a line that is being typed can go on with.
 */
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/complete.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/terminal.h"

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
    char **more;

    if (strncasecmp(name, f->word, f->n) != 0)
        return;
    for (int i = 0; i < c->n; i++) {
        if (strcmp(c->list[i], name) == 0)
            return;
    }
    more = realloc(c->list, (size_t)(c->n + 1) * sizeof *more);
    if (more == NULL)
        return;
    c->list = more;
    c->list[c->n] = strdup(name);
    c->n += c->list[c->n] != NULL;
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

/* The kind of the word that begins at `start`, behind others. */
static enum name_kind kind_of_argument(const struct shell *sh, const char *line, size_t start)
{
    size_t n = strcspn(line, " \t"), second = n + strspn(line + n, " \t");

    for (const struct command *c = sh->commands->slash; *line == '/' && c->name != NULL; c++) {
        if (strlen(c->name) == n - 1 && strncasecmp(c->name, line + 1, n - 1) == 0)
            return start <= second ? c->first : c->second;
    }
    return NAME_NOTHING;
}

void complete_line(void *ctx, const char *line, size_t cursor, struct completion *out)
{
    size_t start = cursor, lead = 0;
    enum name_kind kind = NAME_NOTHING;
    char word[WORD];
    struct finding f = { out, word, 0 };

    while (start > 0 && strchr(" \t,", line[start - 1]) == NULL)
        start--;
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
