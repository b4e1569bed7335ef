/*
 * missing_class.c - classes of maps that sendmail may not have, see missing_class.h.
 */
#include <stdbool.h>
#include <string.h>

#include "check/finding.h"
#include "check/missing_class.h"
#include "check/source_text.h"
#include "engine.h"

/* Does the line name the class, as a word of its own or in front of a file? */
static bool names_class(const struct source_text *s, const char *line, const char *cls)
{
    const char *at = strstr(line, cls);

    if (s->kind == SOURCE_CF ? *line != 'K' && *line != 'O' : *line == '#' || strncmp(line, "dnl", 3) == 0)
        return false;
    return at != NULL && at > line && strchr("`=, \t", at[-1]) != NULL && strchr("': \t", at[strlen(cls)]) != NULL;
}

void check_missing_class(const struct source_text *text, struct session *s, struct findings_list *f)
{
    static const char missing[] = "cdb";

    for (int i = 0; text != NULL && i < text->nlines; i++) {
        if (names_class(text, text->lines[i], missing))
            finding_add(f, BT406, text->path, i + 1, 1, "class %s is not in sendmail %s as Debian builds it: it says so, and goes on without the map; "
                        "hash or btree, or a build of your own", missing, session_target(s)->name);
    }
}
