/* class.h - classes of maps by their names. */
#ifndef BTSH_MAPS_CLASS_H
#define BTSH_MAPS_CLASS_H

#include <stddef.h>

struct map_class;
struct session;

/* The class of the list that has this name, or NULL. Case does not matter. */
const struct map_class *map_class_find(const struct map_class *const *classes, const char *name,
                                       size_t n);
/* Enters the names of all classes in the real program's order. */
void map_classes_enter(struct session *s);

#endif
