"""Every option that changes what address testing prints: the same session with each of its values."""

import case

BASE = """V10/Berkeley
Djmail.example.com
Kh host
Kd dns -R A
Kt text -k0 -v1 -z: /case/open/t.txt
Kp program /bin/pwd
Kq program /case/who
Ku user -vdir
Kb userdb maildrop
Ksw switch own
Ksw.first null -a.x
Ktext text -k0 -v1 -z: /case/t.txt
Mlocal, P=/bin/true, F=lsDFMAw5:/|@qSPhn9, S=0, R=0, A=true $u
Mprog, P=/bin/sh, F=lsDFM, D=/, A=sh -c $u
Mesmtp, P=[IPC], F=mDFMuXa, A=TCP $h
Scanonify=3
R$*	$: $1
Sparse=0
R$+ @ $+	$#esmtp $@ $2 $: $1 @ $2
R$+	$#local $: $1
Slook
R$*	$: $(h $1 $) $(d $1 $) $(text a b $: none $)
HSubject: $>+hdr
HFrom: $>hdr
Shdr
R$*	$: got $1
"""
ASK = """$b
${daemon_flags}
${deliveryMode}
$=w
$m
3,0 a b.c @d
3,0 joe @ example.com
canonify a  b "c d" e
look a b
look www.example.net
/map h www.example.net
/map h mail
/map h own.example.com
/map h alias1.example.org
/map h [IPv6:2001:db8::2]
/map h nosuch.example
/map d srch
/map t a
/map p x
/map q x
/map u joe
/map b joe
/map sw a
/map aliases joe
/map aliases x
/map Alias0 joe
/mx example.net
/mx nullmx.example.org
/mx nosuch.example
/mx www.example.net
/canon www.example.net
/canon own
/canon host2.example.org
/parse a b@x.example
/parse Joe @ Home <joe@x.example>
/parse list: joe, ann;
/parse a:b@x.example
/parse joe
/header Subject: a (c) b
/header From: a b, c
/header From: a
/try local joe
/gethostbyname host2.example.org inet6
=M
?
"""
VALUES = {
    "AliasFile": ["/case/aliases", "text:-k0 -v1 -z: /case/t.txt", "hash:/case/none", "nosuch:/x", "stab:/case/aliases,text:/case/t.txt", "", "dequote:/x"],
    "BlankSub": [".", "_", "", "+", "ab"],
    "HoldExpensive": ["True", "False"],
    "DeliveryMode": ["i", "b", "q", "d", "", "queue"],
    "ErrorMode": ["p", "q", "m", "w", "e", "x", ""],
    "HelpFile": ["/case/help", "/case/none", "", "/case"],
    "ResolverOptions": ["+DEFNAMES", "-DNSRCH", "-DEFNAMES -DNSRCH", "HasWildcardMX", "WorkAroundBrokenAAAA", "+nosuch", "aaonly", "usevc",
                        "igntc", "-recurse", "use_edns0", "use_dnssec", "debug,aaonly", "true"],
    "OldStyleHeaders": ["True", "False", ""],
    "QueueDirectory": ["/nosuch", ""],
    "Timeout": ["resolver.retry=1", "fileopen=1", "3m"],
    "Timeout.resolver.retry": ["1"],
    "Timeout.resolver.retrans": ["1", "1x", "2s"],
    "Timeout.resolver.retry.first": ["1"],
    "Timeout.resolver.retrans.normal": ["1"],
    "Timeout.fileopen": ["1", "0"],
    "SuperSafe": ["interactive", "True", "PostMilter", "False", "maybe"],
    "TimeZoneSpec": ["", "EST5", "CET-1CEST"],
    "UserDatabaseSpec": ["/case/udb.db", "/case/none.db", "", "udb"],
    "DefaultUser": ["joe", "1000:1000", "nosuch", "joe:nosuch", "1000", "joe.joe", "0"],
    "FallbackMXhost": ["hub.example.net", "", "nosuch.example", "[10.0.0.1]"],
    "Verbose": ["True", "False"],
    "TryNullMXList": ["True", "False"],
    "HostsFile": ["/case/hosts", "/case/none", ""],
    "ServiceSwitchFile": ["/case/switch", "/case/none", "/case"],
    "ColonOkInAddr": ["True", "False"],
    "DontExpandCnames": ["True", "False"],
    "MustQuoteChars": ["@", ".", "", "x" * 40, "x" * 27, " "],
    "OperatorChars": [".:@[]", ".:%@!^/[]+", "", "@", "ab", "$m.", ".:%@!^/[]+" * 5, "@ "],
    "DontInitGroups": ["True", "False"],
    "SingleLineFromHeader": ["True", "False"],
    "UnsafeGroupWrites": ["True", "False"],
    "HostStatusDirectory": ["/case", "", "none"],
    "ConnectionCacheSize": ["0", "-1", "x"],
    "SingleThreadDelivery": ["True", "False"],
    "RunAsUser": ["joe", "nosuch", "1000:1000", "joe:nosuch", "0"],
    "DontBlameSendmail": ["MapInUnsafeDirPath", "GroupWritableDirPathSafe", "TrustStickyBit", "safe", "nosuch", "MapInUnsafeDirPath,safe",
                          "mapinunsafedirpath LinkedMapInWritableDir", "GroupWritableAliasFile", "WorldWritableAliasFile"],
    "DontProbeInterfaces": ["True", "loopback", "False", "LOOPBACK", "loop"],
    "TrustedUser": ["joe", "1000", "nosuch", "0"],
    "MaxMimeHeaderLength": ["20/10", "100", "0", "300/30"],
    "MaxHeadersLength": ["1", "16383", "16384", "0"],
    "LDAPDefaultSpec": ["-h localhost", "-k x", "-v x", "-m", "-Z"],
    "DirectSubmissionModifiers": ["Ca", "abc", "", "C" * 50],
    "MailboxDatabase": ["pw", "nosuch", "", "PW", "passwd"],
    "UseCompressedIPv6Addresses": ["True", "False"],
    "MaxQueueChildren": ["1", "x"],
    "UseErrorsTo": ["True"],
    "MatchGECOS": ["True", "False"],
    "SmtpUTF8": ["True", "False"],
    "EightBitMode": ["p", "m", "s"],
    "SevenBitInput": ["True", "False"],
    "PrivacyOptions": ["goaway", "nosuch", "public,noexpn restrictqrun", "authwarnings-novrfy"],
    "NoRecipientAction": ["none", "add-to", "Add-Bcc", "nosuch"],
    "QueueSortOrder": ["host", "x", ""],
    "ConnectOnlyTo": ["10.0.0.1", "99999@10.0.0.1", "host", "25@::1"],
    "AuthOptions": ["A", "q", "A,q y"],
    "TLSSrvOptions": ["V", "X", "V C"],
    "ServerSSLOptions": ["SSL_OP_ALL", "nosuch", "0x10", "-SSL_OP_NO_TLSv1 +x"],
    "ClientSSLOptions": ["SSL_OP_NO_SSLv2,SSL_OP_NO_SSLv3", "12x"],
    "Milter.loglevel": ["3"],
    "Milter.macros.connect": ["j, _", ", ".join("a" * 60)],
    "Milter.nosuch": ["3"],
    "DaemonPortOptions": ["Name=MTA", "Name=M,Modifiers=Ea", "Zoo=1", "Family=zz", "Port=zzsvc", "Addr=nosuch.example", "D=x", "Family=inet6,Addr=::1"],
    "ClientPortOptions": ["Family=inet,Addr=127.0.0.1", "Zoo=1", "Family=zz"],
    "MaxMessageSize": ["10M"],
    "SafeFileEnvironment": ["/", "/case/"],
    "LogLevel": ["99", "0"],
}
# No try at all: an address literal is asked through the C library, and not affected in btsh.
NO_TRIES = "-d8.25\n/map d www.example.net\n/map h www.example.net\n/mx example.net\n/canon hub.example.net\nlook www.example.net\n"
SETTINGS = [("OM", ["Xvalue", "{Own}a $j", "", "X"]), ("Og", ["joe", "nosuch", "1000"]), ("Ou", ["joe"]), ("OB", ["."]), ("Ot", [""])]
FILES = [case.File("t.txt", b"a b:two\na.b:dot\na_b:under\nab:none\njoe:text\n"), case.File("open/t.txt", b"a:one\n"), case.File("open/help", b"-bt\tline one\n-bt\tline two\n"),
         case.File("aliases", b"joe: ann\nx: joe, \"a b\"\n"), case.File("help", b"cpyr\ntop\thelp text\n-bt\ttest help\n"),
         case.File("hosts", b"192.0.2.99 own.example.com own\n2001:db8::9 six.example.com\n"),
         case.File("who", b"#!/bin/sh\nid -un; id -gn\nid -G\n", 0o755), case.File("switch", b"hosts\tfiles\naliases\tfiles\nown first\n"),
         case.File("udb", b"joe:maildrop\tjoe@udb.example\n")]
SETUP = "makemap btree udb < udb; chmod 777 open"


def cases(_):
    for name, values in VALUES.items():
        for value in values:
            yield _case(f"{name}={value[:30]}", f"O {name}={value}\n")
    for letter, values in SETTINGS:
        for value in values:
            yield _case(f"{letter}{value}", letter + value + "\n")
    for value in ("0", "x"):
        yield _case(f"Timeout.resolver.retry={value}", f"O Timeout.resolver.retry={value}\n", NO_TRIES)
    for blame in ("safe", "HelpFileInUnsafeDirPath"):
        for prepare in ("true", "chmod 0 open/help", "chmod 755 open"):
            yield _case(f"HelpFile {blame} {prepare}", f"O HelpFile=/case/open/help\nO DontBlameSendmail={blame}\n", "-d44.4\n?\n", prepare)


def _case(name, line, ask=ASK, prepare="true"):
    head, _, rest = BASE.partition("\n")
    usual = "" if "OperatorChars" in line else "O OperatorChars=.:%@!^/[]+\n"
    text = head + "\n" + usual + line + rest
    return case.with_cf(name, text, ask, FILES, setup=SETUP + "; " + prepare)
