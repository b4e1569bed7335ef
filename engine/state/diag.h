/*
 * diag.h - diagnostics: the one place where messages are raised, and the exit status.
 *
 * A message may start with its SMTP code and its enhanced code ("553 5.1.3 text"); both are taken
 * off here, so that an observer gets them as data.
 */
#ifndef BTSH_STATE_DIAG_H
#define BTSH_STATE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "state/event.h"

struct arena;
struct session;

/* System error (class E): "554 5.0.0" unless the text starts with codes. Sets the exit status. */
void syserr(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Of a file whose rest cannot be read, where err is not 0: what follows knows only a part of it (diagnostic.unread). */
void syserr_unread(struct session *s, const char *file, int err);
/* User error (class U): code 550 unless the text starts with one. */
void usrerr(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What the envelope says of its last error, as -d11 shows it: "ann... User unknown". Kept where that is told. */
void keep_message(struct session *s, const char *text);
/* Informational message, code 050. */
void message(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Plain warning (class W). */
void warning(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Fatal: records, raises; the caller must give up the load. */
void fatal(struct session *s, int status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same of what the caller asked for: code 550. */
void fatal_user(struct session *s, int status, const char *text);
/* Length of an enhanced code "d.d.d" at p that a blank or the end follows, else 0. */
size_t dsn_length(const char *p);
/* Records an exit status by the rule "the first one stays; 75 gives way". */
void set_status(struct session *s, int status);
void set_status_always(struct session *s, int status);

/* How much is told: 0, 1, 2; as the program says unless the session has its own. */
int verbosity(const struct session *s);
/* Is what is said in verbose mode only to be kept back? (-bv without -v) */
bool is_terse(const struct session *s);

/* Tells which word a class was asked for; the caller asked WANTED(s, WANT_NAMES). Is it found, by what the
 * observer says? */
bool tell_class(struct session *s, int id, const char *word, size_t n, bool found);
/* Tells a macro's value; the same. The value to be used. */
const char *tell_macro(struct session *s, enum event_kind kind, int id, const char *value);

/* Raises a debug line (the caller asked DEBUGGING). Arguments: INT(1), STR("x"), VEC(v, n) ... */
void debug_line(struct session *s, enum debug_line id, int n, const struct debug_arg *args);

/* Tells the observer, and whether the real program writes at it; notes a stop. */
enum event_answer tell(struct session *s, struct event *e);

/* Shortens as messages do: first (m-3)/2 bytes, "...", last (m-3)/2, when longer than allowed. */
const char *shorten(struct arena *a, const char *text, size_t max);

#endif
