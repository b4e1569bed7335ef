/*
 * missing_class.h - classes of maps that btsh has, and sendmail as Debian builds it has not (docs/differences.md).
 */
#ifndef BTSH_CHECK_MISSING_CLASS_H
#define BTSH_CHECK_MISSING_CLASS_H

struct findings_list;
struct session;
struct source_text;

/* text: the configuration as a person edits it; NULL: nothing is looked at. s: whose target it is. */
void check_missing_class(const struct source_text *text, struct session *s, struct findings_list *f);

#endif
