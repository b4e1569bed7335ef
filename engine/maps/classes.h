/*
 * classes.h - the classes, for the registry, and what their files share. Not for others.
 */
#ifndef BTSH_MAPS_CLASSES_H
#define BTSH_MAPS_CLASSES_H

#include "maps/map.h"

extern const struct map_class class_arith, class_arpa, class_bestmx, class_bogus, class_btree,
    class_cdb, class_dequote, class_dns, class_hash, class_host, class_implicit, class_ldap, class_macro,
    class_nis, class_nisplus, class_null, class_program, class_regex, class_sequence, class_socket,
    class_source, class_stab, class_switch, class_syslog, class_text, class_user, class_userdb;

/* ---- args.c: walking over the words of a K line ---- */

bool blank_char(char c);
const char *skip_blanks(const char *p);
/* The end of the word at p. */
const char *word_end(const char *p);
/* A copy, in the program's arena, of the word at p. */
const char *keep_word(struct session *s, const char *p);
const char *keep_text(struct session *s, const char *text);
/* A time with units ("5", "2m", "1h30m"); unit: what a number without one means. */
long map_time(struct session *s, const char *word, char unit);

/* The parser of dequote, macro, arith and arpa. */
bool parse_one_flag(struct session *s, struct map *m, const char *args);

/* Memory that lives as long as what is being defined. */
struct arena *map_arena(struct session *s);

/* ---- define.c ---- */

/* A map that no configuration can name. */
struct map *map_nameless(struct session *s);
/* A class of this build, as this start-up knows it; NULL if there is none of that name. */
const struct map_class *known_class(struct session *s, const char *name, size_t n);

/* ---- session.c: what the maps of one session remember ---- */

struct service {
    struct service *next;
    const char *name;
    const char *types[MAX_MAP_STACK];
    int n;
};

enum { HOST_BUCKETS = 256 };

struct host_answer {
    struct host_answer *next;
    const char *name;   /* as it was asked for */
    const char *result; /* NULL: not found */
    time_t expires;
    int status, err, herr;
    bool secure;       /* proven, or not from the DNS */
};

struct session_maps {
    struct host_answer *hosts[HOST_BUCKETS];
    struct service_table services;
    const struct map *waiting; /* alias_wait() is at work on it */
    int nesting;               /* sequences inside each other */
    unsigned long refused;     /* the command, counted from 1, that was told of a shut door */
    const struct mx_list *fallback; /* the MX hosts of FallbackMXhost; NULL: the program's */
    time_t fallback_until;
    unsigned mx_seed;          /* order of MX hosts of equal preference; 0: not chosen yet */
};

struct session_maps *session_maps(struct session *s);

/* ---- canonify.c, address_text.c ---- */

/* As canonify_host(), with the resolver's settings of a map. */
bool canonify_with(struct session *s, char *name, size_t size, bool try_mx, const struct map *m,
                   int *status, long *ttl);
/* AF_INET, AF_INET6 ("IPv6:" in front may be there) or 0; the address to addr. */
int parse_address(const char *text, unsigned char addr[16]);

/* ---- recall.c: answers of servers and programs, noted once and played back ---- */

/* True for maps whose answers are: all that ask others, but those that only ask DNS. */
bool map_asks_others(const struct map *m);
bool map_recalls(const struct session *s, const struct map *m);
const char *map_recall(struct session *s, struct map *m, struct map_call *call);
void map_note(struct session *s, const struct map *m, const struct map_call *call,
              const char *value);

/* ---- once.c ---- */

/* The arguments of an alias file "ldap:" without any. */
const char *ldap_alias_search(struct session *s);

/* ---- text.c ---- */

/* A column of a line, cut to size-1 bytes; delimiter 0: white space. False: there is none. */
bool text_column(const char *line, int column, char delimiter, char *out, size_t size);

/* ---- aliaswait.c ---- */

/* When an alias database is opened: is it complete, is it up to date? False: it is gone. */
bool alias_wait(struct session *s, struct map *m, const char *ext, bool is_open);

/* ---- cdb.c ---- */

/* Are all of its hash tables within the file? */
bool cdb_whole(int fd, off_t size);

/* ---- table_file.c ---- */

/* True if it is an error that its file cannot be opened. */
bool table_is_mandatory(const struct map *m);
/*
 * Opens a database's file, with the extension `ext` unless it ends so, after the safety checks, and
 * locks it against a writer. The descriptor is the caller's; *st tells of it; its name in `name`.
 * -1 after the diagnostics; `kind` names the class in them.
 */
int table_open(struct session *s, const struct map *m, const char *kind, const char *ext,
               char *name, size_t size, struct stat *st);

/* ---- sequence.c ---- */

/* Adds a member; false when there is no room. */
bool sequence_add(struct session *s, struct map *seq, struct map *member);
/* Asks the members in turn. */
const char *ask_members(struct session *s, struct map *const *members, int n,
                        struct map_call *call);


#endif
