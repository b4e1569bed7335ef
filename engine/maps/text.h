/* text.h - the class that reads columns of a text file. */
#ifndef BTSH_MAPS_TEXT_H
#define BTSH_MAPS_TEXT_H

struct map_class;

extern const struct map_class class_text;

#endif
