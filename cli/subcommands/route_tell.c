/*
 * route_tell.c - btsh route: an answer as a line of a table, or of JSON.
 */
#include <string.h>

#include "show/output.h"
#include "subcommands/route_ask.h"
#include "subcommands/route_item.h"
#include "subcommands/route_json.h"
#include "subcommands/route_tell.h"

/* What would end a field or a line is shown as \t, \n, \r. */
static void put(struct output *out, const char *text)
{
    for (size_t n; *text != '\0'; text += n) {
        n = strcspn(text, "\t\n\r");
        if (n > 0) {
            out_printable(out, text, n, SHOWN_PRINTABLE);
        } else {
            out_text(out, *text == '\t' ? "\\t" : *text == '\n' ? "\\n" : "\\r");
            n = 1;
        }
    }
}

static void put_field(struct output *out, const char *text)
{
    out_char(out, '\t');
    put(out, text);
}

static void put_error(struct output *out, const struct route_answer *a)
{
    out_char(out, '\t');
    if (a->code != 0)
        out_format(out, "%d ", a->code);
    if (*a->dsn != '\0')
        out_format(out, "%s ", a->dsn);
    put(out, text_of(&a->error));
}

/* With commas between them; one that leads nowhere else is its own. */
static void put_final(struct output *out, const struct route_item *i, const struct route_answer *a)
{
    const char *before = "";

    out_char(out, '\t');
    for (const struct route_final *r = a->end; r != NULL; r = r->next) {
        if (r->refused)
            continue;
        out_text(out, before);
        put(out, r->address);
        before = ",";
    }
    if (a->alone && a->status == ROUTE_OK)
        put(out, i->recipient);
}

void route_tell(struct output *out, struct explain_json *json, const struct route_wish *w, const struct route_item *i,
                struct route_answer *a)
{
    if (json != NULL) {
        route_json_write(json, out, w, i, a);
        return;
    }
    put(out, i->recipient);
    put_field(out, route_status_names[a->status]);
    put_field(out, text_of(&a->mailer));
    put_field(out, text_of(&a->host));
    put_field(out, text_of(&a->user));
    put_error(out, a);
    if (w->expand)
        put_final(out, i, a);
    if (w->because)
        put_field(out, text_of(&a->facts));
    out_char(out, '\n');
}
