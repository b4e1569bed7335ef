/*
 * mutant.h - good databases, bent by their structure, read as btsh reads them.
 *
 * A mutant is a seed (a small database that libdb wrote) and a list of changes, each to something
 * that a page check has to look at: a page's kind, a count, an offset, a link, a length, a flag of the
 * first page. Any bytes are such a list, so a fuzzer needs to know nothing of databases.
 */
#ifndef BTSH_TESTS_MUTANT_H
#define BTSH_TESTS_MUTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MUTANT_CHANGE = 7 };    /* bytes of a change, after the one that chooses the seed */

/* Makes the seeds in a folder of its own; false: libdb could not. Once. */
bool mutant_seeds(void);
int mutant_seed_count(void);
void mutant_free_seeds(void);

/* The bytes of a mutant; the caller frees them. *btree: what it was before. */
unsigned char *mutant_make(const uint8_t *data, size_t size, size_t *n, bool *btree);

struct mutant_reading {
    bool sound;                /* the page check let it pass */
    unsigned long records;     /* and libdb told so many, */
    unsigned long bytes;       /* with values of so many bytes; */
    unsigned sum;              /* each byte was looked at */
    unsigned alone, otherwise; /* keys that were answered without libdb, and those that libdb answers otherwise */
};

/* Checks the file and, if it passes, asks for keys and lists all. No mapping: reads show. */
void mutant_read(const unsigned char *file, size_t n, bool btree, struct mutant_reading *r);

#endif
