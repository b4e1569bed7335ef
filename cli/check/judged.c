/*
 * judged.c - what a loaded configuration says of itself, and of the tables that it reads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/cycles.h"
#include "check/daemon_ports.h"
#include "check/domain_words.h"
#include "check/judged.h"
#include "check/liveness.h"
#include "check/mailer_rulesets.h"
#include "check/mailertable.h"
#include "check/missing_class.h"
#include "check/modes.h"
#include "check/odd_values.h"
#include "check/older_tree.h"
#include "check/open_relay.h"
#include "check/program_limits.h"
#include "check/program_options.h"
#include "check/program_rules.h"
#include "check/relative_names.h"
#include "check/relay_names.h"
#include "check/temporary_failures.h"
#include "check/text_checks.h"
#include "check/wildcard_mx.h"
#include "describe.h"
#include "engine.h"
#include "listen/listeners.h"
#include "start/paths.h"

static struct session *session_of(const struct configuration *conf)
{
    struct observer quiet = listeners_none();

    return session_new(conf->program, &quiet);
}

/* Does the map read this file? */
static bool reads(const struct configuration *conf, const struct map_view *v, const char *path)
{
    const char *blank = v->file != NULL ? strrchr(v->file, ' ') : NULL, *file = blank != NULL ? blank + 1 : v->file;

    return file != NULL && strcmp(configuration_place(conf, file), path) == 0;
}

static bool has_words(const struct configuration *conf, const char *path)
{
    for (int i = 0; i < conf->nnearby; i++) {
        if (conf->nearby[i].words && strcmp(conf->nearby[i].here, path) == 0)
            return true;
    }
    return false;
}

enum source_kind judged_kind(const struct configuration *conf, const struct source_text *s)
{
    enum source_kind kind = SOURCE_UNKNOWN;
    struct session *session;
    struct map_view v;
    char *path;

    if (conf->program == NULL)
        return kind;
    path = path_from(".", s->path);
    if (has_words(conf, path))
        kind = SOURCE_WORDS;
    session = session_of(conf);
    for (int i = 0; kind == SOURCE_UNKNOWN && session_map_at(session, i, &v); i++) {
        if (reads(conf, &v, path))
            kind = strncasecmp(v.name, "Alias", 5) == 0 ? SOURCE_ALIASES : source_kind_of_map(v.name);
    }
    session_free(session);
    free(path);
    return kind;
}

static void take_option(void *ctx, const char *name, const char *value)
{
    struct text_context *c = ctx;

    if (strcmp(name, "UseCompressedIPv6Addresses") == 0)
        c->compressed = strchr("Tt1Yy", *value) != NULL;
    if (strcmp(name, "AliasFile") == 0)
        c->several |= strchr(value, ',') != NULL;
}

bool judged_map(const struct configuration *conf, struct session *s, const char *path, struct map_view *out)
{
    const char *file = table_read_as(conf, s, path);

    for (int i = 0; file != NULL && session_map_at(s, i, out); i++) {
        if (out->file != NULL && strcmp(out->file, file) == 0)
            return true;
    }
    return false;
}

void judged_context(const struct configuration *conf, struct text_context *out)
{
    struct session *s = session_of(conf);
    struct mailer_view m;

    for (int i = 0; session_mailer(s, i, &m); i++) {
        if (strcmp(m.name, "prog") == 0)
            out->programs = m.path == NULL || strstr(m.path, "smrsh") == NULL;
    }
    session_options_set(s, take_option, out);
    session_free(s);
}

void judge_configuration(struct check_run *c, const struct configuration *conf)
{
    struct session *s = conf->program != NULL ? session_of(conf) : NULL;
    const struct source_text *text = source_named(c->sources, c->nsources, conf->path);

    if (s == NULL)
        return;
    check_program_rules(conf, text, s, &c->found);
    check_domain_words(conf, s, c->sources, c->nsources, &c->found);
    check_relay_names(conf, s, &c->found);
    check_temporary_failures(conf, s, &c->found);
    check_program_limits(conf, s, &c->found);
    check_program_options(conf, text, s, c->wish->profiles != 0, &c->found);
    check_daemon_ports(conf, text, s, &c->found);
    check_relative_names(conf, s, &c->found);
    check_odd_values(conf, &c->found);
    check_mailer_rulesets(conf, text, s, &c->found);
    check_missing_class(text, s, &c->found);
    check_older_tree(conf, s, &c->found);
    if (conf->sound && !c->wish->quick) {
        check_open_relay(c, conf);
        check_smart_host(c, conf, s);
        check_wildcard_mx(c, conf, s);
    }
    session_free(s);
}

/* Those that nobody has judged yet and that it reads are its own; *tables: how many. False: none is. */
static bool take_own(struct check_run *c, const struct configuration *conf, int *tables)
{
    struct session *s = conf->program != NULL ? session_of(conf) : NULL;
    bool any = false;

    *tables = 0;
    for (int i = 0; i < c->nsources; i++) {
        struct source_text *t = &c->sources[i];
        bool table = source_is_table(t->kind), aliases = t->kind == SOURCE_ALIASES;

        *tables += (table || aliases) && !t->judged;
        t->mine = s != NULL && !t->judged && (aliases || (table && table_read_as(conf, s, t->path) != NULL));
        any |= t->mine;
    }
    if (s != NULL)
        session_free(s);
    return any;
}

static void modes_of_own(struct check_run *c, const struct configuration *conf)
{
    struct session *s = session_of(conf);

    check_modes(c, conf, s);
    session_free(s);
}

void judge_tables(struct check_run *c, const struct configuration *conf)
{
    char text[4096];
    int tables = 0;
    bool own = take_own(c, conf, &tables), entries = false;

    for (int i = 0; i < c->nsources; i++)
        entries |= source_is_table(c->sources[i].kind);

    if (tables == 0 || c->wish->quick || conf->uncompiled != NULL)
        return;
    if (conf->program != NULL && conf->sound) {
        if (own)
            check_liveness(c, conf);
        if (own && !c->left)
            check_mailertables(c, conf);
        if (own)
            modes_of_own(c, conf);
        for (int i = 0; i < c->nsources; i++)
            c->sources[i].judged |= c->sources[i].mine;
        return;
    }
    snprintf(text, sizeof text, "%s: whether %s was not looked at: %.*s", conf->path,
             entries ? "entries are ever used" : "aliases lead in circles",
             conf->why.n > 0 ? (int)strcspn(conf->why.text, "\n") : 200, conf->why.n > 0 ? conf->why.text : "it has faults");
    texts_add(&c->notes, text);
    c->unasked = true;
}
