/*
 * sound.c - is a configuration fit to be tested?
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "describe.h"
#include "engine.h"
#include "listen/listeners.h"
#include "show/error_output.h"
#include "show/output.h"
#include "start/edited.h"
#include "start/mc.h"
#include "start/sound.h"

static void say(struct sink *why, const char *file, const char *what)
{
    sink_add(why, file, strlen(file));
    sink_add(why, ": ", 2);
    sink_add(why, what, strlen(what));
    sink_add(why, "\n", 1);
}

bool config_is_mc(const char *file)
{
    static const char *const starts[] = { "divert(", "include(", "VERSIONID(", "OSTYPE(", "FEATURE(",
                                          "define(", "MAILER(", "dnl" };
    FILE *f = mc_is_one(file) ? NULL : fopen(edited_path(file), "re");
    char line[256];
    int found = 0;

    while (f != NULL && found < 2 && fgets(line, sizeof line, f) != NULL) {
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
            found += strncmp(line, starts[i], strlen(starts[i])) == 0;
    }
    if (f != NULL)
        fclose(f);
    return found >= 2;
}

/* Tables that exist and cannot be read. */
static bool tables_sound(struct session *s, const char *file, struct sink *why)
{
    bool sound = true, end = false;
    char text[8192];

    for (int i = 0; !end; i++) {
        if (!session_table_unreadable(s, i, text, sizeof text, &end))
            continue;
        say(why, file, text);
        sound = false;
    }
    return sound;
}

bool config_sound(struct program *p, const char *file, struct sink *why)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    struct program_figures figures;
    bool sound = session_status(s) == 0;

    session_figures(s, &figures);
    if (config_is_mc(file)) {
        say(why, file, "this is the text of an .mc file, not a compiled configuration; give it a name "
                       "that ends in .mc, or compile it with m4");
        sound = false;
    } else if (figures.rules == 0) {
        say(why, file, "there is no rule in it: this is no configuration of sendmail's");
        sound = false;
    } else if (!sound && why->n == 0) {
        say(why, file, session_status(s) == EX_OSERR ? "the load ended with an error; files of another host: --etc-mail DIR, --root DIR"
                                                     : "the load ended with an error");
    }
    sound &= tables_sound(s, file, why);
    session_free(s);
    return sound;
}

bool config_whole(struct program *p, const char *file, const char *instead)
{
    struct sink why = { NULL, 0, 0 };
    bool sound = config_sound(p, file, &why);

    if (!sound)
        err_format("%s:\n%s", instead, why.text);
    free(why.text);
    return sound;
}
