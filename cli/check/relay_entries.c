/*
 * relay_entries.c - entries of the access table that are meant to let somebody relay, and do not.
 *
 * RELAY says what is meant. OK for a client is also how one is spared the lists of spammers, so only networks that nobody
 * else can have are looked at. Each is asked as a server would be: a mail of theirs to a stranger.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/relay_entries.h"
#include "explore/entry_address.h"
#include "explore/traveller.h"
#include "start/interrupt.h"

static bool is_value(const char *value, const char *word)
{
    size_t n = strlen(word);

    return strncasecmp(value, word, n) == 0 && value[n + strspn(value + n, " \t")] == '\0';
}

/* 10/8, 172.16/12, 192.168/16 (RFC 1918). */
static bool is_private(const char *client)
{
    unsigned char a[4];

    return inet_pton(AF_INET, client, a) == 1
           && (a[0] == 10 || (a[0] == 172 && (a[1] & 0xf0) == 16) || (a[0] == 192 && a[1] == 168));
}

/* Is the mail taken? said: what was answered to the recipient. */
static bool relays(struct traveller *t, const char *client, const char *sender, char *said)
{
    struct situation x = { .client = client, .name = "host." EXPLORE_OUTSIDE, .helo = "host." EXPLORE_OUTSIDE, .sender = sender,
                           .recipient = EXPLORE_NOBODY "@else." EXPLORE_OUTSIDE };
    struct arrival a;

    traveller_go(t, &x, WAY_DIALOGUE, &a);
    snprintf(said, REPLY_SIZE, "%s", a.said);
    return a.rcpt / 100 == 2 || a.rcpt == 0; /* who was not asked for a recipient was refused for something else */
}

static void ask_sender(struct check_run *c, const struct source_text *s, int line, const struct entry_text *e, struct traveller *t)
{
    char sender[1200], said[REPLY_SIZE];

    if (!address_of_key(EXPLORE_OUTSIDE, e->key + access_tag(e->key), sender, sizeof sender)
        || relays(t, "198.51.100.213", sender, said))
        return;
    finding_add(&c->found, BT312, s->path, line, e->value_column,
                "RELAY of a sender relays nothing here: to strangers \"%s\"; name the client (Connect:) or the recipient (To:)", said);
}

static void ask_client(struct check_run *c, const struct source_text *s, int line, const struct entry_text *e, struct traveller *t)
{
    char client[64], said[REPLY_SIZE];

    if (!client_of_key(e->key + access_tag(e->key), client, sizeof client) || !is_private(client)
        || relays(t, client, EXPLORE_NOBODY "@" EXPLORE_OUTSIDE, said))
        return;
    finding_add(&c->found, BT312, s->path, line, e->value_column,
                "OK lets %s in and relays nothing: to strangers \"%s\"; RELAY?", client, said)->level = LEVEL_INFO;
}

void check_relay_entries(struct check_run *c, struct traveller *t)
{
    struct entry_text e;

    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *s = &c->sources[i];

        for (int line = 1; s->mine && s->kind == SOURCE_ACCESS && line <= s->nlines && !interrupted; line++) {
            if (!source_entry(s, line, &e))
                continue;
            if (strncasecmp(e.key, "From:", 5) == 0 && is_value(e.value, "RELAY"))
                ask_sender(c, s, line, &e, t);
            else if (strncasecmp(e.key, "Connect:", 8) == 0 && is_value(e.value, "OK"))
                ask_client(c, s, line, &e, t);
        }
    }
}
