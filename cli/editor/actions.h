/*
 * actions.h - what an editor can do with a line: run a test, explain an entry, mend what a check found, keep it quiet.
 */
#ifndef BTSH_EDITOR_ACTIONS_H
#define BTSH_EDITOR_ACTIONS_H

#include <jansson.h>

struct server;

/* textDocument/codeLens, textDocument/codeAction, workspace/executeCommand */
json_t *code_lenses(struct server *s, json_t *params);
json_t *code_actions(struct server *s, json_t *params);
json_t *command_run(struct server *s, json_t *params);
/* The names of commands, ended by NULL. */
extern const char *const commands_known[];

#endif
