/*
 * marker.h - the bytes that stand for the $-constructs of a configuration.
 *
 * The reader turns "$x" into MARK_MACRO followed by a name id; expansion turns the predefined
 * macros named "*", "#", "1" ... into the other bytes. The values are visible in places (map keys
 * in traces, error texts with their top bit removed), so they are those of the real program.
 */
#ifndef BTSH_BASE_MARKER_H
#define BTSH_BASE_MARKER_H

#include <stdbool.h>

enum {
    MARK_MACRO = 0x81,   /* $x, followed by a name id */
    MARK_DEFER = 0x82,   /* $&x */
    MARK_LOOKUP = 0x85,  /* $( */
    MARK_ENDLOOK = 0x86, /* $) */
    MARK_ANY = 0x90,     /* $* */
    MARK_SOME = 0x91,    /* $+ */
    MARK_ONE = 0x92,     /* $- */
    MARK_CLASS = 0x93,   /* $=x */
    MARK_NOTCLASS = 0x94,/* $~x */
    MARK_REPL = 0x95,    /* $1 ... $9, followed by the digit */
    MARK_MAILER = 0x96,  /* $# */
    MARK_HOST = 0x97,    /* $@ */
    MARK_USER = 0x98,    /* $: */
    MARK_CALL = 0x99,    /* $> */
    MARK_IF = 0x9A,      /* $?x */
    MARK_ELSE = 0x9B,    /* $| */
    MARK_FI = 0x9C,      /* $. */
    MARK_CANON = 0x9D,   /* $[ */
    MARK_ENDCANON = 0x9E,/* $] */
    META_QUOTE = 0xFF    /* the next byte is literal */
};

/* The id of ${opMode}; other long names take 0xA0 ... 0xFF in order of first appearance. */
enum { NAME_ID_OPMODE = 0x82, NAME_ID_FIRST = 0xA0, NAME_ID_LAST = 0xFF, NAME_LONGEST = 25 };

#define IS_MARK_BYTE(c) (((c) & 0xE0) == 0x80)
#define IS_ASCII(c) (((c) & 0x80) == 0)
/* Is this the name of a construct, such as $* or $1, and of no macro? */
#define IS_CONSTRUCT(c) (marker_constructs[(unsigned char)(c)])
extern const bool marker_constructs[256];

#endif
