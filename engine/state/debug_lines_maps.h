/*
 * debug_lines_maps.h - the debug lines of maps, host names and file checks; see ../debug_lines.h. Their
 * texts: cli/debug_text_maps.h.
 */
/* 8: DNS */
DEBUG_LINE(DL_MX_FAILED, 8, 1)        /* host, h_errno */
DEBUG_LINE(DL_MX_BEGIN, 8, 2)         /* host, whether mail goes on, flags, port */
DEBUG_LINE(DL_MX_ANSWER, 8, 2)        /* host, pointer, ad */
DEBUG_LINE(DL_DNS_CANON, 8, 2)        /* name, try MX */
DEBUG_LINE(DL_MX_CANONICAL, 8, 3)     /* host, found */
DEBUG_LINE(DL_MX_LOCAL, 8, 3)         /* host, preference */
DEBUG_LINE(DL_MX_NULL, 8, 4)
DEBUG_LINE(DL_CANON_TRYING, 8, 5)     /* name, domain, type */
DEBUG_LINE(DL_CANON_RESULT, 8, 5)     /* name */
DEBUG_LINE(DL_CANON_NO, 8, 7)         /* errno, h_errno */
DEBUG_LINE(DL_CANON_YES, 8, 7)
DEBUG_LINE(DL_MX_OTHER, 8, 8)         /* type, size */
DEBUG_LINE(DL_DNS_LOOKUP, 8, 16)      /* name, type */
DEBUG_LINE(DL_DNS_LENGTH, 8, 16)      /* name, type, length */
DEBUG_LINE(DL_DNS_ERROR, 8, 16)       /* name, type, errno, h_errno */
DEBUG_LINE(DL_DNS_REPLY, 8, 17)       /* answers, ad */
DEBUG_LINE(DL_DNS_HOST_ENTRY, 8, 17)  /* ad */
DEBUG_LINE(DL_DNS_CNAME, 8, 50)       /* target */
DEBUG_LINE(DL_DNS_MX, 8, 50)          /* host, preference */
DEBUG_LINE(DL_DNS_TLSA, 8, 50)        /* size, flags */
DEBUG_LINE(DL_DNS_IPV4, 8, 61)        /* address */
/* 9: host map; each ends the line that DL_HOST_LOOKUP begins */
DEBUG_LINE(DL_HOST_LOOKUP, 9, 1)      /* name; no newline */
DEBUG_LINE(DL_HOST_CACHE, 9, 1)       /* result */
DEBUG_LINE(DL_HOST_FOUND, 9, 1)       /* result */
DEBUG_LINE(DL_HOST_FAIL, 9, 1)        /* h_errno */
DEBUG_LINE(DL_HOST_FAILED, 9, 1)
DEBUG_LINE(DL_HOST_DEFERRED, 9, 1)
/* 17 */
DEBUG_LINE(DL_MXRAND, 17, 9)          /* host, number */
DEBUG_LINE(DL_SIGNATURE, 17, 3)       /* host, whether it is known by DNSSEC alone */
DEBUG_LINE(DL_SIGNATURE_KNOWN, 17, 3) /* host, its MX hosts */
DEBUG_LINE(DL_SIGNATURE_MX, 17, 3)    /* number of MX hosts, the first */
DEBUG_LINE(DL_SIGNATURE_MADE, 17, 1)  /* host, its MX hosts */
/* 27: alias files */
DEBUG_LINE(DL_ALIASWAIT_SLEEP, 27, 2) /* seconds, loop */
DEBUG_LINE(DL_ALIASWAIT, 27, 3)       /* class, file */
DEBUG_LINE(DL_ALIASWAIT_NO_SOURCE, 27, 3)
DEBUG_LINE(DL_ALIASWAIT_NOT_MADE, 27, 3)
DEBUG_LINE(DL_SETALIAS, 27, 8)        /* specification */
DEBUG_LINE(DL_SETALIAS_MAP, 27, 20)   /* class, map, arguments */
/* 28: user database */
DEBUG_LINE(DL_UDB_MATCH, 28, 1)       /* user, field */
DEBUG_LINE(DL_UDB_VALUE, 28, 1)       /* value */
DEBUG_LINE(DL_UDB_OPEN, 28, 1)        /* file */
DEBUG_LINE(DL_UDB_OPEN_FAILED, 28, 1) /* file, error */
DEBUG_LINE(DL_UDB_GIVE_UP, 28, 1)     /* file */
DEBUG_LINE(DL_UDB_CLOSE, 28, 1)       /* file or host */
DEBUG_LINE(DL_UDB_NO_MATCH, 28, 2)    /* user, field, length */
DEBUG_LINE(DL_UDB_FORWARD, 28, 4)     /* host */
DEBUG_LINE(DL_UDB_FETCH, 28, 4)       /* file */
DEBUG_LINE(DL_UDB_LOOKUP, 38, 20)     /* map, key */
/* 29: users; each but the first ends the line that DL_FINDUSER begins */
DEBUG_LINE(DL_FINDUSER, 29, 4)        /* name; no newline */
DEBUG_LINE(DL_FINDUSER_EXACT, 29, 4)
DEBUG_LINE(DL_FINDUSER_LOWER, 29, 4)
DEBUG_LINE(DL_FINDUSER_DEFERRED, 29, 4)
DEBUG_LINE(DL_FINDUSER_DISABLED, 29, 4)
DEBUG_LINE(DL_FINDUSER_NONE, 29, 4)
DEBUG_LINE(DL_FINDUSER_FUZZY, 29, 4)  /* user */
/* 37: class files */
DEBUG_LINE(DL_FILECLASS_MAP, 37, 5)   /* class, map class, key, arguments */
/* 38: maps */
DEBUG_LINE(DL_MAP_OPENING, 38, 2)     /* prefix, name, file, mode */
DEBUG_LINE(DL_MAP_OPENING_BARE, 38, 2) /* prefix, name, mode */
DEBUG_LINE(DL_MAP_FILE_PROBLEM, 38, 2) /* problem, " ", file, reason */
DEBUG_LINE(DL_TEXT_UNSAFE, 38, 2)     /* number */
DEBUG_LINE(DL_TEXT_DELIMITER, 38, 2)  /* name, file, delimiter */
DEBUG_LINE(DL_NISPLUS_DOMAIN, 38, 2)  /* table, domain */
DEBUG_LINE(DL_SOCKET_NEW, 38, 2)
DEBUG_LINE(DL_SOCKET_CACHED, 38, 2)
DEBUG_LINE(DL_SOCKET_ERROR, 38, 2)    /* map, reason */
DEBUG_LINE(DL_SOCKET_CLOSED, 38, 2)   /* map, other map */
DEBUG_LINE(DL_LDAP_OPEN, 38, 2)       /* name, mode */
DEBUG_LINE(DL_LDAP_CACHED, 38, 2)     /* name, mode */
DEBUG_LINE(DL_LDAP_LOOKUP, 38, 20)    /* name, key */
DEBUG_LINE(DL_LDAP_CLOSE, 38, 2)      /* name */
DEBUG_LINE(DL_LDAP_CLOSED, 38, 2)     /* name, other map */
DEBUG_LINE(DL_ARITH_KEY, 38, 2)       /* key */
DEBUG_LINE(DL_ARITH_ARG, 38, 2)       /* argument */
DEBUG_LINE(DL_ARPA_KEY, 38, 2)        /* key */
DEBUG_LINE(DL_ARPA_RESULT, 38, 2)     /* status, result */
DEBUG_LINE(DL_PROG_READ_ERROR, 38, 2) /* name, error */
DEBUG_LINE(DL_REGEX_INIT, 38, 2)      /* name, arguments */
DEBUG_LINE(DL_SEQ_PARSE, 38, 2)       /* name, arguments */
DEBUG_LINE(DL_REGEX_COMPILE, 38, 3)   /* pattern, flags */
DEBUG_LINE(DL_REGEX_SUBSTRINGS, 38, 3) /* number */
DEBUG_LINE(DL_REGEX_FIELDS, 38, 3)    /* no newline */
DEBUG_LINE(DL_REGEX_FIELD, 38, 3)     /* number; no newline */
DEBUG_LINE(DL_REGEX_FIELDS_END, 38, 3)
DEBUG_LINE(DL_OPENMAP, 38, 4)         /* class, name, file, verdict, ": " or "", reason or "" */
DEBUG_LINE(DL_SWITCH_MEMBER, 38, 4)   /* index, class, name */
DEBUG_LINE(DL_CLOSEMAPS, 38, 5)       /* name, file */
DEBUG_LINE(DL_SOCKET_FAILED, 38, 5)   /* map, address, reason */
DEBUG_LINE(DL_SOCKET_REFUSED, 38, 5)  /* map, key, word, reason */
DEBUG_LINE(DL_MAP_REOPEN, 38, 4)      /* name, descriptor */
DEBUG_LINE(DL_MAP_CLOSE, 38, 9)       /* prefix, name, file, flags */
DEBUG_LINE(DL_NIS_MATCH, 38, 10)      /* domain, map, error */
DEBUG_LINE(DL_MAP_STORE, 38, 12)      /* prefix, name, key, value */
DEBUG_LINE(DL_SWITCH_FIND, 38, 19)    /* number */
DEBUG_LINE(DL_SWITCH_TYPE, 38, 19)    /* type */
DEBUG_LINE(DL_MAP_LOOKUP, 38, 20)     /* prefix, name, key */
DEBUG_LINE(DL_STAB_LOOKUP, 38, 20)    /* name, key */
DEBUG_LINE(DL_PROG_LOOKUP, 38, 20)    /* name, key, file */
DEBUG_LINE(DL_PROG_EMPTY, 38, 20)     /* name */
DEBUG_LINE(DL_SOCKET_LOOKUP, 38, 20)  /* name, key, address */
DEBUG_LINE(DL_SOCKET_NOTFOUND, 38, 20) /* name, key */
DEBUG_LINE(DL_SOCKET_CLOSE, 38, 20)   /* address, pid */
DEBUG_LINE(DL_REGEX_LOOKUP, 38, 20)   /* name, key */
DEBUG_LINE(DL_REGEX_ARG, 38, 20)      /* argument */
DEBUG_LINE(DL_SYSLOG, 38, 20)         /* name, priority, text */
DEBUG_LINE(DL_CANON_SERVICE, 38, 20)  /* name, type */
DEBUG_LINE(DL_CANON_FOUND, 38, 20)    /* name, ad */
DEBUG_LINE(DL_CANON_FAILED, 38, 20)   /* name, status */
DEBUG_LINE(DL_TEXT_CANON, 38, 20)     /* name */
DEBUG_LINE(DL_NIS_CANON, 38, 20)      /* name */
DEBUG_LINE(DL_PROG_OPEN, 38, 21)      /* no newline */
DEBUG_LINE(DL_PROG_WORD, 38, 21)      /* word; no newline */
DEBUG_LINE(DL_PROG_WORDS_END, 38, 21)
DEBUG_LINE(DL_DNS_FOUND, 38, 40)      /* type, number, value */
DEBUG_LINE(DL_DNS_SKIP, 38, 40)       /* type, number, value */
DEBUG_LINE(DL_DNS_NOTHING, 38, 40)
/* 39: values */
DEBUG_LINE(DL_MAP_REWRITE, 39, 1)     /* value; no newline */
DEBUG_LINE(DL_MAP_REWRITE_NULLV, 39, 1)
DEBUG_LINE(DL_MAP_REWRITE_ARGS, 39, 1)
DEBUG_LINE(DL_MAP_REWRITE_ARG, 39, 1) /* argument */
DEBUG_LINE(DL_MAP_REWRITE_RESULT, 39, 1) /* result */
/* 44: file checks */
DEBUG_LINE(DL_SAFEFILE, 44, 4)        /* file, uid, gid, flags, mode */
DEBUG_LINE(DL_SAFEFILE_MISSING, 44, 4) /* reason */
DEBUG_LINE(DL_SAFEFILE_SLINK, 44, 4)  /* mode */
DEBUG_LINE(DL_SAFEFILE_NONREG, 44, 4)
DEBUG_LINE(DL_SAFEFILE_GWFILE, 44, 4)
DEBUG_LINE(DL_SAFEFILE_WWFILE, 44, 4)
DEBUG_LINE(DL_SAFEFILE_GRFILE, 44, 4)
DEBUG_LINE(DL_SAFEFILE_WRFILE, 44, 4)
DEBUG_LINE(DL_SAFEFILE_NLINK, 44, 4)  /* links */
DEBUG_LINE(DL_SAFEFILE_MODE, 44, 4)   /* uid, links, mode, bit, verdict */
DEBUG_LINE(DL_SAFEDIR, 44, 4)         /* path, uid, gid, flags, level, offset */
DEBUG_LINE(DL_SAFEDIR_MODE, 44, 4)    /* path, mode, verdict */
DEBUG_LINE(DL_SAFEDIR_RESULT, 44, 4)  /* path, verdict */
DEBUG_LINE(DL_SAFEDIR_COMPONENT, 44, 20) /* path */
DEBUG_LINE(DL_SAFEOPEN, 44, 10)       /* file, mode, creation mode, flags */
DEBUG_LINE(DL_SAFEOPEN_FAILED, 44, 10) /* reason */
/* 55: locks */
DEBUG_LINE(DL_LOCKFILE, 55, 60)       /* file, extension, type */
DEBUG_LINE(DL_LOCKFILE_FD, 55, 60)    /* name, extension, descriptor, type in words */
/* 61: the C library's hosts; DL_HOST_ASK begins a line */
DEBUG_LINE(DL_HOST_ASK, 61, 10)       /* name, family; no newline */
DEBUG_LINE(DL_HOST_NAME, 61, 10)      /* name */
DEBUG_LINE(DL_HOST_NONE, 61, 10)      /* errno, h_errno */
DEBUG_LINE(DL_HOST_ALIAS, 61, 11)     /* name */
DEBUG_LINE(DL_HOST_ADDR, 61, 11)      /* address */
