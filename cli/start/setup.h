/*
 * setup.h - what a program is made from and which world it sees: the directives of a suite's set-up,
 * and the long options of the same names.
 */
#ifndef BTSH_START_SETUP_H
#define BTSH_START_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct builder;
struct sink;
struct target;
struct world;
struct world_layer;
struct zone;

/* Texts, owned. */
struct texts {
    char **list;
    int n;
};

struct setup {
    char *config;           /* NULL: the command line's, or the system's */
    struct texts maps;      /* as builder_map() wants them, with absolute paths */
    struct texts zones;     /* "FILE" or "FILE\nORIGIN" */
    struct texts users;
    struct texts interfaces; /* "ADDRESS [NAME]" */
    struct texts search;   /* domains in which names are looked for */
    struct texts includes; /* folders for what an .mc includes and is not there */
    struct texts own;       /* files of the suite, absolute: their owners and modes are in order */
    bool users_given;
    const struct target *target; /* which sendmail is reproduced; NULL: it was not said */
    char *hosts, *root, *etc_mail, *hostname, *caller, *replay;
    bool fixed_time, live_perms, from_source, made_names;
    time_t time;
    bool sealed;            /* of the machine nothing is asked that is not said here */
};

void setup_free(struct setup *s);
/* A copy of its own. */
void setup_copy(struct setup *to, const struct setup *from);
/* True when both make the same program in the same world. */
bool setup_same(const struct setup *a, const struct setup *b);
/* True when it says nothing. */
bool setup_empty(const struct setup *s);

/*
 * One thing said: the word (config, map, zone, hosts, root, etc-mail, hostname, interface, search, users, caller, time,
 * perms, replay, source) and what follows it. Relative paths are taken from the folder. False, with *error: it is
 * wrong. setup_knows(): is the word one of these?
 */
bool setup_say(struct setup *s, const char *word, const char *args, const char *folder, char *error,
               size_t size);
bool setup_knows(const char *word);
/* Word number i, all that may stand behind it, and what it is for; NULL behind the last. */
const char *setup_word(int i, const char **form, const char **help);

/*
 * An .mc file as the config: it is compiled, and its .cf, which *compiled names too, takes its
 * place. What m4 said goes to notes. False: it cannot be compiled. mc_remove(*compiled) at the end.
 */
bool setup_compile(struct setup *s, const char *cf_dir, char **compiled, struct sink *notes);

/* What stands behind the doors of a world that was set up. */
struct doors {
    struct world_layer *layers;
    struct zone **zones;
    int nzones;
    struct texts missing;   /* what a replay had no answer for */
};
/* Puts the set-up's layers on *w. False, with *error. doors_free() in any case. */
bool setup_world(const struct setup *s, struct world *w, struct doors *d, char *error, size_t size);
void doors_free(struct doors *d);

/* Tells a builder of the set-up's maps. False, with *error. */
bool setup_maps(const struct setup *s, struct builder *b, char *error, size_t size);

#endif
