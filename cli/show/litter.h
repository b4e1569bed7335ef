/*
 * litter.h - temporary files and folders, which go away however the program ends: also where a signal or
 * refused memory ends it.
 */
#ifndef BTSH_SHOW_LITTER_H
#define BTSH_SHOW_LITTER_H

/* Makes the folder INSIDE/btsh-XXXXXX, for this user only; NULL: it cannot be made. Stays litter's. */
const char *litter_folder(const char *inside);
/* A file is going to be made. */
void litter_file(const char *path);
/* Removes a folder that was made here, and the files in it that were noted. */
void litter_remove(const char *folder);
/* Removes what is still there. May be called by a handler of signals. */
void litter_clear(void);

#endif
