/*
 * greet_pause.h - how long a client waits for its greeting: milliseconds.
 */
#ifndef BTSH_CHECK_GREET_PAUSE_H
#define BTSH_CHECK_GREET_PAUSE_H

struct findings_list;
struct source_text;

/* Of a value that stands at that place: text behind the number, and so few milliseconds that nobody notices. */
void check_greet_pause(const struct source_text *s, int line, int column, const char *value, struct findings_list *f);

#endif
