/*
 * notices.c - a word where people fall, at a terminal or with --ext.
 */
#include <stdio.h>
#include <stdlib.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "describe.h"
#include "engine.h"
#include "explain/by_hand.h"
#include "reason/facts.h"
#include "reason/run.h"
#include "shell/names.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/text.h"

enum { NAME_WIDTH = 16, SHOWN_RULES = 4 };

struct notices {
    struct shell *sh;
    struct run_memory *asked;      /* what lookups of this command answered; NULL: not kept */
    bool unset;                    /* a macro was read that is not set */
    bool told[NAMES];              /* of this macro, in this session of the shell */
    struct text said;       /* of this command: each line once */
    bool cut[RULESET_NUMBERS];     /* said of this ruleset's name */
    struct map_view map;
};

static void say(struct notices *n, const char *line)
{
    if (strstr(text_of(&n->said), line) == NULL)
        text_format(&n->said, "note: %s\n", line);
}

static void note(struct shell *sh, const char *what, const struct text *line)
{
    struct text said = { 0 };

    text_format(&said, "note: %s%s", what, text_of(line));
    view_say(sh, text_of(&said));
    text_free(&said);
}

/* ---- maps ---------------------------------------------------------------------------------------- */

static bool find_map(struct notices *n, struct session *s, const char *name)
{
    for (int i = 0; session_map_at(s, i, &n->map); i++) {
        if (strcasecmp(n->map.name, name) == 0)
            return true;
    }
    return false;
}

static void map_trouble(struct notices *n, struct session *s, const struct event *e)
{
    bool known = find_map(n, s, e->map);
    const char *file = known && n->map.file != NULL ? n->map.file : "";
    struct text line = { 0 };

    if (!known && e->kind == EVENT_LOOKUP_UNUSABLE)
        text_format(&line, "there is no map %s: its lookups find nothing", e->map);
    else if (e->kind == EVENT_LOOKUP_UNUSABLE)
        text_format(&line, "map %s (%s %s) could not be opened: its lookups find nothing", e->map,
                    n->map.cls, file);
    else if (known && n->map.failed)
        text_format(&line, "map %s (%s %s) could not be opened: its lookups fail for the time being",
                    e->map, n->map.cls, file);
    else
        text_format(&line, "the lookup in %s failed for the time being; that is not the same as "
                           "nothing found", e->map);
    say(n, text_of(&line));
    text_free(&line);
}

/* ---- names that are cut ---------------------------------------------------------------------------- */

static void long_name(struct notices *n, struct session *s, const struct event *e)
{
    char buf[32];
    const char *name = session_ruleset_name(s, e->ruleset, buf);
    struct text line = { 0 };

    if (strlen(name) <= NAME_WIDTH || e->ruleset < 0 || e->ruleset >= RULESET_NUMBERS || n->cut[e->ruleset]
        || n->sh->view->trace != TRACE_BT)
        return;
    n->cut[e->ruleset] = true;
    text_format(&line, "%.*s above is %s: names are cut to %d letters in this trace", NAME_WIDTH,
                name, name, NAME_WIDTH);
    say(n, text_of(&line));
    text_free(&line);
}

/* ---- what a server would have given -------------------------------------------------------------------- */

/* Those that were told already are not told again. */
static bool anything_new(struct notices *n, struct findings *f)
{
    bool any = false;

    for (int i = 0; i < f->nfacts; i++) {
        struct fact *x = &f->facts[i];

        if (x->kind != FACT_UNSET || !x->matters)
            continue;
        x->matters = !n->told[x->id & 0xFF];
        any |= x->matters;
        n->told[x->id & 0xFF] = true;
    }
    return any;
}

void notices_ran(struct shell *sh, const char *rules, const char *text)
{
    struct notices *n = sh->view != NULL ? sh->view->notices : NULL;
    struct findings f = { 0 };
    struct text line = { 0 };
    struct inquiry q;

    if (n == NULL || !(n->unset || run_is_check(rules)) || !inquiry_begin(&q, sh->session, rules, NULL, text))
        return;
    inquiry_knows(&q, n->asked);
    n->asked = NULL;
    q.verdict = run_is_check(rules);
    facts_unset(&q, &f);
    inquiry_end(&q);
    if (anything_new(n, &f) && by_hand_unset(&line, sh->session, &f, true))
        note(sh, "not set: ", &line);
    text_clear(&line);
    if (by_hand_brackets(&line, sh->session, rules, text, run_refused(&f.answer)))
        note(sh, "", &line);
    text_free(&line);
    facts_clear(&f);
    view_apply(sh);
}

void notices_unknown(struct shell *sh, enum name_kind kind, const char *name, size_t n)
{
    struct text near = { 0 }, said = { 0 };
    char word[64];

    if (!view_ext(sh) || n >= sizeof word)
        return;
    memcpy(word, name, n);
    word[n] = '\0';
    names_near(sh, kind, word, &near);
    if (near.n > 0) {
        text_format(&said, "there is no %s%s", word, text_of(&near));
        note(sh, "", &said);
    }
    text_free(&said);
    text_free(&near);
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct notices *n = ctx;

    run_memory_hear(n->asked, e);
    if (e->kind == EVENT_LOOKUP_UNUSABLE || (e->kind == EVENT_LOOKUP_END && e->status == EX_TEMPFAIL)) {
        map_trouble(n, s, e);
    } else if (e->kind == EVENT_RULESET_ENTER) {
        long_name(n, s, e);
    } else if (e->kind == EVENT_MACRO_USED) {
        n->unset |= e->value == NULL || *e->value == '\0';
    } else if (e->kind == EVENT_NO_RULESET) {
        notices_unknown(n->sh, NAME_RULESET, e->key, strcspn(e->key, ", \t"));
    }
    return EVENT_GO;
}

/* Hears of maps that cannot be asked, of names that were cut, of macros that are not set. */
static bool observer(void *ctx, struct observer *o)
{
    *o = (struct observer){ .hear = hear, .ctx = ctx, .want = WANT_RULESETS | WANT_LOOKUPS | WANT_NAMES };
    return true;
}

/* Before a command. */
static void begin(void *ctx)
{
    struct notices *n = ctx;

    run_memory_free(n->asked);
    n->asked = run_memory_new();
    n->unset = false;
}

/* After a command: what there is to say. */
static void end(void *ctx)
{
    struct notices *n = ctx;

    struct text line = { 0 };

    for (const char *p = text_of(&n->said); *p != '\0'; p += strcspn(p, "\n") + 1) {
        text_clear(&line);
        text_format(&line, "%.*s", (int)strcspn(p, "\n"), p);
        view_say(n->sh, text_of(&line));
    }
    text_free(&line);
    text_clear(&n->said);
}

static void release(void *ctx)
{
    struct notices *n = ctx;

    run_memory_free(n->asked);
    text_free(&n->said);
    free(n);
}

void notices_start(struct shell *sh)
{
    struct notices *n = zeroed_or_end(1, sizeof *n);
    struct attached a = { .ctx = n, .observer = observer, .begin = begin, .end = end, .free = release };

    n->sh = sh;
    view_attach(sh, &a);
    sh->view->notices = n;
}

/* ---- what was probably meant ------------------------------------------------------------------------- */

/* Words that other shells know. */
static const struct {
    const char *word, *note;
} habits[] = {
    { "help", "? lists the commands" },
    { "quit", "/quit leaves, and so does control-D" },
    { "exit", "/quit leaves, and so does control-D" },
    { "parse", "commands begin with a slash: /parse joe@example.com" },
    { "map", "commands begin with a slash: /map NAME KEY" },
    { "try", "commands begin with a slash: /try MAILER joe@example.com" },
    { "explain", "commands begin with a slash: /explain joe@example.com" },
};

static bool is_number(const char *word, size_t n)
{
    return n > 0 && strspn(word, "0123456789") >= n;
}

/* "3 0 addr", "3, 0 addr": the address begins with a ruleset. */
static bool split_rulesets(const char *line, size_t n, const char *rest, struct text *note)
{
    size_t k = strcspn(rest, " \t");
    const char *address = rest + k + strspn(rest + k, " \t");

    while (n > 0 && line[n - 1] == ',')
        n--;
    if (!is_number(line, n) || !is_number(rest, k) || *address == '\0')
        return false;
    text_format(note, "rulesets stand together, with commas and no blanks: %.*s,%.*s %s", (int)n, line, (int)k, rest,
                address);
    return true;
}

void notices_rules(struct shell *sh, const char *line)
{
    size_t n = strcspn(line, " \t");
    const char *rest = line + n + strspn(line + n, " \t");
    struct text said = { 0 };

    if (!view_ext(sh))
        return;
    for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
        if (*rest == '\0' && strncasecmp(habits[i].word, line, n) == 0 && habits[i].word[n] == '\0')
            text_add(&said, habits[i].note);
    }
    if (*rest == '\0' && memchr(line, '@', n) != NULL)
        text_format(&said, "rulesets stand before an address: 3,0 %.*s, or say /parse %.*s", (int)n, line, (int)n, line);
    else if (*rest != '\0' && !split_rulesets(line, n, rest, &said) && n == 1 && *line == '0')
        text_format(&said, "ruleset 3 has not seen this address, as it does when mail is routed: 3,0 %s", rest);
    if (said.n > 0)
        note(sh, "", &said);
    text_free(&said);
}

/* ---- macros that rules froze --------------------------------------------------------------------------- */

static void note_frozen(struct shell *sh, const char *name, const char *rules)
{
    struct text said = { 0 };

    text_format(&said, "$%s was put into rules when they were read (%s): they do not see this value; $&%s in them would", name, rules, name);
    note(sh, "", &said);
    text_free(&said);
}

struct frozen {
    const char *name;
    bool hit;
};

static void is_frozen(void *ctx, enum mention what, const char *name)
{
    struct frozen *f = ctx;

    f->hit |= what == MENTIONS_FROZEN && strcmp(name, f->name) == 0;
}

void notices_defined(struct shell *sh, const char *text)
{
    struct session *s = sh->session;
    size_t n = *text == '{' ? strcspn(text, "}") + 1 : 1;
    struct text rules = { 0 };
    char name[64], bare[32];
    struct frozen f = { bare, false };
    int id, count = 0;

    if (!view_ext(sh) || *text == '\0' || n >= sizeof name)
        return;
    memcpy(name, text, n);
    name[n] = '\0';
    id = session_name_find(s, name);
    session_name(s, id, false, bare);
    for (int i = 0; id != 0 && i < RULESET_NUMBERS; i++) {
        for (const struct rule *r = session_first_rule(s, i); r != NULL; r = rule_after(r)) {
            f.hit = false;
            session_rule_mentions(s, r, is_frozen, &f);
            if (!f.hit || ++count > SHOWN_RULES)
                continue;
            text_add(&rules, count > 1 ? ", " : "");
            rule_name(&rules, s, i, r);
        }
    }
    if (count > SHOWN_RULES)
        text_format(&rules, " and %d more", count - SHOWN_RULES);
    if (count > 0)
        note_frozen(sh, name, text_of(&rules));
    text_free(&rules);
}
