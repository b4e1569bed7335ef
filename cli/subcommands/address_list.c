/*
 * address_list.c - addresses to try, from a list, a table or a mail log.
 */
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "subcommands/address_list.h"

struct pair_slot {
    size_t index; /* in the list, from 1 on; 0: empty */
};

struct queue_slot {
    const char *id; /* NULL: empty */
    const char *sender;
};

static uint64_t hash_text(uint64_t h, const char *text)
{
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return (h ^ 0x1F) * 1099511628211u;
}

static uint64_t hash_pair(const struct pair *p)
{
    return hash_text(hash_text(14695981039346656037u, p->recipient),
                     p->sender != NULL ? p->sender : "\1");
}

static bool same_pair(const struct pair *a, const struct pair *b)
{
    bool known = a->sender != NULL && b->sender != NULL;

    return strcmp(a->recipient, b->recipient) == 0
           && (known ? strcmp(a->sender, b->sender) == 0 : a->sender == b->sender);
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

static void add(struct address_list *l, const char *sender, const char *recipient)
{
    struct pair p = { sender, recipient };
    struct pair_slot *slot;

    if (*recipient == '\0' || !make_room(l))
        return;
    slot = slot_of(l, &p);
    if (slot->index != 0)
        return;
    p.recipient = arena_strdup(&l->arena, recipient);
    p.sender = sender != NULL ? arena_strdup(&l->arena, sender) : NULL;
    l->list[l->n++] = p;
    slot->index = l->n;
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

static void note_sender(struct address_list *l, const char *id, const char *sender)
{
    struct queue_slot *slot;

    if (!grow_queue(l))
        return;
    slot = queue_slot(l, id);
    if (slot->id == NULL) {
        slot->id = arena_strdup(&l->arena, id);
        l->queued++;
    }
    slot->sender = arena_strdup(&l->arena, sender);
}

static const char *sender_of(const struct address_list *l, const char *id)
{
    return l->queue_slots > 0 ? queue_slot(l, id)->sender : NULL;
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
static void add_recipients(struct address_list *l, const char *sender, const char *text, size_t n)
{
    char address[2048];

    for (size_t from = 0, k; from < n; from += k + 1) {
        k = value_length(text + from, ',');
        add(l, sender, address_copy(text + from, k, address, sizeof address));
    }
}

/* Behind "; ", as postfix logs what it refuses: from=<a> to=<b> proto=... */
static void add_refused(struct address_list *l, const char *text)
{
    const char *from = strstr(text, "; from=<"), *to;
    char sender[2048], recipient[2048];

    if (from == NULL)
        return;
    from += 7;
    to = from + value_length(from, ' ');
    if (strncmp(to, " to=<", 5) != 0)
        return;
    address_copy(from, (size_t)(to - from), sender, sizeof sender);
    to += 4;
    add(l, sender, address_copy(to, value_length(to, ' '), recipient, sizeof recipient));
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

/* "... program[pid]: QUEUEID: from=..." or to=..., or a refused recipient; false: it is no such line. */
static bool log_line(struct address_list *l, const char *line)
{
    const char *p = strstr(line, "]: "), *colon, *value;
    char id[64], address[2048];
    size_t n;

    if (p == NULL)
        return has_stamp(line);
    p += 3;
    colon = strchr(p, ':');
    n = colon != NULL ? (size_t)(colon - p) : 0;
    if (n == 0 || n >= sizeof id || colon[1] != ' ' || memchr(p, ' ', n) != NULL)
        return true; /* a log's, about something else */
    memcpy(id, p, n);
    id[n] = '\0';
    p = colon + 2;
    if (strncmp(p, "from=", 5) == 0 && (value = log_value(p, "from=", &n)) != NULL)
        note_sender(l, id, address_copy(value, n, address, sizeof address));
    else if (strncmp(p, "to=", 3) == 0) {
        value = log_value(p, "orig_to=", &n);
        if (value == NULL)
            value = log_value(p, "to=", &n);
        if (value != NULL)
            add_recipients(l, sender_of(l, id), value, n);
    } else if (strncmp(p, "ruleset=check_rcpt, ", 20) == 0) {
        value = log_value(p, "arg1=", &n);
        if (value != NULL)
            add_recipients(l, sender_of(l, id), value, n);
    } else if (strncmp(p, "reject: RCPT ", 13) == 0) {
        add_refused(l, p);
    }
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

bool addresses_read(struct address_list *l, const char *path, char *error, size_t size)
{
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    bool ok;

    if (f == NULL) {
        snprintf(error, size, "%s: %s", path, strerror(errno));
        return false;
    }
    while (getline(&line, &room, f) >= 0)
        take_line(l, line);
    ok = !ferror(f);
    if (!ok)
        snprintf(error, size, "%s: it cannot be read", path);
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
