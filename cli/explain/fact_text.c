/*
 * fact_text.c - facts and their places, as people read them.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/marker.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "explain/mc_line.h"
#include "explain/words.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "show/base_name.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"

void fact_label(struct text *t, const struct session *s, const struct fact *f)
{
    const char *words = words_of_fact(s, f);
    char buf[32];

    switch (f->kind) {
    case FACT_RECORD:
    case FACT_MISS:
        text_add(t, f->cls != NULL && strcmp(f->cls, "host") == 0 ? "DNS" : f->map);
        break;
    case FACT_WORD:
    case FACT_LACK:
        text_format(t, "$=%s", session_name(s, f->id, true, buf));
        break;
    case FACT_FROZEN:
        if (words != NULL)
            text_add(t, words);
        else
            text_format(t, "$%s", session_name(s, f->id, true, buf));
        break;
    default:
        text_format(t, "$&%s", session_name(s, f->id, true, buf));
        break;
    }
}

void fact_says(struct text *t, const struct session *s, const struct style *style, const struct fact *f,
               bool show_secrets)
{
    const char *words = words_of_fact(s, f);
    char buf[32];

    switch (f->kind) {
    case FACT_RECORD:
        text_display(t, s, f->key);
        if (f->value != NULL)
            text_add(t, style_pick(style, " → ", " -> "));
        if (f->value != NULL)
            text_display(t, s, f->value);
        else
            text_add(t, ": failed for the time being");
        break;
    case FACT_WORD:
        text_display(t, s, f->key);
        if (words != NULL)
            text_format(t, " is %s", words);
        break;
    case FACT_MACRO:
    case FACT_FROZEN:
        if (!show_secrets && secret_macro(session_name(s, f->id, false, buf)))
            text_add(t, "***");
        else
            text_display(t, s, f->value);
        break;
    default:
        text_display(t, s, f->key);
        break;
    }
}

void place_text(struct text *t, const struct place *p)
{
    switch (p->kind) {
    case PLACE_LINE:
        text_add(t, base_name(p->file));
        if (p->line > 0)
            text_format(t, ":%d", p->line);
        break;
    case PLACE_DATABASE:
        text_format(t, "of the database %s", base_name(p->file));
        break;
    case PLACE_HOST_NAME:
        text_add(t, "host name");
        break;
    case PLACE_INTERFACE:
        text_add(t, "an interface");
        break;
    case PLACE_TYPED:
        text_add(t, "typed here");
        break;
    case PLACE_COMMAND:
        text_add(t, "-M");
        break;
    case PLACE_PROGRAM:
        text_format(t, "of %s", p->file);
        break;
    case PLACE_LOOKUP:
        text_format(t, "of the lookup %s", p->file);
        break;
    case PLACE_DIALOGUE:
        text_add(t, "of the dialogue");
        break;
    case PLACE_NONE:
        break;
    }
    if (p->more > 0)
        text_format(t, " and %d more", p->more);
}

/* What the m4 tree writes for a line of an .mc stands where that does: the line that has the word, or the name of
 * the macro of the tree. 0: it does not, or nobody knows. */
static int line_in(const struct place *p, const char *mc, const char *word, const char *define)
{
    size_t n = strlen(p->file);

    return mc != NULL && p->kind == PLACE_LINE && n > 3 && strcmp(p->file + n - 3, ".m4") == 0 ? mc_line_of(mc, word, define) : 0;
}

static void place_in(struct text *t, struct place *p, const char *mc, int line)
{
    if (line > 0) {
        snprintf(p->file, sizeof p->file, "%s", mc);
        p->line = line;
    }
    place_text(t, p);
}

int fact_line_in(struct session *s, const struct fact *f, const struct place *p, const char *mc)
{
    const char *define = define_of_fact(s, f);

    return line_in(p, mc, f->kind == FACT_WORD ? f->key : define == NULL ? f->value : NULL, define);
}

void fact_place(struct text *t, struct session *s, const struct fact *f, const char *mc)
{
    struct place p;

    if (f->kind == FACT_RECORD && f->value == NULL)
        return;
    place_of_fact(s, f, &p);
    place_in(t, &p, mc, fact_line_in(s, f, &p, mc));
}

void fact_line(struct text *t, struct session *s, const struct fact *f, const char *mc, bool show_secrets)
{
    const struct style plain = { .utf8 = false };
    struct text place = { 0 }, one = { 0 };

    fact_label(&one, s, f);
    text_char(&one, ' ');
    fact_says(&one, s, &plain, f, show_secrets);
    fact_place(&place, s, f, mc);
    if (place.n > 0)
        text_format(&one, " (%s)", text_of(&place));
    if (!show_secrets)
        secrets_mask(&one, s);
    text_bytes(t, text_of(&one), one.n);
    text_free(&one);
    text_free(&place);
}

void class_named(struct text *t, const struct session *s, int id, bool with_place, const char *mc)
{
    struct place p;
    char buf[32];

    text_format(t, "$=%s", session_name(s, id, true, buf));
    place_of_class(s, id, &p);
    if (!with_place || p.kind == PLACE_NONE)
        return;
    text_add(t, " (");
    place_in(t, &p, mc, line_in(&p, mc, NULL, define_of_class(session_name(s, id, true, buf))));
    text_char(t, ')');
}

void address_plain(struct text *t, const struct session *s, const char *internal)
{
    struct text whole = { 0 };

    text_display(&whole, s, internal);
    for (const char *p = text_of(&whole); *p != '\0'; p++) {
        bool dot = *p == '.' && (p[1] == '\0' || p[1] == '>');

        if (*p != '<' && *p != '>' && *p != ' ' && !dot)
            text_char(t, *p);
    }
    text_free(&whole);
}

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '"' || (unsigned char)c >= 0x80;
}

void workspace_plain(struct text *t, const struct session *s, const char *workspace)
{
    char before = '\0';

    for (const char *p = workspace + strspn(workspace, " "); *p != '\0'; p += strspn(p, " ")) {
        size_t n = *p == '"' && strchr(p + 1, '"') != NULL ? (size_t)(strchr(p + 1, '"') - p) + 1 : strcspn(p, " ");
        struct text token = { 0 };

        text_bytes(&token, p, n);
        if (before != '\0' && ((word_byte(before) && word_byte(*p)) || (unsigned char)before >= 0x80
                               || (unsigned char)*p >= 0x80))
            text_char(t, ' ');
        text_display(t, s, text_of(&token));
        before = p[n - 1];
        text_free(&token);
        p += n;
    }
}

/* The part behind a marker, up to the next one or the end; without quotes. */
static void part_behind(struct text *t, const struct session *s, const char *workspace, int marker)
{
    const char *p = strchr(workspace, (char)marker);
    struct text part = { 0 }, plain = { 0 };

    for (p = p != NULL ? p + 1 : ""; *p != '\0' && !IS_MARK_BYTE((unsigned char)*p); p++)
        text_char(&part, *p);
    workspace_plain(&plain, s, text_of(&part));
    for (p = text_of(&plain); *p != '\0'; p++) {
        bool twice = *p == ' ' && t->n > 0 && t->s[t->n - 1] == ' '; /* one before a quote, and one behind it */

        if (*p != '"' && !twice)
            text_char(t, *p);
    }
    text_free(&part);
    text_free(&plain);
}

void workspace_error(struct text *t, const struct session *s, const char *workspace)
{
    struct text dsn = { 0 }, said = { 0 };
    const char *text;

    part_behind(&dsn, s, workspace, MARK_HOST);
    part_behind(&said, s, workspace, MARK_USER);
    text = text_of(&said);
    if (strspn(text, "0123456789") == 3 && text[3] == ' ') {
        text_bytes(t, text, 4);
        text += 4;
    }
    if (dsn.n > 0 && strchr(text_of(&dsn), '.') != NULL && strncmp(text, text_of(&dsn), dsn.n) != 0)
        text_format(t, "%s ", text_of(&dsn));
    else if (dsn.n > 0 && *text == '\0')
        text_add(t, text_of(&dsn));
    text_add(t, text);
    text_free(&dsn);
    text_free(&said);
}
