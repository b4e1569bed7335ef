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
#ifndef BTSH_OPTIONS_H
#define BTSH_OPTIONS_H

#include "internal.h"
#include "map.h"
#include "option_names.h"
#include "lines.h"

/* Before anything is read: defaults of all options. */
void options_defaults(struct session *s);

/* An O line: the text after the O, $-translated. */
void option_line(struct session *s, const char *text);
/* As a line, set by the program itself: whoever runs it, no privileges are dropped. */
void option_own(struct session *s, const char *text);
/* -O (long form) and -o: as in a file, and sticky. */
void option_command_line(struct session *s, const char *text, bool long_form);

/* The text of an option as it was set last, or its default; NULL: neither, or no such option. */
const char *option_value_text(const struct session *s, const char *name);

/* Seconds of "1h30m", "now" ...; a number without unit counts as `unit`. Bad units are reported. */
long option_time(struct session *s, const char *text, char unit);
/* Who runs programs when root does: DefaultUser, else the first of mailnull, sendmail, daemon. */
enum { USER_UNSETTLED = -2 };
void default_user(struct session *s, uid_t *uid, gid_t *gid);

/* True: empty, or t, T, y, Y first. */
bool option_bool(const char *text);

/* Tells that privileges are dropped to the real user and group (-bv: to those of RunAsUser), and
 * notes the former as RunAsUser. */
void drop_privileges(struct session *s, bool to_real);
/* Leaves of a value what an ordinary user may put into a macro. */
void macro_clean(char *value);

/* Bits of settings.dont_blame beside those that map.h names. */
enum {
    DBS_GROUP_ALIAS = 0x400,    /* GroupWritableAliasFile */
    DBS_WORLD_ALIAS = 0x800,    /* WorldWritableAliasFile */
    DBS_HELP_UNSAFE_DIR = 0x1000, /* HelpFileInUnsafeDirPath */
    DBS_FORWARD_UNSAFE_DIR = 0x2000,  /* ForwardFileInUnsafeDirPath */
    DBS_FORWARD_UNSAFE_DIR_SAFE = 0x4000,
    DBS_FORWARD_GROUP_DIR = 0x8000,   /* ForwardFileInGroupWritableDirPath */
    DBS_GROUP_FORWARD = 0x10000,      /* GroupWritableForwardFile */
    DBS_GROUP_FORWARD_SAFE = 0x20000,
    DBS_WORLD_FORWARD = 0x40000,      /* WorldWritableForwardFile */
    DBS_LINKED_FORWARD = 0x80000,     /* LinkedForwardFileInWritableDir */
    DBS_INCLUDE_UNSAFE_DIR = 0x100000, /* the same of :include: files */
    DBS_INCLUDE_UNSAFE_DIR_SAFE = 0x200000,
    DBS_INCLUDE_GROUP_DIR = 0x400000,
    DBS_GROUP_INCLUDE = 0x800000,
    DBS_GROUP_INCLUDE_SAFE = 0x1000000,
    DBS_WORLD_INCLUDE = 0x2000000,
    DBS_LINKED_INCLUDE = 0x4000000,
    DBS_NON_ROOT_SAFE = 0x8000000,    /* NonRootSafeAddr */
    DBS_SAFE_CHOWN = 0x10000000       /* AssumeSafeChown */
};

#endif
