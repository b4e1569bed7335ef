/*
 * define.h - K lines, the maps that are there without one, and alias files.
 *
 * A name is defined once; a second definition of the same name (case does not matter) fills the
 * same record: class and given texts are replaced, flags and all else stay.
 */
#ifndef BTSH_MAPS_DEFINE_H
#define BTSH_MAPS_DEFINE_H

#include <stddef.h>

struct map;
struct map_class;
struct session;

/* A map that no configuration can name. */
struct map *map_nameless(struct session *s);
/* A class of this build, as this start-up knows it; NULL if there is none of that name. */
const struct map_class *known_class(struct session *s, const char *name, size_t n);

/* The filter that leaves the entries of this host and its cluster. */
const char *ldap_this_host(struct session *s);

/* Defines (or redefines) a map as a K line does. Returns NULL after a diagnostic. */
struct map *map_define(struct session *s, const char *name, size_t nname,
                       const struct map_class *cls, const char *args);
/* Reads the text after K (macros expanded). */
void map_line(struct session *s, const char *text);
/* host, aliases.files, aliases: after the file has been read. */
void map_defaults(struct session *s);

/*
 * One AliasFile value (a comma-separated list; may come several times): each accepted specification
 * becomes a map AliasN. map_defaults() makes them the sequence aliases.files. The number of
 * accepted ones so far is prog->nalias.
 */
void alias_option(struct session *s, const char *value);

#endif
