/*
 * world_swap.h - the doors that can be swapped, each a layer (world_layer.h) over a world.
 *
 * All return false, with a line in `error` that says where and what, when a file or a value is
 * faulty; the world is not to be used then. Texts that are given are copied. What the layers answer does
 * not change with use, so that threads may share them.
 */
#ifndef BTSH_WORLD_SWAP_H
#define BTSH_WORLD_SWAP_H

#include "world_layer.h"

struct zone;

/* ---- self: who this host is ------------------------------------------------------------------ */

struct self {
    const char *host_name; /* NULL: as below */
    bool alone;            /* one interface, the loopback; load 0; the same random numbers */
    bool fixed_time;
    time_t time;           /* the clock, when it is fixed */
};
bool world_self(struct world *w, struct world_layer **layers, const struct self *self);

/* ---- users: who exists, who calls ------------------------------------------------------------ */

/*
 * The accounts of an ordinary mail host (root, daemon, bin, mail, nobody, smmta, smmsp) and those in
 * `names`, n of them, with ids from 1000 on. names NULL: the accounts below stay.
 * caller: the user who runs the program; NULL: as below.
 */
bool world_users(struct world *w, struct world_layer **layers, const char *const *names, int n,
                 const char *caller, char *error, size_t size);

/* ---- files ----------------------------------------------------------------------------------- */

struct file_view {
    const char *root;         /* all paths are taken below it; NULL: as they are */
    const char *const *own;   /* absolute paths of files that are taken where they are */
    int nown;
    const char *hosts;        /* stands for /etc/hosts; NULL: nothing does */
    bool live_perms;          /* owners and modes as they are on the disk */
    bool hosts_below;         /* /etc/hosts is there all the same: below is a recording */
    bool sealed;              /* the machine's /etc/hosts and service switch are not there */
};
/*
 * Unless live_perms, files below the root and the own ones, with the folders above them, count as
 * root's, with modes 0644, 0755 for folders and programs, one link, no symbolic links.
 */
bool world_files(struct world *w, struct world_layer **layers, const struct file_view *view,
                 char *error, size_t size);

/* ---- names: hosts and DNS -------------------------------------------------------------------- */

/*
 * Hosts come from /etc/hosts as this world opens it, then from DNS. With zones, n of them, all DNS
 * comes from these; a name in none of them does not exist. The zones have to live as long as
 * the world.
 */
bool world_names(struct world *w, struct world_layer **layers, const struct zone *const *zones,
                 int n, char *error, size_t size);

/* ---- tape: recorded once, played back -------------------------------------------------------- */

/*
 * Every question about hosts and DNS, users and the host itself, with its answer, is noted; the
 * file of it is what world_record_text() says, malloc'd; the path
 * is for messages. Lookups of maps that ask servers or run programs are noted
 * through the door `note` (world.h).
 */
bool world_record(struct world *w, struct world_layer **layers, char *error, size_t size);
char *world_record_text(struct world_layer *recording, const char *path, char *error, size_t size);
/* Answers from such a file. What is not in it fails for the time being, and is named to `missing`. */
bool world_replay(struct world *w, struct world_layer **layers, const char *path,
                  void (*missing)(void *ctx, const char *what), void *ctx, char *error,
                  size_t size);

#endif
