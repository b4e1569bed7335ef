/*
 * smtp_option_list.h - what can be said of a dialogue beside who the client is: for `btsh smtp`, /smtp, help,
 * completion and the manual.
 *
 *      SMTP_OPTION(word, value, how, help)
 *
 * how: of smtp_options.c, takes the value. value NULL: it has none.
 */
SMTP_OPTION("auth", "TYPE,USER", take_auth, "the AUTH that succeeds, and as whom")
SMTP_OPTION("auth-mechanisms", "WORDS", take_mechanisms, "what AUTH offers (that of --auth)")
SMTP_OPTION("burst", "N", take_burst, "how many connections the daemon has taken in the same second: ConnectionRateThrottle (0)")
SMTP_OPTION("children", "N", take_children, "how many the daemon has for other clients: MaxDaemonChildren (0)")
SMTP_OPTION("connections", "N", take_connections, "how many are open to this client")
SMTP_OPTION("daemon", "DAEMON", take_daemon, "the name of the one that answers, where it is not the first, or its DaemonPortOptions")
SMTP_OPTION("deliver", NULL, take_deliver, "ask the rulesets of the sending side too, once a message is taken")
SMTP_OPTION("eager", NULL, take_eager, "the client waits for no reply: it talks before it is greeted, and goes on behind HELO, EHLO and DATA")
SMTP_OPTION("free-blocks", "N[,BYTES]", take_blocks, "how many blocks the queue has free, and of how many bytes each (4096): MinFreeBlocks, SIZE=")
SMTP_OPTION("ident", "USER", take_ident, "who it is there, by the client's ident server, which is not asked")
SMTP_OPTION("load", "N", take_load, "the load of the machine: RefuseLA, DelayLA, QueueLA (0)")
SMTP_OPTION("milter", "NAME=PART", take_milter, "the part that a mail filter plays: accept, reject, tempfail, discard or a reply, [@STAGE]; refused: it asks for refused recipients")
SMTP_OPTION("rate", "N[,TOTAL]", take_rate, "this client's connections of a minute, and everybody's")
SMTP_OPTION("server-tls", "RESULT", take_server_tls, "with --deliver: what STARTTLS with the next server leads to; no: it offers none")
SMTP_OPTION("tcp-wrappers", "ANSWER", take_wrappers, "what hosts.allow and hosts.deny say: allow, deny (allow)")
SMTP_OPTION("tls", "RESULT", take_tls, "STARTTLS is offered, and leads to verify=OK,version=...,cipher=...,bits=...,cert_subject=...,cert_issuer=...")
