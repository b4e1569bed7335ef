/*
 * builder.h - makes a program: defaults and identity, the command line's settings, the file, and
 * then what the real program checks and completes before its shell starts, in its order.
 */
#ifndef BTSH_BUILDER_H
#define BTSH_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

struct builder;
struct line_place;
struct observer;
struct program;
struct session;
struct target;
struct world;

/* A builder that knows nothing yet but which sendmail it is to be (NULL: the default one), and whether its program verifies
 * addresses (-bv) and has no shell. The observer hears everything of the load. */
struct builder *builder_new(const struct world *w, const struct observer *o, const struct target *t, bool verifies);
/* -d: between builder_new() and builder_start(), where faults of the command line may stand as well. */
void builder_debug(struct builder *b, const char *spec);
/* Defaults, and the host's identity. */
void builder_start(struct builder *b);
/* A builder that has been started, for a program with a shell. */
struct builder *builder_begin(const struct world *w, const struct observer *o, const struct target *t);

/* The session that works for the builder: for debug levels and exit status. */
struct session *builder_session(struct builder *b);

/* Settings of the command line; they stick. */
void builder_option_long(struct builder *b, const char *text); /* -O name=value */
void builder_option_short(struct builder *b, const char *text);/* -o xvalue */
void builder_macro(struct builder *b, const char *text);       /* -M xvalue */
/* -B: the type of body, checked when everything is read. Has to live until then. */
void builder_body_type(struct builder *b, const char *text);
/* A macro that another option gives; one with a short name holds harmless characters only. */
void builder_define(struct builder *b, const char *name, const char *value);
/* -X: what is opened for the command line is opened with the caller's rights. */
void builder_drop_rights(struct builder *b);
/* -F: the caller's full name. Has to live as long as the program. */
void builder_full_name(struct builder *b, const char *name);
/* A map as a K line defines it: "name class arguments", without macros. */
void builder_map_line(struct builder *b, const char *text);
/* Raises a user error about the command line. */
void builder_complain(struct builder *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The same as a system error, of an errno value or 0. */
void builder_fault(struct builder *b, int err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* -R: what a report returns, "hdrs" or "full"; it shows in an envelope's flags. */
void builder_returns(struct builder *b, const char *what);
/* -N: when the sender is told of recipients, "never" or some of "success,failure,delay"; it shows in
 * their flags. */
void builder_notify(struct builder *b, const char *words);
/* -C was given: the file is not the system's own. */
void builder_own_file(struct builder *b);

/*
 * Puts another map in place of one of the configuration's, or changes one: "NAME = TYPE:FILE" (the
 * flags of its K line stay), "NAME + KEY VALUE", "NAME - KEY", or makes it fail for the time being: "NAME !", "NAME ! KEY". TYPE is a class of maps, or `source`: the
 * text that makemap(8) would read. False, with *error, when the text is none of these. A file that
 * is not there, or a name to be changed that is none, is a fatal diagnostic of builder_finish().
 */
bool builder_map(struct builder *b, const char *text, char *error, size_t size);
/* Only looks at such a text. */
bool builder_map_check(const char *text, char *error, size_t size);
/* Reads databases from the text files beside them, where there are such. */
void builder_from_source(struct builder *b);

/* The n lines of the file, for all that names places from then on; NULL or behind the last: as they stand. Has to
 * live until builder_read() returns; the names are copied. */
void builder_places(struct builder *b, const struct line_place *list, int n);

/* Reads a configuration. False: fatal, a DIAG_FATAL diagnostic gave message and status. */
bool builder_read(struct builder *b, const char *path);

/* Checks and completes as the real program does before its shell starts; frees the builder.
 * NULL: fatal. The program is released with program_free(). */
struct program *builder_finish(struct builder *b);
/* What its E lines, and the options that do as they do, make of the environment; NULL-ended. *zone:
 * its TZ holds for the program itself, and not only for those that it starts. */
char *const *program_environment(const struct program *p, bool *zone);
/* Gives up. */
void builder_abandon(struct builder *b);
void program_free(struct program *p);

#endif
