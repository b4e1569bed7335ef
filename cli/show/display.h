/*
 * display.h - internal text as people see it: markers in their source form, control characters and
 * 8-bit bytes as the real program shows them.
 */
#ifndef BTSH_SHOW_DISPLAY_H
#define BTSH_SHOW_DISPLAY_H

struct output;
struct session;
struct vector;

/* A string; NULL shows as <null>. */
void display_text(struct output *o, const struct session *s, const char *text);
/* " token"; from level 44 of debug category 0 on a line of its own, with its place in memory. */
void display_token(struct output *o, const struct session *s, const char *text);
/* Tokens like that, and a newline. */
void display_vector(struct output *o, const struct session *s, const struct vector *v);

/* Bytes outside of printable ASCII as \\ooo; TAB, newline, CR by their letters; \\\\ for \\. */
void display_octal(struct output *o, const char *text);

#endif
