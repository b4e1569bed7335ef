/*
 * profile_svg.h - btsh profile: the tree as a flame graph.
 */
#ifndef BTSH_SUBCOMMANDS_PROFILE_SVG_H
#define BTSH_SUBCOMMANDS_PROFILE_SVG_H

struct profile;
struct session;
struct text;

/* Who calls stands below, who is called above; the width is the time. A browser shows more of what one points at. */
void profile_svg(struct text *t, const struct session *s, const struct profile *p);

#endif
