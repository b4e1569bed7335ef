/*
 * wrap.h - a line of a terminal that is longer than that is wide: cut at blanks, and what follows begins with a lead, so
 * that a drawing in front of it goes on.
 */
#ifndef BTSH_SHOW_WRAP_H
#define BTSH_SHOW_WRAP_H

struct output;
struct style;
struct text;

/* Adds the line to `out' in pieces, with newlines between and colours that go on; as it is where there is no width. */
void wrap_line(struct text *out, const struct style *s, const struct text *line, const struct text *lead);
/* Sentences as they stand; at a terminal in lines of its width, what follows behind so many blanks. A line that begins with a blank
 * begins anew, and a newline that ends the text stays. */
void wrap_prose(struct output *out, const char *text, int blanks);

#endif
