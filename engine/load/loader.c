/*
 * loader.c - reads a configuration: asks the reader for a logical line, translates it, acts on its
 * first letter. Diagnostics come in file order and none of them ends the load.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "cfparse/reader.h"
#include "cfparse/split.h"
#include "cfparse/white.h"
#include "files/safefile.h"
#include "load/fileclass.h"
#include "load/header.h"
#include "load/loader.h"
#include "load/mailer_line.h"
#include "load/minor_lines.h"
#include "load/options.h"
#include "maps/define.h"
#include "rules/rules.h"
#include "rules/rulesets.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/dollars.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/origins.h"
#include "state/place.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

enum { PLACE_NAMES = 256 };

struct load {
    struct session *s;
    int ruleset;      /* that R lines go to, or -1 */
    int first;        /* first physical line of the logical one */
    const char *names[PLACE_NAMES]; /* files that places name, in the program's arena */
    int nnames;
};

/* V<level>[/<vendor>] */
static void version_line(struct session *s, const char *text)
{
    const char *p = text;
    char *end, vendor[64];
    size_t n = 0;
    int level;

    while (white(*p))
        p++;
    level = (int)strtol(p, &end, 10);
    if (end == p) {
        syserr(s, "invalid argument to V line: \"%.20s\"", text);
        return;
    }
    s->prog->set.level = level;
    if (level >= 5) {
        const char *w = macro_value(s, 'w');
        const char *dot = w != NULL ? strchr(w, '.') : NULL;

        if (dot != NULL)
            macro_define(s, 'w', arena_strndup(&s->command.work, w, (size_t)(dot - w)), MACRO_CONFIG);
    }
    if (level >= 6)
        s->prog->set.colon_ok = false;
    if (*end != '/')
        return;
    for (end++; ((*end | 0x20) >= 'a' && (*end | 0x20) <= 'z') && n + 1 < sizeof vendor; end++)
        vendor[n++] = *end;
    vendor[n] = '\0';
    if (strcasecmp(vendor, "Berkeley") != 0)
        syserr(s, "invalid V line vendor code: \"%s\"", vendor);
}

static void macro_line(struct session *s, const char *text)
{
    const char *p = text;
    int id = name_id(s, &p);
    char value[MAX_LINE];

    if (id == 0)
        return;
    unquote(p, 0, value, sizeof value);
    macro_define(s, id, value, MACRO_CONFIG);
    origin_macro(s, id, s->line);
}

static void class_line(struct session *s, const char *text)
{
    const char *p = text;
    int id = name_id(s, &p);
    char words[MAX_LINE];

    if (id == 0)
        return;
    expand(s, p, words, sizeof words);
    origin_note(s, id, ORIGIN_LINE, words, NULL);
    class_add_words(s, id, words);
}

static void ruleset_line(struct load *l, const char *text)
{
    struct session *s = l->s;
    char name[MAX_LINE];

    expand(s, text, name, sizeof name);
    l->ruleset = ruleset_number(s, name, NULL, true);
    if (l->ruleset < 0 || s->prog->rulesets[l->ruleset].first == NULL)
        return;
    if (!s->prog->verifies)
        warning(s, "WARNING: Ruleset %s has multiple definitions", text);
    DEBUG(s, DL_RULESET_MULTIPLE, DBG_STR(text));
}

static void map_definition(struct session *s, const char *text)
{
    char line[MAX_LINE];

    expand(s, text, line, sizeof line);
    map_line(s, line);
}

static void act(struct load *l, const char *line)
{
    struct session *s = l->s;
    const char *text = line + 1;

    switch (*line) {
    case 'R':
        rule_add(s, l->ruleset, line, l->first);
        return;
    case 'S':
        ruleset_line(l, text);
        return;
    case 'D':
        macro_line(s, text);
        return;
    case 'C':
        class_line(s, text);
        return;
    case 'T':
        origin_note(s, 't', ORIGIN_LINE, text, NULL);
        class_add_words(s, 't', text);
        return;
    case 'F':
        file_class_line(s, text);
        return;
    case 'H':
        header_line(s, text);
        return;
    case 'M':
        mailer_line(s, text);
        return;
    case 'K':
        map_definition(s, text);
        return;
    case 'O':
        option_line(s, text);
        return;
    case 'P':
        precedence_line(s, text, line);
        return;
    case 'Q':
        queue_line(s, text);
        return;
    case 'X':
        filter_line(s, text);
        return;
    case 'E':
        environment_line(s, text);
        return;
    case 'V':
        version_line(s, text);
        return;
    default:
        syserr(s, "unknown configuration line \"%s\"", line);
        return;
    }
}

static long read_fd(void *ctx, char *buf, size_t size)
{
    ssize_t n;

    do
        n = read(*(int *)ctx, buf, size);
    while (n < 0 && errno == EINTR);
    return n;
}

/* A copy that lives with the program, one for each file. */
static const char *place_name(struct load *l, const char *file)
{
    const char *copy;

    for (int i = 0; i < l->nnames; i++) {
        if (strcmp(l->names[i], file) == 0)
            return l->names[i];
    }
    copy = arena_strdup(&l->s->prog->def.arena, file);
    if (l->nnames < PLACE_NAMES)
        l->names[l->nnames++] = copy;
    return copy;
}

/* The lines of the file, or those of the text that it was compiled from. */
static void take_place(struct load *l, const struct logical_line *line)
{
    const struct program *p = l->s->prog;
    const struct line_place *last, *first;

    l->s->line = line->last;
    l->first = line->first;
    if (line->last < 1 || line->last > p->nplaces || p->places == NULL)
        return;
    last = &p->places[line->last - 1];
    first = &p->places[line->first - 1];
    l->s->file = place_name(l, last->file);
    l->s->line = last->line;
    l->first = first->line <= last->line && strcmp(first->file, last->file) == 0 ? first->line : last->line;
}

static bool read_lines(struct session *s, int fd)
{
    struct load l = { .s = s, .ruleset = -1 };
    struct reader r;
    struct logical_line line;
    bool failed;

    reader_init(&r, read_fd, &fd);
    while (!s->command.stopped && reader_next(&r, &line)) {
        const char *text;

        take_place(&l, &line);
        if (*line.text == '#')
            continue;
        text = translate_dollars(s, &s->command.work, line.text);
        s->standing.err = 0;
        if (*text != '\0')
            act(&l, text);
        arena_reset(&s->command.work);
    }
    s->line = r.line;
    failed = r.failed;
    reader_free(&r);
    if (failed)
        fatal(s, EX_OSFILE, "I/O read error");
    return !failed && !s->command.stopped;
}

bool load_file(struct session *s, const char *path)
{
    struct stat st;
    int fd = -1, why;
    bool ok;

    s->prog->file = arena_strdup(&s->prog->def.arena, path);
    s->file = s->prog->file;
    s->line = 0;
    why = safeopen_mode(s, s->prog->file, SFF_OPENASROOT | SFF_NOLOCK, 0444, &fd, &st);
    s->standing.err = why;
    if (why != 0) {
        fatal(s, EX_OSFILE, "cannot open: %s", safefile_reason(why));
        return false;
    }
    if (!S_ISREG(st.st_mode)) {
        close(fd);
        fatal(s, EX_OSFILE, "not a plain file");
        return false;
    }
    ok = read_lines(s, fd);
    close(fd);
    s->file = NULL;
    return ok;
}
