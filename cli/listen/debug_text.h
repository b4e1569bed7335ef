/* debug_text.h - the texts of debug lines, one row an id. */
#ifndef BTSH_LISTEN_DEBUG_TEXT_H
#define BTSH_LISTEN_DEBUG_TEXT_H

struct event;
struct output;
struct session;

/* Writes a debug line. */
void debug_text(struct output *o, const struct session *s, const struct event *e);

#endif
