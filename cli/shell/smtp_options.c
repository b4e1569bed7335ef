/*
 * smtp_options.c - a dialogue as it is asked for: who the client is, what it can prove, and what stands around it.
 */
#include <stdlib.h>
#include <string.h>

#include "shell/smtp_client.h"
#include "shell/smtp_options.h"
#include "show/memory.h"
#include "smtp/setup_text.h"

/* NULL, or what the value ought to be. text: a copy of it, that may be cut up. */
typedef const char *taker(struct smtp_options *o, char *text);

static char *keep(struct smtp_options *o, const char *text)
{
    o->texts = grow_or_end(o->texts, ((size_t)o->ntexts + 1) * sizeof *o->texts);
    return o->texts[o->ntexts++] = copy_or_end(text);
}

static const char *take_burst(struct smtp_options *o, char *text)
{
    return dialogue_number_read(text, &o->setup.burst) ? NULL : "--burst is a number of connections, those of the same second";
}

static const char *take_children(struct smtp_options *o, char *text)
{
    return dialogue_number_read(text, &o->setup.children) ? NULL : "--children is the number of them that the daemon has";
}

static const char *take_client(struct smtp_options *o, char *text)
{
    o->client = true;
    if (strcmp(text, "-") == 0)
        return NULL; /* nobody connects: it is the standard input */
    return smtp_client_read(text, &o->setup) ? NULL : "--client is ADDRESS[:PORT][,NAME[,ok|fail|forged|temp]], or - for the standard input";
}

static const char *take_auth(struct smtp_options *o, char *text)
{
    return smtp_auth_read(text, &o->setup) ? NULL : "--auth is TYPE,USER";
}

static const char *take_mechanisms(struct smtp_options *o, char *text)
{
    o->setup.mechanisms = text;
    return NULL;
}

static const char *take_connections(struct smtp_options *o, char *text)
{
    return dialogue_count_read(text, &o->setup.connections, NULL) ? NULL
                                                         : "--connections is the number that are open to this client";
}

static const char *take_daemon(struct smtp_options *o, char *text)
{
    o->setup.daemon = text;
    return NULL;
}

static const char *take_deliver(struct smtp_options *o, char *text)
{
    (void)text;
    o->setup.deliver = true;
    return NULL;
}

static const char *take_eager(struct smtp_options *o, char *text)
{
    (void)text;
    o->setup.eager = true;
    return NULL;
}

static const char *take_blocks(struct smtp_options *o, char *text)
{
    struct dialogue_setup *x = &o->setup;
    char *end;

    x->counts_blocks = true;
    x->free_blocks = strtol(text, &end, 10);
    x->block_size = *end == ',' ? strtol(end + 1, &end, 10) : 4096;
    return end != text && *end == '\0' && x->free_blocks >= 0 && x->block_size > 0
               ? NULL : "--free-blocks is N[,BYTES]: the free blocks of the queue, and the size of each (4096)";
}

static const char *take_ident(struct smtp_options *o, char *text)
{
    o->setup.ident = text;
    return NULL;
}

static const char *take_load(struct smtp_options *o, char *text)
{
    return dialogue_number_read(text, &o->setup.load) ? NULL : "--load is the load average of the machine, a whole number";
}

static const char *take_milter(struct smtp_options *o, char *text)
{
    o->milters = grow_or_end(o->milters, ((size_t)o->setup.nmilters + 1) * sizeof *o->milters);
    o->setup.milters = o->milters;
    return dialogue_milter_read(text, &o->milters[o->setup.nmilters++])
               ? NULL : "--milter is NAME=accept|reject|tempfail|discard|REPLY[@STAGE] or NAME=refused";
}

static const char *take_rate(struct smtp_options *o, char *text)
{
    return dialogue_count_read(text, &o->setup.rate, &o->setup.total_rate)
               ? NULL : "--rate is N[,TOTAL]: this client's connections of a minute, and everybody's";
}

static const char *take_server_tls(struct smtp_options *o, char *text)
{
    o->server_tls = (struct dialogue_tls){ 0 };
    o->setup.server_tls = strcmp(text, "no") == 0 ? NULL : &o->server_tls;
    return o->setup.server_tls == NULL || smtp_tls_read(text, &o->server_tls)
               ? NULL : "--server-tls is no, or verify=WORD and more, as --tls";
}

static const char *take_wrappers(struct smtp_options *o, char *text)
{
    o->setup.wrapped_out = strcmp(text, "deny") == 0;
    return o->setup.wrapped_out || strcmp(text, "allow") == 0 ? NULL : "--tcp-wrappers is allow or deny: what hosts.allow and hosts.deny say";
}

static const char *take_tls(struct smtp_options *o, char *text)
{
    o->tls = (struct dialogue_tls){ 0 };
    o->setup.tls = &o->tls;
    return smtp_tls_read(text, &o->tls)
               ? NULL : "--tls is verify=WORD and more: version=, cipher=, bits=, cert_subject=, cert_issuer=";
}

#define SMTP_OPTION(word, value, how, help) { word, value, how },
static const struct {
    const char *word, *value;
    taker *take;
} words[] = {
#include "shell/smtp_option_list.h"
    { "client", "CLIENT", take_client },
};

enum { WORDS = sizeof words / sizeof *words };

void smtp_options_begin(struct smtp_options *o)
{
    *o = (struct smtp_options){ .server_tls = { .verify = "OK" } };
    o->setup.server_tls = &o->server_tls;
}

/* Which of them; -1: none. */
static int find(const char *word, size_t n)
{
    for (int i = 0; i < WORDS; i++) {
        if (strlen(words[i].word) == n && strncmp(words[i].word, word, n) == 0)
            return i;
    }
    return -1;
}

bool smtp_option_say(struct smtp_options *o, const char *word, const char *value, const char **why)
{
    *why = words[find(word, strlen(word))].take(o, keep(o, value != NULL ? value : ""));
    return *why == NULL;
}

/* A word, or what stands in quotes, in the text itself; NULL: no more. */
static char *next(char **p)
{
    char *from = *p + strspn(*p, " \t"), *end = from;
    bool quoted = false;
    size_t n = 0;

    if (*from == '\0')
        return NULL;
    for (; *end != '\0' && (quoted || strchr(" \t", *end) == NULL); end++) {
        if (*end == '"')
            quoted = !quoted;
        else
            from[n++] = *end;
    }
    *p = end + (*end != '\0');
    from[n] = '\0';
    return from;
}

bool smtp_options_read(struct smtp_options *o, const char *line, const char **why)
{
    char *rest = keep(o, line), *word = next(&rest), *value;

    *why = "who is the client?";
    if (word == NULL || !smtp_option_say(o, "client", word, why))
        return false;
    while ((word = next(&rest)) != NULL) {
        size_t n = strcspn(word, "=");
        int i = strncmp(word, "--", 2) == 0 ? find(word + 2, n - 2) : -1;

        *why = "an option is --auth, --deliver, --milter, --tls or another of those of btsh smtp";
        if (i < 0)
            return false;
        value = word[n] == '=' ? word + n + 1 : words[i].value != NULL ? next(&rest) : NULL;
        *why = "an option lacks its value, or has one that it does not take";
        if ((value == NULL) != (words[i].value == NULL) || !smtp_option_say(o, words[i].word, value, why))
            return false;
    }
    *why = NULL;
    return true;
}

struct dialogue *smtp_options_open(const struct smtp_options *o, struct session *s, const struct dialogue_listener *to,
                                   const char **why, const char **which)
{
    struct dialogue *d = dialogue_new(s, &o->setup, to);

    *why = "there is no such daemon";
    *which = o->setup.daemon;
    for (int i = 0; d != NULL && i < o->setup.nmilters; i++) {
        if (dialogue_has_milter(d, o->milters[i].name))
            continue;
        *why = "InputMailFilters names no such filter";
        *which = o->milters[i].name;
        dialogue_close(d);
        d = NULL;
    }
    return d;
}

void smtp_options_free(struct smtp_options *o)
{
    for (int i = 0; i < o->ntexts; i++)
        free(o->texts[i]);
    free(o->texts);
    free(o->milters);
    *o = (struct smtp_options){ .ntexts = 0 };
}
