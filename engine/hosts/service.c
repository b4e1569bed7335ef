/*
 * service.c - the service switch: which sources answer for "hosts", "aliases" and others, in which
 * order.
 *
 * The file has a line "SERVICE TYPE TYPE ..." each; # begins a comment. It is read when it is
 * used: every time while the configuration is loaded (where that is seen, or the second is another
 * one), later when the last reading is more than ten seconds old. What one reading says of a service stays until another says something else. Without
 * any line, hosts means "dns files" and aliases "files".
 */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/lines.h"
#include "base/symbols.h"
#include "files/safefile.h"
#include "hosts/memory.h"
#include "hosts/service.h"
#include "state/lasting.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

enum { REREAD_AFTER = 10 };

static struct service_table *table_of(struct session *s)
{
    return is_building(s) ? &s->prog->services : &session_maps(s)->services;
}

static struct service *find(const struct service_table *t, const char *name)
{
    for (struct service *v = t->first; v != NULL; v = v->next) {
        if (strcasecmp(v->name, name) == 0)
            return v;
    }
    return NULL;
}

/* The entry of a service, without types. */
static struct service *enter(struct session *s, const char *name)
{
    struct service_table *t = table_of(s);
    struct service *v = find(t, name);

    if (v == NULL) {
        v = arena_alloc(map_arena(s), sizeof *v);
        if (v == NULL)
            return NULL;
        v->name = arena_strdup(map_arena(s), name);
        v->next = t->first;
        t->first = v;
    }
    symbol_enter(&s->def->symbols, name, SYM_SERVICE);
    v->n = 0;
    return v;
}

static void read_line(struct session *s, char *line)
{
    char *rest, *word;
    struct service *v;

    line[strcspn(line, "#\n")] = '\0';
    word = strtok_r(line, " \t", &rest);
    if (word == NULL)
        return;
    line = strtok_r(NULL, " \t", &rest);
    if (line == NULL)
        return;
    v = enter(s, word);
    for (; v != NULL && line != NULL && v->n < MAX_MAP_STACK; line = strtok_r(NULL, " \t", &rest))
        v->types[v->n++] = keep_text(s, line);
}

/* Was this very file read within this second, and would reading it again show nowhere? */
static bool just_read(struct session *s, const struct service_table *t)
{
    enum { FILE_CHECKS = 44 };

    return is_building(s) && t->path != NULL && t->path == s->prog->set.service_switch
           && t->blame == s->prog->set.dont_blame && t->read == s->world->now(s->world->ctx)
           && s->prog->def.symbols.watch == NULL && !DEBUGGING(s, FILE_CHECKS, 1);
}

void service_read(struct session *s)
{
    struct service_table *t = table_of(s);
    unsigned flags = SFF_REGONLY | SFF_OPENASROOT | SFF_NOLOCK;
    char line[MAX_LINE];
    struct lines in;
    struct stat st;
    int fd, err = s->standing.err;

    if (just_read(s, t)) {
        s->standing.err = 0; /* as when the file has been opened */
        return;
    }
    t->read = s->world->now(s->world->ctx);
    t->path = NULL;
    if (s->prog->set.service_switch == NULL)
        return;
    if ((s->prog->set.dont_blame & DBS_LINKED_SWITCH) == 0)
        flags |= SFF_NOWLINK;
    if (safeopen(s, s->prog->set.service_switch, flags, &fd, &st) != 0) {
        s->standing.err = err; /* a file that is not there is no error */
        return;
    }
    lines_init(&in, fd);
    while (lines_next(&in, line, sizeof line))
        read_line(s, line);
    close(fd);
    syserr_unread(s, s->prog->set.service_switch, in.err);
    t->path = s->prog->set.service_switch;
    t->blame = s->prog->set.dont_blame;
}

int service_types(struct session *s, const char *service, const char *list[], int max)
{
    static const char *const hosts[] = { "dns", "files" };
    static const char *const aliases[] = { "files" };
    struct service_table *t = table_of(s);
    const struct service *v;
    int n = 0;

    if (is_building(s) || s->world->now(s->world->ctx) - t->read > REREAD_AFTER)
        service_read(s);
    symbol_find(&s->def->symbols, service, SYM_SERVICE);
    v = find(t, service);
    if (v != NULL) {
        for (; n < v->n && n < max; n++)
            list[n] = v->types[n];
    } else if (strcmp(service, "hosts") == 0) {
        for (; n < 2 && n < max; n++)
            list[n] = hosts[n];
    } else if (strcmp(service, "aliases") == 0 && max > 0) {
        list[n++] = aliases[0];
    }
    return n;
}

int service_peek(struct session *s, const char *service, const char *list[], int max)
{
    enum { FILE_CHECKS = 44 };
    struct symbol_table *l = &s->def->symbols;
    const struct symbol_watch *watch = l->watch;
    struct levels before = levels_hush(s, FILE_CHECKS);
    struct service_table *t = table_of(s);
    time_t read = t->read;
    int n;

    l->watch = NULL;
    if (t->peeked > read)
        t->read = t->peeked;
    n = service_types(s, service, list, max);
    t->peeked = t->read;
    t->read = read; /* the real program has not read it: the next time it does */
    levels_restore(s, &before);
    l->watch = watch;
    return n;
}
