/*
 * access_text.h - the access table: keys that are never asked for, and values that are no actions.
 */
#ifndef BTSH_CHECK_ACCESS_TEXT_H
#define BTSH_CHECK_ACCESS_TEXT_H

struct findings_list;
struct source_text;
struct text_context;

void check_access_text(const struct source_text *s, const struct text_context *c, struct findings_list *f);

#endif
