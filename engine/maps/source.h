/* source.h - the text that makemap would read, as a table. */
#ifndef BTSH_MAPS_SOURCE_H
#define BTSH_MAPS_SOURCE_H

struct map_class;
struct session;

/* Tables that one session has read are another's, too, whose worker may be another one; while neither runs. */
void source_share(struct session *to, struct session *from);

extern const struct map_class class_source;

#endif
