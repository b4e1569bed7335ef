/*
 * lsp.h - the language server: messages on standard input and output.
 */
#ifndef BTSH_EDITOR_LSP_H
#define BTSH_EDITOR_LSP_H

#include <stdbool.h>
#include <stddef.h>

struct output;
struct run;
struct server;

/* False: this build, or this machine, has no JSON: *why says so. */
bool lsp_there(const char **why);
/* Until the editor leaves. The exit status: 0 after shutdown and exit, else 1. */
int lsp_serve(struct run *r, int in);

#endif
