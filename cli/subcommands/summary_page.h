/*
 * summary_page.h - a summary as a page: text, and HTML with the drawing of the rulesets in it.
 */
#ifndef BTSH_SUBCOMMANDS_SUMMARY_PAGE_H
#define BTSH_SUBCOMMANDS_SUMMARY_PAGE_H

struct session;
struct summary;
struct text;

void summary_text(const struct summary *s, const char *file, struct text *t);
/*
 * One file, which needs no other. The session is that of whose rulesets are drawn; title: as for graph_of_program(). NULL, or why
 * the drawing is not in it (constant).
 */
const char *summary_html(const struct summary *s, const char *file, struct session *of, const char *title, struct text *t);

#endif
