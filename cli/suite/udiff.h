/*
 * udiff.h - edits to a file's lines: as a unified diff, or done.
 */
#ifndef BTSH_SUITE_UDIFF_H
#define BTSH_SUITE_UDIFF_H

struct edit;
struct sink;
struct suite;

/* What diff -u would print, without the two lines of names; nothing if there are no edits. */
void udiff(struct sink *out, char *const *lines, int nlines, const struct edit *edits, int n);
/* The file as it is after the edits that --accept makes; only_line < 0: all of these. */
void edits_apply(struct sink *out, const struct suite *s, const struct edit *edits, int n);
/* In the order of the file. */
void edits_sort(struct edit *edits, int n);

#endif
