/*
 * class_words.c - words of classes in a file of them.
 */
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "editor/class_words.h"
#include "editor/server.h"
#include "engine.h"
#include "reason/place.h"

struct word_asked {
    struct session *session;
    const char *file, *word;
    size_t n;
    int id;
    bool found, more;
};

static void look_at(void *ctx, const char *word)
{
    struct word_asked *a = ctx;
    struct place place;

    if (strlen(word) != a->n || strncasecmp(word, a->word, a->n) != 0)
        return;
    place_of_word(a->session, a->id, word, &place);
    /* of several lines the first is told */
    if (place.kind != PLACE_LINE || (strcmp(place.file, a->file) != 0 && place.more == 0))
        return;
    a->found = true;
    a->more = place.more > 0;
}

int class_of_line(const struct known *k, const struct document *doc, int line, int before, bool *more)
{
    const char *text = document_line(doc, line), *word = text + strspn(text, " \t");
    struct word_asked a = { .session = k->session, .file = doc->path, .word = word, .n = strcspn(word, " \t") };
    char name[32];

    if (a.n == 0 || doc->suite || (doc->source.kind != SOURCE_WORDS && doc->source.kind != SOURCE_UNKNOWN))
        return 0;
    for (a.id = before + 1; a.id < NAMES && !a.found; a.id++) {
        if (session_class_size(k->session, a.id) > 0)
            session_class_list(k->session, session_name(k->session, a.id, true, name), look_at, &a);
    }
    *more = a.more;
    return a.found ? a.id - 1 : 0;
}
