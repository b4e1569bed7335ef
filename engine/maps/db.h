/*
 * db.h - hash and btree: Berkeley DB 5.3 files, opened for reading, one handle a worker.
 *
 * The type is asked for explicitly, so a file of the other type is refused. Whether keys are
 * stored with their trailing NUL is found out by use: both forms are tried until one of them hits,
 * and that form is then the map's for the rest of the session.
 *
 * A file that was written in place since it was opened is opened again; one that was replaced by
 * rename or removed is not noticed, as the descriptor still shows the old one. While another
 * program holds an exclusive flock (makemap does), a lookup waits.
 */
#ifndef BTSH_MAPS_DB_H
#define BTSH_MAPS_DB_H

#include <stdbool.h>

#include "maps/table.h"

struct map_class;
struct map;
struct map_call;
struct session;
struct worker;

/*
 * A database is locked against writers while it is read. What a command has locked stays so for a
 * few more, as two calls to the kernel would cost more than the lookup; before anything that can
 * wait (a prompt, a program) it has to be unlocked.
 */
void db_end_command(struct worker *w);
void db_unlock(struct worker *w);

bool db_open(struct session *s, struct map *m, bool btree);
const char *db_map_lookup(struct session *s, struct map *m, struct map_call *call);
void db_map_close(struct session *s, struct map *m);
bool db_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx);

extern const struct map_class class_hash, class_btree;

#endif
