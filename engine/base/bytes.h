/* bytes.h - texts taken eight bytes at a time: a hash, and lower case. */
#ifndef BTSH_BASE_BYTES_H
#define BTSH_BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* A hash of n bytes, for tables in memory: it differs from one kind of machine to another. */
uint32_t bytes_hash(const char *text, size_t n);
/* The same of a text whose ASCII letters count as small ones. */
uint32_t bytes_hash_folded(const char *text, size_t n);
/* ASCII letters become small ones, in place. */
void fold_ascii(char *text, size_t n);

#endif
