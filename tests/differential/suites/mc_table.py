"""The arguments of the m4 tree's features, mailers, hacks, macros and defines. All text is ours."""

RELAYS = """define(`UUCP_RELAY', `uucphub.example.net')dnl
define(`BITNET_RELAY', `bithub.example.net')dnl
define(`DECNET_RELAY', `dechub.example.net')dnl
define(`FAX_RELAY', `faxhub.example.net')dnl
define(`LUSER_RELAY', `lost@hub.example.net')dnl
"""

ACCESS = "FEATURE(`access_db')dnl\n"
MASQUERADE = """MASQUERADE_AS(`example.com')dnl
MASQUERADE_DOMAIN(`inside.example.com')dnl
"""

BRINGS_MAILERS = ("nullclient", "msp", "msp_nullclient")

_LDAP_DOMAIN = "LDAPROUTE_DOMAIN(`ldap.example.org example.com')dnl\n"

# name: variants of (label, arguments, text before, text after)
_FEATURES = {
    "access_db": [("", "", "", ""), ("-btree", "`btree -o -T<TMPF> /etc/mail/access'", "", ""),
                  ("-without-tempfail", "`hash -o /etc/mail/access'", "", ""),
                  ("-skip", "`', `skip'", "", ""), ("-dots", "`', `lookupdotdomain'", "", ""),
                  ("-full-address", "`', `skip', `lookupdotdomain', `relaytofulladdress'", "", ""),
                  ("-blocklist-delay", "", "", "FEATURE(`blocklist_recipients')dnl\n"
                   "FEATURE(`delay_checks', `friend')dnl\n"),
                  ("-text", "`text -T<TMPF> /etc/mail/access'", "", ""),
                  ("-ldap", "`LDAP'", "", "")],
    "allmasquerade": [("", "", MASQUERADE, ""), ("-envelope", "", MASQUERADE,
                      "FEATURE(`masquerade_envelope')dnl\nFEATURE(`genericstable')dnl\n")],
    "always_add_domain": [("", "", "", ""), ("-given", "`added.example.com'", "", "")],
    "authinfo": [("", "", "", ""), ("-text", "`hash -o /etc/mail/authinfo'", "", "")],
    "badmx": [("", "", "", ""), ("-pattern", "`^127\\.'", "", "")],
    "bestmx_is_local": [("", "", "", ""), ("-domains", "`example.net example.org'", "", "")],
    "bitdomain": [("", "", "define(`BITNET_RELAY', `bithub.example.net')dnl\n", "")],
    "blacklist_recipients": [("", "", ACCESS, "")],
    "blocklist_recipients": [("", "", ACCESS, "")],
    "block_bad_helo": [("", "", ACCESS, "")],
    "check_other": [("", "", "", ""), ("-pattern", "`^[[:alpha:]]+$'", "", "")],
    "compat_check": [("", "", ACCESS, "")],
    "conncontrol": [("", "", ACCESS, ""),
                    ("-nodelay", "`nodelay'", ACCESS + "FEATURE(`delay_checks')dnl\n", ""),
                    ("-terminate", "`nodelay', `terminate'",
                     ACCESS + "FEATURE(`delay_checks')dnl\n", "")],
    "delay_checks": [("", "", "", ""), ("-access", "", ACCESS, ""),
                     ("-friend", "`friend'", ACCESS, ""), ("-hater", "`hater'", ACCESS, "")],
    "dnsbl": [("", "`dnsbl.example.net'", "", ""),
              ("-message", "`dnsbl.example.net', `\"550 listed \" $&{client_addr}', `t'", "", ""),
              ("-quarantine", "`dnsbl.example.net', `quarantine'", "", ""),
              ("-discard", "`dnsbl.example.net', `discard'", ACCESS, "")],
    "domainmap": [("", "`foo.com', `hash /etc/mail/foo-users'", "", "")],
    "domaintable": [("", "", "", ""), ("-text", "`text /etc/mail/domaintable'", "", ""),
                    ("-ldap", "`LDAP'", "", "")],
    "enhdnsbl": [("", "`dnsbl.example.net'", "", ""),
                 ("-pattern", "`dnsbl.example.net', `', `t', `127.0.0.2.', `127.0.0.4.'", "", ""),
                 ("-quarantine", "`dnsbl.example.net', `quarantine'", "", "")],
    "generics_entire_domain": [("", "", "FEATURE(`genericstable')dnl\n"
                                "GENERICS_DOMAIN(`example.org mail.example.com')dnl\n", "")],
    "genericstable": [("", "", "", ""), ("-domains", "", "",
                      "GENERICS_DOMAIN(`generics.example.org mail.example.com')dnl\n"),
                      ("-masquerade", "`hash -o /etc/mail/genericstable'", MASQUERADE,
                       "GENERICS_DOMAIN_FILE(`/etc/mail/generics-domains')dnl\n"
                       "FEATURE(`masquerade_envelope')dnl\n"), ("-ldap", "`LDAP'", "", "")],
    "greet_pause": [("", "`5000'", "", ""), ("-access", "`5000'", ACCESS, "")],
    "ldap_routing": [("", "", _LDAP_DOMAIN, ""),
                     ("-bounce", "`', `', `bounce', `strip', `nodomain', `tempfail'",
                      _LDAP_DOMAIN, ""),
                     ("-hash", "`hash /etc/mail/mailertable', `hash /etc/mail/virtusertable',"
                      " `sendertoo', `preserve'", _LDAP_DOMAIN, ""),
                     ("-passthru", "`null', `hash /etc/mail/virtusertable', `passthru', `preserve',"
                      " `', `queue'", _LDAP_DOMAIN, "")],
    "limited_masquerade": [("", "", MASQUERADE + "LOCAL_DOMAIN(`example.com')dnl\n", "")],
    "local_lmtp": [("", "", "", ""), ("-path", "`/usr/libexec/lmtp', `lmtp -x'", "", "")],
    "local_no_masquerade": [("", "", MASQUERADE, "")],
    "local_procmail": [("", "", "", ""),
                       ("-path", "`/usr/local/bin/procmail', `procmail -t -Y -a $h -d $u', `SPfhn'",
                        "", "")],
    "lookupdotdomain": [("", "", ACCESS, "")],
    "mailertable": [("", "", "", ""), ("-text", "`text /etc/mail/mailertable'", "", ""),
                    ("-smart-host", "", "define(`SMART_HOST', `smtp:[10.0.0.3]')dnl\n", ""),
                    ("-catch-all", "`hash /etc/mail/catchall'", "", ""), ("-ldap", "`LDAP'", "", "")],
    "masquerade_entire_domain": [("", "", MASQUERADE, "")],
    "masquerade_envelope": [("", "", MASQUERADE, "")],
    "msp": [("", "", "", ""), ("-host", "`[10.0.0.1]', `MSA'", "", "")],
    "mtamark": [("", "", "", ""), ("-reject", "`reject'", "", "")],
    "nocanonify": [("", "", "", ""), ("-hosts", "`canonify_hosts'", "", ""),
                   ("-domains", "", "", "CANONIFY_DOMAIN(`example.net')dnl\n")],
    "nopercenthack": [("", "`reject'", "", ""), ("-nospecial", "`nospecial'", "", "")],
    "nouucp": [("", "`reject'", "", ""), ("-nospecial", "`nospecial'", "", "")],
    "nullclient": [("", "`hub.example.net'", "", ""), ("-literal", "`[10.0.0.1]'", "", "")],
    "prefixmod": [("", "`X', `abc'", "", "")],
    "preserve_luser_host": [("", "", "define(`LUSER_RELAY', `esmtp:hub.example.net')dnl\n", ""),
                            ("-local", "", "define(`LUSER_RELAY', `local:lost')dnl\n", "")],
    "queuegroup": [("", "", ACCESS, "QUEUE_GROUP(`slow', `P=/var/spool/mqueue')dnl\n"),
                   ("-default", "`slow'", ACCESS, "QUEUE_GROUP(`slow', `P=/var/spool/mqueue')dnl\n")],
    "ratecontrol": [("", "", ACCESS, ""),
                    ("-nodelay", "`nodelay', `terminate'",
                     ACCESS + "FEATURE(`delay_checks')dnl\n", "")],
    "redirect": [("", "", "", "")],
    "relay_mail_from": [("", "", ACCESS, ""), ("-domain", "`domain'", ACCESS, "")],
    "require_rdns": [("", "", "", ""), ("-access", "", ACCESS, "")],
    "rhsbl": [("", "`rhsbl.example.net'", ACCESS, ""),
              ("-message", "`rhsbl.example.net', `\"550 bad domain\"', `t'", ACCESS, "")],
    "smrsh": [("", "", "", ""), ("-path", "`/usr/local/bin/smrsh'", "", "")],
    "sts": [("", "", ACCESS, ""), ("-no-test", "`', `NO_SAN_TST'", "", "")],
    "tls_session_features": [("", "", ACCESS, "")],
    "uucpdomain": [("", "", "", "`uucp'"), ("-relay", "", RELAYS, "")],
    "virtuser_entire_domain": [("", "", "FEATURE(`virtusertable')dnl\n"
                                "VIRTUSER_DOMAIN(`example.org')dnl\n", "")],
    "virtusertable": [("", "", "", ""), ("-domains", "", "",
                      "VIRTUSER_DOMAIN(`virtual.example.org third.example.org')dnl\n"),
                      ("-file", "", "", "VIRTUSER_DOMAIN_FILE(`/etc/mail/virtual-domains')dnl\n"),
                      ("-text", "`text /etc/mail/virtusertable'", "", ""), ("-ldap", "`LDAP'", "", "")],
    "vnet": [("", "", "", "")],
    "use_cw_file": [("", "", "", ""), ("-defined", "",
                    "define(`confCW_FILE', `-o /etc/mail/local-host-names %[^\\#]')dnl\n", "")],
    "use_ct_file": [("", "", "", ""), ("-missing", "",
                    "define(`confCT_FILE', `-o /etc/mail/nosuch')dnl\n", "")],
}


def features(name):
    """(label, .mc text) of each variant of a feature."""
    for label, arguments, before, after in _FEATURES.get(name, [("", "", "", "")]):
        call = f"FEATURE(`{name}', {arguments})dnl\n" if arguments else f"FEATURE(`{name}')dnl\n"
        yield label, before + call + after


MAILER_NEEDS = {
    "fax": "define(`FAX_MAILER_ARGS', `faxmail -d $u@$h $f')dnl",
    "uucp": "define(`UUCP_RELAY', `uucphub.example.net')dnl",
    "mail11": "define(`DECNET_RELAY', `dechub.example.net')dnl",
    "cyrusv2": "define(`CYRUSV2_MAILER_ARGS', `FILE /run/lmtp')dnl",
}

HACKS = {
    "dnsblaccess": ("FEATURE(`access_db')dnl\nHACK(`dnsblaccess', `dnsbl.example.net')dnl", ""),
    "msp_nullclient": ("HACK(`msp_nullclient', `hub.example.net')dnl", ""),
    "spamtrap": ("FEATURE(`access_db')dnl\nHACK(`spamtrap')dnl", ""),
    "xconnect": ("FEATURE(`access_db')dnl\nHACK(`xconnect')dnl", ""),
    "debian_auth": ("TRUST_AUTH_MECH(`PLAIN LOGIN')dnl\nHACK(`debian_auth')dnl", ""),
}

_USUAL = ("local", "smtp")
_UUCP = ("local", "smtp", "uucp")


def macros():
    """name: (text before MAILER, text after, mailers) for macros that are not features."""
    table = {
        "masquerade-as": (MASQUERADE, "", _USUAL),
        "masquerade-exception": (MASQUERADE + "FEATURE(`masquerade_entire_domain')dnl\n"
                                 "MASQUERADE_EXCEPTION(`outside.inside.example.com')dnl", "", _USUAL),
        "masquerade-files": ("MASQUERADE_AS(`example.com')dnl\n"
                             "MASQUERADE_DOMAIN_FILE(`/etc/mail/masquerade-domains')dnl\n"
                             "MASQUERADE_EXCEPTION_FILE(`/etc/mail/masquerade-exceptions')dnl", "",
                             _USUAL),
        "exposed-user": (MASQUERADE + "EXPOSED_USER(`root joe')dnl", "", _USUAL),
        "exposed-user-file": (MASQUERADE + "EXPOSED_USER_FILE(`/etc/mail/exposed-users')dnl", "",
                              _USUAL),
        "ldaproute": ("FEATURE(`ldap_routing', `hash /etc/mail/mailertable',"
                      " `hash /etc/mail/virtusertable')dnl\nLDAPROUTE_DOMAIN(`virtual.example.org')dnl\n"
                      "LDAPROUTE_EQUIVALENT(`second.example.org')dnl", "", _USUAL),
        "ldaproute-files": ("FEATURE(`ldap_routing')dnl\n"
                            "LDAPROUTE_DOMAIN_FILE(`/etc/mail/ldaproute-domains')dnl\n"
                            "LDAPROUTE_EQUIVALENT_FILE(`/etc/mail/virtual-domains')dnl", "", _USUAL),
        "relay-domain": ("RELAY_DOMAIN(`friends.example.org 10.5')dnl", "", _USUAL),
        "relay-domain-file": ("RELAY_DOMAIN_FILE(`/etc/mail/relay-domains')dnl", "", _USUAL),
        "generics-domain": ("FEATURE(`genericstable')dnl\n"
                            "GENERICS_DOMAIN(`generics.example.org')dnl", "", _USUAL),
        "generics-domain-file": ("FEATURE(`genericstable')dnl\n"
                                 "GENERICS_DOMAIN_FILE(`/etc/mail/generics-domains')dnl", "", _USUAL),
        "virtuser-domain": ("FEATURE(`virtusertable')dnl\n"
                            "VIRTUSER_DOMAIN(`virtual.example.org')dnl", "", _USUAL),
        "virtuser-domain-file": ("FEATURE(`virtusertable')dnl\n"
                                 "VIRTUSER_DOMAIN_FILE(`/etc/mail/virtual-domains')dnl", "", _USUAL),
        "canonify-domain": ("FEATURE(`nocanonify')dnl\nCANONIFY_DOMAIN(`example.net .org')dnl", "",
                            _USUAL),
        "canonify-domain-file": ("FEATURE(`nocanonify')dnl\n"
                                 "CANONIFY_DOMAIN_FILE(`/etc/mail/canonify-domains')dnl", "", _USUAL),
        "local-domain": ("LOCAL_DOMAIN(`example.com Example.ORG vm.local')dnl", "", _USUAL),
        "local-user": ("LOCAL_USER(`root ann')dnl\ndefine(`LOCAL_RELAY', `lhub.example.net')dnl\n"
                       "define(`MAIL_HUB', `mhub.example.net')dnl", "", _USUAL),
        "local-user-file": ("LOCAL_USER_FILE(`/etc/mail/exposed-users')dnl\n"
                            "define(`MAIL_HUB', `mhub.example.net')dnl", "", _USUAL),
        "local-config": ("LOCAL_CONFIG\nDXhello $w\nC{Own}one two\nKown hash /etc/mail/mailertable\n"
                         "HX-Own: $X\nO MaxHopCount=30\n", "", _USUAL),
        "local-rules": ("", "LOCAL_RULE_0\nR$+ < @ zero.test . >\t$#esmtp $@ zero $: $1 < @ zero.test . >\n"
                        "LOCAL_RULE_1\nR$* < @ one.test . > $*\t$1 < @ sender.test . > $2\n"
                        "LOCAL_RULE_2\nR$* < @ two.test . > $*\t$1 < @ rcpt.test . > $2\n"
                        "LOCAL_RULE_3\nR$* < @ $+ . three > $*\t$1 < @ $2 . test > $3\n", _USUAL),
        "local-rulesets": ("", "LOCAL_RULESETS\nSOwnCheck\nRjoe $*\t$@ yes $1\nR$*\t$: no $1\n"
                           "SLocal_check_rcpt\nR$*\t$: $>OwnCheck $1\n", _USUAL),
        "local-checks": ("", "LOCAL_RULESETS\nSLocal_check_mail\nR$* spammer $*\t$#error $@ 5.7.1 "
                         "$: \"550 local no\"\nSLocal_check_relay\nR$* $| 10.3.$*\t$#discard\n"
                         "SLocal_check_rcpt\nR$* closed $*\t$#error $@ 4.2.1 $: \"450 later\"\n", _USUAL),
        "local-net-config": ("define(`SMART_HOST', `smtp:[10.0.0.3]')dnl",
                             "LOCAL_NET_CONFIG\nR$* < @ $* .$m. > $*\t$#esmtp $@ $2.$m. $: $1 < @ $2.$m. > $3\n",
                             _USUAL),
        "local-uucp": ("", "LOCAL_UUCP\nR$+ ! $+\t$: $2 < @ $1 . UUCP >\n", _UUCP),
        "local-tls": ("", "LOCAL_SRV_FEATURES\nR$*\t$# l\nLOCAL_CLT_FEATURES\nR$*\t$# D\n"
                      "LOCAL_TRY_TLS\nRhub $*\t$#error $@ 5.7.1 $: \"550 no\"\nLOCAL_TLS_RCPT\nR$*\t$@ OK\n"
                      "LOCAL_TLS_CLIENT\nR$*\t$@ OK\nLOCAL_TLS_SERVER\nR$*\t$@ OK\n", _USUAL),
        "local-dnsbl": ("", "LOCAL_DNSBL\nR$*\t$: $&{client_addr}\nR10.3.3.3\t$#error $@ 5.7.1 $: \"550 x\"\n",
                        _USUAL),
        "mailer-definitions": ("", "MAILER_DEFINITIONS\nMown, P=/bin/own, F=lsDFMnq, S=EnvFromL/HdrFromL,"
                               " R=EnvToL/HdrToL, A=own $u\n", _USUAL),
        "uucpsmtp": ("", "LOCAL_RULE_3\nUUCPSMTP(`decvax', `decvax.example.net')\n", _UUCP),
        "mail-filter": ("MAIL_FILTER(`one', `S=local:/run/one.sock, F=R')dnl\n"
                        "MAIL_FILTER(`two', `S=inet:8891@localhost, F=T, T=C:1m;S:2s;R:3s;E:5m')dnl\n"
                        "define(`confINPUT_MAIL_FILTERS', `two, one')dnl", "", _USUAL),
        "input-mail-filter": ("INPUT_MAIL_FILTER(`one', `S=unix:/run/one.sock')dnl\n"
                              "INPUT_MAIL_FILTER(`two', `S=inet6:8891@[::1], F=5')dnl", "", _USUAL),
        "modify-mailer-flags": ("MODIFY_MAILER_FLAGS(`LOCAL', `+f')dnl\n"
                                "MODIFY_MAILER_FLAGS(`LOCAL', `-n')dnl\n"
                                "MODIFY_MAILER_FLAGS(`SMTP', `+5')dnl\n"
                                "MODIFY_MAILER_FLAGS(`RELAY', `F=8')dnl", "", _USUAL),
        "daemon-options": ("DAEMON_OPTIONS(`Name=MTA, Port=smtp, Addr=127.0.0.1')dnl\n"
                           "DAEMON_OPTIONS(`Name=MSA, Port=587, M=Ea')dnl\n"
                           "DAEMON_OPTIONS(`Family=inet6, Name=MTA6, Modify=O, InputMailFilters=none')dnl",
                           "", _USUAL),
        "client-options": ("CLIENT_OPTIONS(`Family=inet, Address=192.0.2.25')dnl\n"
                           "CLIENT_OPTIONS(`Family=inet6, Address=::, M=h')dnl", "", _USUAL),
        "trust-auth-mech": ("TRUST_AUTH_MECH(`GSSAPI DIGEST-MD5 LOGIN')dnl\n"
                            "define(`confAUTH_MECHANISMS', `GSSAPI DIGEST-MD5 LOGIN')dnl", "", _USUAL),
        "queue-group": ("QUEUE_GROUP(`slow', `P=/var/spool/mqueue, F=f, I=10m, R=3, r=15')dnl\n"
                        "define(`LOCAL_MAILER_QGRP', `slow')dnl", "", _USUAL),
        "smart-host": ("define(`SMART_HOST', `smarthost.example.net')dnl", "", _USUAL),
        "smart-host-mailer": ("define(`SMART_HOST', `esmtp:[10.0.0.3]')dnl", "", _USUAL),
        "mail-hub": ("define(`MAIL_HUB', `mhub.example.net')dnl", "", _USUAL),
        "local-relay": ("define(`LOCAL_RELAY', `lhub.example.net')dnl", "", _USUAL),
        "luser-relay": ("define(`LUSER_RELAY', `lost@hub.example.net')dnl", "", _USUAL),
        "relays": (RELAYS, "", _USUAL),
        "relays-uucp": (RELAYS, "", _UUCP),
        "userdb": ("define(`confUSERDB_SPEC', `/etc/mail/userdb')dnl", "", _USUAL),
        "database-map-type": ("define(`DATABASE_MAP_TYPE', `btree')dnl\nFEATURE(`mailertable')dnl", "",
                              _USUAL),
        "alias-file": ("define(`ALIAS_FILE', `/etc/mail/aliases, hash:-o /etc/mail/nosuch')dnl", "",
                       _USUAL),
        "alias-file-text": ("define(`ALIAS_FILE', `stab:/etc/mail/aliases')dnl", "", _USUAL),
        "no-ostype-vendor": ("define(`NO_VENDOR', `1')dnl", "", _USUAL),
        "vendor-name": ("define(`VENDOR_NAME', `Other')dnl", "", _USUAL),
        "cert-regex": ("define(`_CERT_REGEX_ISSUER_', `^/CN=(.*)$')dnl\n"
                       "define(`_CERT_REGEX_SUBJECT_', `-s1 ^/CN=(.*)$')dnl\nFEATURE(`access_db')dnl", "",
                       _USUAL),
        "everything-usual": (
            "define(`SMART_HOST', `[10.0.0.3]')dnl\nFEATURE(`access_db')dnl\n"
            "FEATURE(`blocklist_recipients')dnl\nFEATURE(`mailertable')dnl\n"
            "FEATURE(`virtusertable')dnl\nFEATURE(`domaintable')dnl\nFEATURE(`genericstable')dnl\n"
            "FEATURE(`use_cw_file')dnl\nFEATURE(`redirect')dnl\nFEATURE(`always_add_domain')dnl\n"
            "FEATURE(`dnsbl', `dnsbl.example.net')dnl\nFEATURE(`delay_checks')dnl\n"
            "VIRTUSER_DOMAIN_FILE(`/etc/mail/virtual-domains')dnl\n"
            "GENERICS_DOMAIN_FILE(`/etc/mail/generics-domains')dnl\n" + MASQUERADE, "", _UUCP),
    }
    for mailer in ("LOCAL", "SMTP", "RELAY"):
        for part, value in (("FLAGS", "+9"), ("ARGS", "TCP $h 2525"), ("MAX", "100000"),
                            ("MAXMSGS", "20"), ("MAXRCPTS", "50"), ("CHARSET", "utf-8"),
                            ("LL", "500"), ("QGRP", "slow"), ("EOL", "\\n")):
            table[f"mailer-{mailer.lower()}-{part.lower()}"] = (
                f"QUEUE_GROUP(`slow', `P=/var/spool/mqueue')dnl\n"
                f"define(`{mailer}_MAILER_{part}', `{value}')dnl", "", _USUAL)
    return table


_VALUES = {
    "confDOMAIN_NAME": ["host.example.org", "$w.$m.example", "plain"],
    "confCW_FILE": ["/etc/mail/local-host-names", "-o /nosuch"],
    "confBIND_OPTS": ["+AAONLY", "WorkAroundBrokenAAAA", "-DNSRCH -DEFNAMES", "HasWildcardMX"],
    "confOPERATORS": [".:%@!^/[]", ".:@", ".:%@!^/[]+~="],
    "confBLANK_SUB": ["_", ".", ""],
    "confMUST_QUOTE_CHARS": [".'", "a"],
    "confLOG_LEVEL": ["0", "14"],
    "confSAFE_QUEUE": ["interactive", "False", "PostMilter"],
    "confCOLON_OK_IN_ADDR": ["False", "True"],
    "confDONT_EXPAND_CNAMES": ["True"],
    "confDONT_PROBE_INTERFACES": ["True", "loopback"],
    "confDONT_BLAME_SENDMAIL": ["safe", "GroupWritableDirPathSafe,IncludeFileInUnsafeDirPath",
                                "nosuchflag"],
    "confSERVICE_SWITCH_FILE": ["/etc/mail/service.switch", "/nosuch"],
    "confHOSTS_FILE": ["/etc/hosts", "/nosuch"],
    "confFALLBACK_MX": ["fallback.example.net"],
    "confFALLBACK_SMARTHOST": ["fallback.example.net"],
    "confTIME_ZONE": ["USE_TZ", "EST5EDT", "USE_SYSTEM"],
    "confMESSAGE_TIMEOUT": ["5d/4h", "3d"],
    "confPRIVACY_FLAGS": ["goaway", "noexpn,novrfy,restrictqrun", "nosuchflag"],
    "confUSERDB_SPEC": ["/etc/mail/userdb", "/nosuch"],
    "confLOCAL_MAILER": ["prog"], "confSMTP_MAILER": ["smtp8"], "confRELAY_MAILER": ["esmtp"],
    "confUUCP_MAILER": ["uucp-new"],
    "confDEF_USER_ID": ["mail:mail", "1:1", "nosuchuser", "joe"],
    "confRUN_AS_USER": ["joe", "joe:mail", "nosuchuser"],
    "confTRUSTED_USER": ["joe", "nosuchuser", "104"],
    "confTRUSTED_USERS": ["joe ann"],
    "confLDAP_DEFAULT_SPEC": ["-h localhost -b dc=example", "-H ldap://127.0.0.1 -M simple"],
    "confLDAP_CLUSTER": ["cluster"],
    "confDEQUOTE_OPTS": ["-s_", "-a.x"],
    "confINPUT_MAIL_FILTERS": ["one, two"],
    "confMAILBOX_DATABASE": ["pw", "nosuch"],
    "confCONNECTION_RATE_THROTTLE": ["3"],
    "confCT_FILE": ["-o /etc/mail/trusted-users"],
    "confCR_FILE": ["-o /etc/mail/relay-domains", "/nosuch"],
    "confREJECT_MSG": ["550 go away"],
    "confRELAY_MSG": ["\"550 no relaying\""],
    "confRCPTREJ_MSG": ["\"550 no such recipient\""],
    "confFROM_HEADER": ["$?x$x $.<$g>", "<$g>"],
    "confMAILER_NAME": ["mail-daemon"],
    "confDELIVERY_MODE": ["interactive", "deferred", "queue", "x"],
    "confEIGHT_BIT_HANDLING": ["mimify", "strict", "pass", "x"],
    "confQUEUE_SORT_ORDER": ["host", "filename", "time", "random", "modification", "none", "x"],
    "confNO_RCPT_ACTION": ["add-to", "add-apparently-to", "add-bcc", "add-to-undisclosed", "x"],
    "confTLS_SRV_OPTIONS": ["V", "x"],
    "confAUTH_OPTIONS": ["A,p,y", "x"],
    "confSHARED_MEMORY_KEY": ["13521", "-1"],
    "confERROR_MODE": ["mail", "berkeley", "quiet", "write", "x"],
    "confHOST_STATUS_DIRECTORY": [".hoststat", "/var/run/hoststat"],
    "confSINGLE_THREAD_DELIVERY": ["True"],
    "confMATCH_GECOS": ["True"],
    "confOLD_STYLE_HEADERS": ["False"],
}


def values(name, default):
    """The values to try for a conf* name; the option's documented default where we have none."""
    if name in _VALUES:
        return _VALUES[name]
    if default and "`" in default:
        return ["/etc/mail/some-file"]
    if default and default.lower() in ("true", "false"):
        return ["True", "False"]
    if default:
        return [default]
    return ["7"]
