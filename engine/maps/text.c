/*
 * text.c - a table of columns in a text file, read from the start for every lookup.
 *
 * The first line whose key column matches wins, ignoring case, even when its value column is
 * missing. Lines that begin with # are skipped. Columns are numbered from 0.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/lines.h"
#include "files/safefile.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/table.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

/* The number in -k or -v. */
static bool column_number(struct session *s, const struct map *m, char letter, const char *text,
                          int *number)
{
    *number = 0;
    if (text == NULL)
        return true;
    if (!isdigit((unsigned char)*text)) {
        syserr(s, "text map \"%s\", file %s: -%c should specify a number, not %s", m->name,
               m->file, letter, text);
        return false;
    }
    *number = atoi(text);
    return true;
}

static bool file_name_ok(struct session *s, const struct map *m)
{
    struct stat st;
    int answer, err;

    if (*m->file == '\0') {
        syserr(s, "text map \"%s\": file name required", m->name);
        return false;
    }
    if (*m->file != '/') {
        syserr(s, "text map \"%s\": file name must be fully qualified", m->name);
        return false;
    }
    answer = safefile_map(s, m->file, &st);
    if (answer == 0)
        return true;
    err = s->standing.err;
    DEBUG(s, DL_TEXT_UNSAFE, DBG_INT(answer));
    s->standing.err = err;
    if ((m->flags & MF_OPTIONAL) == 0)
        syserr(s, "text map \"%s\": unsafe map file %s", m->name, m->file);
    return false;
}

static bool text_open(struct session *s, struct map *m)
{
    char delimiter[2] = { m->coldelim, '\0' };
    int key, value;

    DEBUG(s, DL_MAP_OPENING, DBG_STR("text"), DBG_STR(m->name), DBG_STR(m->file),
          DBG_INT(0));
    if (!file_name_ok(s, m) || !column_number(s, m, 'k', m->keycol, &key) ||
        !column_number(s, m, 'v', m->valcol, &value))
        return false;
    DEBUG(s, DL_TEXT_DELIMITER, DBG_STR(m->name), DBG_STR(m->file),
          DBG_STR(m->coldelim != '\0' ? delimiter : "(white space)"));
    return true;
}

/* The first line whose key column is the key; *err: why it was not looked for to the end. */
static bool find_line(const struct map *m, int fd, const char *key, char *line, size_t size, int *err)
{
    int column = m->keycol != NULL ? atoi(m->keycol) : 0;
    struct lines in;
    char word[MAX_KEY + 1];

    lines_init(&in, fd);
    while (lines_next(&in, line, size)) {
        char *end = strchr(line, '\n');

        if (line[0] == '#')
            continue;
        if (end != NULL)
            *end = '\0';
        if (text_column(line, column, m->coldelim, word, sizeof word) &&
            strcasecmp(key, word) == 0)
            return true;
    }
    *err = in.err;
    return false;
}

static const char *text_lookup(struct session *s, struct map *m, struct map_call *call)
{
    char key[MAX_KEY + 1], value[MAX_KEY + 1], line[MAX_LINE];
    struct stat st;
    bool found;
    int fd, err = 0;

    DEBUG(s, DL_MAP_LOOKUP, DBG_STR("text"), DBG_STR(m->name), DBG_STR(call->key));
    if (safeopen_mode(s, m->file, map_file_flags(s), 0600, &fd, &st) != 0) {
        struct map_state *state = map_state_of(s, m);

        state->invalid = true;
        state->open = false;
        call->status = EX_UNAVAILABLE;
        return NULL;
    }
    map_fold_key(m, call->key, key, sizeof key);
    found = find_line(m, fd, key, line, sizeof line, &err);
    close(fd);
    if (err != 0) {
        syserr_unread(s, m->file, err);
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    if (!found || !text_column(line, m->valcol != NULL ? atoi(m->valcol) : 0, m->coldelim, value,
                               sizeof value)) {
        call->status = EX_NOHOST;
        return NULL;
    }
    call->status = EX_OK;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, value, strlen(value), call);
}

/* One line after the other; a line without one of the two columns is none. */
static bool text_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx)
{
    int key_column = m->keycol != NULL ? atoi(m->keycol) : 0;
    int value_column = m->valcol != NULL ? atoi(m->valcol) : 0;
    char key[MAX_KEY + 1], value[MAX_KEY + 1], line[MAX_LINE];
    struct lines in;
    struct stat st;
    bool go = true;
    int fd;

    if (safeopen_mode(s, m->file, map_file_flags(s), 0600, &fd, &st) != 0)
        return false;
    lines_init(&in, fd);
    while (go && lines_next(&in, line, sizeof line)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#' && text_column(line, key_column, m->coldelim, key, sizeof key)
            && text_column(line, value_column, m->coldelim, value, sizeof value))
            go = fn(ctx, key, strlen(key), value, strlen(value));
    }
    close(fd);
    syserr_unread(s, m->file, in.err);
    return go && in.err == 0;
}

const struct map_class class_text = {
    .name = "text",
    .help = "columns of a text file",
    .caps = MC_ALIAS | MC_FOLDS,
    .suffix = "",
    .open = text_open,
    .lookup = text_lookup,
    .walk = text_walk,
};
