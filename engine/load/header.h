/* header.h - the table of header fields: H lines and the lines that /header is given. */
#ifndef BTSH_LOAD_HEADER_H
#define BTSH_LOAD_HEADER_H

struct session;
struct symbol;

/* The ruleset that checks the field of a symbol; NULL: none does. */
const char *header_check_of(const struct symbol *field);
/* H line: text after the letter. */
/* Enters the fields that are known without a configuration. */
void headers_predefine(struct session *s);
void header_line(struct session *s, const char *text);
/* A header as a user would send it; the flag word of the table, 0 for a malformed line. */
enum { HEADER_ENDS = 0x1 }; /* of its bits: what follows is no header */
unsigned long header_from_user(struct session *s, const char *line);

#endif
