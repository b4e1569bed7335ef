/*
 * pagecheck.h - is a Berkeley DB file whole?
 *
 * libdb believes what its pages say; a few damaged files in a hundred crash it or keep it busy for
 * ever. One pass over the file looks at what it would follow: the kinds and levels of pages, the
 * places of items, the links, lengths and counts. A file that libdb refuses to open as hash or btree
 * is none of its business. The format is that of hash version 7 to 10 and btree version 8 to 10
 * (libdb 3 to 5.3), in either byte order, with and without checksums, which anyone can compute.
 */
#ifndef BTSH_MAPS_PAGECHECK_H
#define BTSH_MAPS_PAGECHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page_fault {
    unsigned long page;
    const char *what;
    bool unread;           /* it could not be checked; `what` says why */
};

enum { PAGE_META = 512, PAGE_HEADER = 26 /* of a page without a checksum; the table of items follows */ };

/* What the first page says of the others. */
struct page_layout {
    bool hash, swapped;    /* else btree; in the other byte order */
    bool plain;            /* no duplicates, no checksums, one database */
    size_t pagesize;
    uint32_t last, there;  /* the last page, as the file says and as its size says */
    unsigned char head[PAGE_META];
};

/* Only the first page of an open file is looked at. False: it is none that libdb would go on with, or damaged. */
bool pages_layout(int fd, struct page_layout *out);

/* False: damaged; *fault says where and how. The bytes are those of the whole file. */
bool pages_sound(const unsigned char *file, size_t size, struct page_fault *fault);
/* The same for an open file; false for what cannot be read, or is too large to be looked at. */
bool pages_sound_fd(int fd, struct page_fault *fault);
/* Is the open file, which was one when it was opened, still a sound btree, or hash, file? */
bool pages_still(int fd, bool btree);

#endif
