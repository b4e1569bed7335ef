/*
 * configuration.h - the configuration by which files are judged, loaded.
 */
#ifndef BTSH_CHECK_CONFIGURATION_H
#define BTSH_CHECK_CONFIGURATION_H

#include <stdbool.h>

#include "check/nearby.h"
#include "show/output.h"
#include "start/setup.h"
#include "world/world.h"

struct findings_list;
struct program;
struct rule_view;
struct run;
struct source_text;

struct configuration {
    char *path;             /* as it is named: a .cf or an .mc; owned */
    bool mc;
    bool made;              /* it is a .cf that m4 has made of the tree */
    struct program *program; /* NULL: it could not be loaded */
    const char *uncompiled; /* why no .mc can be compiled here; NULL: it was tried */
    bool sound;             /* it was read without a fault, and with all its files */
    struct sink why;        /* what it lacks, a line each */
    struct sink notes;      /* what m4 said */

    struct setup setup;
    struct world world;
    struct doors doors;
    char *compiled;
    struct nearby_file *nearby;
    int nnearby;
    int empty;              /* what tables and alias files are that are nowhere, as /proc/self/fd has it; 0: there is none */
};

/* Loads the file at `path`. Texts of tables are read in the place of databases; those among the n sources take the
 * place of files of the same name, and files that are not there come from the file's own folder. What is said while it
 * is read becomes findings. */
void configuration_load(struct configuration *c, const struct run *r, const char *path, const struct source_text *sources,
                        int n, struct findings_list *f);
void configuration_free(struct configuration *c);
/* Do maps of the class read a file? n: the bytes of its name. */
bool configuration_file_class(const char *class, size_t n);
/* The place of a file that a finding or a fact names, as a person named it. */
const char *configuration_place(const struct configuration *c, const char *file);
/* Where a person edits a rule. True: it is the tree's, and the place the line of the .mc that asks for it (0: unknown). */
bool configuration_rule_place(const struct configuration *c, const struct rule_view *r, const char **file, int *line);

#endif
