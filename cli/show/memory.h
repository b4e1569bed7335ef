/*
 * memory.h - what ends the program when the system refuses memory: before anything is written that
 * would lack a part.
 */
#ifndef BTSH_SHOW_MEMORY_H
#define BTSH_SHOW_MEMORY_H

#include <stddef.h>

/* Says so and ends with EX_OSERR. */
_Noreturn void out_of_memory(void);

/* As realloc(), calloc() and strdup(); never NULL. */
void *grow_or_end(void *p, size_t size);
void *zeroed_or_end(size_t n, size_t size);
char *copy_or_end(const char *text);

#endif
