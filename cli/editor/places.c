/*
 * places.c - where a name is defined, and where it stands.
 */
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "editor/class_words.h"
#include "editor/known.h"
#include "editor/m4_tree.h"
#include "editor/mentions.h"
#include "editor/places.h"
#include "editor/server.h"
#include "engine.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/run.h"

struct looking {
    struct server *s;
    const struct document *doc;
    struct spot what;
    bool defines;   /* only definitions are wanted */
    bool others;    /* and uses as well */
    bool word;      /* of a class, in a file of them */
    json_t *found;
    int n;
};

static bool is_wanted(const struct looking *l, const struct spot *x)
{
    return mention_same(x, &l->what) && (x->defines ? l->defines : l->others);
}

/* All of a file that stands for itself. */
static void take_source(struct looking *l, const struct source_text *source, const char *path)
{
    struct mentions m;

    mentions_read(source, &m);
    for (int i = 0; i < m.n; i++) {
        const struct spot *x = &m.list[i];

        if (!is_wanted(l, x))
            continue;
        wire_add(&l->s->wire, l->found, server_location(l->s, path, x->line, x->from, x->to));
        l->n++;
    }
    mentions_free(&m);
}

static void take_file(struct looking *l, const char *path)
{
    struct source_text source;

    if (strcmp(path, l->doc->path) == 0)
        return;
    if (source_read(&source, path))
        take_source(l, &source, path);
    source_free(&source);
}

/* Configurations in the document's folder. */
static void take_folder(struct looking *l)
{
    static const char *const patterns[] = { "*.mc", "*.cf" };
    char *folder = folder_of_file(l->doc->path);

    for (int i = 0; i < 2; i++) {
        char *pattern = path_from(folder, patterns[i]);
        glob_t g;

        if (glob(pattern, 0, NULL, &g) == 0) {
            for (size_t f = 0; f < g.gl_pathc; f++)
                take_file(l, g.gl_pathv[f]);
        }
        globfree(&g);
        free(pattern);
    }
    free(folder);
}

/* The configuration by which the document is read; of an .mc what it became, by where its lines come from: files of the
 * tree. */
static void take_known(struct looking *l)
{
    const struct known *k = known_of(l->s, l->doc, true);
    struct source_text source;
    struct mc_places places;
    struct mentions m;

    if (k == NULL)
        return;
    if (k->conf.compiled == NULL) {
        take_file(l, k->path);
        return;
    }
    places = mc_places_read(k->conf.compiled);
    if (source_read(&source, k->conf.compiled)) {
        mentions_read(&source, &m);
        for (int i = 0; i < m.n; i++) {
            const struct spot *x = &m.list[i];
            const struct line_place *p = x->line <= places.n ? &places.list[x->line - 1] : NULL;

            if (p == NULL || !is_wanted(l, x) || *p->file != '/' || strcmp(p->file, l->doc->path) == 0)
                continue;
            wire_add(&l->s->wire, l->found, server_location(l->s, p->file, p->line, 0, 0));
            l->n++;
        }
        mentions_free(&m);
    }
    source_free(&source);
    mc_places_free(&places);
}

/* The file of the tree that a call reads. */
static void take_tree(struct looking *l)
{
    const char *folder = m4_folder(l->what.name);
    char *tree = folder != NULL ? mc_tree(l->doc->path, l->s->run->args.cf_dir) : NULL, path[PATH_MAX];

    if (tree != NULL && snprintf(path, sizeof path, "%s/%s/%s.m4", tree, folder, l->what.argument) < (int)sizeof path
        && strchr(l->what.argument, '/') == NULL) {
        wire_add(&l->s->wire, l->found, server_location(l->s, path, 1, 0, 0));
        l->n++;
    }
    free(tree);
}

/* A word of a file of them stands for its class. */
static bool asked_word(struct looking *l, int line)
{
    const struct known *k = known_of(l->s, l->doc, true);
    bool more;
    int id = k != NULL ? class_of_line(k, l->doc, line, 0, &more) : 0;
    char name[32];

    l->word = id != 0;
    if (l->word) {
        l->what.kind = OF_CLASS;
        snprintf(l->what.name, sizeof l->what.name, "%s", session_name(k->session, id, false, name));
    }
    return l->word;
}

/* What stands at the place that is asked about. False: nothing that has a name. */
static bool asked(struct looking *l, struct server *s, json_t *params)
{
    const struct document *doc = server_document(s, params);
    size_t byte = 0;
    int line = doc != NULL && doc->path != NULL ? server_place(s, doc, wire_at(&s->wire, params, "position"), &byte) : 0;
    struct mentions m;
    const struct spot *x;

    *l = (struct looking){ .s = s, .doc = doc };
    if (line == 0)
        return false;
    mentions_read(&doc->source, &m);
    x = mentions_at(&m, line, byte);
    if (x != NULL)
        l->what = *x;
    mentions_free(&m);
    return x != NULL || asked_word(l, line);
}

json_t *definition(struct server *s, json_t *params)
{
    struct looking l;

    if (!asked(&l, s, params))
        return s->wire.l.json_null();
    l.found = s->wire.l.json_array();
    l.defines = true;
    if (l.what.kind == OF_CALL) {
        take_tree(&l);
        return l.found;
    }
    take_source(&l, &l.doc->source, l.doc->path);
    if (l.n == 0 && l.doc->source.kind != SOURCE_CF)
        take_known(&l);
    if (l.n == 0)
        take_folder(&l);
    return l.found;
}

json_t *references(struct server *s, json_t *params)
{
    struct looking l;

    if (!asked(&l, s, params))
        return s->wire.l.json_null();
    l.found = s->wire.l.json_array();
    l.others = true;
    l.defines = wire_true(&s->wire, params, "context.includeDeclaration");
    take_source(&l, &l.doc->source, l.doc->path);
    if (l.doc->source.kind == SOURCE_MC && l.what.kind != OF_CALL)
        take_known(&l);
    take_folder(&l);
    if (l.n == 0 && l.word)
        take_known(&l);
    return l.found;
}
