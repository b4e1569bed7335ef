/*
 * debug_text_options.h - texts of the lines of engine/debug_lines_options.h.
 */
DEBUG_TEXT(DL_RES_OPTIONS, "_res.options = %x, HasWildcardMX = %d\n")
DEBUG_TEXT(DL_MILTER_SET, "milter_set_option(%s = %s)")
DEBUG_TEXT(DL_SETDEFAULTS, "setdefaults: DefUser=%s, DefUid=%d, DefGid=%d\n")
DEBUG_TEXT(DL_SETDEFUSER, "setdefuser: DefUid=%d, DefUser=%s\n")
DEBUG_TEXT(DL_TIMEOUTS, "Timeouts:\n")
DEBUG_TEXT(DL_TIMEOUTS_ROW, "  %s = %d\n")
DEBUG_TEXT(DL_SSL_OPTIONS, "ssloptions=%s\n")
DEBUG_TEXT(DL_DROP_PRIVILEGES, "drop_privileges(%d): Real[UG]id=%d:%d, get[ug]id=%d:%d, "
                               "gete[ug]id=%d:%d, RunAs[UG]id=%d:%d\n")
DEBUG_TEXT(DL_DROP_IDS, "drop_privileges: e/ruid = %d/%d e/rgid = %d/%d\n")
DEBUG_TEXT(DL_DROP_RUN_AS, "drop_privileges: RunAsUser = %d:%d\n")
DEBUG_TEXT(DL_DROP_RESULT, "drop_privileges: rval = 0\n")
DEBUG_TEXT(DL_RUN_AS_USER, "readcf: RunAsUser = %d:%d\n")
DEBUG_TEXT(DL_FILTER_TIMEOUT, "X%s: %c=%d\n")
DEBUG_TEXT(DL_FILTER_TIMEOUT_UNKNOWN, "X%s: %c unknown\n")
DEBUG_TEXT(DL_FILTER_SOCKET, "%s\n")
