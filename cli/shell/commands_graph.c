/*
 * commands_graph.c - /graph.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "explain/graph.h"
#include "shell/commands_graph.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/text.h"
#include "start/paths.h"
#include "start/run.h"
#include "world/world.h"

/* A suite changes nothing: it is run where somebody else has written it. False, after a message. */
static bool may_write(const struct shell *sh, const char *path)
{
    bool suite = sh->run == NULL, safe = !suite && (sh->run->args.shut & WORLD_NO_OUTSIDE) != 0;

    if (suite || safe)
        out_shown(sh->out, "%s: refused: %s; say /graph alone, or btsh graph -o FILE\n", path,
                  suite ? "a suite writes no file" : "with --safe no command writes a file");
    return !suite && !safe;
}

/* /graph [file] [address] */
void slash_graph(struct shell *sh, const char *line, const char *args)
{
    size_t n = strcspn(args, " \t");
    const char *address = args + n + strspn(args + n, " \t");
    struct text dot = { 0 };
    char path[INPUT_LINE], why[REPLACE_WHY];

    (void)line;
    snprintf(path, sizeof path, "%.*s", (int)n, args);
    if (!path_ends_in(path, ".svg") && !path_ends_in(path, ".dot")) {
        path[0] = '\0';
        address = args;
    }
    if (*path != '\0' && !may_write(sh, path))
        return;
    if (*address != '\0')
        graph_of_trial(&dot, sh->session, address, NULL);
    else
        graph_of_program(&dot, sh->session, sh->run != NULL ? sh->run->mc : NULL);
    if (*path == '\0')
        out_text(sh->out, text_of(&dot));
    else if (graph_save(path, path_ends_in(path, ".svg"), &dot, why) == 0)
        out_shown(sh->out, "%s is written\n", path);
    else
        out_shown(sh->out, "%s\n", why);
    text_free(&dot);
    view_apply(sh);
}
