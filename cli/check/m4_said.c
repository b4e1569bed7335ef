/*
 * m4_said.c - what m4 had to say of an .mc, and names in it that nothing reads, as findings.
 *
 * The tree's own complaints have no place: it is looked for by the names in them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/m4_said.h"
#include "check/mc_calls.h"
#include "check/source_text.h"
#include "show/memory.h"

/* The first word in the text behind "FEATURE(" or the like, without quotes. */
static bool named_in(const char *text, const char *macro, char name[MC_NAME])
{
    const char *p = strstr(text, macro);
    size_t n;

    if (p == NULL)
        return false;
    p += strlen(macro);
    p += strspn(p, "(`'\"");
    n = strcspn(p, "()`'\", \t");
    if (n == 0 || n >= MC_NAME)
        return false;
    snprintf(name, MC_NAME, "%.*s", (int)n, p);
    return true;
}

/* The FEATURE that stands behind a MAILER. */
static const struct mc_call *feature_too_late(const struct mc_calls *calls)
{
    bool mailer = false;

    for (int i = 0; i < calls->n; i++) {
        if (calls->list[i].lost)
            continue;
        mailer |= strcmp(calls->list[i].name, "MAILER") == 0;
        if (mailer && strcmp(calls->list[i].name, "FEATURE") == 0)
            return &calls->list[i];
    }
    return NULL;
}

static const struct mc_call *place_of(const struct mc_calls *calls, const char *text)
{
    static const char *const macros[] = { "FEATURE", "MAILER", "OSTYPE", "DOMAIN" };
    const struct mc_call *found = NULL;
    char name[MC_NAME] = "";

    if (strstr(text, "FEATURE() should be before MAILER()") != NULL)
        return feature_too_late(calls);
    for (size_t i = 0; found == NULL && i < sizeof macros / sizeof macros[0]; i++) {
        if (named_in(text, macros[i], name))
            found = mc_calls_find(calls, macros[i], name);
        if (found == NULL && strcmp(name, "blocklist_recipients") == 0)
            found = mc_calls_find(calls, macros[i], "blacklist_recipients"); /* which asks for the other */
    }
    return found;
}

/* What has a check of its own. */
static bool told_otherwise(const char *text)
{
    return strstr(text, "promiscuous_relay") != NULL || strstr(text, "relay_local_from") != NULL
           || (strstr(text, "blacklist_recipients") != NULL && strstr(text, "deprecated") != NULL);
}

static void take_line(const struct mc_calls *calls, const struct source_text *s, const char *line, struct findings_list *f)
{
    size_t n = strlen(s->path);
    const struct mc_call *at;
    int number = 0, length = 0;
    struct finding *x;
    bool named = strncmp(line, s->path, n) == 0 && line[n] == ':';

    if (named && sscanf(line + n, ":%d: warning: %n", &number, &length) == 1 && length > 0) {
        finding_add(f, BT102, s->path, number, 1, "%s", line + n + length);
        return;
    }
    if (told_otherwise(line) || line[strspn(line, " ")] == '\0' || *line == '\t' || *line == ' ')
        return; /* a blank: the message before goes on */
    if (named && sscanf(line + n, ":%d: %n", &number, &length) == 1 && length > 0)
        line += n + (size_t)length;
    else if (named)
        line += n + 1 + strspn(line + n + 1, " ");
    line += strspn(line, "* ");
    if (*line == '\0')
        return;
    at = number == 0 ? place_of(calls, line) : NULL;
    x = finding_add(f, BT101, s->path, at != NULL ? at->line : number, at != NULL ? at->column : number > 0, "m4: %s", line);
    if (strncasecmp(line, "WARNING", 7) == 0)
        x->level = LEVEL_WARNING;
}

void m4_said(const struct configuration *c, const struct source_text *s, struct findings_list *f)
{
    char *all = zeroed_or_end(c->notes.n + 1, 1), *rest = NULL;
    struct mc_calls calls;

    memcpy(all, c->notes.text != NULL ? c->notes.text : "", c->notes.n);
    mc_calls_read(s, &calls);
    for (char *line = strtok_r(all, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        char *glued = strstr(line + 1, "*** "); /* some messages of the tree end without a newline */

        if (glued != NULL && glued[-1] != ' ')
            *glued = '\0';
        take_line(&calls, s, line, f);
        if (glued != NULL && *glued == '\0') {
            *glued = '*';
            take_line(&calls, s, glued, f);
        }
    }
    mc_calls_free(&calls);
    free(all);
}
