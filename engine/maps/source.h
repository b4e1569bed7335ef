/* source.h - the text that makemap would read, as a table. */
#ifndef BTSH_MAPS_SOURCE_H
#define BTSH_MAPS_SOURCE_H

struct map_class;

extern const struct map_class class_source;

#endif
