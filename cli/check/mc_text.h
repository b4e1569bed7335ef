/*
 * mc_text.h - what the text of an .mc file tells, before m4 has seen it.
 */
#ifndef BTSH_CHECK_MC_TEXT_H
#define BTSH_CHECK_MC_TEXT_H

struct findings_list;
struct source_text;

void check_mc_text(const struct source_text *s, struct findings_list *f);

#endif
