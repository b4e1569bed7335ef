/*
 * mail_log.c - mail logs of sendmail and Postfix, line by line: who named which sender and recipient.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "shell/smtp_client.h"
#include "show/memory.h"
#include "subcommands/caller_copy.h"
#include "subcommands/log_value.h"
#include "subcommands/mail_log.h"
#include "suite/replay.h"

enum { ADDRESS = 2048 };

/* A recipient that was named before its sender was. */
struct waiting {
    struct waiting *next;
    const char *recipient;
    const struct caller *caller;
};

/* What is known of a queue id, or of a process. */
struct known {
    const char *key; /* NULL: empty */
    const char *sender;
    const struct caller *caller;
    struct waiting *first;
};

struct table {
    struct known *slot;
    size_t n, slots;
};

struct mail_log {
    struct arena *arena;
    log_pair *found;
    void *ctx;
    struct table queue, processes;
    size_t most; /* 0: nothing is forgotten */
    struct arena own, before;                 /* of a stream: what is known, and what was known before it */
    struct table queue_before, processes_before;
    const char *kind;
    size_t others;
};

/* A line, taken apart. */
struct log_line {
    const char *tag; /* host and program */
    size_t ntag;
    char id[64];     /* "": there is none */
    const char *text;
};

/* ---- tables ------------------------------------------------------------------------------------ */

static uint64_t hash(const char *text)
{
    uint64_t h = 14695981039346656037u;

    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

static struct known *slot_of(const struct table *t, const char *key)
{
    size_t i = hash(key) & (t->slots - 1);

    while (t->slot[i].key != NULL && strcmp(t->slot[i].key, key) != 0)
        i = (i + 1) & (t->slots - 1);
    return &t->slot[i];
}

static void make_room(struct table *t)
{
    struct table grown = { NULL, t->n, t->slots * 2 + (t->slots == 0) * 4096 };

    if (t->n * 2 < t->slots)
        return;
    grown.slot = zeroed_or_end(grown.slots, sizeof *grown.slot);
    for (size_t i = 0; i < t->slots; i++) {
        if (t->slot[i].key != NULL)
            *slot_of(&grown, t->slot[i].key) = t->slot[i];
    }
    free(t->slot);
    *t = grown;
}

/* What was known before lives on. */
static void move(struct mail_log *l, struct known *to, struct known *from)
{
    struct waiting **end = &to->first;

    to->sender = from->sender != NULL ? arena_strdup(l->arena, from->sender) : NULL;
    to->caller = caller_copy(l->arena, from->caller);
    for (struct waiting *w = from->first; w != NULL; w = w->next, end = &(*end)->next) {
        *end = arena_alloc(l->arena, sizeof **end);
        (*end)->recipient = arena_strdup(l->arena, w->recipient);
        (*end)->caller = caller_copy(l->arena, w->caller);
    }
    from->first = NULL;
}

static struct known *enter(struct mail_log *l, struct table *t, const char *key)
{
    struct table *before = t == &l->queue ? &l->queue_before : &l->processes_before;
    struct known *k, *was;

    make_room(t);
    k = slot_of(t, key);
    if (k->key != NULL)
        return k;
    k->key = arena_strdup(l->arena, key);
    t->n++;
    was = before->slots > 0 ? slot_of(before, key) : NULL;
    if (was != NULL && was->key != NULL)
        move(l, k, was);
    return k;
}

static struct known *process_of(struct mail_log *l, const struct log_line *line)
{
    char key[512];

    snprintf(key, sizeof key, "%.*s", (int)line->ntag, line->tag);
    return enter(l, &l->processes, key);
}

/* ---- clients ----------------------------------------------------------------------------------- */

static const char *keep(struct mail_log *l, const char *text, size_t n)
{
    return arena_strndup(l->arena, text, n);
}

/* "name [192.0.2.1] (may be forged)", "name[192.0.2.1]", "[192.0.2.1]", "unknown[...]". Postfix writes addresses of IPv6
 * without the word in front. NULL: no address is in it. */
static struct caller *read_caller(struct mail_log *l, const char *text, size_t n)
{
    const char *open = memchr(text, '[', n), *at = open != NULL ? memrchr(text, '@', (size_t)(open - text)) : NULL;
    const char *close = open != NULL ? memchr(open, ']', n - (size_t)(open - text)) : NULL;
    size_t name = open != NULL ? (size_t)(open - text) : 0, size;
    char address[256];
    struct caller *c;

    if (close == NULL || close == open + 1 || n > 400)
        return NULL;
    size = (size_t)(close - open) - 1;
    while (name > 0 && text[name - 1] == ' ')
        name--;
    snprintf(address, sizeof address, "%s%.*s",
             memchr(open, ':', size) != NULL && strncasecmp(open + 1, "IPv6:", 5) != 0 ? "IPv6:" : "", (int)size, open + 1);
    if (!smtp_is_address(address))
        return NULL;
    c = arena_alloc(l->arena, sizeof *c);
    c->setup.address = arena_strdup(l->arena, address);
    c->setup.named = true;
    c->setup.resolve = NAME_FAIL;
    if (at != NULL) { /* "joe@name [192.0.2.1]", where sendmail asks ident servers */
        c->setup.ident = keep(l, text, (size_t)(at - text));
        name -= (size_t)(at + 1 - text) < name ? (size_t)(at + 1 - text) : name;
        n -= (size_t)(at + 1 - text);
        text = at + 1;
    }
    if (name == 0 || (name == 7 && memcmp(text, "unknown", 7) == 0))
        return c;
    c->setup.name = keep(l, text, name);
    c->setup.resolve = memmem(close, n - (size_t)(close - text), "may be forged", 13) != NULL ? NAME_FORGED : NAME_OK;
    return c;
}

static bool same_client(const struct caller *a, const struct caller *b)
{
    return a != NULL && b != NULL && strcasecmp(a->setup.address, b->setup.address) == 0;
}

/* The client that a process talks to, so that more can be noted of it: who that is, a text says. NULL: it does not. */
static struct caller *caller_of(struct mail_log *l, const struct log_line *line, const char *who, size_t n)
{
    struct known *k = process_of(l, line);
    struct caller *c = read_caller(l, who, n), *kept;

    if (c == NULL)
        return NULL;
    if (same_client(c, k->caller)) {
        kept = arena_alloc(l->arena, sizeof *kept);
        *kept = *k->caller; /* messages that it has sent before keep theirs */
        c = kept;
    }
    k->caller = c;
    return c;
}

/* A connection begins or ends. */
static void forget_caller(struct mail_log *l, const struct log_line *line)
{
    process_of(l, line)->caller = NULL;
}

static struct dialogue_tls *plain_tls(struct mail_log *l)
{
    return arena_alloc(l->arena, sizeof(struct dialogue_tls));
}

/* ---- what a client proves ---------------------------------------------------------------------- */

static const char *value(struct mail_log *l, const char *text, const char *name)
{
    size_t n;
    const char *at = log_value(text, name, &n);

    return at != NULL && n > 0 ? keep(l, at, n) : NULL;
}

/* "256/256", of which the first is in use. */
static void read_bits(struct mail_log *l, struct dialogue_tls *tls, const char *bits)
{
    size_t n = bits != NULL ? strspn(bits, "0123456789") : 0;

    if (n == 0)
        return;
    tls->bits = keep(l, bits, n);
    if (bits[n] == '/')
        tls->algorithm_bits = keep(l, bits + n + 1, strspn(bits + n + 1, "0123456789"));
}

/* "STARTTLS=server, relay=..., version=..., verify=..., cipher=..., bits=256/256" */
static bool sendmail_tls(struct mail_log *l, const struct log_line *line)
{
    size_t n;
    const char *who = log_value(line->text, "relay=", &n);
    struct caller *c = who != NULL ? caller_of(l, line, who, n) : NULL;
    struct dialogue_tls *tls;

    if (c == NULL)
        return false;
    c->setup.tls = tls = plain_tls(l);
    tls->version = value(l, line->text, "version=");
    tls->verify = value(l, line->text, "verify=");
    tls->cipher = value(l, line->text, "cipher=");
    read_bits(l, tls, value(l, line->text, "bits="));
    return true;
}

/* "STARTTLS=server, cert-subject=..., cert-issuer=..., verifymsg=ok": of the handshake just told. */
static bool sendmail_certificate(struct mail_log *l, const struct log_line *line)
{
    struct known *k = process_of(l, line);
    struct dialogue_tls *tls;
    struct caller *c;

    if (k->caller == NULL || k->caller->setup.tls == NULL)
        return false;
    c = arena_alloc(l->arena, sizeof *c);
    *c = *k->caller;
    c->setup.tls = tls = plain_tls(l);
    *tls = *k->caller->setup.tls;
    tls->subject = value(l, line->text, "cert-subject=");
    tls->issuer = value(l, line->text, "cert-issuer=");
    k->caller = c;
    return true;
}

/* "AUTH=server, relay=..., authid=joe, mech=PLAIN, bits=0" */
static bool sendmail_login(struct mail_log *l, const struct log_line *line)
{
    size_t n;
    const char *who = log_value(line->text, "relay=", &n);
    struct caller *c = who != NULL ? caller_of(l, line, who, n) : NULL;

    if (c == NULL)
        return false;
    c->setup.auth_user = value(l, line->text, "authid=");
    c->setup.auth_type = c->setup.auth_user != NULL ? value(l, line->text, "mech=") : NULL;
    return true;
}

/* "Anonymous TLS connection established from name[192.0.2.1]: TLSv1.3 with cipher NAME (256/256 bits)" */
static bool postfix_tls(struct mail_log *l, const struct log_line *line)
{
    static const char from[] = " TLS connection established from ", with[] = " with cipher ";
    const char *at = strstr(line->text, from), *end = at != NULL ? strstr(at, "]: ") : NULL, *cipher;
    struct caller *c = end != NULL ? caller_of(l, line, at + strlen(from), (size_t)(end + 1 - at) - strlen(from)) : NULL;
    struct dialogue_tls *tls;

    if (c == NULL)
        return false;
    c->setup.tls = tls = plain_tls(l);
    tls->verify = *line->text == 'A' ? "NO" : *line->text == 'U' ? "FAIL" : "OK"; /* Anonymous, Untrusted */
    cipher = strstr(end, with);
    if (cipher == NULL)
        return true;
    tls->version = keep(l, end + 3, (size_t)(cipher - end) - 3);
    cipher += strlen(with);
    tls->cipher = keep(l, cipher, strcspn(cipher, " "));
    cipher += strcspn(cipher, "(");
    read_bits(l, tls, *cipher == '(' ? cipher + 1 : NULL);
    return true;
}

/* Who has sent a message: what its line says, and what is known of the process. "proto=ESMTPSA": with TLS and AUTH. */
static const struct caller *caller_of_message(struct mail_log *l, const struct log_line *line, const char *who, size_t n)
{
    const char *proto = value(l, line->text, "proto=");
    const struct known *k = process_of(l, line);
    struct caller *c = read_caller(l, who, n);
    bool tls = proto != NULL && strncasecmp(proto, "ESMTPS", 6) == 0;

    if (c == NULL)
        return NULL;
    if (same_client(c, k->caller)) {
        enum client_name resolve = c->setup.resolve;

        *c = *k->caller;
        c->setup.resolve = resolve; /* the log of a handshake does not say "may be forged" */
    }
    if (proto == NULL)
        return c;
    c->basic = strcasecmp(proto, "SMTP") == 0;
    if (!tls)
        c->setup.tls = NULL;
    else if (c->setup.tls == NULL)
        c->setup.tls = plain_tls(l);
    if (proto[strlen(proto) - 1] != 'A')
        c->setup.auth_type = c->setup.auth_user = NULL;
    return c;
}

/* "ruleset=check_relay, arg1=..., relay=name [192.0.2.1], reject=...", "ruleset=check_mail, arg1=<...>, ...": nobody else is named.
 * False: nobody was refused. */
static bool refused_early(struct mail_log *l, const struct log_line *line, const struct caller *known, bool has_sender)
{
    size_t n, size;
    const char *at = log_value(line->text, "arg1=", &n), *who = log_value(line->text, "relay=", &size);
    char sender[ADDRESS];
    const struct caller *c;

    if (at == NULL || who == NULL || strstr(line->text, ", reject=") == NULL)
        return false;
    c = known != NULL ? known : caller_of_message(l, line, who, size);
    if (c != NULL)
        l->found(l->ctx, has_sender ? arena_strdup(l->arena, log_address(at, n, sender, sizeof sender)) : NULL, NULL, c);
    return c != NULL;
}

/* A line without a queue id. False: it is about something else. */
static bool about_connection(struct mail_log *l, const struct log_line *line)
{
    const char *text = line->text;

    if (strncmp(text, "STARTTLS=server, relay=", 23) == 0)
        return sendmail_tls(l, line);
    if (strncmp(text, "STARTTLS=server, cert-subject=", 30) == 0)
        return sendmail_certificate(l, line);
    if (strncmp(text, "AUTH=server, relay=", 19) == 0)
        return sendmail_login(l, line);
    if (strstr(text, " TLS connection established from ") != NULL)
        return postfix_tls(l, line);
    if (strncmp(text, "ruleset=check_relay, ", 21) == 0)
        return refused_early(l, line, NULL, false);
    if (strncmp(text, "connect from ", 13) == 0 || strncmp(text, "disconnect from ", 16) == 0)
        forget_caller(l, line);
    return false;
}

/* ---- messages ---------------------------------------------------------------------------------- */

/* Recipients, with commas between them, as sendmail logs those of one delivery. */
static void tell(struct mail_log *l, const char *sender, const struct caller *c, const char *text, size_t n)
{
    char address[ADDRESS];

    for (size_t from = 0, k; from < n; from += k + 1) {
        k = log_value_length(text + from, ',');
        k = k < n - from ? k : n - from;
        l->found(l->ctx, sender, log_address(text + from, k, address, sizeof address), c);
    }
}

static void tell_waiting(struct mail_log *l, struct known *k)
{
    for (struct waiting *w = k->first; w != NULL; w = w->next)
        tell(l, k->sender, k->caller != NULL ? k->caller : w->caller, w->recipient, strlen(w->recipient));
    k->first = NULL;
}

static void wait_for_sender(struct mail_log *l, struct known *k, const struct caller *c, const char *text, size_t n)
{
    struct waiting *w = arena_alloc(l->arena, sizeof *w), **end = &k->first;

    w->recipient = keep(l, text, n);
    w->caller = c;
    while (*end != NULL)
        end = &(*end)->next;
    *end = w;
}

static void about_sender(struct mail_log *l, const struct log_line *line, struct known *k)
{
    char address[ADDRESS];
    size_t n;
    const char *at = log_value(line->text, "from=", &n);

    k->sender = arena_strdup(l->arena, log_address(at, n, address, sizeof address));
    at = log_value(line->text, "relay=", &n);
    if (at != NULL)
        k->caller = caller_of_message(l, line, at, n);
    tell_waiting(l, k);
}

/* "ruleset=check_rcpt, arg1=<...>, relay=..., reject=...": sendmail names its sender later. */
static void about_refused(struct mail_log *l, const struct log_line *line, struct known *k, const char *at, size_t n)
{
    size_t size;
    const char *who = log_value(line->text, "relay=", &size);
    const struct caller *c = k->caller == NULL && who != NULL ? caller_of_message(l, line, who, size) : k->caller;

    if (k->sender != NULL)
        tell(l, k->sender, c, at, n);
    else
        wait_for_sender(l, k, c, at, n);
}

/* "name[192.0.2.1], sasl_method=PLAIN, sasl_username=joe" */
static void about_client(struct mail_log *l, const struct log_line *line, struct known *k)
{
    struct caller *c = caller_of(l, line, line->text + 7, strcspn(line->text + 7, ","));

    k->caller = c;
    if (c == NULL)
        return;
    c->setup.auth_user = value(l, line->text, "sasl_username=");
    c->setup.auth_type = c->setup.auth_user != NULL ? value(l, line->text, "sasl_method=") : NULL;
}

/* "reject: RCPT from ...: 554 5.7.1 ...; from=<a> to=<b> proto=ESMTP helo=<x>"; of CONNECT, EHLO and MAIL without a recipient,
 * or without a sender. */
static bool about_postfix_refused(struct mail_log *l, const struct log_line *line)
{
    const char *from = strstr(line->text, "; from=<"), *to = NULL, *hello, *who = strstr(line->text, " from ");
    const char *end = who != NULL ? strstr(who, "]: ") : NULL, *rest = end != NULL ? strstr(end, "; ") : NULL;
    const char *by = NULL;
    char sender[ADDRESS];
    struct caller *c;

    if (from != NULL) {
        from += 7;
        to = from + log_value_length(from, ' ');
        by = arena_strdup(l->arena, log_address(from, (size_t)(to - from), sender, sizeof sender));
        to = strncmp(to, " to=<", 5) == 0 ? to + 4 : NULL;
    }
    c = end != NULL ? caller_of(l, line, who + 6, (size_t)(end + 1 - who) - 6) : NULL;
    if (c != NULL && rest != NULL) {
        hello = strstr(rest, " helo=<");
        if (hello != NULL)
            c->hello = keep(l, hello + 7, strcspn(hello + 7, ">"));
        c->basic = strstr(rest, " proto=SMTP") != NULL;
    }
    if (to != NULL)
        tell(l, by, c, to, log_value_length(to, ' '));
    else if (c != NULL)
        l->found(l->ctx, by, NULL, c);
    return to != NULL || c != NULL;
}

/* "<-- EHLO mx.example.net", where sendmail logs all that is said. */
static void about_hello(struct mail_log *l, const struct log_line *line)
{
    struct known *k = process_of(l, line);
    const char *name = line->text + 9;
    struct caller *c;

    if (k->caller == NULL)
        return;
    c = arena_alloc(l->arena, sizeof *c);
    *c = *k->caller;
    c->hello = keep(l, name, strlen(name));
    k->caller = c;
}

/* A line with a queue id. False: it is about something else. */
static bool about_message(struct mail_log *l, const struct log_line *line)
{
    const char *text = line->text, *at;
    bool nobody = strcmp(line->id, "NOQUEUE") == 0;
    struct known *k;
    size_t n;

    if (nobody && strncmp(text, "connect from ", 13) == 0)
        caller_of(l, line, text + 13, strlen(text + 13));
    if (strncmp(text, "reject: RCPT ", 13) == 0 || strncmp(text, "reject: MAIL ", 13) == 0 || strncmp(text, "reject: CONNECT ", 16) == 0
        || strncmp(text, "reject: EHLO ", 13) == 0 || strncmp(text, "reject: HELO ", 13) == 0)
        return about_postfix_refused(l, line);
    if (strncasecmp(text, "<-- EHLO ", 9) == 0 || strncasecmp(text, "<-- HELO ", 9) == 0)
        about_hello(l, line);
    if (strncmp(text, "ruleset=check_relay, ", 21) == 0)
        return refused_early(l, line, NULL, false);
    if (nobody)
        return false;
    k = enter(l, &l->queue, line->id);
    if (strncmp(text, "from=", 5) == 0)
        about_sender(l, line, k);
    else if (strncmp(text, "client=", 7) == 0)
        about_client(l, line, k);
    else if (strncmp(text, "ruleset=check_rcpt, ", 20) == 0 && (at = log_value(text, "arg1=", &n)) != NULL)
        about_refused(l, line, k, at, n);
    else if (strncmp(text, "ruleset=check_mail, ", 20) == 0)
        return refused_early(l, line, k->caller, true);
    else if (strncmp(text, "to=", 3) == 0 && ((at = log_value(text, "orig_to=", &n)) != NULL || (at = log_value(text, "to=", &n)) != NULL))
        tell(l, k->sender, k->caller, at, n);
    else
        return false;
    return true;
}

/* ---- lines ------------------------------------------------------------------------------------- */

/* "Nov 26 03:34:28 ", "2026-11-26T03:34:28": the line is a log's, whatever it says. */
static bool has_stamp(const char *line)
{
    size_t letters = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    int n = 0;

    if (letters > 3 || strchr(" \t0123456789", line[letters]) == NULL) /* most addresses are told at once */
        return false;
    sscanf(line, "%*3[A-Za-z] %*2d %*2d:%*2d:%*2d%n", &n);
    if (n == 0)
        sscanf(line, "%*4d-%*2d-%*2dT%*2d:%*2d:%*2d%n", &n);
    return n > 0;
}

/* "<22>1 2026-11-26T03:34:28Z HOST PROGRAM PID - - ": RFC 5424. False: it is no such line. */
static bool structured(const char *line, struct log_line *out)
{
    int tag = 0, end = 0, text = 0;

    if (*line != '<')
        return false;
    sscanf(line, "<%*d>1 %*s %n%*s %*s %*s%n %*s %n", &tag, &end, &text);
    if (text == 0 || !has_stamp(strchr(line, ' ') + 1))
        return false;
    out->tag = line + tag;
    out->ntag = (size_t)(end - tag);
    line += text;
    line += *line == '[' ? strcspn(line, "]") + 1 : strcspn(line, " ");
    out->text = line + strspn(line, " ");
    return true;
}

/* "... HOST PROGRAM[PID]: ", and Solaris' [ID NUMBER mail.info]. False: it is no such line. */
static bool traditional(const char *line, struct log_line *out)
{
    const char *end = strstr(line, "]: "), *from = end;
    int blanks = 0;

    if (end == NULL)
        return false;
    while (from > line && (from[-1] != ' ' || ++blanks < 2))
        from--;
    out->tag = from;
    out->ntag = (size_t)(end - from);
    out->text = end + 3;
    if (strncmp(out->text, "[ID ", 4) == 0 && strchr(out->text, ']') != NULL)
        out->text = strchr(out->text, ']') + 1 + strspn(strchr(out->text, ']') + 1, " ");
    return true;
}

static void take_id(struct log_line *out)
{
    const char *colon = strchr(out->text, ':');
    size_t n = colon != NULL ? (size_t)(colon - out->text) : 0;

    out->id[0] = '\0';
    if (n == 0 || n >= sizeof out->id || colon[1] != ' ' || memchr(out->text, ' ', n) != NULL || memchr(out->text, '=', n) != NULL)
        return;
    memcpy(out->id, out->text, n);
    out->id[n] = '\0';
    out->text = colon + 2;
}

/* Whose log it is, by the program's name. */
static void note_kind(struct mail_log *l, const struct log_line *line)
{
    if (l->kind != NULL)
        return;
    if (memmem(line->tag, line->ntag, " postfix", 8) != NULL && memchr(line->tag, '/', line->ntag) != NULL)
        l->kind = "postfix";
    else if (memmem(line->tag, line->ntag, " sendmail", 9) != NULL || memmem(line->tag, line->ntag, " sm-", 4) != NULL)
        l->kind = "sendmail";
}

static void tell_all_waiting(struct mail_log *l, struct table *t)
{
    for (size_t i = 0; i < t->slots; i++)
        tell_waiting(l, &t->slot[i]);
}

/* What is known has become old; what was old is forgotten, and those that still wait will wait in vain. */
static void grow_old(struct mail_log *l)
{
    struct arena freed = l->before;

    tell_all_waiting(l, &l->queue_before);
    free(l->queue_before.slot);
    free(l->processes_before.slot);
    arena_reset(&freed);
    l->queue_before = l->queue;
    l->processes_before = l->processes;
    l->before = l->own;
    l->queue = l->processes = (struct table){ NULL, 0, 0 };
    l->own = freed;
}

bool mail_log_line(struct mail_log *l, const char *line)
{
    struct log_line x;

    if (l->most > 0 && l->queue.n + l->processes.n >= l->most)
        grow_old(l);
    if (!structured(line, &x) && !traditional(line, &x)) {
        bool stamped = has_stamp(line);

        l->others += stamped;
        return stamped;
    }
    note_kind(l, &x);
    take_id(&x);
    l->others += !(*x.id != '\0' ? about_message(l, &x) : about_connection(l, &x));
    return true;
}

void mail_log_end(struct mail_log *l)
{
    tell_all_waiting(l, &l->queue_before);
    tell_all_waiting(l, &l->queue);
}

struct mail_log *mail_log_new(struct arena *a, log_pair *found, void *ctx)
{
    struct mail_log *l = zeroed_or_end(1, sizeof *l);

    *l = (struct mail_log){ .arena = a, .found = found, .ctx = ctx };
    return l;
}

struct mail_log *mail_log_of_stream(size_t most, log_pair *found, void *ctx)
{
    struct mail_log *l = mail_log_new(NULL, found, ctx);

    l->arena = &l->own;
    l->most = most;
    return l;
}

const char *mail_log_kind(const struct mail_log *l)
{
    return l->kind;
}

size_t mail_log_others(const struct mail_log *l)
{
    return l->others;
}

void mail_log_free(struct mail_log *l)
{
    if (l == NULL)
        return;
    free(l->queue.slot);
    free(l->processes.slot);
    free(l->queue_before.slot);
    free(l->processes_before.slot);
    arena_free(&l->own);
    arena_free(&l->before);
    free(l);
}
