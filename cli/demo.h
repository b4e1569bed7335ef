/* demo.h - the bundled example, wherever btsh is installed or built. */
#ifndef BTSH_DEMO_H
#define BTSH_DEMO_H

#include <stddef.h>

/* Puts the example's configuration into path and opens its story. -1: not found (told on stderr). */
int demo_open(char *path, size_t size);

#endif
