/*
 * zone_read.c - master files, through ldns.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zone.h"
#include "zone_library.h"

bool zone_library_load(struct zone_library *l)
{
    void *handle = dlopen("libldns.so.3", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return false;
    /* a pointer to a function cannot be cast from one to data: its bytes are filled */
#define LDNS_FIND(name)                                                                          \
    *(void **)(void *)&l->name = dlsym(handle, "ldns_" #name);                                   \
    if (l->name == NULL)                                                                         \
        return false;
    LDNS_FUNCTIONS(LDNS_FIND)
#undef LDNS_FIND
    return true;
}

struct reading {
    struct zone_library *ldns;
    struct zone *zone;
    char *error;
    size_t size;
    const char *file;
    int line; /* ldns counts lines, but in its own way: what was read before the record */
};

static bool complain(struct reading *r, const char *what, const char *mend)
{
    snprintf(r->error, r->size, "%s:%d: %s; %s", r->file, r->line > 0 ? r->line : 1, what, mend);
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

static bool read_all(struct reading *r, FILE *f, const char *origin)
{
    ldns_rdf *top = r->ldns->dname_new_frm_str(origin != NULL ? origin : "."), *previous = NULL;
    uint32_t ttl = 3600;
    bool ok = top != NULL || complain(r, "the origin is no name", "write it as example.com.");

    while (ok && !feof(f)) {
        ldns_rr *rr = NULL;
        ldns_status status = r->ldns->rr_new_frm_fp_l(&rr, f, &ttl, &top, &previous, &r->line);

        switch (status) {
        case LDNS_STATUS_OK:
            ok = take(r, rr);
            r->ldns->rr_free(rr);
            break;
        case LDNS_STATUS_SYNTAX_EMPTY:
        case LDNS_STATUS_SYNTAX_TTL:
        case LDNS_STATUS_SYNTAX_ORIGIN:
            break;
        case LDNS_STATUS_SYNTAX_INCLUDE:
        case LDNS_STATUS_SYNTAX_INCLUDE_ERR_NOTIMPL:
            ok = complain(r, "$INCLUDE is not read", "put the records into one file");
            break;
        default:
            ok = complain(r, r->ldns->get_errorstr_by_id(status),
                          "a record is NAME [TTL] [IN] TYPE DATA");
            break;
        }
    }
    r->ldns->rdf_deep_free(top);
    r->ldns->rdf_deep_free(previous);
    return ok;
}

struct zone *zone_read(const char *file, const char *origin, char *error, size_t size)
{
    struct zone_library ldns;
    struct reading r = { .ldns = &ldns, .error = error, .size = size, .file = file };
    char why[3000];
    FILE *f = fopen(file, "re");
    bool ok = false;

    if (f == NULL) {
        snprintf(error, size, "%s: %s", file, strerror(errno));
        return NULL;
    }
    r.zone = zone_new();
    if (!zone_library_load(&ldns)) {
        snprintf(error, size, "%s: zones are read with ldns, which is not here; install libldns3",
                 file);
    } else if (r.zone != NULL && read_all(&r, f, origin)) {
        ok = zone_finish(r.zone, why, sizeof why);
        if (!ok)
            snprintf(error, size, "%s: %s", file, why);
    }
    fclose(f);
    if (ok)
        return r.zone;
    zone_free(r.zone);
    return NULL;
}
