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
#ifndef BTSH_RECIPIENTS_H
#define BTSH_RECIPIENTS_H

#include "address.h"

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
    const struct mailer *local; /* the mailer of that name; NULL: there is none */
    struct map *aliases;    /* the map of that name; NULL: not looked for yet */
    bool expanded;          /* a receipt would be sent: some address became several */
};

/* The addresses of a list, added. parent NULL: typed; else the address that became this list.
 * Returns how many there were. */
int recipients_list(struct recipients *r, const char *list, struct address *parent, int depth);
/* One address; what it leads to is added as well. */
void recipient_add(struct recipients *r, struct address *a, int depth);

/* True for addresses to which mail would go; for those that count for nothing. */
bool recipient_sendable(const struct address *a);
bool recipient_dead(const struct address *a);
/* Do both lead to the same place? */
bool recipient_same(const struct address *a, const struct address *b);
/* The nearest of the address and those it comes from that has a user's rights; NULL: none. */
struct address *recipient_controller(struct address *a);

/* recipient_alias.c: the alias files. The address becomes what its alias says. */
void recipient_alias(struct recipients *r, struct address *a, int depth);
/* The first address above `a` that is meant where `a` closes a circle; NULL: there is none. */
struct address *recipient_circle(struct recipients *r, struct address *a);

/* recipient_user.c: ruleset 5; the account and its forward files. `name`: the user without quotes.
 * True: the account has another name, which the address has now; all is to be asked again. */
void recipient_ruleset5(struct recipients *r, struct address *a, int depth);
bool recipient_account(struct recipients *r, struct address *a, char *name, bool quoted,
                       int depth);
/* Is it a shell that a person would have? Trusted users (class t) may have any. */
bool recipient_shell(struct session *s, const char *user, const char *shell);

/* maps/userdb.c: what the user database says to be the user's mail drop; false: it failed. */
bool recipient_maildrop(struct recipients *r, struct address *a, int depth);

/* verify.c: the queue folder, as it is looked at before anything is verified, and HostStatusDirectory:
 * a warning where it is of no use. */
void verify_folders(struct session *s);

/* include_file.c: reads a list. Returns 0 or why it cannot be read (safefile.h's reasons). */
int recipient_include(struct recipients *r, const char *file, bool forwarding,
                      struct address *a, int depth);

#endif
