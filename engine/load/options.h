/*
 * options.h - options: from the text of an O line, -O or -o to what the engine goes by.
 *
 * Typed values that change something here are in struct settings; the rest is kept as text, so that
 * every option can be shown. What the command line sets is sticky: the file cannot change it. The
 * names are in cfparse/option_names.h; messages are those of the real program, in its order.
 *
 *      options.c        one option: name, stickiness, privileges, then its setter
 *      option_values.c  setters of plain types, times
 *      option_lists.c   setters of value lists
 *      option_tls.c     setters of TLS flags
 *      option_users.c   setters of users and groups
 *      timeouts.c       Timeout.*
 *      daemons.c        DaemonPortOptions, ClientPortOptions
 *      lines.c     P, Q, E, X lines
 */
#ifndef BTSH_LOAD_OPTIONS_H
#define BTSH_LOAD_OPTIONS_H

#include <stdbool.h>

struct session;

/* Before anything is read: defaults of all options. */
void options_defaults(struct session *s);

/* An O line: the text after the O, $-translated. */
void option_line(struct session *s, const char *text);
/* As a line, set by the program itself: whoever runs it, no privileges are dropped. */
void option_own(struct session *s, const char *text);
/* -O (long form) and -o: as in a file, and sticky. */
void option_command_line(struct session *s, const char *text, bool long_form);

#endif
