/*
 * deliver.c - the sending side: what a server asks its rulesets for each recipient, once a message is taken.
 *
 *      check_compat for each recipient of a host ──▶ clt_features ──▶ try_tls ──▶ tls_clt_features ──▶ tls_server
 *      ──▶ authinfo ──▶ tls_rcpt for each recipient, the last one first
 *
 * Nobody is connected; what the next server offers is an input.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "hosts/ip_text.h"
#include "hosts/mx.h"
#include "mail/address.h"
#include "mail/recipients.h"
#include "mail/verify.h"
#include "smtp/check.h"
#include "smtp/deliver.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "smtp/tls_macros.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"
#include "world/world.h"

enum { HOST_BUFFER = 8192 };

/* Recipients that go to one place together, as the queue has them. */
struct job {
    const char *sender;
    const struct mailer *mailer;
    const char *host;
    const struct address **to;
    int n;
};

static bool is_remote(const struct mailer *m)
{
    return m->path != NULL && strcmp(m->path, "[IPC]") == 0;
}

static bool goes(const struct address *a)
{
    return recipient_sendable(a) && a->state != ADDRESS_BAD && a->mailer != NULL;
}

static const char *host_of(const struct address *a)
{
    return a->host != NULL ? a->host : "";
}

/* A ruleset's refusal, as text that lives as long as the command; NULL: it does not refuse. */
static const char *refusal(struct dialogue *d, const char *ruleset, const char *first, const char *second,
                           enum dialogue_verdict *verdict)
{
    char *text;
    const char *kept;

    hold_replies(d);
    *verdict = check(d, ruleset, first, second);
    text = held_reply(d);
    d->s->command.stopped = false;
    kept = text != NULL ? arena_strdup(&d->s->command.work, text) : NULL;
    free(text);
    return *verdict == VERDICT_REFUSED ? kept : NULL;
}

/* Nobody hears what is said from here on. */
static void hush(struct dialogue *d)
{
    hold_replies(d);
}

static void unhush(struct dialogue *d)
{
    free(held_reply(d));
    d->s->command.stopped = false;
}

/* Everybody of the envelope, with aliases followed to their end. */
static struct recipients *follow(struct dialogue *d)
{
    struct recipients *all = recipients_begin(d->s);
    const char *user = value_of(d, "u");

    if (user != NULL)
        user = arena_strdup(&d->s->command.work, user);
    all->sender = d->list->sender;
    hush(d);
    for (const struct address *a = d->list->queue; a != NULL; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD)
            recipients_list(all, a->paddr, NULL, 0);
        d->s->command.stopped = false;
    }
    unhush(d);
    define(d, "u", user);
    return all;
}

/* Whom errors go to: the owner of the list that it comes from, or the sender. */
static const char *sender_for(const struct dialogue *d, const struct address *a)
{
    while (a != NULL && a->owner == NULL)
        a = a->alias;
    return a != NULL ? a->owner : d->list->sender->paddr;
}

static bool same_place(const struct dialogue *d, const struct address *a, const struct address *b)
{
    return a->mailer == b->mailer && strcasecmp(host_of(a), host_of(b)) == 0
           && strcmp(sender_for(d, a), sender_for(d, b)) == 0;
}

static struct job gather(struct dialogue *d, struct address *first)
{
    struct job job = { .sender = sender_for(d, first), .mailer = first->mailer, .host = host_of(first) };
    const struct address *a;
    int most = 0;

    for (a = first; a != NULL; a = a->next)
        most++;
    job.to = arena_alloc(&d->s->command.work, (size_t)most * sizeof *job.to);
    for (struct address *next = first; next != NULL; next = next->next) {
        if (!goes(next) || !same_place(d, first, next))
            continue;
        job.to[job.n++] = next;
        if (next != first)
            next->state = ADDRESS_DONTSEND; /* it goes with the first one */
    }
    return job;
}

/* check_compat: who is left stays in the job. */
static void ask_compat(struct dialogue *d, struct job *job)
{
    int left = 0;

    define(d, "h", *job->host != '\0' ? job->host : NULL);
    for (int i = 0; i < job->n; i++) {
        const struct address *a = job->to[i];
        enum dialogue_verdict verdict;
        const char *why = refusal(d, "check_compat", job->sender, a->paddr, &verdict);

        if (why != NULL)
            note(d, NOTE_DELIVERY, "to %s: check_compat would return it: %s", a->paddr, why);
        define(d, "u", a->user);
        if (verdict == VERDICT_OK || verdict == VERDICT_QUARANTINE)
            job->to[left++] = a;
    }
    job->n = left;
}

/* ---- the next server ----------------------------------------------------------------------------------- */

/* Where mail for the host goes: "mail.example.org.", as DNS has it. */
static const char *next_server(struct dialogue *d, const char *host)
{
    struct mx_list list = { .n = 0 };
    char *name = arena_strdup(&d->s->command.work, host);
    int status = 0;

    name[strcspn(name, ":")] = '\0'; /* several hosts: the first one is tried first */
    if (*name == '[')
        return name;
    mx_lookup(d->s, &d->s->command.work, name, true, true, &list, &status);
    return list.n > 0 ? list.host[0] : list.n < 0 ? NULL : name;
}

/* Its address; "": it has none that is known here. */
static void find_address(struct dialogue *d, const char *name, char *text, size_t size)
{
    const struct world *w = d->s->world;
    unsigned char addr[16];
    char plain[MAX_NAME], buf[HOST_BUFFER];
    struct host_entry h;
    int family, err = 0;

    *text = '\0';
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name + (*name == '['), "]"), name + (*name == '['));
    family = parse_address(plain, addr);
    if (family != 0)
        address_text(family, addr, d->s->prog->set.compressed_ipv6, text, size);
    else if (w->host_by_name(w->ctx, plain, AF_INET, &h, buf, sizeof buf, &err) == 0 && h.addrs[0] != NULL)
        address_text(AF_INET, (const unsigned char *)h.addrs[0], false, text, size);
}

static bool has_letter(const char *letters, char letter)
{
    return letters != NULL && strchr(letters, letter) != NULL;
}

/* Encrypts, if the rulesets want it. */
static bool handshake(struct dialogue *d, const char *name, const char *address, const char *letters)
{
    const char *features, *why = NULL;
    enum dialogue_verdict verdict;
    bool wanted = d->setup.server_tls != NULL && !has_letter(letters, 'S');

    if (wanted)
        why = refusal(d, "try_tls", name, NULL, &verdict);
    if (why != NULL)
        note(d, NOTE_DELIVERY, "to %s: try_tls wants no STARTTLS: %s", name, why);
    if (!wanted || why != NULL)
        return false;
    hush(d);
    wanted = ask_words(d, "tls_clt_features", name, address, &features);
    unhush(d);
    if (!wanted)
        return false;
    define_tls(d, d->setup.server_tls, true, false);
    return true;
}

/* "M:PLAIN" of what authinfo returns: the mechanism. */
static void log_in(struct dialogue *d, const char *name, const char *address)
{
    char type[64] = "PLAIN";
    const char *words, *m;

    hush(d);
    words = ask(d, "authinfo", name, address);
    unhush(d);
    if (words == NULL)
        return;
    m = strstr(words, "\"M:");
    if (m != NULL)
        snprintf(type, sizeof type, "%.*s", (int)strcspn(m + 3, "\" "), m + 3);
    define(d, "{auth_type}", type);
}

static void talk_to(struct dialogue *d, const struct job *job, const char *server)
{
    static const char *const login[] = { "{auth_type}", "{auth_authen}", "{auth_ssf}" };
    char name[MAX_NAME], address[64];
    const char *letters, *why;
    enum dialogue_verdict verdict;
    size_t n;

    snprintf(name, sizeof name, "%s", server);
    find_address(d, name, address, sizeof address);
    if (*address == '\0') {
        note(d, NOTE_DELIVERY, "to %s: there is no address of %s", job->to[0]->paddr, name);
        return;
    }
    hush(d);
    letters = ask_letters(d, "clt_features", name, d->s->prog->target->asks_by_name_alone ? NULL : "");
    unhush(d);
    n = strlen(name);
    if (n > 0 && name[n - 1] == '.')
        name[n - 1] = '\0';
    note(d, NOTE_DELIVERY, "to %s: by %s to %s [%s]", job->to[0]->paddr, job->mailer->name, name, address);
    for (size_t i = 0; i < sizeof login / sizeof *login; i++)
        define(d, login[i], NULL); /* that of the client */
    define_tls(d, NULL, true, false);
    define(d, "{server_name}", name);
    define(d, "{server_addr}", address);
    if (!handshake(d, name, address, letters))
        define(d, "{verify}", "NONE");
    why = refusal(d, "tls_server", value_of(d, "{verify}"), NULL, &verdict);
    if (why != NULL) {
        note(d, NOTE_DELIVERY, "to %s: tls_server would give the connection up: %s", name, why);
        return;
    }
    log_in(d, name, address);
    for (int i = job->n - 1; i >= 0; i--) {
        why = refusal(d, "tls_rcpt", job->to[i]->user, NULL, &verdict);
        if (why != NULL)
            note(d, NOTE_DELIVERY, "to %s: tls_rcpt refuses: %s", job->to[i]->paddr, why);
    }
}

static void do_job(struct dialogue *d, struct job *job)
{
    const char *server;

    if (job->sender != d->list->sender->paddr) {
        define(d, "f", job->sender);
        define(d, "g", job->sender);
    }
    ask_compat(d, job);
    if (job->n == 0)
        return;
    if (!is_remote(job->mailer)) {
        note(d, NOTE_DELIVERY, "to %s: by %s, here", job->to[0]->paddr, job->mailer->name);
        return;
    }
    server = next_server(d, job->host);
    if (server == NULL) {
        note(d, NOTE_DELIVERY, "to %s: the MX hosts of %s are not known yet", job->to[0]->paddr, job->host);
        return;
    }
    talk_to(d, job, server);
    define_tls(d, NULL, true, false);
    define(d, "{auth_type}", NULL);
    define(d, "{server_name}", NULL);
    define(d, "{server_addr}", NULL);
}

/* How many places they go to. */
static int places(const struct dialogue *d, const struct recipients *all)
{
    int n = 0;

    for (const struct address *a = all->queue; a != NULL; a = a->next) {
        const struct address *b = all->queue;

        if (!goes(a))
            continue;
        while (b != a && (!goes(b) || !same_place(d, a, b)))
            b = b->next;
        n += a == b;
    }
    return n;
}

/* One that goes to several places, or to a user who may have said where mail goes, is read again from the queue. */
static bool is_read_again(struct dialogue *d, const struct recipients *all)
{
    for (const struct address *a = d->list->queue; a != NULL; a = a->next) {
        if (!recipient_dead(a) && a->state != ADDRESS_BAD && mailer_flag(a->mailer, 'A'))
            return true;
    }
    return places(d, all) > 1;
}

/* What the dialogue knew of it is gone. */
static void read_again(struct dialogue *d)
{
    static const char *const gone[] = { "{mail_addr}", "{mail_host}", "{mail_mailer}", "{mail_from}", "{currHeader}",
                                        "{hdrlen}", "{hdr_name}", "{nbadrcpts}" };

    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        define(d, gone[i], NULL);
    define(d, "{opMode}", "q");
    define(d, "{deliveryMode}", "i");
}

void deliver(struct dialogue *d)
{
    struct recipients *all = follow(d);

    define(d, "{addr_type}", "e s");
    if (is_read_again(d, all))
        read_again(d);
    for (struct address *a = all->queue; a != NULL; a = a->next) {
        if (goes(a)) {
            struct job job = gather(d, a);

            do_job(d, &job);
        }
    }
}
