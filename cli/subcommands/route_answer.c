/*
 * route_answer.c - btsh route: what is answered, as data.
 */
#include <stdio.h>
#include <string.h>

#include "library/btsh.h"
#include "subcommands/route_answer.h"

const char *const route_status_names[ROUTE_STATUSES] = { "ok", "partial", "error", "refused", "temporary", "faulty", "skipped" };

void route_answer_clear(struct route_answer *a)
{
    text_clear(&a->mailer);
    text_clear(&a->host);
    text_clear(&a->user);
    text_clear(&a->error);
    text_clear(&a->facts);
    a->end = NULL;
    arena_reset(&a->room);
    a->facts_json = NULL;
    a->dsn[0] = '\0';
    a->code = 0;
    a->status = ROUTE_OK;
}

void route_answer_free(struct route_answer *a)
{
    text_free(&a->mailer);
    text_free(&a->host);
    text_free(&a->user);
    text_free(&a->error);
    text_free(&a->facts);
    arena_free(&a->room);
}

static void put(struct text *t, const char *text)
{
    if (text != NULL)
        text_add(t, text);
}

static const char *kept(struct route_answer *a, const char *text)
{
    return text != NULL ? arena_strdup(&a->room, text) : NULL;
}

/* What the library gives out is gone with its next call. */
static void take_recipients(struct route_answer *a, const struct btsh_recipient *r)
{
    struct route_final **end = &a->end;

    a->alone = r == NULL;
    for (; r != NULL; r = r->next) {
        if (strcmp(r->end, "leads on") == 0)
            continue;
        *end = arena_alloc(&a->room, sizeof **end);
        **end = (struct route_final){ .address = kept(a, r->address), .mailer = kept(a, r->mailer), .host = kept(a, r->host),
                                      .user = kept(a, r->user), .why = kept(a, r->why), .refused = strcmp(r->end, "refused") == 0 };
        end = &(*end)->next;
    }
}

void route_answer_take(struct route_answer *a, const struct btsh_route *r)
{
    while (a->status < ROUTE_TEMPORARY && strcmp(route_status_names[a->status], r->status) != 0)
        a->status++;
    put(&a->mailer, r->mailer);
    put(&a->host, r->host);
    put(&a->user, r->user);
    put(&a->error, r->error);
    a->code = r->code;
    snprintf(a->dsn, sizeof a->dsn, "%s", r->dsn != NULL ? r->dsn : "");
    take_recipients(a, r->recipients);
}
