/* alias_parse.h - the two sides of a line of an alias file, parsed as addresses; for maps that read such files. */
#ifndef BTSH_MAIL_ALIAS_PARSE_H
#define BTSH_MAIL_ALIAS_PARSE_H

struct alias_parser;

extern const struct alias_parser alias_parser;

#endif
