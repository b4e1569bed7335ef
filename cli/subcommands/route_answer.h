/*
 * route_answer.h - btsh route: what is answered, as data.
 */
#ifndef BTSH_SUBCOMMANDS_ROUTE_ANSWER_H
#define BTSH_SUBCOMMANDS_ROUTE_ANSWER_H

#include <stdbool.h>

#include "base/arena.h"
#include "show/text.h"

struct btsh_route;
struct json_t;

enum route_status {
    ROUTE_OK,
    ROUTE_PARTIAL,   /* some of those that it leads to are refused */
    ROUTE_ERROR,     /* the mailer of that name, or it cannot be parsed, or all that it leads to is refused */
    ROUTE_REFUSED,   /* by the dialogue with the client */
    ROUTE_TEMPORARY, /* it rests on a lookup that failed for the time being */
    ROUTE_FAULTY,    /* the line cannot be read */
    ROUTE_SKIPPED,   /* it asks nothing */
    ROUTE_STATUSES
};
extern const char *const route_status_names[ROUTE_STATUSES];

/* One that it leads to in the end. */
struct route_final {
    struct route_final *next;
    const char *address, *mailer, *host, *user;
    const char *why;
    bool refused;
};

/* Starts as zeros. */
struct route_answer {
    enum route_status status;
    struct text mailer, host, user;
    int code;                  /* of the error; 0: it has none */
    char dsn[16];              /* "": none */
    struct text error;         /* empty: there is none */
    struct route_final *end;   /* with `expand`: those that it leads to */
    bool alone;                /* it leads to none but itself */
    struct arena room;         /* for these */
    struct text facts;         /* "access Connect:192.0.2 -> RELAY (access:3); ..." */
    struct json_t *facts_json; /* an array; the caller's, who takes it; NULL: none was wanted */
};

/* Where the library says that it goes. */
void route_answer_take(struct route_answer *a, const struct btsh_route *r);
/* Nothing is answered; what texts take is kept for the next answer. */
void route_answer_clear(struct route_answer *a);
void route_answer_free(struct route_answer *a);

#endif
