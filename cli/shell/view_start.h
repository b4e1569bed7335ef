/* view_start.h - what the command line asks of the view */
#ifndef BTSH_SHELL_VIEW_START_H
#define BTSH_SHELL_VIEW_START_H

#include <stdbool.h>

struct run;
struct shell;

/* What the command line asks for. False: it cannot be had, which was said on standard error. */
bool view_start(struct shell *sh, const struct run *r);

#endif
