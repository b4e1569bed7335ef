/*
 * debug_lines.h - one row for each line of a debug category: id, category, level.
 * Included with DEBUG_LINE defined; the texts stand in cli/listen/debug_text.c in the same order of ids.
 * A row's category and level are when the engine raises it: DEBUG in state/trace.h reads them here.
 */

/* 21: rewriting */
DEBUG_LINE(DL_WORKSPACE, 21, 1)       /* vector */
DEBUG_LINE(DL_LHS_DEFER, 21, 2)       /* macro name, value or NULL */
DEBUG_LINE(DL_RHS_DEFER, 21, 2)       /* macro name, value or NULL */
DEBUG_LINE(DL_SKIP_SUBR, 21, 3)       /* ruleset name, number */
DEBUG_LINE(DL_REPLACEMENT, 21, 15)    /* digit */
DEBUG_LINE(DL_REPLACEMENT_TOKEN, 21, 15) /* pointer, token */
DEBUG_LINE(DL_REPLACEMENT_END, 21, 15)
DEBUG_LINE(DL_DEFER_TOKEN, 21, 19)    /* token */
DEBUG_LINE(DL_DEFER_DONE, 21, 19)
DEBUG_LINE(DL_ADVANCE, 21, 35)        /* pattern token or NULL, workspace token or NULL */
DEBUG_LINE(DL_EXTEND, 21, 36)
DEBUG_LINE(DL_CLMATCH, 21, 36)
DEBUG_LINE(DL_BACKUP, 21, 36)
/* 22: tokenising */
DEBUG_LINE(DL_PRESCAN, 22, 11)
DEBUG_LINE(DL_PRESCAN_RESULT, 22, 12)
DEBUG_LINE(DL_PRESCAN_NULL, 22, 12)
DEBUG_LINE(DL_PRESCAN_TOKEN, 22, 36)
DEBUG_LINE(DL_PRESCAN_CHAR, 22, 101)  /* char, state */
DEBUG_LINE(DL_PRESCAN_STATE, 22, 101) /* new state */
DEBUG_LINE(DL_PRESCAN_LEADING, 22, 1)
/* 35: macros */
DEBUG_LINE(DL_DEFINE, 35, 9)          /* name, value */
DEBUG_LINE(DL_REDEFINE, 35, 9)
DEBUG_LINE(DL_MACSET, 35, 9)
DEBUG_LINE(DL_MACID, 35, 14)          /* text */
DEBUG_LINE(DL_MACID_CHAR, 35, 14)     /* the name, one byte */
DEBUG_LINE(DL_MACID_LONG, 35, 14)     /* id */
DEBUG_LINE(DL_MACID_NULL, 35, 14)
DEBUG_LINE(DL_EXPAND, 35, 24)
DEBUG_LINE(DL_EXPAND_LEVEL, 35, 28)   /* level, text */
DEBUG_LINE(DL_EXPAND_RESULT, 35, 24)
/* 0: the build, the host, the configuration; 3: load; 7: the queue id */
DEBUG_LINE(DL_TABLES, 0, 15)          /* the mailers, and from 90 on the rulesets: no line of text */
DEBUG_LINE(DL_VERSION, 0, 1)          /* version */
DEBUG_LINE(DL_COMPILED_WITH, 0, 1)
DEBUG_LINE(DL_OS_DEFINES, 0, 10)
DEBUG_LINE(DL_LIBSM_DEFINES, 0, 12)
DEBUG_LINE(DL_FFR_DEFINES, 0, 13)
DEBUG_LINE(DL_OPENSSL, 0, 14)
DEBUG_LINE(DL_CANONICAL, 0, 4)        /* name */
DEBUG_LINE(DL_NODENAME, 0, 4)         /* name */
DEBUG_LINE(DL_ALSO, 0, 4)             /* name or address */
DEBUG_LINE(DL_ALSO_KNOWN, 0, 43)      /* name */
DEBUG_LINE(DL_SCANNING, 0, 40)        /* bytes */
DEBUG_LINE(DL_INTERFACE, 0, 20)       /* address */
DEBUG_LINE(DL_INTERFACE_FLAGS, 0, 41) /* flags */
DEBUG_LINE(DL_SELECTED, 0, 10)        /* configuration */
DEBUG_LINE(DL_SELECTED_PID, 0, 10)    /* file of the process id */
DEBUG_LINE(DL_IDENTITY, 0, 1)         /* $w, $j, $m, $k */
DEBUG_LINE(DL_GETLA, 3, 1)            /* load */
DEBUG_LINE(DL_QUEUE_OFFSET, 7, 50)    /* two seconds of the hour */
DEBUG_LINE(DL_QUEUE_ID, 7, 1)         /* id, pointer */
/* 31: header fields */
DEBUG_LINE(DL_HEADER_COMPARE, 31, 2)  /* value, sender's text and user, dropped */
DEBUG_LINE(DL_CHOMPHEADER, 31, 6)     /* line */
DEBUG_LINE(DL_CHOMPHEADER_QUOTED, 31, 7) /* line */
DEBUG_LINE(DL_HEADER_MATCH, 31, 9)    /* flags, ruleset */
DEBUG_LINE(DL_HEADER_NO_MATCH, 31, 9)
/* 47: who runs the program: uid, uid, gid, gid; uid, gid */
DEBUG_LINE(DL_MAIN_REAL, 47, 5)
DEBUG_LINE(DL_MAIN_IDS, 47, 5)
DEBUG_LINE(DL_MAIN_RUN_AS, 47, 5)
/* 59: tokens joined */
DEBUG_LINE(DL_CATADDR, 59, 14)        /* unquoted, vector */
DEBUG_LINE(DL_CATADDR_RESULT, 59, 14) /* text */
/* 36: the table of names; a line is DL_STAB, DL_STAB_BUCKET, and what was found */
DEBUG_LINE(DL_STAB, 36, 5)            /* name, type; no newline */
DEBUG_LINE(DL_STAB_BUCKET, 36, 9)     /* bucket; no newline */
DEBUG_LINE(DL_STAB_FOUND, 36, 5)      /* type, four words of its value */
DEBUG_LINE(DL_STAB_NOT_FOUND, 36, 5)
DEBUG_LINE(DL_STAB_ENTERED, 36, 5)
DEBUG_LINE(DL_STAB_SIZE, 36, 15)      /* bytes */
DEBUG_LINE(DL_STAB_WALK, 36, 90)      /* type, name */
/* 37: configuration */
DEBUG_LINE(DL_SETOPTION, 37, 1)       /* name, code text, suboption or "", value */
DEBUG_LINE(DL_OPTION_IGNORED, 37, 1)
DEBUG_LINE(DL_OPTION_UNSAFE, 37, 1)
DEBUG_LINE(DL_OPTION_END, 37, 1)
DEBUG_LINE(DL_NO_SUBOPTION, 37, 1)    /* name, suboption */
DEBUG_LINE(DL_RULESET_MULTIPLE, 37, 1)
DEBUG_LINE(DL_DAEMON_FLAGS, 37, 1)    /* name, flags */
DEBUG_LINE(DL_SETTIMEOUT, 37, 2)      /* name, value */
DEBUG_LINE(DL_SETTIMEOUT_IGNORED, 37, 2)
DEBUG_LINE(DL_SETTIMEOUT_END, 37, 2)
DEBUG_LINE(DL_INITTIMEOUTS, 37, 2)    /* text or NULL */
DEBUG_LINE(DL_FILECLASS, 37, 2)       /* file, format */
DEBUG_LINE(DL_MILTER_OPTION, 37, 2)   /* name, value */
DEBUG_LINE(DL_MAP_LINE, 37, 5)        /* name, class, flags, file, app, domain, rebuild */
DEBUG_LINE(DL_SETCLASS, 37, 8)        /* class, word */
DEBUG_LINE(DL_SETCLASS_COPY, 37, 8)   /* class, other class */
DEBUG_LINE(DL_TRANSLATE, 37, 53)
DEBUG_LINE(DL_TRANSLATED, 37, 53)
/* addresses */
DEBUG_LINE(DL_REMOTENAME, 12, 1)
DEBUG_LINE(DL_REMOTENAME_RESULT, 12, 1)
DEBUG_LINE(DL_PARSEADDR, 20, 1)
DEBUG_LINE(DL_PARSEADDR_NULL, 20, 1)
DEBUG_LINE(DL_PARSEADDR_BAD, 20, 1)
DEBUG_LINE(DL_PARSEADDR_BADUSER, 20, 1)
DEBUG_LINE(DL_PARSEADDR_QUEUE, 20, 1)
DEBUG_LINE(DL_PARSEADDR_RESULT, 20, 1) /* no newline: DL_ADDRESS follows */
DEBUG_LINE(DL_ADDRESS, 20, 1)         /* pointer, text, mailer's number and name, host, user, its
                                         account, state, next, alias, uid, gid, flags, their names,
                                         owner, home, full name, status, final recipient, reply */
DEBUG_LINE(DL_ALLOCADDR, 24, 4)       /* flags, text, secure */
DEBUG_LINE(DL_BUILDADDR, 24, 5)       /* flags, vector */
DEBUG_LINE(DL_BUILDADDR_RESULT, 24, 6) /* no newline: DL_ADDRESS follows */
DEBUG_LINE(DL_CRACKADDR, 33, 1)
DEBUG_LINE(DL_CRACKADDR_RESULT, 33, 1)
/* 45: the sender */
DEBUG_LINE(DL_SETSENDER, 45, 1)       /* address */
DEBUG_LINE(DL_SETSENDER_DOMAIN, 45, 3) /* vector */
DEBUG_LINE(DL_SETSENDER_RESULT, 45, 5) /* no newline: DL_ADDRESS follows */
/* 48: rulesets that check; 2: ruleset, first argument, second or NULL */
DEBUG_LINE(DL_RSCAP, 48, 2)
DEBUG_LINE(DL_RSCHECK, 48, 2)
DEBUG_LINE(DL_RSCAP_NO_SCAN, 48, 2)
DEBUG_LINE(DL_RSCHECK_NO_SCAN, 48, 2)
DEBUG_LINE(DL_RSCHECK_DISCARD, 48, 2)
/* messages */
DEBUG_LINE(DL_GETAUTHINFO, 9, 1)     /* caller */
DEBUG_LINE(DL_EXITSTAT, 54, 1)        /* status */
/* 38, 39: maps */
#include "state/debug_lines_maps.h"
/* 8, 37, 47: options */
#include "state/debug_lines_options.h"
/* 25 to 29: recipients */
#include "state/debug_lines_recipients.h"
