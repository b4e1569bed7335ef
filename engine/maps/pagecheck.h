/*
 * pagecheck.h - is a Berkeley DB file whole?
 *
 * libdb believes what its pages say; a few damaged files in a hundred crash it or keep it busy for
 * ever. One pass over the file looks at what it would follow: the kinds and levels of pages, the
 * places of items, the links. A file that is no hash or btree file is none of its business. The
 * format is that of hash version 8 to 10 and btree version 8 to 10 (libdb 3 to 5.3), in either byte
 * order, without checksums and encryption, which need no help.
 */
#ifndef BTSH_MAPS_PAGECHECK_H
#define BTSH_MAPS_PAGECHECK_H

#include <stdbool.h>
#include <stddef.h>

struct page_fault {
    unsigned long page;
    const char *what;
};

/* False: damaged; *fault says where and how. The bytes are those of the whole file. */
bool pages_sound(const unsigned char *file, size_t size, struct page_fault *fault);
/* The same for an open file; true for what cannot be read, which libdb will say itself. */
bool pages_sound_fd(int fd, struct page_fault *fault);
/* Is the open file, which was one when it was opened, still a sound btree, or hash, file? */
bool pages_still(int fd, bool btree);

#endif
