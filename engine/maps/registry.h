/*
 * registry.h - the classes of maps. A program is given the list when its making begins, so that no file
 * about maps in general knows a class by name.
 */
#ifndef BTSH_MAPS_REGISTRY_H
#define BTSH_MAPS_REGISTRY_H

struct map_class;

/* Sorted by name; NULL behind the last. */
extern const struct map_class *const map_classes[];

#endif
