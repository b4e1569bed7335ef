"""Every command with right, wrong, empty and odd arguments; every debug category and level on three
configurations; every option letter.
"""

import case
import fixtures
from suites import mc

OPERATORS = "O OperatorChars=.:%@!^/[]+\n"
MAILERS = "Mlocal, P=/bin/true, F=lsDFMAw5:/|@qSPhn9, S=EnvFrom/HdrFrom, R=EnvTo/HdrTo, A=true $u\n" \
    "Mesmtp, P=[IPC], F=mDFMuXaCw, S=EnvFrom/HdrFrom, R=EnvTo/HdrTo, E=\\r\\n, L=990, A=TCP $h\n"
SMALL = "V10/Berkeley\nDwmail\nDjmail.example.com\nDXhello\nD{long}some $w value\n" + OPERATORS + """\
CF foo bar foo.bar
C{VirtHost}v1.example.com V2.example.com
Karith arith
Kdequote dequote
Kstore macro
Ktext text -k0 -v1 -z: /case/own.txt
""" + MAILERS + """\
Scanonify=3
R$* < $+ > $*\t$: $2
R$+ @ $=F\t$@ $1 <@ $2.LOCAL>
R$+ @ $+\t$@ $1 <@ $2>
Sparse=0
R$+ <@ $+.LOCAL>\t$#local $: $1
R$+ <@ bad.example>\t$#error $@ 5.1.2 $: "550 5.1.2 No such host"
R$+ <@ later.example>\t$#error $@ 4.2.1 $: "450 4.2.1 later"
R$+ <@ nomailer.example>\t$#carrier $@ x $: $1
R$+ <@ $+ .host>\t$#esmtp $@ $[ $2 $] $: $1 <@ $2>
R$+ <@ $+>\t$#esmtp $@ $2 $: $1 <@ $2>
R$+\t$#local $: $1
Sfinal=4
R$+ <@ $+.LOCAL>\t$@ $1@$2
R$+ <@ $+>\t$@ $1@$2
SHdrFrom
R$+\t$: hf $1
SEnvTo
R$+ + $*\t$: $1
Sclass
R$* $=F $*\t$@ in <$1|$2|$3>
R$* $={VirtHost}\t$@ vh $2
R$~F $*\t$@ not $1
Smac
R$&X\t$@ equals X
R$*\t$: $&X : $1
Smapit
R$-\t$: $(arith + $@ $1 $@ 1 $: $1 $)
R$- $-\t$: $(text $1 $: dflt $) $>mac $2
ScheckSubj
R$* spam $*\t$#error $@ 5.7.1 $: "554 5.7.1 No spam please"
R$*\t$: $&{currHeader} len $&{hdrlen}
HSubject: $>checkSubj
"""
OLD = "V8\nDjold.example.com\n" + OPERATORS + MAILERS + "S3\nR$*<$+>$*\t$2\nS0\nR$+@$+\t$#esmtp$@$2$:$1\n" \
    "R$+\t$#local$:$1\nS1\nRx\ty\nS2\nRx\tz\n"
EMPTY = ""
CONFIGURATIONS = {"small": SMALL, "old": OLD, "empty": EMPTY}
OWN = [case.File("own.txt", b"joe:JOE\nann:ann at home\nfoo:foo.example.com\n")]

LONG = "x" * 300
ADDRESSES = ["joe", "joe@x.example", "Joe User <joe@foo> (c)", "joe@bad.example", "joe@later.example",
             "joe@nomailer.example", "joe@hub.example.net.host", "joe@mail.host", ":include:/etc/list",
             "|/bin/true", "/var/mail/x", "@x.example", "<>", "", "  ", "(c)", "a <b", '"x', "a,b", "a b",
             "\\", "a@b@c", "\xe9", "a\x01b", "\x81", "root", "daemon", "postmaster@", LONG, "joe;ann",
             "joe@[192.0.2.1]", "list: a, b;", "\tjoe", "joe\r"]
NAMED = {
    "parse": ADDRESSES,
    "sender": ADDRESSES,
    "try": ["local " + a for a in ADDRESSES] + ["esmtp joe@x.example", "ESMTP joe", "nosuch joe", "local",
            "", "*file* x", "prog x", "error x", "discard x", "local\tjoe", "local  joe"],
    "tryflags": ["", "hs", "HS", "er", "hr", "es", "x", "h", "s", "h s", "ehrs", "\xe9"],
    "mx": ["", "example.net", "hub.example.net", "nosuch.example", "two.example.net", "[192.0.2.1]",
           "[hub.example.net]", "[", "a b", "EXAMPLE.NET", "example.net.", ".", LONG, "\xe9"],
    "canon": ["", "www.example.net", "WWW.EXAMPLE.NET", "nosuch.example", "mail", "mail.", "[192.0.2.25]",
              "localhost", "a b", LONG, "x" * 255, "x" * 256, "\xe9"],
    "map": ["", "text", "text joe", "TEXT joe", "text  joe", "text\tann", "text nobody", "nosuch x",
            "dequote \"joe\"", "arith 1", "host hub.example.net", "host nosuch.example", "text \xe9",
            "text " + LONG],
    "expand": ["", "a $j b", "$", "\x81j", "\x81X at \x81w", "\x9aXset\x9bunset\x9c", "\x9aZset\x9bunset\x9c",
               "\xff\x81", LONG * 6],
    "header": ["", "Subject: hello", "Subject: spam", "subject:x", "From: me@x.example", "To: a, b",
               "X-Y: z", "nonsense", ": x", "Message: x", "Received: from a", "Subject : x",
               "Subject: \"quoted\"", "Subject: (only a comment)", "Subject:", "Resent-To: a",
               "Full-Name: x", LONG + ": x", "Sub\xe9ject: x", "Subject: \xe9"],
    "gethostbyname": ["", "hub.example.net", "hub.example.net inet6", "hub.example.net AAAA",
                      "hub.example.net aaaa", "nosuch.example", "localhost", "[", LONG[:200]],
    "quit": ["", "now"],
}
SHORT = {
    "dot": [".", ".D", ".DX", ".DX value", ".DX  two  ", ".D{new}x", ".D{}x", ".D{open", ".D{a-b}x", ".DX$j $$ $",
            ".DXa # comment", ".DX\\#", ".D" + "{" + "n" * 30 + "}x", ".C", ".CX", ".CX a b", ".C{Y}c d", ".CX$=F",
            ".C{}x", ".dX", ".x", ".Dj$", ".D1x", ".D\xe9x", ".D{X}one", "$X", "$=X", "$={Y}"],
    "equals": ["=", "=S", "=S3", "=Sparse", "=S parse", "=Sparse x", "=Snosuch", "=Snosuch x", "=S100", "=S-1",
               "=S99", "=S0x", "=M", "=Mx", "=x", "=s3", "= S3"],
    "dollar": ["$", "$j", "$j x", "${w}", "${long}", "${nosuch}", "${}", "${", "$Z", "$=w", "$=F", "$={VirtHost}",
               "$=", "$={}", "$= ", "$=Z", "$&X", "$*", "$1", "$\xe9", "${a-b}", "$=\xe9", "$n", "$_",
               "${opMode}", "${addr_type}", "$v", "$m", "$k"],
    "minus": ["-", "-d", "-d0.0", "-d21.12", "-d21-22.3,35.9", "-d 21.4", "-d99.1", "-d100.5", "-d21.300", "-d21.",
              "-dANSI", "$*", "-dANSI.0", "$*", "-dx.5", "-d-21.4", "-x", "-dA*.2", "$*"],
    "dispatch": ["", " ", "\t", "#", " #x", "\t#", "?", "? x", "/", "//", "/ quit", "/PARSE x", "/Par x", "/nosuch",
                 "nothing", "3", "3 ", "3  ", "3 a", "  3 a", "\t3 a", "3, a", "3,,4 a", ",3 a", "100 a",
                 "-1 a", "3x a", "bogus a", "3,bogus,0 a", "Parse a", "parse a,b", "parse a, b ,", "parse \"a,b\"",
                 "3 " + LONG, "3 a\r", "\r", "$j\r", "/canon mail\r", "3 a\x00b", "3 \xe9", "\xe9 x", "x" * 2047,
                 "x" * 2100 + " y", "3 $|", "3 a $| b", "*", "3\ta", "3 (c)", "3 a (b) c", "57 a@b"],
}
SESSION = ["3,0 joe@x.example", "class foo", "class a.b.c v1.example.com x", "mac x", "mapit 7", "mapit joe x",
           "/parse joe@x.example", "/parse joe@foo", "/parse joe@bad.example", "/parse :include:x", "/try esmtp joe",
           "/try local Joe <joe@foo>", "/sender joe@x.example", "/sender root", "/sender <>",
           "/header Subject: hello", "/header From: x", "/map text joe", "/map text no", "/canon www.example.net",
           "/mx example.net", "/mx hub.example.net", "/map host hub.example.net", "/map host hub.example.net",
           ".D{fresh}a $j", "${fresh}", ".CX a b", "$=X", "=Smapit", "=M", "$w", "nosuch x", "3 a<b", "3 \xe9",
           "/gethostbyname hub.example.net", "/expand $j"]
SPEAKING = [0, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31,
            32, 33, 34, 35, 36, 37, 38, 39, 40, 44, 45, 47, 48, 49, 51, 52, 53, 54, 55, 59, 60, 61, 62, 64, 80,
            81, 83, 84, 89, 91, 93, 94, 95, 96, 98, 99]
LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 19, 20, 24, 28, 35, 36, 40, 44, 50, 53, 61, 80, 90,
          99, 101]
# 2 from 9 on lists the process's open files, 89 from 8 on what goes to
# the system log, with the time.
HIGHEST = {2: 8, 89: 7}
OPTIONS = [
    ["-bt"], ["-b", "t"], ["-bt", "-bt"], ["-btv"], ["-bv", "-bt"], ["-bz"], ["-bx"], ["-b"], ["-x"], ["-C"],
    ["-Ac"], ["-Am"], ["-A"], ["-Cnosuch.cf"], ["-C", "test.cf"], ["-C/"], ["-G"], ["-BX"], ["-B8BITMIME"], ["-B7bit"],
    ["-B"], ["-D", "log", "-d21.12"], ["-d21.12", "-Dlog"], ["-D/nosuch/x"], ["-Dlog", "-d0.4"], ["-d"], ["-d", "21.12"],
    ["-d21.12", "x"], ["-e"], ["-ep"], ["-em"], ["-eq"], ["-ex"], ["-s"], ["-c"], ["-m"], ["-i"], ["-T"], ["-T3d"],
    ["-FJoe User"], ["-F"], ["-fjoe"], ["-fjoe", "-rann"], ["-r"], ["-h3"], ["-h", "3x"], ["-hx"], ["-h-1"], ["-h"],
    ["-I"], ["-U"], ["-Ltag"], ["-L"], ["-MXnope"], ["-M{foo}a b"], ["-M"], ["-M{"], ["-M{}"], ["-Mjother"], ["-M{a-b}c"],
    ["-Nnever"], ["-Nsuccess,failure"], ["-Nbogus"], ["-Nnever,delay"], ["-N"], ["-n"], ["-t"], ["-OLogLevel=5"],
    ["-O", "LogLev=5"], ["-OBogus=1"], ["-OTim=1"], ["-O"], ["-O="], ["-O=x"], ["-oL5"], ["-o"], ["-o="], ["-ovT"], ["-o7"],
    ["-OTimeout.bogus=1"], ["-OVerbose"], ["-pSMTP"], ["-pSMTP:host"], ["-p:host"], ["-p"], ["-Q"], ["-Qx"], ["-Q."],
    ["-Q", "."], ["-q"], ["-q15m"], ["-qR"], ["-q", "x"], ["-Rhdrs"], ["-Rfull"], ["-Rbogus"], ["-Rfull", "-Rhdrs"], ["-R"],
    ["-Vid"], ["-Vi=d"], ["-V+41"], ["-V+4"], ["-V"], ["-v"], ["-Xlog"], ["-X/nosuch/x"], ["-X"], ["-vX", "log"], ["--"],
    ["-"], ["joe"], ["-:"], ["-q15m", "-h", "3x", "-O", "Tim=1"], ["-vi"], ["-iv"], ["-nd21.12"], ["-n", "joe", "x"],
]
# What would swallow the -bt that follows, or end the options before it.
NEEDY = ["-B", "-F", "-r", "-h", "-L", "-M", "-N", "-O", "-o", "-p", "-R", "-V", "-X", "-e", "--", "-", "joe", "x",
         "21.12", "-x"]
ASK = b"3,0 joe@x.example\n$X\n${foo}\n$c\n$r\n$s\n$f\n${dsn_notify}\n${dsn_ret}\n${dsn_envid}\n3 \xe9\n/sender <>\n$x\n" \
    b"$w\n${deliveryMode}\n${client_addr}\n.D\n"


def cases(options):
    fixtures.install()
    found = [*_arguments(), *_categories(), *_together(), *_letters(), *_people(), *_headers()]
    for one in found:
        one.timeout = 6.0
    return found


def _script(lines):
    return "".join(line + "\n" for line in lines).encode("latin-1")


def _arguments():
    for config, text in CONFIGURATIONS.items():
        for name, arguments in NAMED.items():
            lines = [f"/{name} {a}" for a in arguments] + [f"/{name.upper()}", f"/{name}x", f" /{name} x"]
            lines += ["$h", "$f", "$x", "$z", "$g", "$u", "${addr_type}", "3 " + LONG]
            yield case.with_cf(f"{config} /{name}", text, _script(lines), OWN)
        for name, lines in SHORT.items():
            yield case.with_cf(f"{config} {name}", text, _script(lines), OWN)
            yield case.with_cf(f"{config} {name} echoed", text, _script(lines), OWN,
                               args=["-bt", "-Ctest.cf", "-v"])
            yield case.with_cf(f"{config} {name} without end", text, _script(lines)[:-1], OWN)


def _categories():
    for config, text in CONFIGURATIONS.items():
        for category in SPEAKING:
            levels = [n for n in LEVELS if n <= HIGHEST.get(category, 255)]
            for level in levels:
                spec = f"-d{category}.{level}"
                yield case.with_cf(f"{config} {spec} typed", text, _script([spec, *SESSION]), OWN)
                yield case.with_cf(f"{config} {spec} given", text, _script(SESSION[:8]), OWN,
                                   args=["-bt", "-Ctest.cf", spec])


# Every category at once, so that the order of lines of different ones is seen as well; those that
# are listed differences at the level below.
TOGETHER = ["-d0-99.{n},2.{two},89.{log}".format(n=n, two=min(n, 8), log=min(n, 7))
            for n in (1, 2, 4, 5, 8, 9, 12, 15, 20, 28, 44, 61, 80, 99)]
COMMENTS = "# one\n#two\n\n   \n# x $w y\nV10/Berkeley\n\n#\nDAfoo # tail\nDBa\\#b\nDCx\n  # cont\n\tcont2\n#a\n  b\n" \
    "DDz\nS3 # ruleset\nR$*\t$: $1 \t# rule comment\nC{w}a b\nC{A}c\nD{B}d\n" \
    "H?P?Return-Path: <$g>\nHReceived: $?sfrom $s $.by $j\nHX-Own: y\nHreceived: z\nH?${x}?Foo: b\n" + MAILERS + "\n#\n"


def _together():
    for config, text in {**CONFIGURATIONS, "comments": COMMENTS}.items():
        for spec in TOGETHER:
            yield case.with_cf(f"{config} {spec} given", text, _script(SESSION[:8]), OWN,
                               args=["-bt", "-Ctest.cf", spec])
    for spec in TOGETHER:
        yield mc.McCase(f"m4 {spec} given", MC, input=_script(SESSION[:3]), args=(spec,))


def _letters():
    for number, letters in enumerate(OPTIONS):
        name = " ".join(letters)
        before = [] if any(x.startswith(("-C", "-A", "-G")) for x in letters) else ["-Ctest.cf"]
        mode = [] if any(x.startswith("-b") for x in letters) else ["-bt"]
        yield case.with_cf(f"option {number} {name}", SMALL, ASK, OWN, args=mode + before + letters)
        if before and mode and letters[-1] not in NEEDY:
            yield case.with_cf(f"option {number} {name} first", SMALL, ASK, OWN,
                               args=[*letters, *mode, *before])


TRANSLATE = """LOCAL_RULESETS
STranslate
R$* $$| $*\t$: $1 $| $2
SHanoi
R$- $- $- 0\t$@
"""
MC = """divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`use_cw_file')dnl
FEATURE(`mailertable')dnl
FEATURE(`virtusertable')dnl
FEATURE(`access_db')dnl
FEATURE(`delay_checks')dnl
LOCAL_DOMAIN(`example.com bollard.example.com')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
MAILER(`uucp')dnl
"""
PEOPLE = [
    ["3,0 sandy@phoenix"], ["3,1,21,4 monet:bollard"],
    ["canonify,parse nobody@mail.example.com", "canonify,parse nobody@example.com", "canonify,parse a@[192.0.2.1]"],
    ["/parse joe@routed.example.net", "/parse joe", "/parse x@refused.example.net"],
    ["/tryflags HS", "/try smtp craig", "/tryflags HR", "/try smtp craig", "/tryflags ES", "/try smtp craig",
     "/tryflags ER", "/try smtp craig"],
    ["3,parse,4 joe@x.example", "canonify,0 joe", "EnvFromSMTP joe", "61 joe"],
    ["$M", "$w", "$j"], ["$=w"], ["$=R"], ["$=M"], ["$={VirtHost}"], ["$=E"],
    ["/parse info@virtual.example.org", "3,0 info@virtual.example.org", "3,0 x@routed.example.net"],
    ["/map access joe@good.com", "/map access From:joe@good.com", "/map mailertable routed.example.net"],
    ["/map mailertable nothing.example", "/map host nosuch.example", "/map host tempfail.example"],
    [".D{client_name}mail.x.example", ".D{client_addr}192.0.2.9", "check_rcpt joe@example.com",
     "check_rcpt joe@elsewhere.example", "check_mail joe@x.example"],
    ["Translate,check_relay mail.x.example $| 192.0.2.9"], ["Basic_check_relay <>"],
    ["check_header Subject: x"], ["tls_server 192.0.2.9", ".D{verify}OK", "try_tls mail.x.example",
     "tls_client $| MAIL", ".D{verify}FAIL", "tls_server 192.0.2.9"],
    ["3,0 ucbvax!joe", "3,0 a!b!joe@example.com", "3,0 joe@ucbvax.uucp"],
    ["4 foo%mpetest@mpetest"], ["/mx example.net"], ["/canon www.example.net"],
    ["-d60.5", "3,0 joe@routed.example.net"], ["-d38.2", "3,0 joe@routed.example.net"],
    ["-d48.2", "/parse joe@x.example"], ["-d21.2", "3,0 joe@x.example"], ["check_compat a $| b"],
    ["=Sparse", "=M"], ["$={persistentMacros}", "$m", "$k", "$_"], ["/try esmtp joe@x", "/try local joe@x"],
    ["3,0 @a,@b:joe@c", "3,0 joe%a@example.com", "3,0 <>", "3,0 \"joe user\"@example.com"],
]


def _headers():
    """The check of a header, by each way in which an H line may name its ruleset."""
    ask = ["/header From: joe@x.example", "/header Subject: hi there", "/header X-Own: y (c)", "/header To: a, b", "/header Received: z",
           "-d21.12", "/header X-Own: y", "/header From: joe@x.example", "${hdr_name}", "${currHeader}", "${hdrlen}"]
    rulesets = ["3", "+3", "canonify", "mac", "4", "77", "+77", "nosuch", "099", "100", "200", "3x", "-1", " 3", "+ 3", "checkSubj",
                "Spare", "3 text behind", "mac text", "$X", ""]
    for field in ("From", "Subject", "X-Own", "To", "Received", "*"):
        for ruleset in rulesets:
            text = SMALL.replace("HSubject: $>checkSubj\n", f"H{field}: $>{ruleset}\n")
            yield case.with_cf(f"header {field} {ruleset!r}", text, _script(ask), OWN)
    for first in ("3", "+mac"):
        text = SMALL + f"H*: $>{first}\nHX-Own: $>canonify\nS77\nR$*\t$: late $1\nHTo: $>77\n"
        yield case.with_cf(f"header star {first}", text, _script(ask), OWN)


def _people():
    for number, lines in enumerate(PEOPLE):
        yield mc.McCase(f"people {number} {lines[0]}", MC + TRANSLATE, input=_script(lines), args=())
    yield mc.McCase("people one-liner", MC, input=b"$=w\n", args=())
    yield mc.McCase("people no newline", MC, input=b"=Sparse", args=())
    yield mc.McCase("people $Z -d0", MC, input=b"$Z\n", args=("-d0.4",))
    yield case.with_cf("people DA twice", "V10\n" + OPERATORS + "DAone\nS3\nR$A\tfirst\nDAtwo\nR$A\tsecond\n",
                       b"3 one\n3 two\n=S3\n$A\n")
    yield case.with_cf("people recursion", "V10\n" + OPERATORS +
                       "Shanoi\nR0 $*\t$@ $1\nR$- $- $- $-\t$: $>hanoi $(d $1 $) $2 $4 $3 move $2 $3\n"
                       "Kd arith\nSdeep\nR$*\t$: $>deep x $1\n", b"hanoi 0 a b c\ndeep y\n")
