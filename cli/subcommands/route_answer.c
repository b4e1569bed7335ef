/*
 * route_answer.c - btsh route: what is answered, as data.
 */
#include "subcommands/route_answer.h"

const char *const route_status_names[ROUTE_STATUSES] = { "ok", "partial", "error", "refused", "temporary", "faulty", "skipped" };

void route_answer_clear(struct route_answer *a)
{
    text_clear(&a->mailer);
    text_clear(&a->host);
    text_clear(&a->user);
    text_clear(&a->error);
    text_clear(&a->facts);
    onward_clear(&a->end);
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
    onward_clear(&a->end);
}
