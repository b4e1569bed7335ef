/*
 * placed.c - names with the places where they have what they hold: words of a class, the value of a macro.
 */
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explain/fact_text.h"
#include "reason/facts.h"
#include "reason/place.h"
#include "shell/placed.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/text.h"

/* The text, and two blanks before its place. */
static void put(struct shell *sh, struct text *line, const struct fact *f)
{
    struct text place = { 0 };

    if (!view_of(sh)->show_secrets)
        secrets_mask(line, sh->session);
    fact_place(&place, sh->session, f, shell_mc(sh));
    if (place.n > 0)
        text_format(line, "  %s", text_of(&place));
    text_char(line, '\n');
    out_printable(sh->out, text_of(line), line->n, SHOWN_PRINTABLE);
    text_free(&place);
    text_free(line);
}

struct listing {
    struct shell *sh;
    int id;
};

static void put_word(void *ctx, const char *word)
{
    const struct listing *l = ctx;
    const struct fact f = { .kind = FACT_WORD, .id = l->id, .key = (char *)word };
    struct text line = { 0 };

    text_display(&line, l->sh->session, word);
    put(l->sh, &line, &f);
}

static void put_macro(struct shell *sh, int id, const char *before)
{
    const char *value = session_macro_at(sh->session, id);
    const struct fact f = { .kind = FACT_MACRO, .id = id, .value = (char *)value };
    struct text line = { 0 };
    char buf[32];

    text_add(&line, before);
    if (!view_of(sh)->show_secrets && secret_macro(session_name(sh->session, id, false, buf)))
        text_add(&line, "***");
    else if (value != NULL)
        text_display(&line, sh->session, value);
    else
        text_add(&line, "Undefined");
    put(sh, &line, &f);
}

bool placed_name(struct shell *sh, const char *name)
{
    struct listing l = { sh, 0 };
    bool class = *name == '=';
    char word[64];
    size_t n;

    name += class;
    n = *name == '{' ? strcspn(name, "}") + (strchr(name, '}') != NULL) : strcspn(name, " \t");
    if (n >= sizeof word)
        return false;
    memcpy(word, name, n);
    word[n] = '\0';
    l.id = session_name_find(sh->session, word);
    if (l.id == 0)
        return false;
    if (class)
        session_class_list(sh->session, name, put_word, &l);
    else
        put_macro(sh, l.id, "");
    return true;
}

static void put_class(struct shell *sh, int id, int words)
{
    struct text line = { 0 };

    text_add(&line, "    ");
    class_named(&line, sh->session, id, true, shell_mc(sh));
    text_format(&line, "  %d word%s\n", words, words == 1 ? "" : "s");
    out_printable(sh->out, text_of(&line), line.n, SHOWN_PRINTABLE);
    text_free(&line);
}

void placed_all(struct shell *sh)
{
    char buf[32], before[64];
    struct place p;

    out_text(sh->out, "macros that were set:\n");
    for (int id = 1; id < NAMES; id++) {
        place_of_macro(sh->session, id, &p);
        /* the shell's own is not told */
        if (session_macro_at(sh->session, id) == NULL || p.kind == PLACE_NONE
            || strcmp(session_name(sh->session, id, false, buf), "addr_type") == 0)
            continue;
        snprintf(before, sizeof before, "    $%s=", session_name(sh->session, id, true, buf));
        put_macro(sh, id, before);
    }
    out_text(sh->out, "classes:\n");
    for (int id = 1; id < NAMES; id++) {
        int words = session_class_size(sh->session, id);

        if (words > 0)
            put_class(sh, id, words);
    }
}
