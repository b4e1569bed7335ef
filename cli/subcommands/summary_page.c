/*
 * summary_page.c - a summary as a page: text, and HTML with the drawing of the rulesets in it.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/graph.h"
#include "show/text.h"
#include "subcommands/situation_text.h"
#include "subcommands/summary_find.h"
#include "subcommands/summary_page.h"

/* What the page does not say. */
static void put_bounds(const struct summary *s, struct text *t)
{
    text_format(t, "Every line was run, by the situation that it names; DNS answers were made up. Strangers tried to relay in %ld "
                "situations.", s->strangers);
    if (s->left_off > 0)
        text_format(t, " %d entries and words more are not told.", s->left_off);
}

void summary_text(const struct summary *s, const char *file, struct text *t)
{
    text_format(t, "%s\n", file);
    for (int section = 0, i = 0; section < SUMMARY_SECTIONS; section++) {
        text_format(t, "\n%s\n", summary_titles[section]);
        if (i == s->n || (int)s->list[i].section != section)
            text_add(t, "  nobody and nothing that was tried\n");
        for (; i < s->n && (int)s->list[i].section == section; i++) {
            const struct summary_line *x = &s->list[i];

            text_format(t, "  %s\n      %s\n", x->what, x->outcome);
            if (*x->reason != '\0')
                text_format(t, "      because  %s\n", x->reason);
            text_add(t, "      shown by ");
            situation_brief(t, &x->witness);
            text_char(t, '\n');
        }
    }
    text_char(t, '\n');
    put_bounds(s, t);
    text_char(t, '\n');
}

/* ---- HTML ------------------------------------------------------------------------------------------------- */

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>\n"
    "body { font: 16px/1.45 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }\n"
    "table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }\n"
    "th { white-space: nowrap }\nth, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #ddd; overflow-wrap: anywhere }\n"
    "td:first-child { width: 26% }\nsmall, summary { color: #555 }\ncode { font-size: .85em }\n"
    ".graph { overflow: auto; border: 1px solid #ddd; max-height: 80vh }\n"
    "@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #161616 } th, td { border-color: #383838 } "
    "small, summary { color: #aaa } .graph { background: #fff } }\n"
    "</style>\n";

static void put_row(const struct summary_line *x, const char *command, struct text *t)
{
    struct text again = { 0 }, brief = { 0 };

    situation_again(&again, command, &x->witness);
    situation_brief(&brief, &x->witness);
    text_add(t, "<tr><td>");
    text_xml(t, x->what);
    text_add(t, "</td><td>");
    text_xml(t, x->outcome);
    text_add(t, "<details><summary>");
    text_xml(t, text_of(&brief));
    text_add(t, "</summary><code>");
    text_xml(t, text_of(&again));
    text_add(t, "</code></details></td><td>");
    text_xml(t, x->reason);
    text_add(t, "</td></tr>\n");
    text_free(&again);
    text_free(&brief);
}

/* As SVG, or where that cannot be made as what it would be made from. NULL, or why it cannot. */
static const char *put_graph(struct session *of, const char *title, struct text *t)
{
    struct text dot = { 0 };
    const char *why = "", *start;
    size_t n = 0;
    char *svg;

    graph_of_program(&dot, of, title);
    svg = graph_svg(text_of(&dot), &n, &why);
    start = svg != NULL ? strstr(svg, "<svg") : NULL;
    text_add(t, "<h2>Who calls whom</h2>\n");
    if (start != NULL) {
        text_add(t, "<div class=\"graph\">\n");
        text_bytes(t, start, n - (size_t)(start - svg));
        text_add(t, "</div>\n");
    } else {
        text_add(t, "<p>No drawing: ");
        text_xml(t, why);
        text_add(t, "</p>\n<details><summary>in the language of Graphviz</summary><pre>");
        text_xml(t, text_of(&dot));
        text_add(t, "</pre></details>\n");
    }
    free(svg);
    text_free(&dot);
    return start != NULL ? NULL : why;
}

const char *summary_html(const struct summary *s, const char *file, struct session *of, const char *title, struct text *t)
{
    struct text bounds = { 0 };
    const char *why;

    text_add(t, head);
    text_add(t, "<title>");
    text_xml(t, file);
    text_add(t, "</title>\n</head>\n<body>\n<h1>");
    text_xml(t, file);
    text_add(t, "</h1>\n<p>");
    put_bounds(s, &bounds);
    text_xml(t, text_of(&bounds));
    text_free(&bounds);
    text_add(t, "</p>\n");
    for (int section = 0, i = 0; section < SUMMARY_SECTIONS; section++) {
        text_format(t, "<h2 id=\"%s\">%s</h2>\n", summary_words[section], summary_titles[section]);
        if (i == s->n || (int)s->list[i].section != section)
            text_add(t, "<p>Nobody and nothing that was tried.</p>\n");
        else
            text_add(t, "<table>\n<tr><th>What</th><th>What becomes of it, and what shows it</th><th>Because</th></tr>\n");
        for (; i < s->n && (int)s->list[i].section == section; i++) {
            put_row(&s->list[i], s->command, t);
            if (i + 1 == s->n || (int)s->list[i + 1].section != section)
                text_add(t, "</table>\n");
        }
    }
    why = put_graph(of, title, t);
    text_add(t, "</body>\n</html>\n");
    return why;
}
