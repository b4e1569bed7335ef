/*
 * adapter_run.h - a configuration launched, its command run, stepped through and ended.
 */
#ifndef BTSH_EDITOR_ADAPTER_RUN_H
#define BTSH_EDITOR_ADAPTER_RUN_H

#include "editor/adapter.h"

adapter_request run_launch, run_step, run_next, run_finish, run_continue, run_back, run_to_start, run_pause, run_leave;
/* All breakpoints are set: the command. */
void run_command(struct adapter *a);
void run_forget(struct adapter *a);

#endif
