/*
 * table_text.h - tables that makemap reads, and alias files: what their texts tell.
 */
#ifndef BTSH_CHECK_TABLE_TEXT_H
#define BTSH_CHECK_TABLE_TEXT_H

struct findings_list;
struct source_text;
struct text_context;

/* Of any of them: lines that are no entries, keys that come twice or that nobody asks for. */
void check_table_text(const struct source_text *s, struct findings_list *f);
void check_mailertable_text(const struct source_text *s, struct findings_list *f);
void check_virtusertable_text(const struct source_text *s, struct findings_list *f);
void check_genericstable_text(const struct source_text *s, struct findings_list *f);
void check_domaintable_text(const struct source_text *s, struct findings_list *f);
void check_aliases_text(const struct source_text *s, const struct text_context *c, struct findings_list *f);
/* Of a file with passwords: can others read it, or its database? */
void check_passwords(const struct source_text *s, struct findings_list *f);

#endif
