/*
 * mc_m4.h - m4 is run on an .mc file, for mc.c alone.
 */
#ifndef BTSH_START_MC_M4_H
#define BTSH_START_MC_M4_H

#include <stdbool.h>

#include "show/output.h"
#include "start/setup.h"

/* Where systems put the tree; ended by NULL. */
extern const char *const mc_usual_trees[];

/* Why m4 cannot be run, whatever it would be given; NULL: it can be tried. */
const char *mc_m4_lacking(void);
/*
 * What m4 -s prints for the file with this tree, whether the file includes the tree's cf.m4 itself or not.
 * Includes that are not where the file says are looked for in the file's folder, the folders of
 * --include-dir and below --root; those that are nowhere are left out and noted. False, with the reason in
 * the notes.
 */
bool mc_m4(const char *path, const char *tree, const struct setup *s, struct sink *out,
           struct sink *notes);

#endif
