/* null.h - the class that holds nothing. */
#ifndef BTSH_MAPS_NULL_H
#define BTSH_MAPS_NULL_H

struct map_class;

extern const struct map_class class_null;

#endif
