/*
 * graph.h - the rulesets and who calls whom as a drawing, in Graphviz's language.
 *
 * Rulesets are boxes, maps and mailers leaves. What the program itself runs (3, 0, 4, the checks)
 * stands out; a ruleset that no one calls and that nothing runs is drawn dashed. Leaves that many
 * rulesets use are repeated beside each user, so that lines do not cross the whole drawing.
 */
#ifndef BTSH_EXPLAIN_GRAPH_H
#define BTSH_EXPLAIN_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "show/replace_file.h"

struct session;
struct text;

/* Adds the whole drawing. title: NULL is the file of the program. */
void graph_of_program(struct text *out, struct session *s, const char *title);
/* The way of one run: rulesets in the order in which they were entered, with the rules that matched
 * and the lookups. How many of these could not be asked: the way may be another one. */
int graph_of_trial(struct text *out, struct session *s, const char *address, const char *rules);

/* Makes an SVG of the DOT text with the program `dot`; NULL: there is none, or it failed, and *why
 * says so. malloc'd, *size bytes. */
char *graph_svg(const char *dot, size_t *size, const char **why);

/* The drawing into a file, as SVG if `svg`. 0, or an exit status and the reason, with the path. */
int graph_save(const char *path, bool svg, const struct text *dot, char why[REPLACE_WHY]);

#endif
