/*
 * route_tell.h - btsh route: an answer as a line of a table, or of JSON.
 *
 *      RECIPIENT <TAB> STATUS <TAB> MAILER <TAB> HOST <TAB> USER <TAB> ERROR [<TAB> FINAL] [<TAB> FACTS]
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_TELL_H
#define BTSH_SUBCOMMANDS_ROUTE_TELL_H

struct explain_json;
struct output;
struct route_answer;
struct route_item;
struct route_wish;

/* json NULL: a table's. */
void route_tell(struct output *out, struct explain_json *json, const struct route_wish *w, const struct route_item *i,
                struct route_answer *a);

#endif
