/*
 * fix.h - lines that a check knows how to mend, shown as a diff and written.
 */
#ifndef BTSH_CHECK_FIX_H
#define BTSH_CHECK_FIX_H

struct check_run;
struct output;

/* Mends the files that were named; what was mended is taken from the findings. 0, or an exit status after a message. */
int check_fix(struct check_run *c, struct output *out);

#endif
