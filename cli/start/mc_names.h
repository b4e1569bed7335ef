/*
 * mc_names.h - names in an .mc file that nothing reads: m4 takes a define of any name and never says
 * a word.
 *
 * A name is known if it stands anywhere in the tree, or a second time in the file itself.
 */
#ifndef BTSH_START_MC_NAMES_H
#define BTSH_START_MC_NAMES_H

struct sink;

/* mc_names.c: notes names in the .mc that nothing reads, with the nearest that is known. */
void mc_check_names(const char *path, const char *cf_dir, struct sink *notes);

#endif
