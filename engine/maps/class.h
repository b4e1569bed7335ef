/* class.h - classes of maps by their names, and the names of the files that they read. */
#ifndef BTSH_MAPS_CLASS_H
#define BTSH_MAPS_CLASS_H

#include <stdbool.h>
#include <stddef.h>

struct map;
struct map_class;
struct session;

/* The class of the list that has this name, or NULL. Case does not matter. */
const struct map_class *map_class_find(const struct map_class *const *classes, const char *name,
                                       size_t n);
/* Does makemap make its files from texts? */
bool map_is_made(const struct map_class *cls);
/* The name of the file that a class with a suffix reads: the suffix is there already, or is added. */
void map_file_name(const struct map_class *cls, const char *file, char *out, size_t size);
/* Bytes of a map's file name before the suffix of its class, which it may lack. */
size_t map_stem(const struct map *m);
/* Enters the names of all classes in the real program's order. */
void map_classes_enter(struct session *s);

#endif
