/*
 * m4_tree.h - what the tree of macros offers an .mc: files of its folders, names of options, words that a feature knows.
 */
#ifndef BTSH_EDITOR_M4_TREE_H
#define BTSH_EDITOR_M4_TREE_H

#include <stddef.h>

/* The folder of the tree from which a macro takes files ("FEATURE": "feature"); NULL: it takes none. */
const char *m4_folder(const char *macro);
/* The name of each file of a folder, without .m4. */
void m4_files(const char *tree, const char *folder, void (*fn)(void *ctx, const char *name), void *ctx);
/* Each name by which an .mc sets an option, the option, and the default as the tree writes it. */
void m4_options(const char *tree, void (*fn)(void *ctx, const char *conf, const char *option, const char *value), void *ctx);
/* Each word that a feature compares argument `number' (2 is the one behind its name) with. */
void m4_arguments(const char *tree, const char *feature, int number, void (*fn)(void *ctx, const char *word), void *ctx);

#endif
