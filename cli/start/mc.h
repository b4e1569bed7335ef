/*
 * mc.h - an .mc file compiled with m4 and the tree of macros that sendmail comes with.
 */
#ifndef BTSH_START_MC_H
#define BTSH_START_MC_H

#include <stdbool.h>

struct sink;

struct line_place;
struct setup;

/* True for a name that ends in .mc. */
bool mc_is_one(const char *path);

/* The tree of macros for the file: cf_dir, the folder above the file's, or where systems put it; malloc'd; NULL: there
 * is none. */
char *mc_tree(const char *path, const char *cf_dir);

/* Why none could be compiled here as this one would be, whatever it says: there is no tree, no m4, or nothing that holds
 * m4 where --safe wants it held. NULL: it can be tried. */
const char *mc_lacking(const char *path, const char *cf_dir);

/*
 * Compiles it into NAME.cf in a folder of its own below TMPDIR. cf_dir: the tree; NULL: the folder
 * above the file's, or where systems put it. s: where includes are looked for that are not where the file
 * says. What m4 says, and names that nothing in the tree reads, go to `notes`, a line each. The .cf's path,
 * malloc'd; NULL with the reason in notes.
 */
char *mc_compile(const char *path, const char *cf_dir, const struct setup *s, struct sink *notes);
/* Where the lines of a .cf stand in the .mc and in the tree. */
struct mc_places {
    struct line_place *list; /* owned, with its names */
    int n;
};
/* Of a .cf that mc_compile() made. Without them (they cannot be read) n is 0. */
struct mc_places mc_places_read(const char *cf);
void mc_places_free(struct mc_places *p);
/* The line of the .mc that asks for this file of the tree: FEATURE, MAILER, OSTYPE ...; 0: it comes anyway. */
int mc_asks(const char *path, const char *file);
/* The line of the .mc that defines what that line of a file of the tree reads: confLOG_LEVEL ...; 0: none does. */
int mc_sets(const char *path, const char *file, int number);
/* Takes the .cf and its folder away, and frees the path. NULL: nothing. */
void mc_remove(char *cf);

/* Makes the one folder below TMPDIR in which all will be compiled, before nothing else may be written. */
bool mc_place_begin(void);
void mc_place_end(void);
/* That folder, or TMPDIR. */
const char *mc_place(void);

#endif
