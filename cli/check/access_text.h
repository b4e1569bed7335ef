/*
 * access_text.h - the access table: keys that are never asked for, and values that are no actions.
 */
#ifndef BTSH_CHECK_ACCESS_TEXT_H
#define BTSH_CHECK_ACCESS_TEXT_H

struct findings_list;
struct source_text;
struct text_context;

/* Tag number i ("From:"), action number i ("REJECT"); NULL behind the last. */
const char *access_tag_known(int i);
const char *access_action_known(int i);
void check_access_text(const struct source_text *s, const struct text_context *c, struct findings_list *f);

#endif
