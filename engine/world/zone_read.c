/*
 * zone_read.c - master files, through ldns.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "world/zone.h"
#include "world/zone_library.h"
#include "world/zone_read.h"

struct reading {
    struct zone_library *ldns;
    struct zone *zone;
    FILE *f;
    char *error;
    size_t size;
    const char *file;
    int at, line;          /* the line being read; where the entry at hand began */
    char *text;            /* the entry, malloc'd: one line, without comments and brackets */
    size_t n, room;
    ldns_rdf *origin, *previous;
    uint32_t ttl;
    int depth;             /* files that include each other */
};

enum { MAX_INCLUDES = 10, LONGEST_ENTRY = 1 << 20 /* a record has no more than 64 kB, of which each byte may be \\DDD */ };

static bool read_entries(struct reading *r);
static void release(struct reading *r);

static bool complain(struct reading *r, const char *what, const char *mend)
{
    snprintf(r->error, r->size, "%s:%d: %s; %s", r->file, r->line, what, mend);
    return false;
}

/* One record, taken from its wire form: owner, type, class, TTL, length, data. */
static bool take(struct reading *r, const ldns_rr *rr)
{
    uint8_t *wire = NULL, *p;
    size_t size = 0, n = 0;
    bool ok = r->ldns->rr_get_class(rr) == LDNS_RR_CLASS_IN;

    if (!ok)
        return complain(r, "a record of a class other than IN", "only IN is served");
    if (r->ldns->rr2wire(&wire, rr, LDNS_SECTION_ANSWER, &size) != LDNS_STATUS_OK)
        return complain(r, "a record that cannot be sent", "shorten it");
    while (n < size && wire[n] != 0)
        n += (size_t)wire[n] + 1;
    p = wire + n + 1;
    ok = n + 11 <= size
         && zone_add(r->zone, wire, (uint16_t)(p[0] << 8 | p[1]),
                     (uint32_t)p[4] << 24 | (uint32_t)p[5] << 16 | (uint32_t)p[6] << 8 | p[7],
                     p + 10, size - n - 11);
    free(wire);
    return ok || complain(r, "a record without room", "shorten it");
}

/* ---- entries: lines put together where brackets and quotes say so (RFC 1035 5.1) ---- */

static bool put(struct reading *r, int c)
{
    if (r->n + 2 > r->room) {
        size_t room = r->room * 2 + 512;
        char *grown = realloc(r->text, room);

        if (grown == NULL)
            return false;
        r->text = grown;
        r->room = room;
    }
    r->text[r->n++] = (char)c;
    r->text[r->n] = '\0';
    return true;
}

/* The next entry. False: the end, or a fault, which *ok tells. */
static bool next_entry(struct reading *r, bool *ok)
{
    bool quoted = false, comment = false;
    int depth = 0, c;

    r->n = 0;
    r->line = ++r->at;
    while ((c = getc(r->f)) != EOF && (c != '\n' || quoted || depth > 0)) {
        r->at += c == '\n';
        comment = comment ? c != '\n' : c == ';' && !quoted;
        if (comment || c == '\r')
            continue;
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '(' || c == ')'))
            depth += c == '(' ? 1 : -1;
        if (!quoted && (c == '(' || c == ')' || c == '\n'))
            c = ' ';
        if (!put(r, c) || (c == '\\' && ((c = getc(r->f)) == EOF || !put(r, c))))
            break;
        if (depth < 0 || r->n > LONGEST_ENTRY)
            break;
    }
    if (r->n > LONGEST_ENTRY)
        *ok = complain(r, "an entry of more than 1 MB", "no record is so long; name a zone");
    if (quoted || depth < 0) /* one that is still open at the end is closed by it */
        *ok = complain(r, quoted ? "a quote that is not closed" : "a bracket without its other half",
                       "an entry ends with its line, outside of quotes and brackets");
    if (ferror(r->f))
        *ok = complain(r, "the file cannot be read to its end", "its records would be a part of the zone only");
    return *ok && (c != EOF || r->n > 0);
}

static bool is_time(const char *word, size_t n)
{
    if (n == 0 || *word < '0' || *word > '9')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strchr("0123456789smhdwSMHDW", word[i]) == NULL)
            return false;
    }
    return true;
}

/* The class may stand before the TTL; ldns wants it behind. */
static void order_class(char *text)
{
    char *class = *text == ' ' || *text == '\t' ? text : text + strcspn(text, " \t"), *ttl;
    size_t blanks, n;

    class += strspn(class, " \t");
    if (strncasecmp(class, "IN", 2) != 0 || (class[2] != ' ' && class[2] != '\t'))
        return;
    blanks = strspn(class + 2, " \t");
    ttl = class + 2 + blanks;
    n = strcspn(ttl, " \t");
    if (!is_time(ttl, n))
        return;
    memmove(class, ttl, n);
    memset(class + n, ' ', blanks);
    memcpy(class + n + blanks, "IN", 2);
}

static bool set_origin(struct reading *r, const char *text)
{
    ldns_rdf *name = r->ldns->dname_new_frm_str(text);

    if (name == NULL)
        return complain(r, "the origin is no name", "write it as example.com.");
    if (text[strlen(text) - 1] != '.' && r->origin != NULL
        && r->ldns->dname_cat(name, r->origin) != LDNS_STATUS_OK)
        return complain(r, "the origin is too long", "a name has 255 bytes at most");
    r->ldns->rdf_deep_free(r->origin);
    r->origin = name;
    return true;
}

/* A pipe that nobody writes to would be waited for, and a device has no end. */
static FILE *open_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    FILE *f = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? fdopen(fd, "r") : NULL;

    if (f == NULL && fd >= 0)
        close(fd);
    return f;
}

/* Another file's records; its origin, and names left out, are its own (RFC 1035, section 5.1). */
static bool include(struct reading *r, const char *name, const char *origin)
{
    const char *slash = strrchr(r->file, '/');
    struct reading inner = { .ldns = r->ldns, .zone = r->zone, .error = r->error, .size = r->size,
                             .ttl = r->ttl, .depth = r->depth + 1 };
    char path[PATH_MAX];
    bool ok = false;

    if (*name == '/' || slash == NULL)
        snprintf(path, sizeof path, "%s", name);
    else
        snprintf(path, sizeof path, "%.*s/%s", (int)(slash - r->file), r->file, name);
    if (inner.depth > MAX_INCLUDES)
        return complain(r, "files include each other too deep", "take the circle out");
    inner.file = path;
    inner.f = open_file(path);
    if (inner.f == NULL)
        return complain(r, "the file to be included cannot be read",
                        "its path is taken from the folder of this one");
    inner.origin = r->ldns->rdf_clone(r->origin);
    if (origin == NULL || set_origin(&inner, origin))
        ok = read_entries(&inner);
    release(&inner);
    return ok;
}

static bool directive(struct reading *r)
{
    char *rest = NULL, *word = strtok_r(r->text, " \t", &rest);
    char *value = strtok_r(NULL, " \t", &rest);
    const char *end;

    if (strcasecmp(word, "$ORIGIN") == 0 && value != NULL)
        return set_origin(r, value);
    if (strcasecmp(word, "$TTL") == 0 && value != NULL) {
        r->ttl = r->ldns->str2period(value, &end);
        return *end == '\0' || complain(r, "the TTL is no time", "write it as 3600 or 1h");
    }
    if (strcasecmp(word, "$INCLUDE") == 0 && value != NULL)
        return include(r, value, strtok_r(NULL, " \t", &rest));
    return complain(r, "a directive that is none, or half of one",
                    "there are $ORIGIN NAME, $TTL TIME and $INCLUDE FILE [NAME]");
}

static bool record(struct reading *r)
{
    ldns_rr *rr = NULL;
    ldns_status status;
    bool ok;

    order_class(r->text);
    status = r->ldns->rr_new_frm_str(&rr, r->text, r->ttl, r->origin, &r->previous);
    if (status == LDNS_STATUS_SYNTAX_EMPTY)
        return true;
    if (status != LDNS_STATUS_OK)
        return complain(r, r->ldns->get_errorstr_by_id(status),
                        "a record is NAME [TTL] [IN] TYPE DATA");
    ok = take(r, rr);
    r->ldns->rr_free(rr);
    return ok;
}

static bool read_entries(struct reading *r)
{
    bool ok = true;

    while (ok && next_entry(r, &ok)) {
        if (r->n > 0 && r->text[strspn(r->text, " \t")] != '\0')
            ok = *r->text == '$' ? directive(r) : record(r);
    }
    return ok;
}

static void release(struct reading *r)
{
    r->ldns->rdf_deep_free(r->origin);
    r->ldns->rdf_deep_free(r->previous);
    free(r->text);
    fclose(r->f);
}

struct zone *zone_read(const char *file, const char *origin, char *error, size_t size)
{
    struct zone_library ldns;
    struct reading r = { .ldns = &ldns, .error = error, .size = size, .file = file, .ttl = 3600 };
    char why[3000];
    bool ok = false;

    r.f = fopen(file, "re");
    if (r.f == NULL) {
        snprintf(error, size, "%s: %s", file, strerror(errno));
        return NULL;
    }
    r.zone = zone_new();
    if (!zone_library_load(&ldns)) {
        snprintf(error, size, "%s: zones are read with ldns, which is not here; install libldns3",
                 file);
        fclose(r.f);
    } else {
        ok = r.zone != NULL && set_origin(&r, origin != NULL ? origin : ".") && read_entries(&r);
        release(&r);
        if (ok && !zone_finish(r.zone, why, sizeof why)) {
            ok = false;
            snprintf(error, size, "%s: %s", file, why);
        }
    }
    if (ok)
        return r.zone;
    zone_free(r.zone);
    return NULL;
}
