/*
 * m4_said.h - what m4 had to say of an .mc, and names in it that nothing reads, as findings.
 */
#ifndef BTSH_CHECK_M4_SAID_H
#define BTSH_CHECK_M4_SAID_H

struct configuration;
struct findings_list;
struct source_text;

void m4_said(const struct configuration *c, const struct source_text *s, struct findings_list *f);

#endif
