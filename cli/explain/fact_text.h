/*
 * fact_text.h - facts and their places, as people read them.
 */
#ifndef BTSH_EXPLAIN_FACT_TEXT_H
#define BTSH_EXPLAIN_FACT_TEXT_H

#include <stdbool.h>

struct fact;
struct place;
struct session;
struct style;
struct text;

/* What the fact is a fact of: "virtusertable", "$=w", "smart host", "DNS". */
void fact_label(struct text *t, const struct session *s, const struct fact *f);
/* What it says: "@virt.example -> ann@example.net". */
void fact_says(struct text *t, const struct session *s, const struct style *style, const struct fact *f,
               bool show_secrets);
/* "virtusertable:2", "host name", ".D"; nothing where nobody knows. */
void place_text(struct text *t, const struct place *p);
/* The place of a fact, found. mc: what the configuration was compiled from, whose lines are told rather than those
 * of the m4 tree; NULL: it was not. */
void fact_place(struct text *t, struct session *s, const struct fact *f, const char *mc);
/* The line of the .mc from which the tree made what stands at p, the fact's place; 0: there is none. */
int fact_line_in(struct session *s, const struct fact *f, const struct place *p, const char *mc);
/* All of it in a line, without what is secret: "access To:x -> REJECT (access:2)". */
void fact_line(struct text *t, struct session *s, const struct fact *f, const char *mc, bool show_secrets);
/* "$={VirtHost} (site.cf:21)" */
void class_named(struct text *t, const struct session *s, int id, bool with_place, const char *mc);
/* An address out of a triple, without the brackets and the dot of the rules: ann@example.net. */
void address_plain(struct text *t, const struct session *s, const char *internal);
/* A workspace, tokens with blanks between, as people write it: tom<@somewhere.example>. */
void workspace_plain(struct text *t, const struct session *s, const char *workspace);
/* The error that it names: "550 5.7.1 Relaying denied". */
void workspace_error(struct text *t, const struct session *s, const char *workspace);

#endif
