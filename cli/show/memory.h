/*
 * memory.h - what ends the program when the system refuses memory, or what it cannot work without:
 * before anything is written that would lack a part.
 */
#ifndef BTSH_SHOW_MEMORY_H
#define BTSH_SHOW_MEMORY_H

#include <stddef.h>

/* Says so and ends with EX_OSERR. */
_Noreturn void out_of_memory(void);
/* The same for a thread or a descriptor, with the system's reason (an errno). */
_Noreturn void out_of_means(const char *what, int error);

/* As realloc(), calloc() and strdup(); never NULL. */
void *grow_or_end(void *p, size_t size);
void *zeroed_or_end(size_t n, size_t size);
char *copy_or_end(const char *text);

#endif
