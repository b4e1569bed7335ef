/* commands_trace.c - /trace: what is shown of what happens */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "listen/trace_json.h"
#include "listen/tree.h"
#include "shell/commands_trace.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "show/text.h"

static const char *const trace_names[] = { "bt", "tree", "json", "off" }; /* ORDER trace_kind */

static const struct {
    const char *name;
    unsigned part;
} part_names[] = {
    { "rules", PART_RULES }, { "maps", PART_MAPS }, { "macros", PART_MACROS }, { "dns", PART_DNS },
    { "all", PART_ALL },
};

/* The parts named at text, separated by commas or blanks; 0 after a message. */
static unsigned parts_of(struct shell *sh, const char *text, struct text *message)
{
    unsigned parts = 0;

    while (*(text += strspn(text, " \t,")) != '\0') {
        size_t n = strcspn(text, " \t,"), i = 0, count = sizeof part_names / sizeof part_names[0];

        while (i < count && (strlen(part_names[i].name) != n
                             || strncasecmp(part_names[i].name, text, n) != 0))
            i++;
        if (i == count) {
            char word[64];

            snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), text);
            text_format(message, "No part \"%s\" of a trace: rules, maps, macros, dns or all", word);
            names_near(sh, NAME_PART, word, message);
            return 0;
        }
        parts |= part_names[i].part;
        text += n;
    }
    return parts != 0 ? parts : PART_RULES | PART_MAPS;
}

bool view_trace(struct shell *sh, const char *text, struct text *message)
{
    struct view *w = view_of(sh);
    size_t n = strcspn(text, " \t:");
    const char *rest = text + n + (text[n] == ':');
    unsigned parts = parts_of(sh, rest, message);
    int kind = 0;

    while (kind < 4 && (strlen(trace_names[kind]) != n || strncasecmp(trace_names[kind], text, n) != 0))
        kind++;
    if (kind == 4) {
        char word[64];

        snprintf(word, sizeof word, "%.*s", (int)(n < 60 ? n : 60), text);
        text_format(message, "No trace \"%s\": bt, tree, json or off", word);
        names_near(sh, NAME_TRACE, word, message);
    }
    if (kind == 4 || parts == 0)
        return false;
    if (kind == TRACE_JSON && w->json == NULL) {
        const char *why = "";

        w->json = trace_json_new(sh->out, &why);
        if (w->json == NULL) {
            text_add(message, why);
            return false;
        }
    }
    w->trace = (enum trace_kind)kind;
    w->parts = parts;
    if (w->json != NULL)
        trace_json_only(w->json, view_silent(sh) && sh->out->sink == NULL);
    view_apply(sh);
    return true;
}

void slash_trace(struct shell *sh, const char *line, const char *args)
{
    struct view *w = view_of(sh);
    struct text message = { 0 };

    (void)line;
    if (*args == '\0') {
        out_format(sh->out, "Trace %s of", trace_names[w->trace]);
        for (int i = 0; i < 4; i++) {
            if (w->parts & part_names[i].part)
                out_format(sh->out, " %s", part_names[i].name);
        }
        out_text(sh->out, "; /trace bt|tree|json|off [rules,maps,macros,dns]\n");
    } else if (!view_trace(sh, args, &message)) {
        out_shown(sh->out, "%s\n", text_of(&message));
    }
    text_free(&message);
}
