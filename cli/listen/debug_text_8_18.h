/*
 * debug_text_8_18.h - the texts of debug lines that sendmail 8.18 words otherwise. Included with DEBUG_TEXT defined.
 */
DEBUG_TEXT(DL_COMPILED_WITH,
           " Compiled with: DANE HAVE_SSL_CTX_dane_enable MAX_TLSA_RR=64 DNSMAP\n"
           "\t\tIPV6_FULL LDAPMAP LDAP_NETWORK_TIMEOUT LDAP_REFERRALS LOG\n"
           "\t\tMAP_REGEX MATCHGECOS MAXDAEMONS=64 MILTER MIME7TO8 MIME8TO7\n"
           "\t\tNAMED_BIND NETINET NETINET6 NETUNIX NEWDB=5.3 NIS NISPLUS\n"
           "\t\tPIPELINING SASLv2 SCANF SOCKETMAP STARTTLS TCPWRAPPERS TLS_EC\n"
           "\t\tTLS_VRFY_PER_CTX USERDB USE_LDAP_INIT XDEBUG\n")
DEBUG_TEXT(DL_FFR_DEFINES,
           "   FFR Defines: _FFR_BADRCPT_SHUTDOWN _FFR_MAIL_MACRO _FFR_MTA_STS\n"
           "\t\t_FFR_NO_PIPE _FFR_QUEUE_SCHED_DBG _FFR_REJECT_NUL_BYTE\n"
           "\t\t_FFR_RESET_MACRO_GLOBALS _FFR_RHS _FFR_SHM_STATUS\n"
           "\t\t_FFR_SKIP_DOMAINS _FFR_TLS_ALTNAMES _FFR_M_ONLY_IPV4\n")
DEBUG_TEXT(DL_OPENSSL,
           "       OpenSSL: compiled 0x30400000\n"
           "       OpenSSL: linked   0x30500090\n")
DEBUG_TEXT(DL_ALLOCADDR, "allocaddr: flags=%x, paddr=%s, ad=%d\n")
DEBUG_TEXT(DL_ALIASWAIT, "aliaswait(%s:%s), open=%d, wait=%d\n")
