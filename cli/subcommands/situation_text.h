/*
 * situation_text.h - a situation that was made, in words, and as it can be typed again.
 */
#ifndef BTSH_SUBCOMMANDS_SITUATION_TEXT_H
#define BTSH_SUBCOMMANDS_SITUATION_TEXT_H

struct explored;
struct made_situation;
struct program;
struct run;
struct text;

/* A line for each part that it has: "client  198.51.100.213 host.example", "from    <ann@example.org>". */
void situation_parts(struct text *t, const struct made_situation *m);
/* The same on one line: "client 198.51.100.213 host.example, from <ann@example.org>, to <bob@example.net>". */
void situation_brief(struct text *t, const struct made_situation *m);
/* The client as --client and #@ smtp take it: "198.51.100.213,host.example,ok"; "-". */
void situation_client(struct text *t, const struct made_situation *m);
/* "btsh --made-names -C FILE ...": the program as it was called, for situation_again(). */
void situation_command(struct text *t, const struct run *r);
/* "printf '...' | COMMAND smtp --client ...", without an end of line. */
void situation_again(struct text *t, const char *command, const struct made_situation *m);
/* "COMMAND -bv RECIPIENT": what is not seen in a dialogue. */
void situation_verify(struct text *t, const char *command, const struct made_situation *m);
/* Of the rules how many matched; and with each of the others what it wanted, or why it is dead. */
void reach_text(struct text *t, struct program *p, const struct explored *x);

#endif
