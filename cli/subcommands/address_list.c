/*
 * address_list.c - addresses to try, from a list, a table or a mail log.
 */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

#include "base/arena.h"
#include "show/gzip.h"
#include "subcommands/address_list.h"

struct pair_slot {
    size_t index; /* in the list, from 1 on; 0: empty */
};

/* Who spoke to the server. */
struct client {
    const char *address, *name; /* NULL: not known */
    bool forged;
};

struct queue_slot {
    const char *id; /* NULL: empty */
    const char *sender;
    struct client client;
};

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return (h ^ 0x1F) * 1099511628211u;
}

static uint64_t hash_pair(const struct pair *p)
{
    uint64_t h = hash_text(hash_text(14695981039346656037u, p->recipient),
                           p->sender != NULL ? p->sender : "\1");

    return hash_text(h, p->client_address != NULL ? p->client_address : "\1");
}

static bool same_or_none(const char *a, const char *b)
{
    return a != NULL && b != NULL ? strcmp(a, b) == 0 : a == b;
}

static bool same_pair(const struct pair *a, const struct pair *b)
{
    return strcmp(a->recipient, b->recipient) == 0 && same_or_none(a->sender, b->sender)
           && same_or_none(a->client_address, b->client_address) && same_or_none(a->client_name, b->client_name)
           && a->client_forged == b->client_forged;
}

/* ---- pairs ----------------------------------------------------------------------------------- */

static struct pair_slot *slot_of(const struct address_list *l, const struct pair *p)
{
    size_t i = hash_pair(p) & (l->slots - 1);

    while (l->seen[i].index != 0 && !same_pair(&l->list[l->seen[i].index - 1], p))
        i = (i + 1) & (l->slots - 1);
    return &l->seen[i];
}

static bool make_room(struct address_list *l)
{
    if (l->n == l->room) {
        size_t room = l->room * 2 + 1024;
        struct pair *grown = realloc(l->list, room * sizeof *grown);

        if (grown == NULL)
            return false;
        l->list = grown;
        l->room = room;
    }
    if (l->n * 2 >= l->slots) {
        free(l->seen);
        l->slots = l->slots * 2 + (l->slots == 0) * 4096;
        l->seen = calloc(l->slots, sizeof *l->seen);
        if (l->seen == NULL)
            return false;
        for (size_t i = 0; i < l->n; i++)
            slot_of(l, &l->list[i])->index = i + 1;
    }
    return true;
}

static const char *keep(struct address_list *l, const char *text)
{
    return text != NULL ? arena_strdup(&l->arena, text) : NULL;
}

static void add_by(struct address_list *l, const char *sender, const char *recipient, const struct client *by)
{
    struct pair p = { sender, recipient, by->address, by->name, by->forged };
    struct pair_slot *slot;

    if (*recipient == '\0' || !make_room(l))
        return;
    slot = slot_of(l, &p);
    if (slot->index != 0)
        return;
    p.recipient = keep(l, recipient);
    p.sender = keep(l, sender);
    p.client_address = keep(l, by->address);
    p.client_name = keep(l, by->name);
    l->list[l->n++] = p;
    slot->index = l->n;
}

static void add(struct address_list *l, const char *sender, const char *recipient)
{
    add_by(l, sender, recipient, &(struct client){ NULL, NULL, false });
}

/* ---- the log --------------------------------------------------------------------------------- */

static struct queue_slot *queue_slot(const struct address_list *l, const char *id)
{
    size_t i = hash_text(14695981039346656037u, id) & (l->queue_slots - 1);

    while (l->queue[i].id != NULL && strcmp(l->queue[i].id, id) != 0)
        i = (i + 1) & (l->queue_slots - 1);
    return &l->queue[i];
}

static bool grow_queue(struct address_list *l)
{
    struct queue_slot *old = l->queue;
    size_t n = l->queue_slots;

    if (l->queued * 2 < l->queue_slots)
        return true;
    l->queue_slots = n * 2 + (n == 0) * 4096;
    l->queue = calloc(l->queue_slots, sizeof *l->queue);
    if (l->queue == NULL)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (old[i].id != NULL)
            *queue_slot(l, old[i].id) = old[i];
    }
    free(old);
    return true;
}

/* The slot of a queue id, entered; NULL: no memory. */
static struct queue_slot *enter(struct address_list *l, const char *id)
{
    struct queue_slot *slot;

    if (!grow_queue(l))
        return NULL;
    slot = queue_slot(l, id);
    if (slot->id == NULL) {
        slot->id = arena_strdup(&l->arena, id);
        l->queued++;
    }
    return slot;
}

static void note_sender(struct address_list *l, const char *id, const char *sender)
{
    struct queue_slot *slot = enter(l, id);

    if (slot != NULL)
        slot->sender = arena_strdup(&l->arena, sender);
}

static const struct queue_slot *found_of(const struct address_list *l, const char *id)
{
    static const struct queue_slot nobody = { NULL, NULL, { NULL, NULL, false } };

    return l->queue_slots > 0 ? queue_slot(l, id) : &nobody;
}

/* "name [192.0.2.1] (may be forged)", "name[192.0.2.1]", "[192.0.2.1]", "unknown[...]". Postfix writes
 * addresses of IPv6 without the word in front. buf: 512 bytes. False: no address is in it. */
static bool read_client(const char *text, size_t n, struct client *out, char *buf)
{
    const char *open = memchr(text, '[', n), *close = open != NULL ? memchr(open, ']', n - (size_t)(open - text)) : NULL;
    size_t name = open != NULL ? (size_t)(open - text) : 0, size;

    if (close == NULL || close == open + 1 || n > 400)
        return false;
    size = (size_t)(close - open) - 1;
    while (name > 0 && text[name - 1] == ' ')
        name--;
    out->forged = memmem(close, n - (size_t)(close - text), "may be forged", 13) != NULL;
    snprintf(buf, 256, "%s%.*s", memchr(open, ':', size) != NULL && strncasecmp(open + 1, "IPv6:", 5) != 0 ? "IPv6:" : "",
             (int)size, open + 1);
    out->address = buf;
    snprintf(buf + 256, 256, "%.*s", (int)(name < 255 ? name : 255), text);
    out->name = name == 0 || strcmp(buf + 256, "unknown") == 0 ? NULL : buf + 256;
    return true;
}

static void note_client(struct address_list *l, const char *id, const char *text, size_t n)
{
    struct queue_slot *slot = enter(l, id);
    struct client c = { NULL, NULL, false };
    char buf[512];

    if (slot == NULL || !read_client(text, n, &c, buf))
        return;
    slot->client = (struct client){ keep(l, c.address), keep(l, c.name), c.forged };
}

/* The length of a value: up to the end character outside of quotes and angles, or to the end. */
static size_t value_length(const char *p, char end)
{
    bool quoted = false;
    int depth = 0;
    size_t n = 0;

    for (; p[n] != '\0' && (quoted || depth > 0 || p[n] != end); n++) {
        if (p[n] == '\\' && quoted && p[n + 1] != '\0')
            n++;
        else if (p[n] == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += (p[n] == '<') - (p[n] == '>');
    }
    return n;
}

/* The value behind "NAME=": *n its length. Where several addresses stand without a blank, commas are
 * part of it. NULL: none. */
static const char *log_value(const char *text, const char *name, size_t *n)
{
    const char *p = text;
    size_t m = strlen(name);

    while ((p = strstr(p, name)) != NULL && p != text && p[-1] != ' ')
        p += m;
    if (p == NULL)
        return NULL;
    p += m;
    *n = 0;
    do
        *n += value_length(p + *n, ',') + 1;
    while (p[*n - 1] == ',' && p[*n] != ' ');
    --*n;
    return p;
}

/* Angles come off. */
static char *address_copy(const char *from, size_t n, char *out, size_t size)
{
    if (n >= 2 && from[0] == '<' && from[n - 1] == '>') {
        from++;
        n -= 2;
    }
    snprintf(out, size, "%.*s", (int)(n < size ? n : size - 1), from);
    return out;
}

/* Recipients, with commas between them, as sendmail logs those of one delivery. */
static void add_recipients(struct address_list *l, const char *sender, const struct client *by, const char *text,
                           size_t n)
{
    char address[2048];

    for (size_t from = 0, k; from < n; from += k + 1) {
        k = value_length(text + from, ',');
        add_by(l, sender, address_copy(text + from, k, address, sizeof address), by);
    }
}

/* Behind "; ", as postfix logs what it refuses: from=<a> to=<b> proto=... */
static void add_refused(struct address_list *l, const char *text)
{
    const char *from = strstr(text, "; from=<"), *to;
    char sender[2048], recipient[2048], buf[512];
    struct client by = { NULL, NULL, false };

    if (from == NULL)
        return;
    from += 7;
    to = from + value_length(from, ' ');
    if (strncmp(to, " to=<", 5) != 0)
        return;
    address_copy(from, (size_t)(to - from), sender, sizeof sender);
    to += 4;
    text = strstr(text, " from ");
    if (text != NULL && strstr(text, "]: ") != NULL)
        read_client(text + 6, (size_t)(strstr(text, "]: ") + 1 - text) - 6, &by, buf);
    add_by(l, sender, address_copy(to, value_length(to, ' '), recipient, sizeof recipient), &by);
}

/* "Nov 26 03:34:28 ", "2026-11-26T03:34:28": the line is a log's, whatever it says. */
static bool has_stamp(const char *line)
{
    int n = 0;

    sscanf(line, "%*3[A-Za-z] %*2d %*2d:%*2d:%*2d%n", &n);
    if (n == 0)
        sscanf(line, "%*4d-%*2d-%*2dT%*2d:%*2d:%*2d%n", &n);
    return n > 0;
}

/* A message's line behind its queue id; false: it is about something else. */
static bool about_message(struct address_list *l, const char *id, const char *p)
{
    const struct queue_slot *of = found_of(l, id);
    struct client by = { NULL, NULL, false };
    char address[2048], buf[512];
    const char *value;
    size_t n, k;

    if (strncmp(p, "from=", 5) == 0 && (value = log_value(p, "from=", &n)) != NULL) {
        note_sender(l, id, address_copy(value, n, address, sizeof address));
        value = log_value(p, "relay=", &n);
        if (value != NULL)
            note_client(l, id, value, n);
        return true;
    }
    if (strncmp(p, "client=", 7) == 0) {
        note_client(l, id, p + 7, strcspn(p + 7, ","));
        return true;
    }
    if (strncmp(p, "to=", 3) == 0) {
        value = log_value(p, "orig_to=", &n);
        if (value == NULL)
            value = log_value(p, "to=", &n);
        if (value != NULL)
            add_recipients(l, of->sender, &of->client, value, n);
        return value != NULL;
    }
    if (strncmp(p, "ruleset=check_rcpt, ", 20) == 0 && (value = log_value(p, "arg1=", &n)) != NULL) {
        const char *relay = log_value(p, "relay=", &k);

        if (relay == NULL || !read_client(relay, k, &by, buf))
            by = of->client;
        add_recipients(l, of->sender, &by, value, n);
        return true;
    }
    if (strncmp(p, "reject: RCPT ", 13) == 0) {
        add_refused(l, p);
        return true;
    }
    return false;
}

/* Whose log it is, by the program's name in front of "[pid]: ". */
static void note_kind(struct address_list *l, const char *line, const char *end)
{
    if (l->kind != NULL)
        return;
    if (memmem(line, (size_t)(end - line), "postfix/", 8) != NULL)
        l->kind = "postfix";
    else if (memmem(line, (size_t)(end - line), "sendmail[", 9) != NULL
             || memmem(line, (size_t)(end - line), "sm-mta[", 7) != NULL)
        l->kind = "sendmail";
}

/* "... program[pid]: QUEUEID: from=..." or to=..., or a refused recipient; false: it is no such line. */
static bool log_line(struct address_list *l, const char *line)
{
    const char *p = strstr(line, "]: "), *colon;
    char id[64];
    size_t n;

    if (p == NULL) {
        bool stamped = has_stamp(line);

        l->other += stamped;
        return stamped;
    }
    note_kind(l, line, p);
    p += 3;
    colon = strchr(p, ':');
    n = colon != NULL ? (size_t)(colon - p) : 0;
    if (n == 0 || n >= sizeof id || colon[1] != ' ' || memchr(p, ' ', n) != NULL) {
        l->other++;
        return true; /* a log's, about something else */
    }
    memcpy(id, p, n);
    id[n] = '\0';
    l->other += !about_message(l, id, colon + 2);
    return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void take_line(struct address_list *l, char *line)
{
    size_t n = strcspn(line, "\r\n");
    char *tab, *end;

    line[n] = '\0';
    if (*line == '\0' || *line == '#' || log_line(l, line))
        return;
    tab = strchr(line, '\t');
    if (tab == NULL) {
        while (n > 0 && isspace((unsigned char)line[n - 1]))
            line[--n] = '\0';
        add(l, NULL, line);
        return;
    }
    *tab++ = '\0';
    end = strchr(tab, '\t');
    if (end != NULL)
        *end = '\0';
    add(l, strcmp(line, "-") == 0 ? NULL : strcmp(line, "<>") == 0 ? "" : line, tab);
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

bool addresses_read(struct address_list *l, const char *path, char *error, size_t size)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    bool ok = true;

    if (f != NULL && f != stdin)
        f = gzip_or_plain(f, path, error, size);
    else if (f == NULL)
        snprintf(error, size, "%s: %s", path, strerror(errno));
    if (f == NULL)
        return false;
    while (ok && (n = getline(&line, &room, f)) >= 0) {
        ok = is_text(path, line, (size_t)n, error, size);
        if (ok)
            take_line(l, line);
    }
    if (ok && ferror(f)) {
        ok = false;
        snprintf(error, size, "%s: it cannot be read to its end", path);
    }
    free(line);
    if (f != stdin)
        fclose(f);
    return ok;
}

void addresses_free(struct address_list *l)
{
    free(l->list);
    free(l->seen);
    free(l->queue);
    arena_free(&l->arena);
    memset(l, 0, sizeof *l);
}
