/*
 * adapter_breaks.h - breakpoints of an editor: lines, rulesets, what is raised.
 */
#ifndef BTSH_EDITOR_ADAPTER_BREAKS_H
#define BTSH_EDITOR_ADAPTER_BREAKS_H

#include "editor/adapter.h"

adapter_request breaks_of_lines, breaks_of_rulesets, breaks_of_raised;
/* What an editor can ask to be stopped at when it is raised, for the capabilities. */
json_t *breaks_offered(const struct adapter *a);

#endif
