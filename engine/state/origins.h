/*
 * origins.h - where a configuration has its words and values from: the line, the file, the host itself.
 *
 * One entry a line, not one a word: what a file holds is looked for in the file when somebody asks. So
 * a class of a hundred thousand words costs as much as one of three.
 */
#ifndef BTSH_STATE_ORIGINS_H
#define BTSH_STATE_ORIGINS_H

struct program;
struct session;

enum origin_kind {
    ORIGIN_HOST_NAME,  /* the host's own name, and its aliases and addresses in the table of hosts */
    ORIGIN_INTERFACE,  /* address or name of a network interface */
    ORIGIN_LINE,       /* C or T line */
    ORIGIN_FILE,       /* F line: text is the file, format how its lines are read */
    ORIGIN_PROGRAM,    /* F line: text is the program's command */
    ORIGIN_LOOKUP      /* F line: one lookup in a map */
};

struct origin {
    struct origin *next;
    const char *text;   /* the words; or the file */
    const char *format; /* of a file's lines; "%s": the first word */
    const char *file;   /* that the line stands in: the configuration, or what it was compiled from */
    int line;           /* 0: none */
    unsigned char kind, id; /* id: of the class */
};

/* What sets a macro: a line, or one of these. */
enum { MACRO_LINE_NONE = 0, MACRO_LINE_COMMAND = -1 };

/* Notes where words of a class come from. Only while a program is made; else nothing is noted. */
void origin_note(struct session *s, int id, enum origin_kind kind, const char *text, const char *format);
/* The same of the value of a macro: the line that is read, or MACRO_LINE_COMMAND. */
void origin_macro(struct session *s, int id, int line);

#endif
