/*
 * domain_words.c - words of classes of domains that no domain can be: blanks part words, and commas stay in them.
 */
#include <string.h>

#include "check/domain_words.h"
#include "check/configuration.h"
#include "check/finding.h"
#include "describe.h"
#include "engine.h"
#include "explain/mc_line.h"
#include "reason/place.h"
#include "start/paths.h"

/* That rules of the tree ask for domains. */
static const char *const classes[] = { "w", "m", "R", "{VirtHost}", "G", "M", "N", "{LDAPRoute}", "{CanonifyDomain}", "{Canonify}" };

struct looking {
    const struct configuration *conf;
    struct session *s;
    struct findings_list *f;
    const char *name;
    int id;
};

static void look_at(void *ctx, const char *word)
{
    struct looking *l = ctx;
    const char *mark = strpbrk(word, ",;");
    const char *file = l->conf->path;
    struct place p;
    int line = 0;

    if (mark == NULL)
        return;
    place_of_word(l->s, l->id, word, &p);
    if (p.kind == PLACE_LINE && l->conf->mc && path_ends_in(p.file, ".m4")) { /* of the tree, which the .mc has handed it to */
        line = mc_line_of(file, word, NULL);
    } else if (p.kind == PLACE_LINE) {
        file = configuration_place(l->conf, p.file);
        line = p.line;
    }
    finding_add(l->f, BT209, file, line, line > 0,
                "\"%s\" is a word of $=%s with %s in it, and no domain: blanks part words", word, l->name, *mark == ',' ? "a comma" : "a semicolon");
}

void check_domain_words(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        struct looking l = { .conf = conf, .s = s, .f = f, .name = classes[i], .id = session_name_find(s, classes[i]) };

        if (l.id > 0)
            session_class_list(s, classes[i], look_at, &l);
    }
}
