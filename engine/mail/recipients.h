/*
 * recipients.h - how the recipients of a message are found: what -bv shows.
 *
 *      operand ──address list──▶ recipients_list() ──each, last first──▶ recipient_add()
 *                                     ▲                                        │
 *                                     └── alias, :include:, .forward, users ◀──┘
 *
 * Each address that comes up stands in one queue, sorted by host; the state says what became of it.
 * Strings and addresses live in the command's arena. Files are read as the user would read them
 * whose file it is, judged by owner and mode; nothing is written.
 */
#ifndef BTSH_MAIL_RECIPIENTS_H
#define BTSH_MAIL_RECIPIENTS_H

#include <stdbool.h>

struct address;
struct mailer;
struct map;
struct session;

/* Levels of aliases that there may be at most, whatever MaxAliasRecursion says. */
enum { DEEPEST_ALIAS = 400 };

struct recipients {
    struct session *s;
    struct address *queue;  /* sorted */
    struct address *sender;
    int count;              /* ${nrcpts} */
    int max_depth;          /* MaxAliasRecursion */
    bool blanks_separate;   /* OldStyleHeaders, until an address shows otherwise */
    bool by_signature;      /* FastSplit=0: sorted by MX hosts */
    bool no_alias;          /* -n */
    bool verify_only;       /* that an address has an alias is enough: it is expanded another time */
    const struct mailer *local; /* the mailer of that name; NULL: there is none */
    struct map *aliases;    /* the map of that name; NULL: not looked for yet */
    bool expanded;          /* a receipt would be sent: some address became several */
};

/* The addresses of a list, added. parent NULL: typed; else the address that became this list.
 * Returns how many there were. */
int recipients_list(struct recipients *r, const char *list, struct address *parent, int depth);
/* One address; what it leads to is added as well. Returns it, or the same one that was there before. */
struct address *recipient_add(struct recipients *r, struct address *a, int depth);

/* The same, and nothing that it leads to. */
struct address *recipient_enter(struct recipients *r, struct address *a);

/* True for addresses to which mail would go; for those that count for nothing. */
bool recipient_sendable(const struct address *a);
bool recipient_dead(const struct address *a);
/* Do both lead to the same place? */
bool recipient_same(const struct address *a, const struct address *b);
/* The nearest of the address and those it comes from that has a user's rights; NULL: none. */
struct address *recipient_controller(struct session *s, struct address *a);

#endif
