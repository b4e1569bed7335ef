/*
 * row_read.c - a row of a table of a suite: what stands between its tabs.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "shell/smtp_client.h"
#include "suite/expect_read.h"
#include "suite/row_read.h"
#include "suite/suite.h"

static int count_tabs(const char *text)
{
    int tabs = 0;

    for (; *text != '\0'; text++)
        tabs += *text == '\t';
    return tabs;
}

static const char *column(struct arena *a, char **p)
{
    char *text = strsep(p, "\t");

    return text == NULL || strcmp(text, "-") == 0 ? NULL : arena_strdup(a, text);
}

static bool wrong(char *error, size_t size, const char *columns, int tabs)
{
    snprintf(error, size, "a row is %s; this one has %d column%s", columns, tabs + 1, tabs == 0 ? "" : "s");
    return false;
}

bool row_read_route(struct arena *a, struct row *row, char *text, char *error, size_t size)
{
    int tabs = count_tabs(text);

    row->sender = column(a, &text);
    row->recipient = column(a, &text);
    row->mailer = column(a, &text);
    row->host = column(a, &text);
    row->user = column(a, &text);
    return (tabs == 4 && row->recipient != NULL && *row->recipient != '\0')
           || wrong(error, size, "sender, recipient, mailer, host, user, with tabs between them and - for what is not "
                                 "checked", tabs);
}

/* Without its angle brackets. */
static const char *bare(struct arena *a, const char *address)
{
    size_t n = strlen(address);

    return n >= 2 && address[0] == '<' && address[n - 1] == '>' ? arena_strndup(a, address + 1, n - 2) : address;
}

/* As behind `#@ expect', where the text of a reply may stand without its quotes. */
static bool read_wanted(struct arena *a, struct expectation *x, const char *text, char *error, size_t size)
{
    size_t n = strspn(text, "0123456789. ");
    char *quoted = arena_alloc(a, strlen(text) + 4);

    if (isdigit((unsigned char)*text) && text[n] != '\0' && strchr(text, '"') == NULL)
        sprintf(quoted, "%.*s\"%s\"", (int)n, text, text + n);
    else
        strcpy(quoted, text);
    if (*quoted == '\0' || !expectation_read(a, x, quoted, error, size)
        || (x->kind != EXPECT_REPLY && x->kind != EXPECT_ACCEPTED && x->kind != EXPECT_QUARANTINE)) {
        snprintf(error, size, "a reply is its codes and its text, as in 550 5.7.1 *denied, accepted, or quarantine "
                              "[\"TEXT\"], and not %.200s", *text != '\0' ? text : "empty");
        return false;
    }
    return true;
}

bool row_read_dialogue(struct arena *a, struct row *row, char *text, char *error, size_t size)
{
    struct dialogue_row *d = arena_alloc(a, sizeof *d);
    int tabs = count_tabs(text);

    d->client = column(a, &text);
    d->hello = column(a, &text);
    row->sender = column(a, &text);
    row->recipient = column(a, &text);
    d->reply = column(a, &text);
    row->dialogue = d;
    if (tabs != 4 || d->client == NULL || row->sender == NULL || row->recipient == NULL || *row->recipient == '\0'
        || d->reply == NULL)
        return wrong(error, size, "client, helo, from, to, reply, with tabs between them; helo alone may be -", tabs);
    if (!smtp_client_read(arena_strdup(a, d->client), &d->caller.setup)) {
        snprintf(error, size, "a client is ADDRESS[,NAME[,ok|fail|forged|temp]], and not %.200s", d->client);
        return false;
    }
    d->caller.hello = d->hello;
    d->from = bare(a, row->sender);
    d->to = bare(a, row->recipient);
    return read_wanted(a, &d->want, d->reply, error, size);
}
