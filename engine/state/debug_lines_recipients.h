/* debug_lines_recipients.h - lines of -bv. Included with DEBUG_LINE defined. */
DEBUG_LINE(DL_SENDTO, 25, 1)          /* list; no newline: DL_ADDRESS or DL_ADDRESS_NONE follows */
DEBUG_LINE(DL_ADDRESS_NONE, 25, 1)
DEBUG_LINE(DL_FROM_PERSON, 1, 1)      /* text */
DEBUG_LINE(DL_SENDALL, 13, 1)         /* queue id; no newline: DL_ADDRESS follows */
DEBUG_LINE(DL_SENDALL_QUEUE, 13, 1)   /* flags, their names, newline or ""; DL_ADDRESS follows */
DEBUG_LINE(DL_SENDALL_NOBODY, 13, 1)
DEBUG_LINE(DL_SENDALL_SPLIT, 13, 1)   /* queue id, new one, owner, number */
DEBUG_LINE(DL_DROP_ENVELOPE, 50, 1)   /* pointer, queue id, flags, their names, the last three again */
DEBUG_LINE(DL_RESPONSE, 11, 4)        /* status, message so far, code with its name or "" */
DEBUG_LINE(DL_GIVERESPONSE, 11, 2)    /* status, code, message, errno, reply */
/* 26: one recipient; no newline: DL_ADDRESS follows */
DEBUG_LINE(DL_RECIPIENT, 26, 1)       /* depth */
DEBUG_LINE(DL_RECIPIENT_KNOWN, 26, 1) /* text */
DEBUG_LINE(DL_SELFDESTRUCT, 26, 8)
DEBUG_LINE(DL_SENDQ, 26, 10)
DEBUG_LINE(DL_SENDQ_END, 26, 10)
/* 27: aliases, lists, forward files */
DEBUG_LINE(DL_ALIAS, 27, 1)           /* user */
DEBUG_LINE(DL_ALIASED, 27, 1)         /* text, host, user, value */
DEBUG_LINE(DL_ALIAS_EXPANDED, 27, 5)  /* DL_ADDRESS follows, as with the next two */
DEBUG_LINE(DL_LIST_SELFREF, 27, 5)
DEBUG_LINE(DL_LIST_DONTSEND, 27, 5)
DEBUG_LINE(DL_SELF_REFERENCE, 27, 1)  /* text */
DEBUG_LINE(DL_NO_SELF_REF, 27, 1)
DEBUG_LINE(DL_CIRCLE_LOCAL, 27, 2)   /* user */
DEBUG_LINE(DL_CIRCLE_STEP, 27, 10)     /* text; no newline */
DEBUG_LINE(DL_CIRCLE_STEP_END, 27, 10)
DEBUG_LINE(DL_CIRCLE_ACCOUNT, 27, 2)  /* user; no newline */
DEBUG_LINE(DL_CIRCLE_VERDICT, 27, 2)  /* found or failed */
DEBUG_LINE(DL_CIRCLE_STAYS, 27, 1)    /* text */
DEBUG_LINE(DL_FORWARD, 27, 1)         /* text */
DEBUG_LINE(DL_FORWARD_TRYING, 27, 3)  /* file */
DEBUG_LINE(DL_FORWARD_TRANSIENT, 27, 2) /* file */
DEBUG_LINE(DL_INCLUDE, 27, 2)         /* file */
DEBUG_LINE(DL_INCLUDE_IDS, 27, 4)     /* real, effective user */
DEBUG_LINE(DL_INCLUDE_CTLADDR, 27, 14) /* DL_ADDRESS follows */
DEBUG_LINE(DL_INCLUDE_OLD_UID, 27, 9) /* real, effective user; so the next two */
DEBUG_LINE(DL_INCLUDE_NOT_ROOT, 27, 4) /* effective user, RunAsUser */
DEBUG_LINE(DL_INCLUDE_NEW_UID, 27, 9)
DEBUG_LINE(DL_INCLUDE_RESET_UID, 27, 9)
DEBUG_LINE(DL_INCLUDE_NOT_SAFE, 27, 4) /* user, reason */
DEBUG_LINE(DL_INCLUDE_OPEN, 27, 4)    /* reason */
DEBUG_LINE(DL_INCLUDE_PARENT, 27, 6)  /* file, safe or dangerous, safe or unsafe */
DEBUG_LINE(DL_INCLUDE_WRITABLE, 27, 6) /* file, group or world */
DEBUG_LINE(DL_INCLUDE_DONTSEND, 27, 5) /* DL_ADDRESS follows */
/* 28: mail drops of the user database */
DEBUG_LINE(DL_UDB_EXPAND, 28, 1)      /* text */
DEBUG_LINE(DL_UDB_EXPAND_TRYING, 28, 80) /* key, length */
DEBUG_LINE(DL_UDB_EXPAND_MATCH, 28, 80) /* key, first record */
DEBUG_LINE(DL_UDB_EXPAND_NONE, 28, 2) /* key, length */
DEBUG_LINE(DL_UDB_EXPANDED, 28, 5)    /* DL_ADDRESS follows */
/* 29: local users; DL_ADDRESS follows where nothing is said */
DEBUG_LINE(DL_TRYLOCALUSER, 29, 7)
DEBUG_LINE(DL_TESTING_LOCAL, 29, 5)   /* level, pointer */
DEBUG_LINE(DL_MAPLOCALUSER, 29, 1)
DEBUG_LINE(DL_LOCAL_REPLACED, 29, 5)
DEBUG_LINE(DL_LOCAL_TEMPFAIL, 29, 9)  /* no address */
DEBUG_LINE(DL_LOCAL_NO_SCAN, 29, 9)   /* user; no address */
DEBUG_LINE(DL_LOCAL_NOWHERE, 29, 9)   /* no address */
DEBUG_LINE(DL_LOCAL_UNCHANGED, 29, 9) /* no address */
