/*
 * fix.c - lines that a check knows how to mend, shown as a diff and written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/fix.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/secrets.h"
#include "show/text.h"
#include "suite/suite_run.h"
#include "suite/udiff.h"

/* The edits to a file, one a line; the first that has something to say of a line counts. */
static int edits_of(const struct check_run *c, const struct source_text *s, struct edit *edits)
{
    int n = 0;

    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];
        char *line;

        if (x->mended == NULL || strcmp(x->file, s->path) != 0 || (n > 0 && edits[n - 1].at == x->line - 1))
            continue;
        line = zeroed_or_end(strlen(x->mended) + 2, 1);
        sprintf(line, "%s\n", x->mended);
        edits[n++] = (struct edit){ .at = x->line - 1, .removed = 1, .text = line, .acceptable = true };
    }
    return n;
}

/* The file with its edits made, in the ends of lines that it has. */
static void make(struct sink *out, const struct source_text *s, const struct edit *edits, int n)
{
    const char *end = s->cr ? "\r\n" : "\n";

    for (int i = 0, e = 0; i < s->nlines; i++) {
        if (e < n && edits[e].at == i) {
            sink_add(out, edits[e].text, strlen(edits[e].text) - 1);
            e++;
        } else {
            sink_add(out, s->lines[i], strlen(s->lines[i]));
        }
        if (i + 1 < s->nlines || !s->no_newline)
            sink_add(out, end, strlen(end));
    }
}

static int fix_file(const struct source_text *s, const struct edit *edits, int n, struct output *out)
{
    struct text shown = { 0 };
    struct sink diff = { NULL, 0, 0 }, text = { NULL, 0, 0 };
    char why[REPLACE_WHY];
    int status;

    out_format(out, "--- %s\n+++ %s\n", s->path, s->path);
    udiff(&diff, s->lines, s->nlines, edits, n);
    text_bytes(&shown, diff.n > 0 ? diff.text : "", diff.n);
    secrets_mask(&shown, NULL);
    out_text(out, text_of(&shown));
    text_free(&shown);
    make(&text, s, edits, n);
    status = replace_file(s->path, &s->seen, text.text, text.n, why);
    if (status != 0)
        err_format("btsh check: %s\n", why);
    free(diff.text);
    free(text.text);
    return status;
}

static bool is_open(void *ctx, const struct finding *x)
{
    return x->mended == NULL || strcmp(x->file, ((const struct source_text *)ctx)->path) != 0;
}

int check_fix(struct check_run *c, struct output *out)
{
    struct edit *edits = zeroed_or_end((size_t)c->found.n + 1, sizeof *edits);
    int status = 0;

    for (int i = 0; i < c->nsources && status == 0; i++) {
        int n = edits_of(c, &c->sources[i], edits);

        if (n > 0)
            status = fix_file(&c->sources[i], edits, n, out);
        if (n > 0 && status == 0)
            findings_keep(&c->found, is_open, &c->sources[i]);
        while (n > 0)
            free(edits[--n].text);
    }
    free(edits);
    return status;
}
