/*
 * tree.c - what happens, as a tree.
 */
#include <arpa/nameser.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "engine.h"
#include "listen/tree.h"
#include "show/output.h"
#include "show/rule_text.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"
#include "show/wrap.h"

enum { GUIDES = 24 };

unsigned parts_wanted(unsigned parts)
{
    return (parts & PART_RULES ? WANT_RULESETS | WANT_RULES : 0)
           | (parts & PART_MAPS ? WANT_LOOKUPS | WANT_MAPS : 0)
           | (parts & PART_MACROS ? WANT_NAMES : 0) | (parts & PART_DNS ? WANT_DNS : 0);
}

double seconds_since(const struct timespec *from)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

const char *dns_type_name(int type, char buf[16])
{
    static const struct {
        int type;
        const char *name;
    } names[] = {
        { ns_t_a, "A" }, { ns_t_aaaa, "AAAA" }, { ns_t_mx, "MX" }, { ns_t_cname, "CNAME" },
        { ns_t_ns, "NS" }, { ns_t_ptr, "PTR" }, { ns_t_txt, "TXT" }, { ns_t_srv, "SRV" },
        { ns_t_afsdb, "AFSDB" }, { ns_t_any, "ANY" }, { ns_t_tlsa, "TLSA" },
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].type == type)
            return names[i].name;
    }
    snprintf(buf, 16, "TYPE%d", type);
    return buf;
}

/* ---- lines -------------------------------------------------------------------------------------- */

static void tone(struct tree *t, struct text *x, enum tone tone, const char *s)
{
    text_add(x, style_on(&t->style, tone));
    text_add(x, s);
    text_add(x, style_off(&t->style, tone));
}

/* A bar of each that is open, at most; they leave half of the line. */
static void bars(struct tree *t, struct text *x, int depth)
{
    for (int i = 0; i < depth && i < GUIDES && (t->style.width == 0 || 4 * (i + 1) <= t->style.width); i++)
        tone(t, x, TONE_FAINT, style_pick(&t->style, "│ ", "| "));
}

/* What the rest of a line begins with that is longer than the terminal is wide. */
static struct text *lead_of(struct tree *t, const struct text *x)
{
    return x == &t->head ? &t->head_lead : &t->line_lead;
}

/* The bars of what is open, then a sign of its own. */
static void begin(struct tree *t, struct text *x, const char *sign)
{
    struct text *lead = lead_of(t, x);

    text_clear(x);
    bars(t, x, t->depth);
    tone(t, x, TONE_FAINT, sign);
    text_clear(lead);
    bars(t, lead, t->depth);
    text_add(lead, "    ");
}

static void finish(struct tree *t, struct text *x)
{
    struct text rows = { 0 };

    if (!t->show_secrets)
        secrets_mask(x, t->session);
    wrap_line(&rows, &t->style, x, lead_of(t, x));
    text_char(&rows, '\n');
    out_printable(t->out, rows.s, rows.n, SHOWN_PRINTABLE);
    text_free(&rows);
    text_clear(x);
}

/* A lookup's first line, once it turns out that something belongs below it. */
static void flush_head(struct tree *t)
{
    if (!t->waiting)
        return;
    t->waiting = false;
    finish(t, &t->head);
}

static void opened(struct tree *t)
{
    if (t->depth < TREE_DEPTH - 1)
        t->depth++;
}

static void closed(struct tree *t)
{
    if (t->depth > 0)
        t->depth--;
}

/* ---- rulesets and rules -------------------------------------------------------------------------- */

static void ruleset(struct tree *t, struct session *s, const struct event *e, bool enter)
{
    int nesting = e->depth % TREE_DEPTH;
    char buf[32];
    struct text *x = &t->line;

    flush_head(t);
    /* one that was abandoned has told no end: where it stood follows from the nesting */
    if (enter)
        t->at[nesting] = e->depth > 0 ? t->at[(e->depth - 1) % TREE_DEPTH] + 1 : 0;
    t->depth = t->at[nesting] < TREE_DEPTH ? t->at[nesting] : TREE_DEPTH - 1;
    begin(t, x, enter ? style_pick(&t->style, "┌ ", ", ") : style_pick(&t->style, "└ ", "` "));
    tone(t, x, TONE_NAME, session_ruleset_name(s, e->ruleset, buf));
    text_add(x, enter ? "  " : " = ");
    text_vector(x, s, &e->ws);
    if (!enter && e->status != 0)
        text_format(x, "  [status %d]", e->status);
    if (enter) {
        opened(t);
        text_clear(lead_of(t, x)); /* its own bar goes on */
        bars(t, lead_of(t, x), t->depth);
        text_add(lead_of(t, x), "  ");
        t->tried[nesting] = 0;
    } else if (t->tried[nesting] > 0) {
        text_format(x, "  %s(%d tried)%s", style_on(&t->style, TONE_FAINT),
                    t->tried[nesting], style_off(&t->style, TONE_FAINT));
    }
    finish(t, x);
}

static void matched(struct tree *t, struct session *s, const struct event *e)
{
    struct text *x = &t->line, name = { 0 };

    flush_head(t);
    begin(t, x, "");
    rule_name(&name, s, e->ruleset, e->rule);
    tone(t, x, TONE_RULE, text_of(&name));
    text_add(x, "  ");
    rule_place(x, e->rule);
    text_add(x, "  ");
    rule_sides(x, s, e->rule);
    finish(t, x);
    text_free(&name);
    if (e->ncaptures > 0) {
        begin(t, x, "    ");
        rule_captures(x, s, e);
        finish(t, x);
    }
}

static void rewritten(struct tree *t, struct session *s, const struct event *e)
{
    flush_head(t);
    begin(t, &t->line, style_pick(&t->style, "  → ", "  > "));
    text_vector(&t->line, s, &e->ws);
    finish(t, &t->line);
}

/* ---- maps ---------------------------------------------------------------------------------------- */

static void quoted(struct text *x, struct session *s, const char *value)
{
    text_char(x, '"');
    text_display(x, s, value);
    text_char(x, '"');
}

static void map_begin(struct tree *t, struct session *s, const struct event *e)
{
    flush_head(t);
    begin(t, &t->head, "  ? ");
    tone(t, &t->head, TONE_BOLD, e->map);
    text_format(&t->head, " (%s%s%s) ", e->map_class, e->file != NULL ? " " : "",
                e->file != NULL ? e->file : "");
    quoted(&t->head, s, e->key);
    text_clear(&t->record);
    t->waiting = true;
    clock_gettime(CLOCK_MONOTONIC, &t->began[t->depth]);
    opened(t);
}

static void answer(struct tree *t, struct session *s, struct text *x, const struct event *e)
{
    double took = seconds_since(&t->began[t->depth]);

    if (e->folded != NULL && strcmp(e->folded, e->key) != 0) {
        text_add(x, " as ");
        quoted(x, s, e->folded);
    }
    if (e->value != NULL && t->record.n > 0 && strcmp(text_of(&t->record), e->value) != 0) {
        text_add(x, ", record ");
        quoted(x, s, text_of(&t->record));
    }
    text_add(x, " = ");
    text_add(x, style_on(&t->style, e->value != NULL ? TONE_GOOD : TONE_BAD));
    if (e->value != NULL)
        quoted(x, s, e->value);
    else
        text_add(x, e->status == 75 ? "failed for the time being" : "not found");
    text_add(x, style_off(&t->style, e->value != NULL ? TONE_GOOD : TONE_BAD));
    text_format(x, "  %s%.0f %s%s", style_on(&t->style, TONE_FAINT),
                took < 0.01 ? took * 1e6 : took * 1e3,
                took < 0.01 ? style_pick(&t->style, "µs", "us") : "ms",
                style_off(&t->style, TONE_FAINT));
}

static void map_end(struct tree *t, struct session *s, const struct event *e)
{
    struct text *x = t->waiting ? &t->head : &t->line;

    closed(t);
    if (!t->waiting) {
        begin(t, x, "  = ");
        text_add(x, e->map);
    }
    t->waiting = false;
    answer(t, s, x, e);
    finish(t, x);
    text_clear(&t->record);
}

static void note(struct tree *t, struct session *s, const struct event *e, const char *what)
{
    flush_head(t);
    begin(t, &t->line, "  ! ");
    text_format(&t->line, "%s: %s", e->map, what);
    if (e->kind == EVENT_LOOKUP_FALLBACK)
        quoted(&t->line, s, e->value);
    finish(t, &t->line);
}

/* ---- macros, classes, DNS ------------------------------------------------------------------------ */

static void named(struct tree *t, struct session *s, const struct event *e, const char *form)
{
    char buf[32];
    const char *name = session_name(s, e->name, true, buf);

    flush_head(t);
    begin(t, &t->line, "  ");
    text_format(&t->line, "%s%s", form, name);
    if (e->kind == EVENT_CLASS_USED) {
        text_add(&t->line, e->found ? " has " : " has not ");
        quoted(&t->line, s, e->key);
    } else if (e->value == NULL) {
        text_add(&t->line, " is not defined");
    } else {
        text_add(&t->line, e->kind == EVENT_MACRO_DEFINED ? " becomes " : " is ");
        if (!t->show_secrets && secret_macro(name))
            text_add(&t->line, "***");
        else
            quoted(&t->line, s, e->value);
    }
    finish(t, &t->line);
}

static void dns(struct tree *t, const struct event *e)
{
    char buf[16];

    flush_head(t);
    begin(t, &t->line, "  @ ");
    text_format(&t->line, "dns %s %s", e->key, dns_type_name(e->type, buf));
    if (e->kind == EVENT_DNS_QUESTION)
        text_add(&t->line, "?");
    else if (e->reply_size < 0)
        text_format(&t->line, " = %s", hstrerror(e->err));
    else
        text_format(&t->line, " = %d bytes, %d records", e->reply_size,
                    e->reply_size > 7 ? e->reply_bytes[6] << 8 | e->reply_bytes[7] : 0);
    finish(t, &t->line);
}

static void event(struct tree *t, struct session *s, const struct event *e)
{
    switch (e->kind) {
    case EVENT_RULESET_ENTER:
    case EVENT_RULESET_LEAVE:
        ruleset(t, s, e, e->kind == EVENT_RULESET_ENTER);
        break;
    case EVENT_RULE_MATCH:
        matched(t, s, e);
        break;
    case EVENT_REWRITTEN:
        rewritten(t, s, e);
        break;
    case EVENT_MAP_BEGIN:
        map_begin(t, s, e);
        break;
    case EVENT_MAP_RECORD:
        text_clear(&t->record);
        text_add(&t->record, e->value);
        break;
    case EVENT_MAP_END:
        map_end(t, s, e);
        break;
    case EVENT_LOOKUP_FALLBACK:
        note(t, s, e, "failed for the time being; -T gives ");
        break;
    case EVENT_LOOKUP_UNUSABLE:
        note(t, s, e, "not asked: there is no such map, or it could not be opened");
        break;
    case EVENT_MACRO_USED:
        named(t, s, e, "$&");
        break;
    case EVENT_MACRO_DEFINED:
        named(t, s, e, "$");
        break;
    case EVENT_CLASS_USED:
        named(t, s, e, "$=");
        break;
    case EVENT_DNS_QUESTION:
    case EVENT_DNS_ANSWER:
        dns(t, e);
        break;
    default: /* something else comes between a lookup and its answer */
        if (e->kind != EVENT_RULE_TRY)
            flush_head(t);
        break;
    }
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    struct tree *t = ctx;
    unsigned want = event_rows[e->kind].want;

    t->session = s;
    if (e->kind == EVENT_RULE_TRY)
        t->tried[e->depth % TREE_DEPTH]++;
    if (want == 0 || (want & parts_wanted(t->parts)) != 0)
        event(t, s, e);
    return EVENT_GO;
}

void tree_begin(struct tree *t)
{
    t->depth = 0;
    t->waiting = false;
}

void tree_free(struct tree *t)
{
    text_free(&t->head);
    text_free(&t->record);
    text_free(&t->line);
    text_free(&t->head_lead);
    text_free(&t->line_lead);
}

struct observer tree_observer(struct tree *t)
{
    return (struct observer){ .hear = hear, .ctx = t, .want = parts_wanted(t->parts) };
}
