/*
 * pageread.h - a record of a hash or btree file, read with nothing believed of it.
 *
 * libdb believes what pages say, so a table is checked as a whole before libdb sees it (pagecheck.h), which takes as
 * long as the table is large; and libdb itself takes its time to come. The first keys that a table is asked for are
 * looked up here instead: each page that is on the way is bounded as it is read, and so is the number of pages. Read are
 * plain keys and values, and long values; of all else, duplicates and damage among it, it is said that it is not known,
 * and libdb is asked, after the check.
 */
#ifndef BTSH_MAPS_PAGEREAD_H
#define BTSH_MAPS_PAGEREAD_H

#include <stdbool.h>
#include <stddef.h>

struct page_reader;

enum page_answer { PAGE_FOUND, PAGE_MISSING, PAGE_UNSURE };

/* fd: not owned, open as long as the reader is. NULL: it cannot be read so, or there is no memory. */
struct page_reader *page_reader_new(int fd, bool btree);
void page_reader_free(struct page_reader *r);
/* How many pages the file has. */
unsigned long page_reader_pages(const struct page_reader *r);
/* The value lives until the next question. */
enum page_answer page_read(struct page_reader *r, const char *key, size_t n, const void **value, size_t *size);

#endif
