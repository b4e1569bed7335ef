/*
 * route_item.c - btsh route: a question, as a line of the stream puts it.
 */
#include <string.h>

#include "base/arena.h"
#include "shell/smtp_client.h"
#include "subcommands/caller_copy.h"
#include "subcommands/route_item.h"
#include "subcommands/route_json.h"
#include "suite/replay.h"

/* ---- who calls --------------------------------------------------------------------------------- */

static void take_client(struct route_item *i, struct arena *a, const char *text)
{
    struct caller *c = arena_alloc(a, sizeof *c);

    i->client = text;
    if (smtp_client_read(arena_strdup(a, text), &c->setup))
        i->caller = c;
    else
        i->fault = "the client is no ADDRESS[,NAME[,ok|fail|forged|temp]]";
}

static const char *sender_of(const char *text)
{
    return strcmp(text, "-") == 0 ? NULL : strcmp(text, "<>") == 0 ? "" : text;
}

/* ---- lines ------------------------------------------------------------------------------------- */

static void take_table(struct route_item *i, struct arena *a, char *line, char *tab)
{
    char *client = strchr(tab + 1, '\t');

    *tab = '\0';
    i->sender = sender_of(arena_strdup(a, line));
    if (client != NULL) {
        char *end = strchr(client + 1, '\t');

        *client++ = '\0';
        if (end != NULL)
            *end = '\0';
        if (*client != '\0' && strcmp(client, "-") != 0)
            take_client(i, a, arena_strdup(a, client));
    }
    i->recipient = arena_strdup(a, tab + 1);
}

static void take_json(struct route_item *i, struct arena *a, const struct explain_json *j, const char *line)
{
    const char *sender = NULL, *client = NULL;

    i->json = arena_strdup(a, line);
    i->fault = route_json_read(j, a, i->json, &i->recipient, &sender, &client);
    if (i->fault != NULL) {
        i->recipient = i->json;
        return;
    }
    i->sender = sender != NULL ? sender_of(sender) : NULL;
    if (client != NULL)
        take_client(i, a, client);
}

static size_t without_blanks(char *line, size_t n)
{
    while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\r' || line[n - 1] == '\t'))
        line[--n] = '\0';
    return n;
}

bool route_is_json(const char *line)
{
    const char *inside = *line == '{' ? line + 1 + strspn(line + 1, " \t") : "";

    return *inside == '"' || *inside == '}';
}

void route_item_read(struct route_item *i, struct arena *a, const struct explain_json *j, char *line, size_t n)
{
    char *tab;

    *i = (struct route_item){ .recipient = "" };
    if (memchr(line, '\0', n) != NULL) {
        i->recipient = arena_strdup(a, line);
        i->fault = "there is a NUL in the line";
        return;
    }
    if (route_is_json(line)) {
        take_json(i, a, j, line);
    } else if ((tab = strchr(line, '\t')) != NULL && tab[1 + strspn(tab + 1, "\t\r ")] != '\0') {
        n = line[n - 1] == '\r' ? n - 1 : n;
        line[n] = '\0';
        take_table(i, a, line, tab);
    } else {
        n = without_blanks(line, n);
        i->skipped = n == 0 || *line == '#';
        i->recipient = arena_strndup(a, line, n);
    }
    if (i->fault == NULL && !i->skipped && *i->recipient == '\0')
        i->fault = "there is no recipient";
}

void route_item_of_log(struct route_item *i, struct arena *a, const char *sender, const char *recipient, const struct caller *c)
{
    *i = (struct route_item){ .recipient = arena_strdup(a, recipient), .sender = sender != NULL ? arena_strdup(a, sender) : NULL,
                              .caller = caller_copy(a, c) };
}

/* ---- keys -------------------------------------------------------------------------------------- */

static void mix(struct route_key *k, const char *text)
{
    for (const char *p = text != NULL ? text : "\1"; ; p++) {
        unsigned char c = (unsigned char)*p;

        k->a = (k->a ^ c) * 1099511628211u;
        k->b = (k->b + c + 1) * 0x9E3779B97F4A7C15u;
        k->b ^= k->b >> 29;
        if (c == '\0')
            return;
    }
}

struct route_key route_key_of(const struct route_item *i)
{
    struct route_key k = { 14695981039346656037u, 0x2545F4914F6CDD1Du };

    mix(&k, i->recipient);
    mix(&k, i->sender);
    mix(&k, i->client);
    if (i->client == NULL && i->caller != NULL) {
        const struct dialogue_setup *c = &i->caller->setup;

        mix(&k, c->address);
        mix(&k, c->name);
        mix(&k, i->caller->hello);
        mix(&k, c->auth_user);
        mix(&k, c->tls != NULL ? c->tls->subject : NULL);
    }
    k.a ^= k.a >> 32;
    k.a *= 0xD6E8FEB86659FD93u;
    k.a ^= k.a >> 32;
    return k;
}
