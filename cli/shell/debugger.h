/*
 * debugger.h - rules step by step: an observer that stops a command and asks what to do.
 *
 * It stops at moments: a ruleset entered or left, a rule that matched, its result, a lookup begun
 * and answered. Every moment of the command is kept as text, so that /back can show it again.
 */
#ifndef BTSH_DEBUGGER_H
#define BTSH_DEBUGGER_H

#include "shell/shell.h"

struct debugger;

void debugger_free(struct debugger *d);
/* True when something could stop the next command. */
bool debugger_listens(const struct debugger *d);
struct observer debugger_observer(struct debugger *d);
/* Before each command: its moments are forgotten. */
void debugger_begin(struct debugger *d);
/* Another session, perhaps of another program: breakpoints are found again by their texts. */
void debugger_reload(struct debugger *d);

#endif
