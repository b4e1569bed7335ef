/* paths.h - paths as a person wrote them, and lists of texts */
#ifndef BTSH_START_PATHS_H
#define BTSH_START_PATHS_H

#include <stddef.h>
#include <stdbool.h>

struct texts;

/* The class of map that reads the table at `path`: of a database by what it holds, of a .cdb by its name; NULL: it
 * is a text, or cannot be read. */
const char *path_table_class(const char *path);
/* Does the name of a file end so? */
bool path_ends_in(const char *path, const char *end);

void texts_add(struct texts *t, const char *text);
void texts_free(struct texts *t);

/* A path taken from a folder, without "." and "..", malloc'd. */
char *path_from(const char *folder, const char *path);
bool path_is_folder(const char *path);
/* The folder of a file, malloc'd, absolute. */
char *folder_of_file(const char *path);

/* Where the history stands, by the XDG base directory specification; its folder is made. False: nowhere. */
bool history_file(char *out, size_t size);

#endif
