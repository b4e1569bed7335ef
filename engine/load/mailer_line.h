/*
 * mailer_line.h - M lines: name, equates, and the checks that the real program makes, in its order.
 */
#ifndef BTSH_LOAD_MAILER_LINE_H
#define BTSH_LOAD_MAILER_LINE_H

struct session;

/* M line: text after the letter. */
void mailer_line(struct session *s, const char *text);
/* prog, *file*, *include*: they own the numbers 0, 1, 2. */
void mailers_predefine(struct session *s);

#endif
