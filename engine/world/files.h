/*
 * files.h - another root for files, and owners and modes that do not depend on a checkout.
 *
 * What is opened is remembered by its inode, so that fstat() on a descriptor says what stat() on
 * the name has said: the engine compares the two.
 */
#ifndef BTSH_WORLD_FILES_H
#define BTSH_WORLD_FILES_H

#include <stdbool.h>
#include <stddef.h>

struct world;
struct world_layer;

struct file_view {
    const char *root;         /* all paths are taken below it; NULL: as they are */
    const char *etc_mail;     /* a folder that stands for /etc/mail, and its aliases* for those of /etc; before the root; NULL: none does */
    const char *const *own;   /* absolute paths of files that are taken where they are */
    int nown;
    const char *hosts;        /* stands for /etc/hosts; NULL: nothing does */
    bool live_perms;          /* owners and modes as they are on the disk */
    bool hosts_below;         /* /etc/hosts is there all the same: below is a recording */
    bool sealed;              /* the machine's /etc/hosts and service switch are not there */
};
/*
 * Unless live_perms, files below these folders and the own ones, with the folders above them, count as
 * root's, with modes 0644, 0755 for folders and programs, one link, no symbolic links.
 */
bool world_files(struct world *w, struct world_layer **layers, const struct file_view *view,
                 char *error, size_t size);

#endif
