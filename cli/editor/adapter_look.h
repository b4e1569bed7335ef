/*
 * adapter_look.h - what a command that is stopped looks like: rulesets at work, workspace, macros, classes; questions,
 * and a macro that is changed.
 */
#ifndef BTSH_EDITOR_ADAPTER_LOOK_H
#define BTSH_EDITOR_ADAPTER_LOOK_H

#include "editor/adapter.h"

adapter_request look_threads, look_stack, look_scopes, look_variables, look_set, look_evaluate, look_raised;

#endif
