/*
 * profile_svg.c - btsh profile: the tree as a flame graph.
 */
#include <stdbool.h>

#include "engine.h"
#include "show/base_name.h"
#include "show/text.h"
#include "subcommands/profile_svg.h"
#include "subcommands/profile_text.h"
#include "subcommands/profile_tree.h"

enum { WIDTH = 1200, ROW = 18, LETTER = 7, MARGIN = 10, DEEPEST = 200 };

static const double thin = 0.2; /* what is thinner is not drawn */

static const char *const colours[] = { [PROFILE_ALL] = "#d9d9d9", [PROFILE_RULESET] = "#f4a261", [PROFILE_RULE] = "#f6d365",
                                       [PROFILE_MAP] = "#8ecae6" };

struct drawing {
    struct text *t;
    const struct session *s;
    const struct profile *p;
    double scale; /* units a nanosecond */
    int depth;    /* rows */
};

static bool is_drawn(const struct drawing *d, int i)
{
    return (double)d->p->list[i].total * d->scale >= thin;
}

static int depth_of(const struct drawing *d, int i)
{
    int most = 0;

    for (int c = d->p->list[i].child; c >= 0; c = d->p->list[c].next) {
        int below = is_drawn(d, c) ? depth_of(d, c) : 0;

        most = below > most ? below : most;
    }
    return most + 1;
}

static void put_name(const struct drawing *d, const struct profile_node *n, size_t most)
{
    struct text name = { 0 };

    profile_name(&name, d->s, n);
    if (name.n > most && most >= 3) {
        name.s[most - 1] = name.s[most - 2] = '.';
        name.s[most] = '\0';
    }
    if (name.n <= most || most >= 3)
        text_xml(d->t, text_of(&name));
    text_free(&name);
}

static void put_title(const struct drawing *d, const struct profile_node *n)
{
    text_add(d->t, "<title>");
    put_name(d, n, 10000);
    if (n->kind == PROFILE_RULE) {
        struct rule_view r = rule_describe(n->rule);

        text_add(d->t, " (");
        text_xml(d->t, base_name(r.file));
        text_format(d->t, ":%d)", r.line);
    }
    text_format(d->t, ": %.3f ms, %.1f %%, itself %.3f ms", (double)n->total / 1e6,
                d->p->list[0].total > 0 ? (double)n->total * 100 / (double)d->p->list[0].total : 0, (double)n->self / 1e6);
    if (n->kind == PROFILE_RULE)
        text_format(d->t, ", %zu tries, %zu matches", n->tries, n->matches);
    else if (n->kind == PROFILE_MAP)
        text_format(d->t, ", %zu lookups, %zu found", n->tries, n->matches);
    text_add(d->t, "</title>");
}

static void draw(const struct drawing *d, int i, double x, int row)
{
    const struct profile_node *n = &d->p->list[i];
    double width = (double)n->total * d->scale;
    int y = MARGIN + (d->depth - 1 - row) * ROW;

    text_add(d->t, "<g>");
    put_title(d, n);
    text_format(d->t, "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#fff\" stroke-width=\"0.5\"/>", x, y, width,
                ROW - 1, colours[n->kind]);
    if (width > 3 * LETTER) {
        text_format(d->t, "<text x=\"%.2f\" y=\"%d\">", x + 3, y + ROW - 5);
        put_name(d, n, (size_t)((width - 4) / LETTER));
        text_add(d->t, "</text>");
    }
    text_add(d->t, "</g>\n");
    for (int c = n->child; c >= 0; c = d->p->list[c].next) {
        if (is_drawn(d, c) && row < DEEPEST)
            draw(d, c, x, row + 1);
        x += (double)d->p->list[c].total * d->scale;
    }
}

void profile_svg(struct text *t, const struct session *s, const struct profile *p)
{
    struct drawing d = { .t = t, .s = s, .p = p };

    d.scale = p->list[0].total > 0 ? (double)WIDTH / (double)p->list[0].total : 0;
    d.depth = depth_of(&d, 0);
    text_format(t, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"%d 0 %d %d\" font-family=\"monospace\" "
                   "font-size=\"11\">\n", WIDTH + 2 * MARGIN, d.depth * ROW + 2 * MARGIN, -MARGIN, WIDTH + 2 * MARGIN, d.depth * ROW + 2 * MARGIN);
    draw(&d, 0, 0, 0);
    text_add(t, "</svg>\n");
}
