/*
 * place.c - where a fact stands: the place that a person edits.
 *
 * The configuration only knows which lines gave words to a class. The word is looked for there, in
 * the order of the lines, and in the files that they name: what is asked once need not be kept.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "base/symbols.h"
#include "describe.h"
#include "engine.h"
#include "maps/map.h"
#include "maps/stale.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "state/classes.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/place.h"
#include "state/program.h"
#include "state/session.h"

/* Classes that have been looked at: one may be made of others, and those of it again. */
struct seen {
    bool id[256];
};

static void at_line(struct place *out, const char *file, int line)
{
    out->kind = PLACE_LINE;
    snprintf(out->file, sizeof out->file, "%s", file != NULL ? file : "");
    out->line = line;
}

/* ---- words of a class ------------------------------------------------------------------------------ */

/* Is it among words with blanks between; those of another class are not looked at. */
static bool among(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = words; *p != '\0'; p += strcspn(p, " \t")) {
        p += strspn(p, " \t");
        if (strncasecmp(p, word, n) == 0 && strchr(" \t", p[n]) != NULL)
            return true;
    }
    return false;
}

/* The line of an F line's file that has the word; 0: none. */
static int line_in_file(const struct session *s, const struct origin *o, const char *word)
{
    bool first_only = strcmp(o->format, "%s") == 0;
    int fd = session_open_file(s, o->text), number = 0, found = 0;
    FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
    char *line = NULL;
    size_t room = 0;

    while (f != NULL && found == 0 && getline(&line, &room, f) >= 0) {
        char *p = line + strspn(line, " \t");

        number++;
        p[strcspn(p, "\r\n")] = '\0';
        if (first_only)
            p[strcspn(p, " \t")] = '\0';
        if (among(p, word))
            found = number;
    }
    free(line);
    if (f != NULL)
        fclose(f);
    return found;
}

/* Has this origin the word? */
static bool comes_from(struct session *s, const struct origin *o, const char *word, struct place *out)
{
    int line;

    switch ((enum origin_kind)o->kind) {
    case ORIGIN_HOST_NAME:
    case ORIGIN_INTERFACE:
        if (strcasecmp(o->text, word) != 0)
            return false;
        out->kind = o->kind == ORIGIN_INTERFACE ? PLACE_INTERFACE : PLACE_HOST_NAME;
        return true;
    case ORIGIN_LINE:
        if (!among(o->text, word))
            return false;
        at_line(out, o->file, o->line);
        return true;
    case ORIGIN_FILE:
        line = line_in_file(s, o, word);
        if (line > 0)
            at_line(out, o->text, line);
        return line > 0;
    default:
        return false;
    }
}

/* Does the line copy the words of a class that has this one? Its id; 0: of none. From the id behind `after` on. */
static int copied_from(const struct session *s, const struct origin *o, const char *word, int after)
{
    int least = 0;

    for (const char *p = o->kind == ORIGIN_LINE ? strchr(o->text, (char)MARK_CLASS) : NULL; p != NULL;
         p = strchr(p + 1, (char)MARK_CLASS)) {
        int id = (unsigned char)p[1];

        if (id > after && (least == 0 || id < least) && class_has(s, id, word, strlen(word)))
            least = id;
    }
    return least;
}

/* The first time that it is looked at? */
static bool is_new(struct seen *seen, int id)
{
    bool before = seen->id[id & 0xFF];

    seen->id[id & 0xFF] = true;
    return !before;
}

/* Has it the word without the class `other`? */
static bool has_without(struct session *s, int id, const char *word, int other, struct seen *seen)
{
    struct place unused;

    for (const struct origin *o = is_new(seen, id) ? s->prog->origins : NULL; o != NULL; o = o->next) {
        if (o->id != id)
            continue;
        if (comes_from(s, o, word, &unused) || o->kind == ORIGIN_PROGRAM || o->kind == ORIGIN_LOOKUP)
            return true;
        for (int from = copied_from(s, o, word, 0); from != 0; from = copied_from(s, o, word, from)) {
            if (from != other && has_without(s, from, word, other, seen))
                return true;
        }
    }
    return false;
}

bool word_comes_from(struct session *s, int id, const char *word, int other)
{
    struct seen seen = { 0 };
    bool copies = false;

    for (const struct origin *o = s->prog->origins; o != NULL && !copies; o = o->next)
        copies = o->id == id && o->kind == ORIGIN_LINE && strchr(o->text, (char)MARK_CLASS) != NULL;
    return copies && id != other && class_has(s, id, word, strlen(word)) && s->overlay == NULL
           && !has_without(s, id, word, other, &seen);
}

/* What gives words that nobody can list beforehand: a program, a lookup. */
static bool may_come_from(const struct origin *o, struct place *out)
{
    if (o->kind != ORIGIN_PROGRAM && o->kind != ORIGIN_LOOKUP)
        return false;
    out->kind = o->kind == ORIGIN_PROGRAM ? PLACE_PROGRAM : PLACE_LOOKUP;
    snprintf(out->file, sizeof out->file, "%s", o->text);
    out->line = o->line;
    return true;
}

/* A word that another class lent stands where that has it. */
static bool find_word(struct session *s, int id, const char *word, struct place *out, struct seen *seen)
{
    const struct origin *first = is_new(seen, id) ? s->prog->origins : NULL;

    for (const struct origin *o = first; o != NULL; o = o->next) {
        if (o->id == id && comes_from(s, o, word, out))
            return true;
    }
    for (const struct origin *o = first; o != NULL; o = o->next) {
        for (int from = o->id == id ? copied_from(s, o, word, 0) : 0; from != 0; from = copied_from(s, o, word, from)) {
            if (find_word(s, from, word, out, seen))
                return true;
        }
    }
    return false;
}

/* How many lines give the word, its own or by way of another class. */
static int lines_with(struct session *s, int id, const char *word, struct seen *seen)
{
    int n = 0;

    for (const struct origin *o = is_new(seen, id) ? s->prog->origins : NULL; o != NULL; o = o->next) {
        struct place one = { .kind = PLACE_NONE };

        if (o->id != id)
            continue;
        n += comes_from(s, o, word, &one) && one.kind == PLACE_LINE;
        for (int from = copied_from(s, o, word, 0); from != 0; from = copied_from(s, o, word, from))
            n += lines_with(s, from, word, seen);
    }
    return n;
}

void place_of_word(struct session *s, int id, const char *word, struct place *out)
{
    struct seen found = { 0 }, counted = { 0 };

    *out = (struct place){ .kind = PLACE_NONE };
    if (find_word(s, id, word, out, &found)) {
        out->more = lines_with(s, id, word, &counted) - (out->kind == PLACE_LINE);
        return;
    }
    if (s->overlay != NULL || symbol_peek(&s->own.symbols, word, SYM_CLASS) != NULL) {
        out->kind = PLACE_TYPED;
        return;
    }
    for (const struct origin *o = s->prog->origins; o != NULL; o = o->next) {
        if (o->id == id && may_come_from(o, out))
            return;
    }
}

void place_of_class(const struct session *s, int id, struct place *out)
{
    *out = (struct place){ .kind = PLACE_NONE };
    for (const struct origin *o = s->prog->origins; o != NULL; o = o->next) {
        if (o->id == id && o->line > 0) {
            at_line(out, o->kind == ORIGIN_FILE ? o->text : o->file, o->kind == ORIGIN_FILE ? 0 : o->line);
            return;
        }
    }
}

/* ---- macros ---------------------------------------------------------------------------------------- */

void place_of_macro(const struct session *s, int id, struct place *out)
{
    const struct line_place *set = &s->prog->macro_place[id & 0xFF];

    *out = (struct place){ .kind = PLACE_NONE };
    if (s->macros[id & 0xFF] != NULL)
        out->kind = s->converses ? PLACE_DIALOGUE : PLACE_TYPED;
    else if (set->line > 0)
        at_line(out, set->file, set->line);
    else if (set->line == MACRO_LINE_COMMAND)
        out->kind = PLACE_COMMAND;
    else if (id > 0 && id < 0x80 && strchr("wjmk", id) != NULL)
        out->kind = PLACE_HOST_NAME;
}

/* ---- entries of tables ----------------------------------------------------------------------------- */

struct staleness {
    const char *map;
    bool stale;
};

static void is_stale(void *ctx, const char *map, const char *source)
{
    struct staleness *x = ctx;

    (void)source;
    x->stale |= strcmp(map, x->map) == 0;
}

/* The text that a table is made from; false: it has none. */
static bool source_path(const char *file, char *path, size_t size)
{
    /* the arguments of some classes follow the name, those of others stand before */
    const char *p = strrchr(file, ' ') != NULL ? strrchr(file, ' ') + 1 : file;
    int n = snprintf(path, size, "%s", p);

    if (n > 3 && (size_t)n < size && strcmp(path + n - 3, ".db") == 0)
        path[n - 3] = '\0';
    return n > 0 && (size_t)n < size && *path == '/';
}

static int line_of_key(const struct session *s, const char *path, const char *key)
{
    int fd = session_open_file(s, path), number = 0, found = 0;
    FILE *f = fd >= 0 ? fdopen(fd, "r") : NULL;
    size_t room = 0, n = strlen(key);
    char *line = NULL;

    while (f != NULL && found == 0 && getline(&line, &room, f) >= 0) {
        number++;
        if (*line != '#' && strncasecmp(line, key, n) == 0 && strchr(" \t\n:", line[n]) != NULL)
            found = number;
    }
    free(line);
    if (f != NULL)
        fclose(f);
    return found;
}

/* What is read as a text is none. */
static bool is_database(const struct session *s, const char *map)
{
    const struct map *m = map != NULL ? session_map(s, map) : NULL;

    return m == NULL || (!s->prog->from_source && strcmp(m->cls->name, "source") != 0 && strcmp(m->cls->name, "text") != 0);
}

void place_of_key(const struct session *s, const char *map, const char *file, const char *key, struct place *out)
{
    struct staleness x = { .map = map != NULL ? map : "" };
    char path[PLACE_FILE_SIZE];
    int line;

    *out = (struct place){ .kind = PLACE_NONE };
    if (file == NULL || *key == '\0' || !source_path(file, path, sizeof path))
        return;
    if (is_database(s, map)) {
        out->kind = PLACE_DATABASE;
        snprintf(out->file, sizeof out->file, "%s", path);
    }
    if (!s->prog->from_source)
        program_stale(s->prog, is_stale, &x);
    line = x.stale ? 0 : line_of_key(s, path, key);
    if (line > 0)
        at_line(out, path, line);
}

void place_of_fact(struct session *s, const struct fact *f, struct place *out)
{
    *out = (struct place){ .kind = PLACE_NONE };
    if (f->kind == FACT_RECORD)
        place_of_key(s, f->map, f->file, f->key, out);
    else if (f->kind == FACT_WORD)
        place_of_word(s, f->id, f->key, out);
    else if (f->kind == FACT_MACRO || f->kind == FACT_FROZEN)
        place_of_macro(s, f->id, out);
}
