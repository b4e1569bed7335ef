/*
 * relative_names.c - files of tables and classes that are named without their folder.
 *
 * A server reads its configuration where it was started, words of classes with it, and then goes to QueueDirectory, where it opens
 * tables and alias files; so does newaliases. sendmail -bt goes nowhere, and finds what a server does not.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/relative_names.h"
#include "check/source_text.h"
#include "describe.h"
#include "explain/mc_line.h"

enum { NAME = 512 };

struct looking {
    const struct configuration *conf;
    struct source_text cf; /* as sendmail reads it */
    struct findings_list *f;
};

static void tell(struct looking *l, int line, const char *name, const char *what, const char *where)
{
    line = l->conf->mc ? mc_line_of(l->conf->path, name, NULL) : line;
    finding_add(l->f, BT409, l->conf->path, line, line > 0, "%s, %s, has no folder: %s; write the whole path", name, what, where);
}

/* The file of "Fw-o FILE %[^#]", "F{VirtHost}FILE"; false: it is none, or has a folder. */
static bool words_of(const char *line, char name[NAME])
{
    const char *p = line[1] == '{' ? strchr(line, '}') : line + 1;
    size_t n;

    if (*line != 'F' || line[1] == '\0' || p == NULL)
        return false;
    p++;
    p += strspn(p, " \t");
    if (strncmp(p, "-o", 2) == 0)
        p += 2 + strspn(p + 2, " \t");
    n = strcspn(p, " \t");
    snprintf(name, NAME, "%.*s", (int)n, p);
    return n > 0 && strchr("/|@-", *p) == NULL && strpbrk(name, "@(") == NULL; /* FEATURES(...) is a word that m4 did not know */
}

static int line_of_map(const struct looking *l, const char *name)
{
    size_t n = strlen(name);

    for (int i = 0; i < l->cf.nlines; i++) {
        const char *line = l->cf.lines[i];

        if (strncasecmp(name, "Alias", 5) == 0 ? strncasecmp(line, "O AliasFile", 11) == 0
                                               : *line == 'K' && strncmp(line + 1, name, n) == 0 && strchr(" \t", line[n + 1]) != NULL)
            return i + 1;
    }
    return 0;
}

void check_relative_names(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    struct looking l = { .conf = conf, .f = f };
    bool read = source_read(&l.cf, conf->setup.config);
    char name[NAME];
    struct map_view v;

    for (int i = 0; read && i < l.cf.nlines; i++) {
        if (words_of(l.cf.lines[i], name))
            tell(&l, i + 1, name, "words of a class", "it is looked for where sendmail is started, wherever that is");
    }
    for (int i = 0; session_map_at(s, i, &v); i++) {
        if (v.file != NULL && *v.file != '/' && strchr(v.file, ' ') == NULL && configuration_file_class(v.cls, strlen(v.cls))
            && line_of_map(&l, v.name) > 0)
            tell(&l, line_of_map(&l, v.name), v.file, strncasecmp(v.name, "Alias", 5) == 0 ? "an alias file" : "a table",
                 "a server looks for it in QueueDirectory, and sendmail -bt where it is started");
    }
    source_free(&l.cf);
}
