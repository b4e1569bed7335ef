/*
 * option_list.h - one row for each option, in the order in which names are matched:
 * id, name, code, flag, type, unit, default as text (NULL: none, or the machine's), help.
 *
 * Included with OPTION defined. flag: PLAIN; SAFE: an ordinary user may set it; PARTS: it has
 * suboptions; NEWER: it came with 8.18. unit: of a number without one, for times. Codes above 0x7F have no short form.
 */

OPTION(SEVEN_BIT_INPUT, "SevenBitInput", '7', SAFE, BOOL, 0, "False",
       "strip incoming messages to seven bits")
OPTION(EIGHT_BIT_MODE, "EightBitMode", '8', SAFE, ENUM, 0, "pass8",
       "what to do with 8-bit text: m(imefy), p(ass), s(trict)")
OPTION(ALIAS_FILE, "AliasFile", 'A', PLAIN, LIST, 0, NULL,
       "alias databases, [class:]file, separated by commas")
OPTION(ALIAS_WAIT, "AliasWait", 'a', PLAIN, TIME, 'm', "0",
       "how long to wait for an alias database to be rebuilt")
OPTION(BLANK_SUB, "BlankSub", 'B', PLAIN, CHAR, 0, " ",
       "what stands for a blank between words of an address")
OPTION(MIN_FREE_BLOCKS, "MinFreeBlocks", 'b', SAFE, INT, 0, "0",
       "free blocks that the queue must have; /n: MaxMessageSize")
OPTION(CHECKPOINT_INTERVAL, "CheckpointInterval", 'C', SAFE, INT, 0, "10",
       "recipients between two checkpoints of a queue file")
OPTION(HOLD_EXPENSIVE, "HoldExpensive", 'c', PLAIN, BOOL, 0, "False",
       "queue for expensive mailers instead of connecting")
OPTION(DELIVERY_MODE, "DeliveryMode", 'd', SAFE, ENUM, 0, "background",
       "how mail is delivered: i, b, q, d")
OPTION(ERROR_HEADER, "ErrorHeader", 'E', PLAIN, STRING, 0, NULL,
       "text, or file of the text, put into bounces")
OPTION(ERROR_MODE, "ErrorMode", 'e', SAFE, ENUM, 0, "print",
       "how errors are reported: p, q, m, w, e")
OPTION(TEMP_FILE_MODE, "TempFileMode", 'F', PLAIN, OCTAL, 0, "0600", "mode of temporary files")
OPTION(SAVE_FROM_LINE, "SaveFromLine", 'f', PLAIN, BOOL, 0, "False", "keep UNIX-style From lines")
OPTION(MATCH_GECOS, "MatchGECOS", 'G', PLAIN, BOOL, 0, "False",
       "find local users by their full names")
OPTION(DEFAULT_GROUP, "", 'g', PLAIN, USER, 0, "1", "default group")
OPTION(HELP_FILE, "HelpFile", 'H', PLAIN, STRING, 0, NULL, "file of help texts")
OPTION(MAX_HOP_COUNT, "MaxHopCount", 'h', PLAIN, INT, 0, "25",
       "hops after which a message is taken to loop")
OPTION(RESOLVER_OPTIONS, "ResolverOptions", 'I', PLAIN, LIST, 0, NULL, "flags for the DNS resolver")
OPTION(IGNORE_DOTS, "IgnoreDots", 'i', SAFE, BOOL, 0, "False", "a lone dot does not end a message")
OPTION(FORWARD_PATH, "ForwardPath", 'J', PLAIN, STRING, 0, NULL, "where to look for .forward files")
OPTION(SEND_MIME_ERRORS, "SendMimeErrors", 'j', SAFE, BOOL, 0, "True", "bounces are MIME messages")
OPTION(CONNECTION_CACHE_SIZE, "ConnectionCacheSize", 'k', PLAIN, INT, 0, "1",
       "connections that are kept open")
OPTION(CONNECTION_CACHE_TIMEOUT, "ConnectionCacheTimeout", 'K', PLAIN, TIME, 'm', "5m",
       "how long a connection is kept open")
OPTION(USE_ERRORS_TO, "UseErrorsTo", 'l', PLAIN, BOOL, 0, "False", "obey Errors-To: header fields")
OPTION(LOG_LEVEL, "LogLevel", 'L', SAFE, INT, 0, "9", "how much is logged")
OPTION(ME_TOO, "MeToo", 'm', SAFE, BOOL, 0, "True", "send to the sender too, when in an expansion")
OPTION(MACRO, "", 'M', PLAIN, MACRO, 0, NULL, "define a macro")
OPTION(CHECK_ALIASES, "CheckAliases", 'n', PLAIN, BOOL, 0, "False",
       "check right-hand sides when aliases are rebuilt")
OPTION(OLD_STYLE_HEADERS, "OldStyleHeaders", 'o', SAFE, BOOL, 0, "False",
       "header fields may separate addresses with blanks")
OPTION(DAEMON_PORT_OPTIONS, "DaemonPortOptions", 'O', PLAIN, LIST, 0, NULL,
       "where the daemon listens; repeatable")
OPTION(PRIVACY_OPTIONS, "PrivacyOptions", 'p', SAFE, LIST, 0, "public",
       "what SMTP clients and users may ask; adds up")
OPTION(POSTMASTER_COPY, "PostmasterCopy", 'P', PLAIN, STRING, 0, NULL, "who gets copies of bounces")
OPTION(QUEUE_FACTOR, "QueueFactor", 'q', PLAIN, INT, 0, "600000", "multiplier for QueueLA")
OPTION(QUEUE_DIRECTORY, "QueueDirectory", 'Q', PLAIN, STRING, 0, NULL, "the mail queue")
OPTION(DONT_PRUNE_ROUTES, "DontPruneRoutes", 'R', PLAIN, BOOL, 0, "False",
       "leave source routes as they are")
OPTION(TIMEOUT, "Timeout", 'r', PARTS, LIST, 'm', NULL, "time limits, by suboption")
OPTION(STATUS_FILE, "StatusFile", 'S', PLAIN, STRING, 0, NULL, "file of statistics")
OPTION(SUPER_SAFE, "SuperSafe", 's', SAFE, ENUM, 0, "True",
       "queue before delivery: true, false, p(ostmilter), i(nteractive)")
OPTION(QUEUE_TIMEOUT, "QueueTimeout", 'T', PLAIN, TIME, 'd', NULL,
       "Timeout.queuereturn[/Timeout.queuewarn]")
OPTION(TIME_ZONE_SPEC, "TimeZoneSpec", 't', PLAIN, STRING, 0, NULL,
       "time zone; empty: the caller's")
OPTION(USER_DATABASE_SPEC, "UserDatabaseSpec", 'U', PLAIN, STRING, 0, NULL, "user databases")
OPTION(DEFAULT_USER, "DefaultUser", 'u', PLAIN, USER, 0, NULL,
       "user, and group, for programs and files")
OPTION(FALLBACK_MX_HOST, "FallbackMXhost", 'V', PLAIN, STRING, 0, NULL,
       "last resort when no MX host can be reached")
OPTION(VERBOSE, "Verbose", 'v', SAFE, BOOL, 0, "False", "verbose mode")
OPTION(TRY_NULL_MX_LIST, "TryNullMXList", 'w', PLAIN, BOOL, 0, "False",
       "try the host itself when its best MX is this host")
OPTION(QUEUE_LA, "QueueLA", 'x', PLAIN, INT, 0, NULL,
       "load average from which on mail is only queued")
OPTION(REFUSE_LA, "RefuseLA", 'X', PLAIN, INT, 0, NULL,
       "load average from which on connections are refused")
OPTION(RECIPIENT_FACTOR, "RecipientFactor", 'y', PLAIN, INT, 0, "30000",
       "penalty for each recipient, in queue order")
OPTION(FORK_EACH_JOB, "ForkEachJob", 'Y', PLAIN, BOOL, 0, "False",
       "one process for each queued message")
OPTION(CLASS_FACTOR, "ClassFactor", 'z', PLAIN, INT, 0, "1800",
       "weight of a message's precedence, in queue order")
OPTION(RETRY_FACTOR, "RetryFactor", 'Z', PLAIN, INT, 0, "90000",
       "penalty for each attempt, in queue order")
OPTION(QUEUE_SORT_ORDER, "QueueSortOrder", 0x81, SAFE, ENUM, 0, "priority",
       "order of a queue run, by first letter")
OPTION(HOSTS_FILE, "HostsFile", 0x82, PLAIN, STRING, 0, "/etc/hosts", "hosts file")
OPTION(MIN_QUEUE_AGE, "MinQueueAge", 0x83, SAFE, TIME, 'm', "0",
       "how old a queued message must be to be tried again")
OPTION(DEFAULT_CHAR_SET, "DefaultCharSet", 0x85, SAFE, STRING, 0, NULL,
       "character set of unlabelled 8-bit text")
OPTION(SERVICE_SWITCH_FILE, "ServiceSwitchFile", 0x86, PLAIN, STRING, 0, "/etc/mail/service.switch",
       "order of name services")
OPTION(DIAL_DELAY, "DialDelay", 0x87, SAFE, TIME, 's', "0",
       "pause before a connection is tried again")
OPTION(NO_RECIPIENT_ACTION, "NoRecipientAction", 0x88, SAFE, ENUM, 0, "none",
       "what to add to a message without recipients")
OPTION(SAFE_FILE_ENVIRONMENT, "SafeFileEnvironment", 0x89, PLAIN, STRING, 0, NULL,
       "root directory for deliveries to files")
OPTION(MAX_MESSAGE_SIZE, "MaxMessageSize", 0x8a, PLAIN, INT, 0, "0",
       "largest message that is accepted")
OPTION(COLON_OK_IN_ADDR, "ColonOkInAddr", 0x8b, SAFE, BOOL, 0, "True",
       "colons in addresses are no list syntax")
OPTION(MAX_QUEUE_RUN_SIZE, "MaxQueueRunSize", 0x8c, SAFE, INT, 0, "0",
       "most messages in a queue run")
OPTION(MAX_DAEMON_CHILDREN, "MaxDaemonChildren", 0x8d, PLAIN, INT, 0, "0",
       "most processes of the daemon")
OPTION(DONT_EXPAND_CNAMES, "DontExpandCnames", 0x8e, PLAIN, BOOL, 0, "False",
       "leave host names that are aliases as they are")
OPTION(MUST_QUOTE_CHARS, "MustQuoteChars", 0x8f, PLAIN, STRING, 0, ".'",
       "more characters that must be quoted in full names")
OPTION(SMTP_GREETING_MESSAGE, "SmtpGreetingMessage", 0x90, PLAIN, MUNCHED, 0,
       "$j Sendmail $v ready at $b",
       "what SMTP clients are greeted with")
OPTION(UNIX_FROM_LINE, "UnixFromLine", 0x91, PLAIN, MUNCHED, 0, "From $g  $d",
       "form of UNIX-style From lines")
OPTION(OPERATOR_CHARS, "OperatorChars", 0x92, PLAIN, MUNCHED, 0, ".:@[]",
       "characters that are tokens of their own")
OPTION(DONT_INIT_GROUPS, "DontInitGroups", 0x93, PLAIN, BOOL, 0, "False",
       "do not look up supplementary groups")
OPTION(SINGLE_LINE_FROM_HEADER, "SingleLineFromHeader", 0x94, SAFE, BOOL, 0, "False",
       "join a From: header field into one line")
OPTION(ALLOW_BOGUS_HELO, "AllowBogusHELO", 0x95, SAFE, BOOL, 0, "False",
       "accept HELO without a host name")
OPTION(CONNECTION_RATE_THROTTLE, "ConnectionRateThrottle", 0x97, PLAIN, INT, 0, "0",
       "most connections a second")
OPTION(UNSAFE_GROUP_WRITES, "UnsafeGroupWrites", 0x99, PLAIN, BOOL, 0, "True",
       "distrust group-writable .forward and :include: files")
OPTION(DOUBLE_BOUNCE_ADDRESS, "DoubleBounceAddress", 0x9a, PLAIN, STRING, 0, "postmaster",
       "who gets bounces of bounces")
OPTION(HOST_STATUS_DIRECTORY, "HostStatusDirectory", 0x9b, PLAIN, STRING, 0, NULL,
       "where the status of hosts is kept")
OPTION(SINGLE_THREAD_DELIVERY, "SingleThreadDelivery", 0x9c, PLAIN, BOOL, 0, "False",
       "one delivery to a host at a time")
OPTION(RUN_AS_USER, "RunAsUser", 0x9d, PLAIN, USER, 0, NULL, "user, and group, to become")
OPTION(RRT_IMPLIES_DSN, "RrtImpliesDsn", 0x9e, PLAIN, BOOL, 0, "False",
       "Return-Receipt-To: asks for a delivery status")
OPTION(PID_FILE, "PidFile", 0x9f, PLAIN, STRING, 0, "/var/run/sendmail/mta/sendmail.pid",
       "file of the daemon's process id")
OPTION(DONT_BLAME_SENDMAIL, "DontBlameSendmail", 0xa0, PLAIN, LIST, 0, "safe",
       "checks of files to leave out; adds up")
OPTION(DONT_PROBE_INTERFACES, "DontProbeInterfaces", 0xa1, PLAIN, BOOL, 0, "False",
       "do not put the interfaces' names into class w")
OPTION(MAX_RECIPIENTS_PER_MESSAGE, "MaxRecipientsPerMessage", 0xa2, SAFE, INT, 0, "0",
       "most recipients of a message")
OPTION(DEAD_LETTER_DROP, "DeadLetterDrop", 0xa3, PLAIN, STRING, 0, NULL,
       "file for messages that nobody can be told of")
OPTION(MAX_ALIAS_RECURSION, "MaxAliasRecursion", 0xa5, PLAIN, INT, 0, "10",
       "deepest nesting of aliases")
OPTION(CONNECT_ONLY_TO, "ConnectOnlyTo", 0xa6, PLAIN, STRING, 0, NULL,
       "[port@]address that all connections go to")
OPTION(TRUSTED_USER, "TrustedUser", 0xa7, PLAIN, USER, 0, "root",
       "owner that files may have beside root")
OPTION(MAX_MIME_HEADER_LENGTH, "MaxMimeHeaderLength", 0xa8, PLAIN, INT, 0, "2048/1024",
       "longest MIME header field / parameter")
OPTION(CONTROL_SOCKET_NAME, "ControlSocketName", 0xa9, PLAIN, STRING, 0, NULL,
       "socket for control of the daemon")
OPTION(MAX_HEADERS_LENGTH, "MaxHeadersLength", 0xaa, PLAIN, INT, 0, "32768", "most bytes of header")
OPTION(PROCESS_TITLE_PREFIX, "ProcessTitlePrefix", 0xac, PLAIN, STRING, 0, NULL,
       "what process titles begin with")
OPTION(DEFAULT_AUTH_INFO, "DefaultAuthInfo", 0xad, PLAIN, STRING, 0, NULL,
       "file of credentials for outgoing mail")
OPTION(AUTH_MECHANISMS, "AuthMechanisms", 0xae, PLAIN, STRING, 0,
       "EXTERNAL GSSAPI KERBEROS_V4 DIGEST-MD5 CRAM-MD5",
       "mechanisms offered to clients")
OPTION(CLIENT_PORT_OPTIONS, "ClientPortOptions", 0xaf, PLAIN, LIST, 0, NULL,
       "addresses and ports of outgoing connections")
OPTION(DATA_FILE_BUFFER_SIZE, "DataFileBufferSize", 0xb0, PLAIN, INT, 0, "4096",
       "memory for a message before it goes to disk")
OPTION(XSCRIPT_FILE_BUFFER_SIZE, "XscriptFileBufferSize", 0xb1, PLAIN, INT, 0, "4096",
       "memory for a transcript before it goes to disk")
OPTION(LDAP_DEFAULT_SPEC, "LDAPDefaultSpec", 0xb2, PLAIN, STRING, 0, NULL,
       "arguments that every ldap map starts with")
OPTION(SERVER_CERT_FILE, "ServerCertFile", 0xb4, PLAIN, EXPANDED, 0, NULL,
       "certificate of the server")
OPTION(SERVER_KEY_FILE, "ServerKeyFile", 0xb5, PLAIN, EXPANDED, 0, NULL,
       "private key of the server")
OPTION(CLIENT_CERT_FILE, "ClientCertFile", 0xb6, PLAIN, EXPANDED, 0, NULL,
       "certificate of the client")
OPTION(CLIENT_KEY_FILE, "ClientKeyFile", 0xb7, PLAIN, EXPANDED, 0, NULL,
       "private key of the client")
OPTION(CA_CERT_FILE, "CACertFile", 0xb8, PLAIN, EXPANDED, 0, NULL, "file of trusted certificates")
OPTION(CA_CERT_PATH, "CACertPath", 0xb9, PLAIN, EXPANDED, 0, NULL,
       "directory of trusted certificates")
OPTION(DH_PARAMETERS, "DHParameters", 0xba, PLAIN, EXPANDED, 0, NULL, "Diffie-Hellman parameters")
OPTION(INPUT_MAIL_FILTERS, "InputMailFilters", 0xbb, PLAIN, STRING, 0, NULL,
       "mail filters for incoming mail, in order")
OPTION(MILTER, "Milter", 0xbc, PARTS, LIST, 0, NULL, "settings for mail filters, by suboption")
OPTION(AUTH_OPTIONS, "AuthOptions", 0xbd, PLAIN, LIST, 0, NULL, "letters for SMTP authentication")
OPTION(QUEUE_FILE_MODE, "QueueFileMode", 0xbe, PLAIN, OCTAL, 0, "0600", "mode of queue files")
OPTION(CERT_FINGERPRINT_ALGORITHM, "CertFingerprintAlgorithm", 0xbf, PLAIN, EXPANDED, 0, NULL,
       "digest for fingerprints of certificates")
OPTION(CIPHER_LIST, "CipherList", 0xc0, PLAIN, EXPANDED, 0, NULL, "ciphers up to TLS 1.2")
OPTION(RAND_FILE, "RandFile", 0xc1, PLAIN, STRING, 0, NULL, "source of random data")
OPTION(TLS_SRV_OPTIONS, "TLSSrvOptions", 0xc2, PLAIN, LIST, 0, NULL, "letters for the TLS server")
OPTION(BAD_RCPT_THROTTLE, "BadRcptThrottle", 0xc3, SAFE, INT, 0, "0",
       "bad recipients after which answers are delayed")
OPTION(DELIVER_BY_MIN, "DeliverByMin", 0xc4, PLAIN, TIME, 's', "0",
       "shortest time accepted for DELIVERBY")
OPTION(MAX_QUEUE_CHILDREN, "MaxQueueChildren", 0xc5, PLAIN, INT, 0, "0", "most queue runners")
OPTION(MAX_RUNNERS_PER_QUEUE, "MaxRunnersPerQueue", 0xc6, PLAIN, INT, 0, "1",
       "most queue runners of a group")
OPTION(DIRECT_SUBMISSION_MODIFIERS, "DirectSubmissionModifiers", 0xc7, PLAIN, STRING, 0, NULL,
       "${daemon_flags} of mail given on the command line")
OPTION(NICE_QUEUE_RUN, "NiceQueueRun", 0xc8, PLAIN, INT, 0, "0", "priority of queue runners")
OPTION(SHARED_MEMORY_KEY, "SharedMemoryKey", 0xc9, PLAIN, INT, 0, "0",
       "key of the shared memory segment")
OPTION(AUTH_MAX_BITS, "AuthMaxBits", 0xca, PLAIN, INT, 0, "2147483647", "strongest security layer")
OPTION(MAILBOX_DATABASE, "MailboxDatabase", 0xcb, PLAIN, STRING, 0, "pw",
       "where local users are looked up")
OPTION(USE_MSP, "UseMSP", 0xcc, PLAIN, BOOL, 0, "False", "act as mail submission program")
OPTION(DELAY_LA, "DelayLA", 0xcd, PLAIN, INT, 0, "0",
       "load average from which on answers are delayed")
OPTION(FAST_SPLIT, "FastSplit", 0xce, PLAIN, INT, 0, "1",
       "envelopes that are delivered at once after splitting")
OPTION(SOFT_BOUNCE, "SoftBounce", 0xcf, PLAIN, BOOL, 0, "False",
       "turn permanent errors into temporary ones")
OPTION(SHARED_MEMORY_KEY_FILE, "SharedMemoryKeyFile", 0xd0, PLAIN, EXPANDED, 0, NULL,
       "file for the key of the shared memory segment")
OPTION(REJECT_LOG_INTERVAL, "RejectLogInterval", 0xd1, PLAIN, TIME, 'h', "3h",
       "time between two logs of refused connections")
OPTION(REQUIRES_DIRFSYNC, "RequiresDirfsync", 0xd2, PLAIN, BOOL, 0, "True",
       "directories must be synced")
OPTION(CONNECTION_RATE_WINDOW_SIZE, "ConnectionRateWindowSize", 0xd3, PLAIN, TIME, 's', "60s",
       "time over which connections are counted")
OPTION(CRL_FILE, "CRLFile", 0xd4, PLAIN, EXPANDED, 0, NULL, "file of revoked certificates")
OPTION(FALLBACK_SMART_HOST, "FallbackSmartHost", 0xd5, PLAIN, STRING, 0, NULL,
       "host to use when others cannot be found")
OPTION(AUTH_REALM, "AuthRealm", 0xd6, PLAIN, STRING, 0, NULL, "realm for SMTP authentication")
OPTION(CRL_PATH, "CRLPath", 0xd7, PLAIN, EXPANDED, 0, NULL, "directory of revoked certificates")
OPTION(HELO_NAME, "HeloName", 0xd8, PLAIN, STRING, 0, NULL, "name to give in HELO and EHLO")
OPTION(MAX_NOOP_COMMANDS, "MaxNOOPCommands", 0xdc, PLAIN, INT, 0, "20",
       "useless SMTP commands before answers are delayed")
OPTION(BAD_RCPT_SHUTDOWN, "BadRcptShutdown", 0xe1, SAFE, INT, 0, "0",
       "bad recipients after which a client is cut off")
OPTION(BAD_RCPT_SHUTDOWN_GOOD, "BadRcptShutdownGood", 0xe2, SAFE, INT, 0, "0",
       "share of good recipients that prevents this")
OPTION(SERVER_SSL_OPTIONS, "ServerSSLOptions", 0xe3, PLAIN, LIST, 0, NULL,
       "SSL_OP_* flags of the server")
OPTION(CLIENT_SSL_OPTIONS, "ClientSSLOptions", 0xe4, PLAIN, LIST, 0, NULL,
       "SSL_OP_* flags of the client")
OPTION(MAX_QUEUE_AGE, "MaxQueueAge", 0xe5, PLAIN, TIME, 'm', "0",
       "longest time between two attempts")
OPTION(REJECT_NUL, "RejectNUL", 0xe9, SAFE, BOOL, 0, "False", "refuse messages with NUL bytes")
OPTION(USE_COMPRESSED_IPV6_ADDRESSES, "UseCompressedIPv6Addresses", 0xec, PLAIN, BOOL, 0, "False",
       "write IPv6 addresses with ::")
OPTION(SSL_ENGINE, "SSLEngine", 0xed, PLAIN, STRING, 0, NULL, "OpenSSL engine")
OPTION(SSL_ENGINE_PATH, "SSLEnginePath", 0xee, PLAIN, EXPANDED, 0, NULL,
       "path of the OpenSSL engine")
OPTION(TLS_FALLBACKTO_CLEAR, "TLSFallbacktoClear", 0xef, PLAIN, BOOL, 0, "False",
       "deliver in clear when TLS fails")
OPTION(DANE, "DANE", 0xf1, NEWER, BOOL, 0, "False",
       "check servers' certificates by TLSA records (8.18)")
OPTION(SET_CERT_ALTNAMES, "SetCertAltnames", 0xf7, PLAIN, BOOL, 0, "False",
       "put alternative names of certificates into a macro")
OPTION(SMTP_UTF8, "SmtpUTF8", 0xf8, PLAIN, BOOL, 0, "False",
       "internationalised mail (not in this build)")
OPTION(STRICT_TRANSPORT_SECURITY, "StrictTransportSecurity", 0xf9, PLAIN, BOOL, 0, "False",
       "obey MTA-STS policies")
OPTION(CIPHER_SUITES, "CipherSuites", 0xfa, PLAIN, EXPANDED, 0, NULL, "ciphers of TLS 1.3")
