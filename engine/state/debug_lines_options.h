/*
 * debug_lines_options.h - the debug lines of options and of P, Q, X lines; see debug_lines.h.
 */
DEBUG_LINE(DL_RES_OPTIONS, 8, 2)      /* options, has_wildcard_mx */
DEBUG_LINE(DL_MILTER_SET, 37, 2)      /* suboption, value */
DEBUG_LINE(DL_SETDEFAULTS, 37, 4)     /* user, uid, gid */
DEBUG_LINE(DL_SETDEFUSER, 37, 4)      /* uid, user */
DEBUG_LINE(DL_TIMEOUTS, 37, 5)
DEBUG_LINE(DL_TIMEOUTS_ROW, 37, 5)    /* name, seconds */
DEBUG_LINE(DL_SSL_OPTIONS, 37, 8)     /* flags, "0x..." or "0" */
DEBUG_LINE(DL_DROP_PRIVILEGES, 47, 1) /* real, uid, gid, uid, gid, uid, gid, RunAsUser's uid, gid */
DEBUG_LINE(DL_DROP_IDS, 47, 5)        /* uid, uid, gid, gid */
DEBUG_LINE(DL_DROP_RUN_AS, 47, 5)     /* uid, gid */
DEBUG_LINE(DL_DROP_RESULT, 47, 10)
DEBUG_LINE(DL_RUN_AS_USER, 47, 5)     /* uid, gid */
DEBUG_LINE(DL_FILTER_TIMEOUT, 64, 5)  /* filter, letter, seconds */
DEBUG_LINE(DL_FILTER_TIMEOUT_UNKNOWN, 64, 5) /* filter, letter */
DEBUG_LINE(DL_FILTER_SOCKET, 64, 5)   /* text */
