/*
 * dap.h - the debug adapter: rules step by step in an editor, over standard input and output.
 */
#ifndef BTSH_EDITOR_DAP_H
#define BTSH_EDITOR_DAP_H

#include <stdbool.h>

struct run;

/* False: this build, or this machine, has no JSON: *why says so. */
bool dap_there(const char **why);
/* Until the editor leaves. The exit status: 0 after terminate or disconnect, else 1. */
int dap_serve(struct run *r, int in);

#endif
