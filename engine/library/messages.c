/*
 * messages.c - what was said while something was done, as a list that the library gives out.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "engine.h"
#include "library/btsh.h"
#include "library/messages.h"
#include "library/plain.h"

enum { OWN_TEXT = 8192 };

static const char *const kinds[] = { [DIAG_SYSTEM] = "system", [DIAG_USER] = "user", [DIAG_INFO] = "info",
                                     [DIAG_WARN] = "warning", [DIAG_FATAL] = "fatal" };

void messages_begin(struct messages *m, struct arena *a)
{
    *m = (struct messages){ .arena = a };
}

static struct btsh_message *one_more(struct messages *m)
{
    struct btsh_message *one = arena_alloc(m->arena, sizeof *one);

    if (m->last != NULL)
        m->last->next = one;
    else
        m->first = one;
    return m->last = one;
}

struct btsh_message *messages_add(struct messages *m, const struct session *s, const struct diagnostic *d)
{
    struct btsh_message *one = one_more(m);

    one->kind = kinds[d->cls];
    one->code = d->cls == DIAG_WARN || d->cls == DIAG_INFO ? 0 : d->code;
    one->dsn = plain_text(m->arena, s, d->dsn);
    one->status = d->status;
    one->file = plain_text(m->arena, s, d->file);
    one->line = d->file != NULL ? d->line : 0;
    one->text = plain_text(m->arena, s, d->text);
    one->error = d->err;
    return one;
}

void messages_say(struct messages *m, const char *kind, const char *fmt, ...)
{
    struct btsh_message *one = one_more(m);
    char text[OWN_TEXT];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    one->kind = kind;
    one->status = EX_USAGE;
    one->text = arena_strdup(m->arena, text);
}

int messages_errors(const struct messages *m)
{
    int n = 0;

    for (const struct btsh_message *one = m->first; one != NULL; one = one->next)
        n += strcmp(one->kind, "info") != 0 && strcmp(one->kind, "warning") != 0;
    return n;
}
