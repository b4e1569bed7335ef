/* db_library.h - Berkeley DB, loaded when it is wanted: most keys of large tables, and configurations without one, do without. */
#ifndef BTSH_MAPS_DB_LIBRARY_H
#define BTSH_MAPS_DB_LIBRARY_H

#include <db.h>

/* As db_create() without an environment; ELIBACC: this machine has no libdb. */
int db_library_create(DB **db);

#endif
