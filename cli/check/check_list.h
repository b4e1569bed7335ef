/*
 * check_list.h - every check: one row each, read by the checking, --explain, the manual page btsh-checks(7), the rules
 * of SARIF and the tests.
 *
 * CHECK(code, level, profiles, title, why, bad, good): the number behind BT; how bad it is (STYLE, INFO, WARNING,
 * ERROR); the profiles that ask for it, 0 where it is always made; what is wrong, in a few words; why it is, and how it
 * is mended; files of which it is told, and the same mended. Files of an example: a line "==> NAME" before each.
 */

/* ---- .mc ------------------------------------------------------------------------------------------------ */

CHECK(101, ERROR, 0, "m4 says that something is wrong",
      "m4 prints what the tree has to complain of on its standard error, and ends with status 0 all the same: a\n"
      "Makefile goes on and installs the result.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`blocklist_recipients')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nFEATURE(`blocklist_recipients')dnl\n"
      "MAILER(`local')dnl\nMAILER(`smtp')dnl\n")
CHECK(102, WARNING, 0, "a name that nothing reads",
      "m4 takes a define of any name. A name that stands nowhere in the tree, and only once in the file, has no effect.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`SMARTHOST', `relay.example.net')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`SMART_HOST', `relay.example.net')dnl\nMAILER(`smtp')dnl\n")
CHECK(103, WARNING, 0, "a rule with blanks where a tab must be",
      "The sides of a rule are parted by tabs. With blanks it is no rule; editors that expand tabs, and copying from a\n"
      "terminal, make it so.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_RULE_0\nR$* < @ old.example . > $*    $#error $: 550 gone\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_RULE_0\nR$* < @ old.example . > $*\t$#error $: 550 gone\n")
CHECK(104, ERROR, 0, "a feature asks for a map or ruleset that is not there",
      "Some features only work beside others, and m4 does not say so. sendmail finds out when a client is connected:\n"
      "the lookup fails, or the ruleset is missing, for every message.",
      "==> site.mc\nOSTYPE(`linux')dnl\n"
      "FEATURE(`rhsbl', `bl.example.org')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\n"
      "FEATURE(`access_db')dnl\nFEATURE(`rhsbl', `bl.example.org')dnl\nMAILER(`smtp')dnl\n")
CHECK(105, ERROR, 0, "strangers can send mail through this host",
      "A client that nobody knows gave a sender and a recipient, both of nobody's domains, and the mail was accepted and left\n"
      "this host. What is told was run; who finds such a server uses it within days.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`relay_local_from')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nRELAY_DOMAIN(`friend.example.net')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n")
CHECK(106, WARNING, 0, "a mailer is set up after it was made",
      "MAILER(X) reads the definitions of X when it stands there; those behind it come too late.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\ndefine(`SMTP_MAILER_MAX', `100000')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`SMTP_MAILER_MAX', `100000')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n")
CHECK(107, WARNING, 0, "m4 expands a macro in a # comment",
      "In these files # begins no comment of m4: what stands behind it is expanded, so the feature is turned on. dnl\n"
      "begins a comment.",
      "==> site.mc\nOSTYPE(`linux')dnl\n# FEATURE(`always_add_domain')\nMAILER(`local')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndnl FEATURE(`always_add_domain')\nMAILER(`local')dnl\n")
CHECK(108, WARNING, 0, "this lets strangers relay",
      "Who can send mail through a server to any address will be found within days, and the server listed.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`relay_local_from')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nMAILER(`smtp')dnl\n")
CHECK(109, WARNING, 0, "addresses with a second host in them go to a hub",
      "With nospecial user%site@here is a user of this host, whom nobody asks whether he may relay; a hub to which users of this\n"
      "host go gets user%site@hub, and a hub that trusts this host sends it to the site.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`nopercenthack', `nospecial')dnl\ndefine(`MAIL_HUB', `hub.example.net')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`nopercenthack', `reject')dnl\ndefine(`MAIL_HUB', `hub.example.net')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n")
CHECK(110, WARNING, 0, "the list of milters is set before a milter",
      "INPUT_MAIL_FILTER adds its name to confINPUT_MAIL_FILTERS and sets it anew; a list that was defined before is\n"
      "lost. Define it behind the last one.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confINPUT_MAIL_FILTERS', `a, b')dnl\n"
      "INPUT_MAIL_FILTER(`a', `S=local:/run/a')dnl\nINPUT_MAIL_FILTER(`b', `S=local:/run/b')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nINPUT_MAIL_FILTER(`a', `S=local:/run/a')dnl\n"
      "INPUT_MAIL_FILTER(`b', `S=local:/run/b')dnl\ndefine(`confINPUT_MAIL_FILTERS', `b, a')dnl\nMAILER(`smtp')dnl\n")
CHECK(111, INFO, 0, "daemons that take less mail, or more, than one may think",
      "No other server can send mail to it. That is right for a workstation, and surprising on a mail server. So it is where the only\n"
      "ports are those for users, or where whoever comes to port 25 has to log in (M=a), which no other server can. And where all\n"
      "that DAEMON_OPTIONS name is restricted so, port 587 is open to everybody: m4 adds a daemon for it, unless\n"
      "FEATURE(`no_default_msa') stands there.",
      "==> site.mc\nOSTYPE(`linux')dnl\nDAEMON_OPTIONS(`Port=smtp,Addr=127.0.0.1, Name=MTA')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nDAEMON_OPTIONS(`Port=smtp, Name=MTA')dnl\nMAILER(`smtp')dnl\n")
CHECK(112, INFO, 0, "a feature that has another name now",
      "The old name will go away.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nFEATURE(`blacklist_recipients')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nFEATURE(`blocklist_recipients')dnl\nMAILER(`smtp')dnl\n")
CHECK(113, WARNING, 0, "a list of addresses in DNS that has closed",
      "A list that has closed answers nothing, or everything: then all mail is refused.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`dnsbl', `relays.ordb.org')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`dnsbl', `bl.example.org')dnl\nMAILER(`smtp')dnl\n")
CHECK(114, INFO, 0, "masquerading leaves the envelope as it is",
      "Without FEATURE(masquerade_envelope) only headers are rewritten: errors come back to the host's own name.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMASQUERADE_AS(`example.com')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMASQUERADE_AS(`example.com')dnl\nFEATURE(`masquerade_envelope')dnl\n"
      "MAILER(`smtp')dnl\n")
CHECK(115, WARNING, 0, "block_bad_helo without delay_checks",
      "Without FEATURE(delay_checks) the name in HELO is only looked at where a foreign recipient is given; mail to\n"
      "local users comes in whatever it is.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`block_bad_helo')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`delay_checks')dnl\nFEATURE(`block_bad_helo')dnl\nMAILER(`smtp')dnl\n")
CHECK(116, WARNING, 0, "a call is lost behind dnl",
      "dnl takes away the rest of its line, and what is called there is not called.",
      "==> site.mc\nOSTYPE(`linux')dnl FEATURE(`nouucp', `reject')\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`nouucp', `reject')dnl\nMAILER(`smtp')dnl\n")

/* ---- configurations ------------------------------------------------------------------------------------- */

CHECK(200, ERROR, 0, "what sendmail says when it reads the file",
      "sendmail complains of such a line at every start, goes on without it, and ends with another status.",
      "==> site.cf\nV10/Berkeley\nO NoSuchOption=1\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\n")

CHECK(201, ERROR, 0, "a rule or a mailer names what is not there",
      "A map, ruleset or mailer of that name is defined nowhere. sendmail finds out when an address comes that far; a ruleset of a\n"
      "mailer (S=, R=) that has no rules it takes for one that changes nothing (a warning).",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$* @ $+\t$: $(routes $2 $: $) $1\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Kroutes hash -o /etc/mail/routes\nSparse=0\nR$* @ $+\t$: $(routes $2 $: $) $1\nR$*\t$#local $: $1\n")
CHECK(202, WARNING, 0, "a macro that is only set later",
      "$x is put in when the file is read. What a server sets for each message is empty then; $&x has the value of now.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\nScheck_mail\nR$*\t$: ${client_addr} $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\nScheck_mail\nR$*\t$: $&{client_addr} $1\n")
CHECK(203, WARNING, 0, "a macro that is not set at that stage",
      "check_relay runs when a client connects, before it says anything: its HELO, a login, a certificate, the sender are not known.\n"
      "check_mail runs with the sender. The recipient is not known in either.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\nScheck_mail\nR$*\t$: $&{rcpt_addr} $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\nScheck_rcpt\nR$*\t$: $&{rcpt_addr} $1\n")
CHECK(204, WARNING, 0, "a rule that nothing reaches",
      "A rule before it takes all that it would take, and leaves the ruleset.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\nR$* @ $+\t$#local $: $2\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$* @ $+\t$#local $: $2\nR$*\t$#local $: $1\n")
CHECK(205, WARNING, 0, "a rule that never ends",
      "A rule is tried again on what it made, until it does not match. This one makes what it matches; sendmail gives up\n"
      "after a hundred times.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$+\t$1\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$+\t$: $1\nR$*\t$#local $: $1\n")
CHECK(206, WARNING, 0, "a temporary failure is taken for an answer",
      "A map with -T answers where it cannot be asked, too: with the key and the text of -T. A rule has to look for that text and\n"
      "say $#error with a code of 4; otherwise a policy is not kept, or mail lost, while a server is away. Without -T a failure\n"
      "ends the rules, and the message is tried again.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_CONFIG\nKgrey ldap -T<TMPF> -k (mail=%0) -v mail -h ldap.example.net\n"
      "LOCAL_RULESETS\nSLocal_check_mail\nR$*\t$: $(grey $1 $: NO $)\nRNO\t$#error $@ 5.7.1 $: 550 who is that\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_CONFIG\nKgrey ldap -T<TMPF> -k (mail=%0) -v mail -h ldap.example.net\n"
      "LOCAL_RULESETS\nSLocal_check_mail\nR$*\t$: $(grey $1 $: NO $)\nR$* <TMPF>\t$#error $@ 4.3.0 $: 451 later\n"
      "RNO\t$#error $@ 5.7.1 $: 550 who is that\n")
CHECK(207, INFO, 0, "a header is checked without its comments",
      "What stands in brackets is taken for a comment, as in addresses, and is gone before the ruleset sees the value; so it is\n"
      "in a subject or another text. $>+ hands the value over as it stands.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_RULESETS\nHSubject: $>CheckSubject\nSCheckSubject\n"
      "R$* spam $*\t$#error $@ 5.7.1 $: 550 no\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_RULESETS\nHSubject: $>+CheckSubject\nSCheckSubject\n"
      "R$* spam $*\t$#error $@ 5.7.1 $: 550 no\n")
CHECK(208, INFO, 0, "little room is left",
      "sendmail has room for 25 mailers, 100 rulesets with a name and 96 long names of macros and classes; what comes then is\n"
      "refused when the file is read. Told from eight in ten.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Mm1, P=/bin/true, A=true $u\nMm2, P=/bin/true, A=true $u\nMm3, P=/bin/true, A=true $u\n"
      "Mm4, P=/bin/true, A=true $u\nMm5, P=/bin/true, A=true $u\nMm6, P=/bin/true, A=true $u\n"
      "Mm7, P=/bin/true, A=true $u\nMm8, P=/bin/true, A=true $u\nMm9, P=/bin/true, A=true $u\n"
      "Mm10, P=/bin/true, A=true $u\nMm11, P=/bin/true, A=true $u\nMm12, P=/bin/true, A=true $u\n"
      "Mm13, P=/bin/true, A=true $u\nMm14, P=/bin/true, A=true $u\nMm15, P=/bin/true, A=true $u\n"
      "Mm16, P=/bin/true, A=true $u\nMm17, P=/bin/true, A=true $u\nMm18, P=/bin/true, A=true $u\n"
      "Sparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Sparse=0\nR$*\t$#local $: $1\n")
CHECK(209, WARNING, 0, "a word of a class that is no domain",
      "Words of a class are parted by blanks alone. A comma or a semicolon stays in the word, and no domain has one: mail for it is\n"
      "treated as if it were not there. Words are compared letter by letter: stars and lengths of prefixes mean nothing in them. Of a\n"
      "line of relay-domains or local-host-names the first word alone is read.",
      "==> site.mc\nOSTYPE(`linux')dnl\nLOCAL_DOMAIN(`shop.example, club.example')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nLOCAL_DOMAIN(`shop.example club.example')dnl\nMAILER(`smtp')dnl\n")
CHECK(210, WARNING, 0, "a relay, or a domain to hide behind, that cannot be meant",
      "SMART_HOST, MAIL_HUB and their kin are hosts, parted by colons, behind a mailer and a colon or without one. Ports have no room\n"
      "there: they belong into RELAY_MAILER_ARGS. MASQUERADE_AS is one domain, and confDOMAIN_NAME the name of this host with its domain.\n"
      "m4 takes whatever it is given.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`SMART_HOST', `[relay.example.net]:587')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`RELAY_MAILER_ARGS', `TCP $h 587')dnl\ndefine(`SMART_HOST', `[relay.example.net]')dnl\nMAILER(`smtp')dnl\n")
CHECK(401, WARNING, PROFILE_STIG, "the log tells too little",
      "STIG V-215344: LogLevel is 9 or more, so that connections and deliveries are logged.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O LogLevel=5\nSparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O LogLevel=9\nSparse=0\nR$*\t$#local $: $1\n")
CHECK(402, WARNING, PROFILE_STIG | PROFILE_CIS, "VRFY and EXPN tell who is here",
      "STIG V-215415 and CIS: PrivacyOptions has goaway, or novrfy and noexpn.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O PrivacyOptions=authwarnings\nSparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O PrivacyOptions=goaway\nSparse=0\nR$*\t$#local $: $1\n")
CHECK(403, INFO, PROFILE_STIG | PROFILE_CIS, "the greeting tells the version",
      "STIG V-215412 and CIS: who connects need not know what runs here.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O SmtpGreetingMessage=$j Sendmail $v; $b\nSparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O SmtpGreetingMessage=$j ready; $b\nSparse=0\nR$*\t$#local $: $1\n")
CHECK(404, INFO, PROFILE_STIG, "users may forward their mail",
      "STIG V-4385: ForwardPath is empty; a file in a home folder can name programs.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O ForwardPath=$z/.forward\nSparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "O ForwardPath=\nSparse=0\nR$*\t$#local $: $1\n")
CHECK(405, INFO, 0, "files that others can write to are trusted",
      "confDONT_BLAME_SENDMAIL turns checks of modes and owners off. Whoever can write to such a file decides where mail goes.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confDONT_BLAME_SENDMAIL', `GroupWritableAliasFile')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\n")
CHECK(406, WARNING, 0, "a class of maps that sendmail may not have",
      "Which classes of maps there are is decided when sendmail is built. Debian's has no cdb: it says so at every start, and goes on\n"
      "without the map. btsh reads such tables all the same.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Kusers cdb -o /etc/mail/users\nSparse=0\nR$*\t$#local $: $1\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "Kusers hash -o /etc/mail/users\nSparse=0\nR$*\t$#local $: $1\n")
CHECK(407, INFO, 0, "a configuration of an older tree",
      "Rulesets of an older tree do not know what a newer sendmail asks of them: results of DANE pass for good.\n"
      "With --target 8.18.1, what a configuration of 8.17 misses: DANE_TEMP and DANE_NOTLS in tls_rcpt, the server's name in\n"
      "clt_features, several A records in enhdnsbl.",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "DZ8.14.4\nSparse=0\nR$*\t$#local $: $1\nStls_rcpt\nR$*\t$@ OK\n",
      "==> site.cf\nV10/Berkeley\nMlocal, P=/bin/true, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
      "DZ8.17.1\nSparse=0\nR$*\t$#local $: $1\nStls_rcpt\nR$*\t$@ OK\n")
CHECK(408, ERROR, 0, "two daemons on one port",
      "sendmail tries ten times for a port that is taken, and then ends, with all its daemons (\"server SMTP socket wedged: exiting\").\n"
      "m4 adds a daemon for port 587 to those of DAEMON_OPTIONS; whoever writes one of his own needs FEATURE(`no_default_msa').",
      "==> site.mc\nOSTYPE(`linux')dnl\nDAEMON_OPTIONS(`Port=smtp, Name=MTA')dnl\nDAEMON_OPTIONS(`Port=submission, Name=MSA, M=Ea')dnl\n"
      "MAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`no_default_msa')dnl\nDAEMON_OPTIONS(`Port=smtp, Name=MTA')dnl\n"
      "DAEMON_OPTIONS(`Port=submission, Name=MSA, M=Ea')dnl\nMAILER(`smtp')dnl\n")
CHECK(409, INFO, 0, "a file without its folder",
      "A server opens tables and alias files in QueueDirectory, and reads words of classes where it happens to be started; sendmail -bt\n"
      "opens all where it is started, so that a test finds what the server does not.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable', `hash -o mailertable')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable', `hash -o /etc/mail/mailertable')dnl\nMAILER(`smtp')dnl\n")
CHECK(410, INFO, 0, "a wildcard MX in this host's domain",
      "A name that is not found is looked for below the domains of the search list. Where a wildcard (*.example.com MX ...) answers there,\n"
      "every name that does not exist becomes one of this domain, and mail for it goes to the wildcard's host. With HasWildcardMX sendmail\n"
      "does not look there. It is asked of a zone (--zone), a recording (--replay), and of name servers with --dns alone.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\nLOCAL_CONFIG\nDmexample.com\n"
      "==> dns.zone\n$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns.example.com. root.example.com. 1 60 60 60 60\n"
      "mail IN A 192.0.2.7\n* IN MX 10 mail\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confBIND_OPTS', `+HasWildcardMX')dnl\nMAILER(`smtp')dnl\n"
      "LOCAL_CONFIG\nDmexample.com\n"
      "==> dns.zone\n$ORIGIN example.com.\n$TTL 300\n@ IN SOA ns.example.com. root.example.com. 1 60 60 60 60\n"
      "mail IN A 192.0.2.7\n* IN MX 10 mail\n")
CHECK(411, WARNING, 0, "a value that is read otherwise than it looks",
      "A number ends at the first letter: a MaxMessageSize of 10M is ten bytes. A truth is what begins with t or y: 1 and on are no. The\n"
      "last number of a time, where it has no unit, has the option's own: 1h30 may be 31 hours. sendmail takes all of them without\n"
      "a word. A number of 60 and more without a unit, where minutes or more are meant, is an info.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confMAX_MESSAGE_SIZE', `10M')dnl\nMAILER(`smtp')dnl\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confMAX_MESSAGE_SIZE', `10485760')dnl\nMAILER(`smtp')dnl\n")

/* ---- tables --------------------------------------------------------------------------------------------- */

CHECK(301, WARNING, 0, "access: a network with a length of prefix",
      "A key is looked up as a text, and nobody asks for one with a slash: for 10.1.2.3 the keys are 10.1.2.3, 10.1.2,\n"
      "10.1 and 10. Write the octets of the network, one entry for each, or let cidrexpand do it.",
      "==> access\n10.0.0.0/8\tRELAY\n", "==> access\nConnect:10\tRELAY\n")
CHECK(302, WARNING, 0, "access: an address in a form that is not asked for",
      "Networks end where their octets end, without a dot or a star: 172.16 and not 172.16.0.0, 172.16. or 172.16.*.\n"
      "IPv6 addresses begin with IPv6: and have all eight groups, without zeros in front and without ::.",
      "==> access\nConnect:172.16.0.0\tRELAY\n", "==> access\nConnect:172.16\tRELAY\n")
CHECK(303, WARNING, 0, "access: no action",
      "What is none of OK, RELAY, REJECT, DISCARD, SKIP, ERROR:..., QUARANTINE:... becomes the text of an error: mail is\n"
      "refused with it. So is OK with a comment behind it.",
      "==> access\nFrom:spam.example\tRejecct\n", "==> access\nFrom:spam.example\tREJECT\n")
CHECK(304, WARNING, 0, "mailertable: a value without a mailer",
      "Without \"mailer:\" before the host the entry is found and has no effect: mail goes to the MX of the domain.",
      "==> mailertable\nexample.org\tgw.example\n", "==> mailertable\nexample.org\tesmtp:[gw.example]\n")
CHECK(305, WARNING, 0, "an entry that no address reaches",
      "Something else always answers first: the domain is one of this host's, another table has an entry for it, or\n"
      "it is in no class that would let the table be asked; or two of these. What is named was taken away, and the entry was\n"
      "used then.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable')dnl\nLOCAL_DOMAIN(`example.com')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.com\tesmtp:[gw.example.net]\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.com\tesmtp:[gw.example.net]\n")
CHECK(306, ERROR, 0, "an address that leads back to itself",
      "What one entry makes of it another makes back. sendmail gives up after some rounds, and nobody gets the mail.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`virtusertable')dnl\nVIRTUSER_DOMAIN(`shop.example')dnl\nMAILER(`smtp')dnl\n"
      "==> virtusertable\nann@shop.example\tbob@shop.example\nbob@shop.example\tann@shop.example\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`virtusertable')dnl\nVIRTUSER_DOMAIN(`shop.example')dnl\nMAILER(`smtp')dnl\n"
      "==> virtusertable\nann@shop.example\tbob@shop.example\nbob@shop.example\tbob@example.net\n")
CHECK(307, WARNING, 0, "a key that was there before",
      "makemap keeps the first of the entries and complains of the others, which have no effect.",
      "==> virtusertable\ninfo@shop.example\tann\ninfo@Shop.example\tbob\n",
      "==> virtusertable\ninfo@shop.example\tann\nsales@shop.example\tbob\n")
CHECK(308, WARNING, 0, "a database older than its text",
      "sendmail reads the database. Until makemap, or newaliases, has run, it answers as before.",
      "==> mailertable.db older\n==> mailertable\nexample.org\tesmtp:[gw.example]\n",
      "==> mailertable\nexample.org\tesmtp:[gw.example]\n")
CHECK(309, WARNING, 0, "virtusertable, genericstable: no address, or more than one",
      "The value is one address; with several mail is refused (553 5.1.3), and so it is where the user is missing (@example.org).\n"
      "Let it be an alias, and the alias a list. In the genericstable it is the sender as others see him, who is one, too.",
      "==> virtusertable\nall@shop.example\tann, bob\n", "==> virtusertable\nall@shop.example\tshop-all\n")
CHECK(310, WARNING, 0, "mailertable: a host that cannot be meant",
      "A bracket that is open makes another host of it, an unknown mailer an error, and mail that is handed to this host itself\n"
      "comes back. Hosts are parted by colons, and have no ports.",
      "==> mailertable\nexample.org\tesmtp:[gw.example\n", "==> mailertable\nexample.org\tesmtp:[gw.example]\n")
CHECK(311, WARNING, 0, "the MX leads back to this host",
      "A host without brackets stands for its MX hosts. Where this host is the first of them, mail comes back to it (\"config error:\n"
      "mail loops back to me\"): a host in the mailertable, a smart host, or a domain to which an entry or alias leads and which\n"
      "this host does not take for its own. In brackets the host itself is meant; a domain of this host is to be in $=w. A host\n"
      "that is an MX of the domain behind this one hands the mail back too, unless it has it (an info). MX is asked\n"
      "of a zone (--zone), a recording (--replay), and of name servers with --dns alone.",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confDOMAIN_NAME', `mail.example.com')dnl\nFEATURE(`mailertable')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.org\tesmtp:gw.example.net\n"
      "==> dns.zone\n$ORIGIN example.net.\n$TTL 300\n@ IN SOA ns.example.net. root.example.net. 1 60 60 60 60\n"
      "gw IN MX 10 mail.example.com.\ngw IN A 192.0.2.7\n",
      "==> site.mc\nOSTYPE(`linux')dnl\ndefine(`confDOMAIN_NAME', `mail.example.com')dnl\nFEATURE(`mailertable')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.org\tesmtp:[gw.example.net]\n"
      "==> dns.zone\n$ORIGIN example.net.\n$TTL 300\n@ IN SOA ns.example.net. root.example.net. 1 60 60 60 60\n"
      "gw IN MX 10 mail.example.com.\ngw IN A 192.0.2.7\n")
CHECK(312, WARNING, 0, "access: RELAY, or OK, that relays nothing",
      "For a sender RELAY counts with FEATURE(relay_mail_from) alone, which lets in whoever forges it; without it, it is OK. OK of a\n"
      "client takes its mail to this host's own users. Clients relay by Connect:...RELAY, recipients are relayed by To:...RELAY.\n"
      "OK is told of networks that nobody else can have (RFC 1918).",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nMAILER(`smtp')dnl\n==> access\nFrom:example.org\tRELAY\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`access_db')dnl\nMAILER(`smtp')dnl\n==> access\nConnect:192.0.2.1\tRELAY\n")
CHECK(313, STYLE, 0, "access: a key without a tag",
      "It holds for clients, senders and recipients at once. A tag (Connect:, From:, To:) says which is meant.",
      "==> access\nspam.example\tREJECT\n", "==> access\nFrom:spam.example\tREJECT\n")
CHECK(314, WARNING, 0, "ERROR: codes that do not agree, or are not read",
      "The first digit of the enhanced code and that of the reply are the same (RFC 3463): 4 is for the time being, 5\n"
      "for good. The sender's server goes by one, people and reports by the other. An enhanced code counts with a code of three\n"
      "digits behind it alone; in the virtusertable a word before the text is a keyword (nouser), and a code is none. What is not\n"
      "read so refuses for good, with 553 5.3.0.",
      "==> access\nTo:joe@example.org\tERROR:5.2.2:450 mailbox full\n",
      "==> access\nTo:joe@example.org\tERROR:4.2.2:450 mailbox full\n")
CHECK(315, WARNING, 0, "access: a tag that nothing asks for",
      "An entry is found by its tag. A tag that no rule of the configuration knows, or a feature that is not there\n"
      "(To: without blocklist_recipients), leaves the entry without effect. A client has no user: what is said of one stands\n"
      "behind From: or To:.",
      "==> access\nForm:spam.example\tREJECT\n", "==> access\nFrom:spam.example\tREJECT\n")
CHECK(316, INFO, 0, "virtusertable: a program or a file",
      "Who may write the table can then run programs. An alias says the same where it is looked for.",
      "==> virtusertable\nlist@shop.example\t\"|/usr/local/bin/list\"\n", "==> virtusertable\nlist@shop.example\tlist\n")
CHECK(317, STYLE, 0, "virtusertable: the detail is lost",
      "In the value of an @domain entry %1 is the user without its +detail; %1%3 keeps it.",
      "==> virtusertable\n@shop.example\t%1@example.net\n", "==> virtusertable\n@shop.example\t%1%3@example.net\n")
CHECK(318, WARNING, 0, "aliases: nobody is postmaster",
      "RFC 5321 wants mail to postmaster to be taken, and others write there when something is wrong.",
      "==> aliases\nroot: ann\n", "==> aliases\npostmaster: root\nroot: ann\n")
CHECK(319, WARNING, 0, "passwords that others can read",
      "Entries with tag AuthInfo: hold passwords; a file that others can read shows them to every user of the host.",
      "==> access 0644\nAuthInfo:relay.example.net\t\"U:joe\" \"P:secret\"\n",
      "==> access 0600\nAuthInfo:relay.example.net\t\"U:joe\" \"P:secret\"\n")
CHECK(320, WARNING, 0, "a line that makemap refuses",
      "A line begins with its key, and has a value. makemap complains of others and leaves them out.",
      "==> mailertable\n example.org\tesmtp:[gw.example]\n", "==> mailertable\nexample.org\tesmtp:[gw.example]\n")
CHECK(321, WARNING, 0, "a key that nobody asks for",
      "What is asked for has a form of its own in each table: domains and .domains in the mailertable, user@domain and\n"
      "@domain in the virtusertable, user, user@domain and @domain in the genericstable, and nowhere a dot at the end or\n"
      "a star.",
      "==> mailertable\n*.example.org\tesmtp:[gw.example]\n", "==> mailertable\n.example.org\tesmtp:[gw.example]\n")
CHECK(322, WARNING, 0, "aliases: mail can be made into programs",
      "decode and uudecode were written for another time: whoever sends mail there may write files (STIG V-4691).",
      "==> aliases\npostmaster: root\ndecode: \"|/usr/bin/uudecode\"\n", "==> aliases\npostmaster: root\n")
CHECK(323, WARNING, 0, "aliases: a line without a name, or without an address",
      "An entry is a name, a colon and addresses; what goes on begins with a blank.",
      "==> aliases\npostmaster: root\nann ann@example.net\n", "==> aliases\npostmaster: root\nann: ann@example.net\n")
CHECK(324, INFO, 0, "a table that nothing reads",
      "No map of the configuration names this file, so its entries have no effect.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`smtp')dnl\n==> virtusertable\ninfo@shop.example\tann\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`virtusertable')dnl\nVIRTUSER_DOMAIN(`shop.example')dnl\nMAILER(`smtp')dnl\n"
      "==> virtusertable\ninfo@shop.example\tann\n")
CHECK(325, INFO, 0, "an entry that nothing was seen to use",
      "Addresses were made that ought to use the entry, as recipient, sender and client; none did, and nothing that was\n"
      "taken away changed that. It may be used in a way that was not tried.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`authinfo')dnl\nMAILER(`smtp')dnl\n"
      "==> authinfo 0600\nAuthInfo:ann@example.com\t\"U:ann\" \"P:secret\"\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`authinfo')dnl\nMAILER(`smtp')dnl\n"
      "==> authinfo 0600\nAuthInfo:relay.example.com\t\"U:ann\" \"P:secret\"\n")
CHECK(326, WARNING, 0, "a comment behind a value",
      "makemap knows comments that are lines of their own. What stands behind a value, # and all, is a part of it: of the host\n"
      "that mail is sent to, of the user that nobody is.",
      "==> mailertable\nexample.org\tesmtp:[gw.example] # the gateway\n", "==> mailertable\n# the gateway\nexample.org\tesmtp:[gw.example]\n")
CHECK(327, WARNING, 0, "a table that others can write to",
      "sendmail reads no table and no alias file in a folder that its group or everybody may write to (\"Group writable directory\").\n"
      "It reads one that everybody may write to, and whoever does decides where mail goes. Both are told of what stands where the\n"
      "configuration says, and not of a copy; with DontBlameSendmail nobody looks.",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable', `hash -o mailertable')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.org\tesmtp:[gw.example]\n==> mailertable.db 0666\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`mailertable', `hash -o mailertable')dnl\nMAILER(`smtp')dnl\n"
      "==> mailertable\nexample.org\tesmtp:[gw.example]\n==> mailertable.db 0644\n")
CHECK(328, INFO, 0, "aliases: programs without smrsh",
      "What stands behind | is handed to a shell with the rights of the alias file's owner, or of DefaultUser. With FEATURE(`smrsh')\n"
      "only programs of one folder are started.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n"
      "==> aliases\npostmaster: root\nlist: \"|/usr/local/bin/list\"\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nFEATURE(`smrsh')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n"
      "==> aliases\npostmaster: root\nlist: \"|/usr/local/bin/list\"\n")
CHECK(329, WARNING, 0, "an account with capitals",
      "Without the flag u of its mailer a user's name is made lower case before the account is looked for: mail for an account with\n"
      "capitals is refused (\"User unknown\"). Accounts are those of this machine, or --users.",
      "==> site.mc\nOSTYPE(`linux')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n"
      "==> aliases\npostmaster: root\nsales: AnnSmith\n==> --users AnnSmith\n",
      "==> site.mc\nOSTYPE(`linux')dnl\nMODIFY_MAILER_FLAGS(`LOCAL', `+u')dnl\nMAILER(`local')dnl\nMAILER(`smtp')dnl\n"
      "==> aliases\npostmaster: root\nsales: AnnSmith\n==> --users AnnSmith\n")
CHECK(330, WARNING, 0, "aliases: an address that reaches nobody",
      "newaliases takes nearly everything for an address. Addresses are parted by commas, and what has blanks, a program with its\n"
      "arguments, stands in quotes; a comment has a line of its own, and a line that begins with a blank goes on with the one before.",
      "==> aliases\npostmaster: root\nsales: ann bob\nlist: |/usr/local/bin/list -q\n",
      "==> aliases\npostmaster: root\nsales: ann, bob\nlist: \"|/usr/local/bin/list -q\"\n")
CHECK(331, WARNING, 0, "domaintable: a value that is no domain",
      "The domain of an address becomes the value as it stands, whatever it is: the user stays, and neither a mailer nor a second domain\n"
      "has room there. Mail for it goes to a host that nobody has.",
      "==> domaintable\nold.example\tinfo@new.example\n", "==> domaintable\nold.example\tnew.example\n")
