/* debug_text.h - the texts of debug lines, one row an id. */
#ifndef BTSH_DEBUG_TEXT_H
#define BTSH_DEBUG_TEXT_H

#include "engine.h"
#include "show/output.h"

/* Writes a debug line. */
void debug_text(struct output *o, const struct session *s, const struct event *e);

#endif
