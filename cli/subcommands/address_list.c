/*
 * address_list.c - addresses to try, from a list, a table or a mail log.
 */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "base/arena.h"
#include "show/gzip.h"
#include "show/memory.h"
#include "start/interrupt.h"
#include "subcommands/address_list.h"
#include "subcommands/mail_log.h"
#include "suite/replay.h"

enum { LONGEST = 1 << 20 };

struct pair_slot {
    size_t index; /* in the list, from 1 on; 0: empty */
};

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return (h ^ 0x1F) * 1099511628211u;
}

static uint64_t hash_pair(const struct pair *p)
{
    uint64_t h = hash_text(hash_text(14695981039346656037u, p->recipient != NULL ? p->recipient : "\2"),
                           p->sender != NULL ? p->sender : "\1");

    return hash_text(h, p->caller != NULL ? p->caller->setup.address : "\1");
}

static bool same_or_none(const char *a, const char *b)
{
    return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

static bool same_tls(const struct dialogue_tls *a, const struct dialogue_tls *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return same_or_none(a->verify, b->verify) && same_or_none(a->version, b->version)
           && same_or_none(a->cipher, b->cipher) && same_or_none(a->bits, b->bits)
           && same_or_none(a->algorithm_bits, b->algorithm_bits) && same_or_none(a->subject, b->subject)
           && same_or_none(a->issuer, b->issuer);
}

static bool same_caller(const struct caller *a, const struct caller *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a->setup.address, b->setup.address) == 0 && same_or_none(a->setup.name, b->setup.name)
           && a->setup.resolve == b->setup.resolve && same_or_none(a->setup.ident, b->setup.ident)
           && same_or_none(a->hello, b->hello) && a->basic == b->basic
           && same_or_none(a->setup.auth_type, b->setup.auth_type)
           && same_or_none(a->setup.auth_user, b->setup.auth_user) && same_tls(a->setup.tls, b->setup.tls);
}

static bool same_pair(const struct pair *a, const struct pair *b)
{
    return same_or_none(a->recipient, b->recipient) && same_or_none(a->sender, b->sender)
           && same_caller(a->caller, b->caller);
}

/* ---- pairs ----------------------------------------------------------------------------------- */

static struct pair_slot *slot_of(const struct address_list *l, const struct pair *p)
{
    size_t i = hash_pair(p) & (l->slots - 1);

    while (l->seen[i].index != 0 && !same_pair(&l->list[l->seen[i].index - 1], p))
        i = (i + 1) & (l->slots - 1);
    return &l->seen[i];
}

static void make_room(struct address_list *l)
{
    if (l->n == l->room) {
        l->room = l->room * 2 + 1024;
        l->list = grow_or_end(l->list, l->room * sizeof *l->list);
    }
    if (l->n * 2 >= l->slots) {
        free(l->seen);
        l->slots = l->slots * 2 + (l->slots == 0) * 4096;
        l->seen = zeroed_or_end(l->slots, sizeof *l->seen);
        for (size_t i = 0; i < l->n; i++)
            slot_of(l, &l->list[i])->index = i + 1;
    }
}

/* Of a log, whose senders and callers live in the arena already. */
static void add(void *ctx, const char *sender, const char *recipient, const struct caller *caller)
{
    struct address_list *l = ctx;
    struct pair p = { sender, recipient, caller };
    struct pair_slot *slot;

    if (recipient != NULL && *recipient == '\0')
        return;
    make_room(l);
    slot = slot_of(l, &p);
    if (slot->index != 0)
        return;
    p.recipient = recipient != NULL ? arena_strdup(&l->arena, recipient) : NULL;
    l->list[l->n++] = p;
    slot->index = l->n;
}

void addresses_add(struct address_list *l, const struct pair *p)
{
    add(l, p->sender, p->recipient, p->caller);
}

const char *pair_name(const struct pair *p)
{
    if (p->recipient != NULL)
        return p->recipient;
    return p->sender != NULL && *p->sender != '\0' ? p->sender : p->caller->setup.address;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void take_line(struct address_list *l, struct mail_log *log, char *line)
{
    size_t n = strcspn(line, "\r\n");
    char *tab, *end;

    line[n] = '\0';
    if (*line == '\0' || *line == '#' || mail_log_line(log, line))
        return;
    tab = strchr(line, '\t');
    if (tab == NULL) {
        while (n > 0 && isspace((unsigned char)line[n - 1]))
            line[--n] = '\0';
        add(l, NULL, line, NULL);
        return;
    }
    *tab++ = '\0';
    end = strchr(tab, '\t');
    if (end != NULL)
        *end = '\0';
    add(l, strcmp(line, "-") == 0 ? NULL : strcmp(line, "<>") == 0 ? "" : arena_strdup(&l->arena, line), tab, NULL);
}

/* What no list is: an .mc, a database, a picture. False, with *error. */
static bool is_text(const char *path, const char *line, size_t n, char *error, size_t size)
{
    if (memchr(line, '\0', n) != NULL) {
        snprintf(error, size, "%s: this is no text: addresses stand in a list, a table or a mail log", path);
        return false;
    }
    if (strncmp(line, "divert(", 7) == 0 || strncmp(line, "VERSIONID(", 10) == 0 || strncmp(line, "dnl ", 4) == 0) {
        snprintf(error, size, "%s: this is an .mc file; addresses stand in a list, a table or a mail log", path);
        return false;
    }
    return true;
}

/* As getline(), with room for LONGEST bytes: a file of one line has no end for somebody. -1: no more. */
static ssize_t read_line(FILE *f, char *line)
{
    ssize_t n = 0;
    int c = 0;

    while (n < LONGEST && c != '\n' && (c = getc_unlocked(f)) != EOF)
        line[n++] = (char)c;
    line[n] = '\0';
    return n > 0 ? n : -1;
}

bool addresses_read(struct address_list *l, const char *path, char *error, size_t size)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char *line;
    ssize_t n;
    bool ok = true;
    struct mail_log *log;

    if (f != NULL && f != stdin)
        f = gzip_or_plain(f, path, error, size);
    else if (f == NULL)
        snprintf(error, size, "%s: %s", path, strerror(errno));
    if (f == NULL)
        return false;
    log = mail_log_new(&l->arena, add, l);
    line = zeroed_or_end(1, LONGEST + 1);
    while (ok && (n = read_line(f, line)) >= 0) {
        ok = is_text(path, line, (size_t)n, error, size);
        if (ok && n == LONGEST) {
            snprintf(error, size, "%s: this is no text: a line has more than %d bytes", path, LONGEST);
            ok = false;
        }
        if (ok)
            take_line(l, log, line);
    }
    if (ok && ferror(f)) {
        ok = false;
        snprintf(error, size, interrupted ? "%s: interrupted" : "%s: it cannot be read to its end", path);
    }
    mail_log_end(log);
    l->kind = mail_log_kind(log);
    l->other = mail_log_others(log);
    mail_log_free(log);
    free(line);
    if (f != stdin)
        fclose(f);
    return ok;
}

void addresses_free(struct address_list *l)
{
    free(l->list);
    free(l->seen);
    arena_free(&l->arena);
    memset(l, 0, sizeof *l);
}
