/*
 * mc_line.h - the line of an .mc that a place in the m4 tree comes from.
 *
 * A macro that an .mc sets with define() is written into the configuration by a file of the tree; the line
 * that a person edits is the define.
 */
#ifndef BTSH_EXPLAIN_MC_LINE_H
#define BTSH_EXPLAIN_MC_LINE_H

/* The last line of the file that has both by themselves, else the first, else the second; comments (dnl) aside.
 * NULL: none is looked for. 0: there is none. */
int mc_line_of(const char *path, const char *word, const char *define);

#endif
