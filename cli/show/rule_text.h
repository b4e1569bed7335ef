/*
 * rule_text.h - one notation for a rule everywhere: Parse1/12, and file:line.
 */
#ifndef BTSH_SHOW_RULE_TEXT_H
#define BTSH_SHOW_RULE_TEXT_H

struct event;
struct rule;
struct session;
struct text;

/* "Parse1/12" */
void rule_name(struct text *t, const struct session *s, int ruleset, const struct rule *r);
/* "sendmail.cf:1204", without folders */
void rule_place(struct text *t, const struct rule *r);
/* The two sides, as they are after the file was read: "$* < $+ > $*". */
void rule_left(struct text *t, const struct session *s, const struct rule *r);
void rule_right(struct text *t, const struct session *s, const struct rule *r);
/* "R$* < $+ > $*   $: $2" */
void rule_sides(struct text *t, const struct session *s, const struct rule *r);
/* The same as it stands in the file, if the file can be read and still says what was loaded; else as
 * rule_sides(). Reads the file anew each time. */
void rule_written(struct text *t, const struct session *s, const struct rule *r);
/* "$1=tom $2=somewhere.example" */
void rule_captures(struct text *t, const struct session *s, const struct event *e);

#endif
