/*
 * fileclass.h - F lines: words of a class from a file, a program's output or one map lookup.
 */
#ifndef BTSH_LOAD_FILECLASS_H
#define BTSH_LOAD_FILECLASS_H

struct session;

/* F line: text after the letter. */
void file_class_line(struct session *s, const char *text);

#endif
