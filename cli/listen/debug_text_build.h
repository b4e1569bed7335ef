/*
 * debug_text_build.h - what the reference's build says of itself, debug category 0. Included with
 * DEBUG_TEXT defined.
 */
DEBUG_TEXT(DL_VERSION, "Version %s\n")
DEBUG_TEXT(DL_COMPILED_WITH,
           " Compiled with: DNSMAP IPV6_FULL LDAPMAP LDAP_NETWORK_TIMEOUT\n"
           "\t\tLDAP_REFERRALS LOG MAP_REGEX MATCHGECOS MAXDAEMONS=64 MILTER\n"
           "\t\tMIME7TO8 MIME8TO7 NAMED_BIND NETINET NETINET6 NETUNIX NEWDB=5.3\n"
           "\t\tNIS NISPLUS PIPELINING SASLv2 SCANF SOCKETMAP STARTTLS\n"
           "\t\tTCPWRAPPERS TLS_EC TLS_VRFY_PER_CTX USERDB USE_LDAP_INIT XDEBUG\n")
DEBUG_TEXT(DL_OS_DEFINES,
           "    OS Defines: ADDRCONFIG_IS_BROKEN HASFCHOWN HASFCHMOD HASFLOCK\n"
           "\t\tHASGETDTABLESIZE HAS_GETHOSTBYNAME2 HASGETUSERSHELL\n"
           "\t\tHASINITGROUPS HASLSTAT HASNICE HASRANDOM HASRRESVPORT\n"
           "\t\tHASSETREGID HASSETREUID HASSETRLIMIT HASSETSID HASSETVBUF\n"
           "\t\tHASURANDOMDEV HASSTRERROR HASUNAME HASUNSETENV HASWAITPID\n"
           "\t\tIDENTPROTO IP_SRCROUTE NEEDSGETIPNODE REQUIRES_DIR_FSYNC\n"
           "\t\tSFS_VFS USE_DOUBLE_FORK USE_SIGLONGJMP USESETEUID\n"
           "Kernel symbols:\t/boot/vmlinux\n"
           "     Conf file:\t/etc/mail/submit.cf (default for MSP)\n"
           "     Conf file:\t/etc/mail/sendmail.cf (default for MTA)\n"
           "      Pid file:\t/var/run/sendmail/mta/sendmail.pid (default)\n")
DEBUG_TEXT(DL_LIBSM_DEFINES,
           " libsm Defines: SM_CONF_LDAP_INITIALIZE SM_CONF_LDAP_MEMFREE\n"
           "\t\tSM_CONF_LONGLONG SM_CONF_MEMCHR SM_CONF_MSG SM_CONF_SEM\n"
           "\t\tSM_CONF_SIGSETJMP SM_CONF_SHM SM_CONF_SSIZE_T SM_CONF_STDBOOL_H\n"
           "\t\tSM_CONF_STDDEF_H SM_CONF_SYS_CDEFS_H SM_CONF_UID_GID\n"
           "\t\tDO_NOT_USE_STRCPY SM_HEAP_CHECK SM_OS=sm_os_linux SM_VA_STD\n")
DEBUG_TEXT(DL_FFR_DEFINES,
           "   FFR Defines: _FFR_BADRCPT_SHUTDOWN _FFR_MAIL_MACRO _FFR_MTA_STS\n"
           "\t\t_FFR_NO_PIPE _FFR_QUEUE_SCHED_DBG _FFR_REJECT_NUL_BYTE\n"
           "\t\t_FFR_RESET_MACRO_GLOBALS _FFR_RHS _FFR_SHM_STATUS\n"
           "\t\t_FFR_SKIP_DOMAINS _FFR_TLS_ALTNAMES\n")
DEBUG_TEXT(DL_OPENSSL,
           "       OpenSSL: compiled 0x300000d0\n"
           "       OpenSSL: linked   0x30000130\n")
DEBUG_TEXT(DL_CANONICAL, "Canonical name: %s\n")
DEBUG_TEXT(DL_NODENAME, " UUCP nodename: %s\n")
DEBUG_TEXT(DL_ALSO, "\ta.k.a.: %s\n")
DEBUG_TEXT(DL_ALSO_KNOWN, "\ta.k.a.: %s (already in $=w)\n")
DEBUG_TEXT(DL_SCANNING, "scanning for interface specific names, ifc_len=%d\n")
DEBUG_TEXT(DL_INTERFACE, "%s\n")
DEBUG_TEXT(DL_INTERFACE_FLAGS, "\tflags: %x\n")
DEBUG_TEXT(DL_SELECTED, "     Conf file:\t%s (selected)\n")
DEBUG_TEXT(DL_SELECTED_PID, "      Pid file:\t%s (selected)\n")
DEBUG_TEXT(DL_IDENTITY,
           "\n============ SYSTEM IDENTITY (after readcf) ============\n"
           "      (short domain name) $w = %q\n"
           "  (canonical domain name) $j = %q\n"
           "         (subdomain name) $m = %q\n"
           "              (node name) $k = %q\n"
           "========================================================\n\n")
DEBUG_TEXT(DL_GETLA, "getla(): %d.00\n")
DEBUG_TEXT(DL_QUEUE_OFFSET, "assign_queueid: random_offset=%d (%d)\n")
DEBUG_TEXT(DL_QUEUE_ID, "assign_queueid: assigned id %s, e=%p\n")
