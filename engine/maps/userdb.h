/*
 * userdb.h - the user database: "user:field" in the btree files of UserDatabaseSpec, in order.
 *
 * The "file" of the line is the field. Files are opened when they are first needed, without safety
 * checks, and shared by all maps of this class. A file that is missing or unreadable is skipped;
 * any other trouble makes the whole database unavailable. A miss is status 0. Beside the maps,
 * the sender of an envelope and the recipients of -bv are looked up here.
 */
#ifndef BTSH_MAPS_USERDB_H
#define BTSH_MAPS_USERDB_H

#include "maps/map.h"

struct session;

/* The name by which a user is known outside, from the user database; NULL: as it is. */
const char *userdb_sender(struct session *s, const char *user);
/* The sources that are to be asked for a user, from 0 on; -1: the database cannot be opened. */
int userdb_sources(struct session *s, const char *user);
/* Asks source i, after userdb_sources(). The list lives as long as the command. */
enum userdb_drop userdb_drop(struct session *s, int i, const char *user, const char **list);
/* The sender of a list that source i has, for the command; NULL: none. */
const char *userdb_owner(struct session *s, int i, const char *user);

#endif
