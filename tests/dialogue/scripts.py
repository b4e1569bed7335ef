"""What clients say, as texts: a line a command; what stands between DATA and its dot is a message."""

HELLO = """\
MAIL FROM:<bob@example.net>
HELO
EHLO
HELO foo bar
HELO foo_bar
EHLO [1.2.3.4]
EHLO a@b
helo mx.example.net
HELO again.example
NOOP
NOOP foo
VERB
RSET
QUIT
"""

ORDER = """\
RCPT TO:<joe@example.com>
DATA
BDAT 3
FOO
foo bar

 
MAIL
MAIL FROM
MAIL FROM bob
MAIL FROM:
MAIL FROM:bob@example.net
RCPT
RCPT TO
RCPT TO:
RCPT FROM:<x@y>
MAIL FROM:<a@b>
RSET foo
RSET
MAIL TO:<a@b>
MAIL FROM: <bob@example.net>
DATA
RCPT TO: joe@example.com
QUIT now
"""

RECIPIENTS = """\
EHLO mx.example.net
MAIL FROM:<>
RCPT TO:<>
RCPT TO:<joe>
RCPT TO:<joe@>
RCPT TO:<@>
RCPT TO:<joe@example.com
RCPT TO:joe@example.com>
RCPT TO:<joe @example.com>
RCPT TO:<"joe"@example.com>
RCPT TO:<joe@[192.0.2.25]>
RCPT TO:<joe@example.com> FOO
RCPT TO:<joe@example.com> FOO=bar
RCPT TO:<joe@example.com> NOTIFY=NEVER
RCPT TO:<joe@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;joe@example.com
RCPT TO:<joe@example.com> NOTIFY=never,delay
RCPT TO:<joe@example.com> NOTIFY
RCPT TO:<joe@example.com> NOTIFY=
RCPT TO:<joe@example.com> NOTIFY=bogus
RCPT TO:<joe@example.com> NOTIFY=NEVER NOTIFY=NEVER
RCPT TO:<joe@example.com> ORCPT
RCPT TO:<joe@example.com> ORCPT=x
RCPT TO:<joe@example.com> ORCPT=rfc822;x+zz
RCPT TO:<joe@example.com> ORCPT=rfc822;a ORCPT=rfc822;b
RCPT TO:<joe@example.com>,<ann@example.com>
RCPT TO:<joe@example.com> trailing
RCPT TO:joe@example.com ann@example.com
RCPT TO:<joe@example.com>trailing
RCPT TO:<joe%elsewhere.example@example.com>
RCPT TO:<elsewhere.example!joe>
RCPT TO:<@example.com:joe@elsewhere.example>
RCPT TO:<list@example.com>
RCPT TO:<gone@example.com>
RCPT TO:<loop@example.com>
RCPT TO:<program@example.com>
RCPT TO:<remote@example.com>
RCPT TO:<postmaster>
RCPT TO:<|/bin/true@example.com>
RCPT TO:<"|/bin/true"@example.com>
RCPT TO:<:include:/etc/passwd@example.com>
QUIT
"""

# Where blanks separate, and where they do not.
TABS = """\
EHLO mx.example.net
MAIL FROM:bob@example.net\tSIZE=100
RSET
MAIL FROM:<bob@example.net>\tSIZE=100\tBODY=7BIT
RSET
MAIL FROM:bob\tann@example.net
RSET
MAIL FROM:<bob\t@example.net>
RSET
MAIL FROM:"bob\tx"\ty@example.net
RSET
MAIL\tFROM:\t<bob@example.net>\t
RCPT TO:joe\tann
RCPT TO:joe@example.com\tNOTIFY=NEVER
RCPT TO:<joe@example.com>\tNOTIFY=NEVER\tFOO
RCPT TO:<joe\t@example.com>
RCPT TO:\tjoe@example.com\t
RCPT TO:"joe\tx"\ty
RCPT TO:joe\t(ann\tx)\tbob
RCPT TO:joe\t<ann@example.com>
VRFY joe\tann
EXPN joe\tann
EXPN staff\t
QUIT
"""

PARAMETERS = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net> SIZE=100
RSET
MAIL FROM:<bob@example.net> SIZE
RSET
MAIL FROM:<bob@example.net> SIZE=abc
RSET
MAIL FROM:<bob@example.net> BODY=8BITMIME
RSET
MAIL FROM:<bob@example.net> BODY=7BIT
RSET
MAIL FROM:<bob@example.net> BODY=BINARYMIME
RSET
MAIL FROM:<bob@example.net> BODY
RSET
MAIL FROM:<bob@example.net> RET=HDRS
RSET
MAIL FROM:<bob@example.net> RET=FULL ENVID=abc
RSET
MAIL FROM:<bob@example.net> RET=FOO
RSET
MAIL FROM:<bob@example.net> RET
RSET
MAIL FROM:<bob@example.net> RET=FULL RET=FULL
RSET
MAIL FROM:<bob@example.net> ENVID
RSET
MAIL FROM:<bob@example.net> ENVID=a+zz
RSET
MAIL FROM:<bob@example.net> ENVID=a ENVID=b
RSET
MAIL FROM:<bob@example.net> AUTH=<>
RSET
MAIL FROM:<bob@example.net> AUTH=bob
RSET
MAIL FROM:<bob@example.net> AUTH
RSET
MAIL FROM:<bob@example.net> BY=100;R
RSET
MAIL FROM:<bob@example.net> BY=100;N
RSET
MAIL FROM:<bob@example.net> BY=-5;N
RSET
MAIL FROM:<bob@example.net> BY=0;R
RSET
MAIL FROM:<bob@example.net> BY=100
RSET
MAIL FROM:<bob@example.net> BY=100;X
RSET
MAIL FROM:<bob@example.net> BY
RSET
MAIL FROM:<bob@example.net> BY=9999999999;R
RSET
MAIL FROM:<bob@example.net> BY=100;RT
RSET
MAIL FROM:<bob@example.net> SMTPUTF8
RSET
MAIL FROM:<bob@example.net> FOO=bar
RSET
MAIL FROM:<bob@example.net> =bar
RSET
MAIL FROM:<bob@example.net>SIZE=10
RSET
MAIL FROM:<bob@example.net> size=10 body=8bitmime
MAIL FROM:<again@example.net>
QUIT
"""

LISTS = """\
HELO mx.example.net
EXPN list
MAIL FROM:<bob@example.net>
RSET
EXPN owner-list
MAIL FROM:<bob@example.net>
RSET
EXPN both
MAIL FROM:<bob@example.net>
RSET
EXPN <both@example.com>
EXPN far
MAIL FROM:<bob@example.net>
RSET
EXPN nobody-owns
EXPN list, both
VRFY both
MAIL FROM:<bob@example.net>
EXPN far
RCPT TO:<both@example.com>
RCPT TO:<nobody-owns@example.com>
RCPT TO:<list@example.com> NOTIFY=NEVER
DATA
Subject: lists

.
MAIL FROM:<owner-list@example.com>
RCPT TO:<list@example.com>
DATA
.
QUIT
"""

OWNERS = """\
HELO mx.example.net
VERB
EXPN both
EXPN far
EXPN nobody-owns
MAIL FROM:<bob@example.net>
RCPT TO:<both@example.com>
RCPT TO:<nobody-owns@example.com>
QUIT
"""

MIME = "EHLO mx.example.net\n" + "".join(f"""\
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: {name}
MIME-Version: 1.0
{header}

body
.
""" for name, header in (
    ("short", "Content-Type: text/plain; charset=us-ascii"),
    ("long", "Content-Type: text/plain; charset=us-ascii; name=\"" + "n" * 100 + "\""),
    ("long word", "Content-Type: text/" + "p" * 100),
    ("many", "Content-Disposition: attachment;\n" + "\n".join(f" filename*{n}=\"{'f' * 40}\";" for n in range(9)) + "\n x=y"),
    ("id", "Content-Id: <" + "i" * 90 + "@example.net>"),
    ("description", "Content-Description: " + "words and " * 12),
    ("encoding", "Content-Transfer-Encoding: " + "e" * 70),
    ("no mime", "X-Other: " + "o" * 200),
    ("comments", "Content-Type: text/plain (" + "c" * 80 + "); charset=\"" + "x" * 40 + "\"\nMIME-Version: 1.0 (" + "v" * 90 + ")"))) + "QUIT\n"

# Addresses about as long as what the server keeps of one.
LONG = "EHLO mx.example.net\n" + "".join(
    f"MAIL FROM:<{'s' * (n - 12)}@example.net>\nRCPT TO:<{'r' * (n - 12)}@example.com>\nRCPT TO:<{'.'.join(['r' * 30] * 20)[:n - 12]}@example.com>\n"
    f"RCPT TO:<joe@{'d' * (n - 16)}.example.net>\nVRFY {'v' * n}\nEXPN {'.'.join(['e' * 30] * 20)[:n - 12]}@example.com\nRSET\n"
    for n in (200, 203, 204, 240, 250, 254, 255, 256, 257, 258, 260, 270, 300)) + "QUIT\n"

VERIFY = """\
VRFY joe
HELO mx.example.net
VRFY
VRFY joe
VRFY <joe@example.com>
VRFY nosuch
VRFY staff
VRFY list
VRFY bob@elsewhere.example
VRFY remote
VRFY loop
VRFY joe, ann
EXPN
EXPN joe
EXPN staff
EXPN list
EXPN nosuch
EXPN loop
EXPN remote
EXPN program
ETRN
ETRN foo
ETRN @foo
ETRN #foo
ETRN foo bar
HELP
HELP MAIL
HELP nosuch
QUIT
"""

VERBOSE = """\
EHLO mx.example.net
VERB
EXPN staff
EXPN nosuch
VRFY joe
MAIL FROM:<bob@example.net>
RCPT TO:<staff@example.com>
RCPT TO:<joe@example.com>
RCPT TO:<remote@example.com>
VRFY joe
EXPN staff
QUIT
"""

MESSAGE = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<bob@elsewhere.example>
RCPT TO:<nosuchuser@example.com>
RCPT TO:<staff@example.com>
DATA
Subject: hello
From: bob@example.net

hi
.
QUIT
"""

STAGES = """\
EHLO mx.example.net
NOOP
MAIL FROM:<bob@example.net> SIZE=1000 RET=HDRS ENVID=abc BODY=8BITMIME AUTH=joe
RCPT TO:<joe@example.com> NOTIFY=NEVER
RCPT TO:<ann@example.com>
DATA
Subject: hello
From: bob@example.net
Message-Id: <x@y>

hi
.
VRFY joe
EXPN joe
ETRN foo
FOO
QUIT
"""

MESSAGES = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<ann@example.com>
RCPT TO:<staff@example.com>
RCPT TO:<x@zebra.example>
RCPT TO:<y@aardvark.example>
DATA
Subject: hello
 continued
 	more
X-Foo
To: a, b

hi
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
no header at all
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA

.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: only headers
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: dots
..X: y

..
..two
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
From someone Mon
Subject: x
:empty
X : blank
Text: foo

.
QUIT
"""

# Policy: what a stranger, a relay and others are told
POLICY = """\
EHLO mx.example.net
MAIL FROM:<spammer@example.net>
MAIL FROM:<bob@blocked.example.org>
MAIL FROM:<bob@later.example.org>
MAIL FROM:<bob>
MAIL FROM:<bob@nosuch.example>
MAIL FROM:<bob@badmx.example.net>
MAIL FROM:<bob@listed>
MAIL FROM:<bob@name.servfail.test>
MAIL FROM:<quarantined@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: held

x
.
MAIL FROM:<discarded@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: thrown away

x
.
MAIL FROM:<>
RCPT TO:<joe@example.com>
RCPT TO:<ann@example.com>
RCPT TO:<closed@example.com>
RCPT TO:<nobody@example.com>
RCPT TO:<nosuch@example.com>
RCPT TO:<x@relayed.example.org>
RCPT TO:<x@elsewhere.example>
RSET
MAIL FROM:<joe@example.com>
RCPT TO:<x@elsewhere.example>
RCPT TO:<x@www.example.net>
RCPT TO:<x@mail.example.com>
RCPT TO:<x@sub.example.com>
RCPT TO:<info@virtual.example.org>
RCPT TO:<sales@virtual.example.org>
RCPT TO:<other@virtual.example.org>
RCPT TO:<x@routed.example.org>
QUIT
"""

RELAY = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe%elsewhere.example@example.com>
RCPT TO:<joe%elsewhere.example>
RCPT TO:<joe%elsewhere.example@[192.0.2.25]>
RCPT TO:<elsewhere.example!joe@example.com>
RCPT TO:<elsewhere.example!joe>
RCPT TO:<"joe@elsewhere.example">
RCPT TO:<"joe@elsewhere.example"@example.com>
RCPT TO:<"joe%elsewhere.example"@example.com>
RCPT TO:<"elsewhere.example!joe"@example.com>
RCPT TO:<@example.com:joe@elsewhere.example>
RCPT TO:<@elsewhere.example:joe@example.com>
RCPT TO:<@example.com,@elsewhere.example:joe@example.com>
RCPT TO:<joe@elsewhere.example@example.com>
RCPT TO:<joe@example.com@elsewhere.example>
RCPT TO:<joe@[203.0.113.5]>
RCPT TO:<joe@[192.0.2.25]>
RCPT TO:<joe@[127.0.0.1]>
RCPT TO:<joe@localhost>
RCPT TO:<joe@elsewhere.example.>
RCPT TO:<joe@example.com.>
RCPT TO:<joe%40elsewhere.example@example.com>
RCPT TO:<joe%elsewhere.example%example.com@mail.example.com>
RCPT TO:<mail.example.com!elsewhere.example!joe>
RCPT TO:<joe(comment)@example.com>
RCPT TO:<joe@example.com(elsewhere.example)>
RCPT TO:<joe@(x)elsewhere.example>
RCPT TO:<"joe"%elsewhere.example@example.com>
RCPT TO:joe%elsewhere.example@example.com
RCPT TO:<JOE@EXAMPLE.COM>
RCPT TO:<joe+detail@example.com>
RCPT TO:<joe;x@example.com>
RCPT TO:<joe@elsewhere.example>,<joe@example.com>
QUIT
"""

HEADERS = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Refuse: yes

.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Refuse: yes
X-Later: too
X-Refuse: again

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Quarantine: a reason
Subject: fine

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Discard: now
Subject: fine

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: buy viagra today
X-Later: too

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Other: every one
Subject:

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
A: 1
B: 2
C: 3
D: 4
E: 5
F: 6
G: 7
H: 8
I: 9

body
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Message: ends them
Subject: viagra

body
.
NOOP
QUIT
"""

STAGED = """\
REFUSED
NOOP
EHLO mx.example.net
VRFY refused
EXPN refused
ETRN refused
MAIL FROM:<refused@example.net>
MAIL FROM:<later@example.net>
MAIL FROM:<plain@example.net>
MAIL FROM:<nouser@example.net>
MAIL FROM:<other@example.net>
MAIL FROM:<dsn@example.net>
MAIL FROM:<discard@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<refused@example.com>
DATA
Subject: x

.
MAIL FROM:<quarantine@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: x

.
MAIL FROM:<bob@example.net>
RCPT TO:<refused@example.com>
RCPT TO:<later@example.com>
RCPT TO:<discard@example.com>
RCPT TO:<quarantine@example.com>
RCPT TO:<fails@example.com>
RCPT TO:<joe@example.com>
RCPT TO:<ann@example.com>
DATA
RSET
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<ann@example.com>
DATA
RCPT TO:<root@example.com>
DATA
NOOP
QUIT
"""

GONE_MAIL = """\
EHLO mx.example.net
MAIL FROM:<gone@example.net>
NOOP
"""

WORDLESS = """\
EHLO mx.example.net
MAIL FROM:<wordless@example.net>
MAIL FROM:<silent@example.net>
MAIL FROM:<empty@example.net>
MAIL FROM:<unsaid@example.net>
RSET
MAIL FROM:<unexplained@example.net>
RCPT TO:<wordless@example.com>
RCPT TO:<silent@example.com>
RCPT TO:<empty@example.com>
RCPT TO:<joe@example.com>
DATA
Subject: x

.
MAIL FROM:<bob@example.net>
RCPT TO:<unexplained@example.com>
DATA
X-Wordless: anything

.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Wordless: wordless

.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
X-Wordless: silent

.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<ann@example.com>
RCPT TO:<bob@example.com>
RCPT TO:<eve@example.com>
RCPT TO:<postmaster@example.com>
DATA
X-Wordless: anything

.
QUIT
"""

GONE_RCPT = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<gone@example.com>
NOOP
"""

GONE_OTHER = """\
GONE
NOOP
"""

SHORT = """\
HELO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<bob@elsewhere.example>
RCPT TO:<nosuch@example.com>
DATA
Subject: hello

x
.
NOOP
FOO
VRFY joe
QUIT
"""

BARE = """\
HELO word
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<bob@elsewhere.example>
RSET
EHLO mail.example.com
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RSET
EHLO [127.0.0.1]
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RSET
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
QUIT
"""

IMPOLITE = """\
VRFY joe
EXPN staff
ETRN foo
MAIL FROM:<bob@example.net>
VERB
EHLO mx.example.net
VRFY joe
EXPN staff
ETRN foo
MAIL FROM:<bob@example.net> RET=HDRS
MAIL FROM:<bob@example.net> ENVID=x
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com> NOTIFY=NEVER
RCPT TO:<joe@example.com> ORCPT=rfc822;x
RCPT TO:<joe@example.com>
QUIT
"""

SIZES = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net> SIZE=3000
MAIL FROM:<bob@example.net> SIZE=2001
MAIL FROM:<bob@example.net> SIZE=2000
RCPT TO:<joe@example.com>
RCPT TO:<nosuch@example.com>
RCPT TO:<ann@example.com>
RCPT TO:<root@example.com>
DATA
Subject: long

""" + "0123456789" * 50 + "\n" + "abcdefghij" * 50 + "\n" + "0123456789" * 99 + """
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: hops
Received: one
Received: two
Received: three
Received: four

x
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: """ + "many words " * 40 + """
X-Long: """ + "many words " * 20 + """

x
.
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
Subject: small

x
.
QUIT
"""

WRONG = "EHLO mx.example.net\nMAIL FROM:<bob@example.net>\n" + "".join(
    f"RCPT TO:<nosuch{i}@example.com>\n" for i in range(7)) + "QUIT\n"

NOISE = "EHLO mx.example.net\n" + "NOOP\n" * 4 + "FOO\n" * 27 + "QUIT\n"

MIXED = WRONG.replace("RCPT", "RCPT TO:<joe@example.com>\nRCPT TO:<ann@example.com>\nRCPT", 1).replace("QUIT", "".join(
    f"RCPT TO:<nosuch{i}@example.com>\n" for i in range(9)) + "QUIT")

LOGIN = {
    "PLAIN": "AUTH PLAIN AGpvZQB3b25kZXJsYW5k",
    "plain": "AUTH plain\nAGpvZQB3b25kZXJsYW5k",
    "EXTERNAL": "AUTH EXTERNAL =",
    "LOGIN": "AUTH LOGIN\nam9l\nd29uZGVybGFuZA==",
    "login": "AUTH LOGIN am9l\nd29uZGVybGFuZA==",
    "CRAM-MD5": "AUTH CRAM-MD5\n{answer}",
    "DIGEST-MD5": "AUTH DIGEST-MD5\n{answer}\n",
    "ANONYMOUS": "AUTH ANONYMOUS Zm9vQGJhci5leGFtcGxl",
}

ENCRYPTED = """\
EHLO mx.example.net
STARTTLS
EHLO mx.example.net
NOOP
VRFY joe
%s
EHLO again
MAIL FROM:<bob@example.net> AUTH=joe
RCPT TO:<joe@example.com>
RCPT TO:<x@elsewhere.example>
DATA
Subject: x

x
.
MAIL FROM:<joe@example.com> AUTH=<>
RSET
HELP
FOO
MAIL FROM:<bob@example.net>
RCPT TO:<x@elsewhere.example>
QUIT
"""

CLEAR = ENCRYPTED.replace("STARTTLS\n", "")
SMTP = ENCRYPTED.replace("EHLO", "HELO")

REFUSED_LOGINS = """\
EHLO mx.example.net
AUTH
AUTH 
AUTH =
AUTH FOO
AUTH FOO bar
AUTH PLAIN
*
AUTH PLAIN %%%
AUTH PLAIN AAAA
AUTH PLAIN AGpvZQB3cm9uZw==
AUTH PLAIN =
AUTH PLAIN
QUIT
NOOP
AUTH LOGIN
*
AUTH LOGIN
am9l
wrong
AUTH LOGIN
am9l
am9l
AUTH GSSAPI
AUTH NTLM
AUTH EXTERNAL
AUTH EXTERNAL =
AUTH SCRAM-SHA-1 =
AUTH CRAM-MD5 x
AUTH CRAM-MD5
AAAA
MAIL FROM:<x@example.net>
AUTH PLAIN AGpvZQB3cm9uZw==
AUTH
AUTH FOO
STARTTLS
STARTTLS x
RSET
AUTH PLAIN AGpvZQB3cm9uZw== extra
QUIT
"""

TWO_LOGINS = """\
AUTH  plain  AGpvZQB3b25kZXJsYW5k
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
AUTH
AUTH FOO
EHLO x
MAIL FROM:<x@example.net>
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
RSET
STARTTLS
EHLO x
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
MAIL FROM:<x@example.net>
QUIT
"""

STARTED = """\
STARTTLS x
STARTTLS
MAIL FROM:<a@example.net>
STARTTLS
RSET
HELO y
STARTTLS
STARTTLS x
MAIL FROM:<a@example.net>
RCPT TO:<joe@example.com>
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
DATA
Subject: x

x
.
EHLO z
MAIL FROM:<a@example.net>
QUIT
"""

OFFERED = """\
EHLO mx.example.net
VRFY joe
EXPN staff
ETRN x
VERB
MAIL FROM:<a@example.net>
RCPT TO:<joe@example.com> NOTIFY=NEVER
RSET
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
MAIL FROM:<a@example.net> RET=HDRS
RCPT TO:<joe@example.com>
RSET
STARTTLS
EHLO mx.example.net
QUIT
"""

ENVELOPE = """\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
%s
DATA
Subject: x

x
.
QUIT
"""

# Each command, and some that make no sense: what of it waits under load, and what hears of a full disk.
BURDEN = """\
NOOP
EHLO mx.example.net
HELP
FOO
VRFY joe
EXPN staff
ETRN
RCPT TO:<joe@example.com>
AUTH
STARTTLS
MAIL FROM:<bob@example.net> SIZE=10
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<x@elsewhere.example>
DATA
Subject: x

x
.
VERB
MAIL
MAIL FROM:<bob@example.net>
RSET
HELO mx.example.net
ETRN foo
NOOP
QUIT
"""

# Sizes that fit, that do not, and that are none.
ROOM = "EHLO mx.example.net\n" + "".join(f"MAIL FROM:<bob@example.net> SIZE={size}\nRCPT TO:<joe@example.com>\nRSET\n" for size in (
    0, 1, 4095, 4096, 4097, 8192, 8193, 409600, 409601, 500000, 500001, 900000, 900001, 2147483648, 9223372036854775807,
    9223372036854775808, -1, -9223372036854775809, "", "x", "12x", "+5", "0x10")) + """\
MAIL FROM:<refused@example.net> SIZE=900001
MAIL FROM:<spammer@example.net> SIZE=900001
MAIL FROM:<bob@example.net> SIZE=10 SIZE=900000
MAIL FROM:<bob@example.net> SIZE=900000 FOO
MAIL FROM:<bob@example.net> SIZE=-1 FOO
QUIT
"""

# What asks for a setting.
SETTINGS = """\
HELP
HELP smtp
HELP mail
HELP RCPT
HELP -bt
HELP cpyr
HELP control
HELP nosuch
HELP help me
NOOP
NOOP
NOOP
NOOP
EHLO mx.example.net
MAIL FROM:<ann@example.com> SMTPUTF8
MAIL FROM:<ann@example.com> BODY=8BITMIME SMTPUTF8
MAIL FROM:<ann@example.com> BODY=BINARYMIME
MAIL FROM:<ann@example.com> BODY
MAIL FROM:<ann@example.com> RET=FULL ENVID=x
RCPT TO:<staff@example.com> NOTIFY=SUCCESS
RCPT TO:<unqualified>
RCPT TO:<joe>
DATA
To: a
Return-Receipt-To: <ann@example.com>
Disposition-Notification-To: x
Errors-To: <bob@example.net>

x
.
EXPN staff
EXPN list
EXPN postmaster
VRFY staff
EXPN :include:/etc/passwd
VRFY |/bin/true
EXPN /etc/passwd
VRFY root@localhost
QUIT
"""

# Said so often that the server waits, in vain or not.
OFTEN = "".join(line + "\n" for line in [
    "EHLO x", "NOOP", *["VRFY nosuch"] * 5, "EXPN joe", "VRFY refused", *["VRFY joe", "EXPN nosuch", "VRFY"] * 5, *["ETRN"] * 3,
    "ETRN refused", *["ETRN x"] * 10, "ETRN #foo", *["NOOP", "VERB"] * 11, "HELP", "EHLO y", "EHLO a b", "HELO z", "HELO", "EHLO x", "QUIT"])

# A client that does not wait: what it may not go on behind, in every order.
EAGER = """\
NOOP
DATA
MAIL FROM:<bob@example.net>
DATA
RCPT TO:<nosuch@example.com>
DATA
VRFY joe
RCPT TO:<joe@example.com>
DATA x
Subject: x

x
.
NOOP
QUIT
"""

# The work of rules is wrong: configurations.py, WRONG.
WRONG = "".join(f"""\
EHLO x
ETRN {word}
VRFY {word}
EXPN {word}
MAIL FROM:<{word}@example.net>
MAIL FROM:<b@example.net> AUTH=odd
RCPT TO:<{word}@example.com> NOTIFY=NEVER
NOOP
RCPT TO:<<ann@example.net>> NOTIFY=NEVER
NOOP
RCPT TO:<joe@example.com>
RCPT TO:<<ann@example.net>> NOTIFY=x
DATA
Subject: {word}
To: {word}
X: {word}

{word}
.
""" for word in ("odd", "deep")) + "NOOP odd\nfoo odd\nRSET\nMAIL FROM:<b@example.net> AUTH=deep\nNOOP\nRCPT TO:<joe@example.com>\nQUIT\n"

# The same at a stage of a message; what the server does not answer comes last.
WRONG_AT = """\
EHLO %s
MAIL FROM:<b@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<<ann@example.net>> NOTIFY=x
DATA
x
.
"""

# Which of two refusals of one message is said.
TWO_REFUSALS = "".join("""\
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
DATA
%s

x
.
""" % fields for fields in (
    'X-Refuse: 1\nSubject: viagra',
    'Subject: viagra\nX-Refuse: 1',
    'X-Later: 1\nX-Refuse: 1\nX-A: every one',
    'X-A: every one\nX-Discard: 1\nSubject: viagra',
    'X-Refuse: 1\nX-Later: 1\nX-B: y',
    'X-Quarantine: q\nX-Refuse: 1\nSubject: viagra',
    'X-Refuse: 1\nA: 1\nB: 1\nC: 1\nD: 1\nE: 1\nF: 1\nG: 1\nH: 1',
    'X-Later: 1\nA: 1\nB: 1\nC: 1\nD: 1\nE: 1\nF: 1\nG: 1\nH: 1',
))

# Recipients of one message each.
SENT = [text.split() for text in (
    "x@elsewhere.example", "x@elsewhere.example y@elsewhere.example", "joe@example.com", "joe@example.com ann@example.com",
    "x@elsewhere.example joe@example.com z@example.org y@elsewhere.example", "staff@example.com", "list@example.com",
    "remote@example.com x@elsewhere.example", "gone@example.com", "picky@elsewhere.example fine@elsewhere.example",
    "fine@elsewhere.example", "x@strict.example.net", "x@weak.example.net", "x@routed.example.org", "x@[192.0.2.9]",
    "x@mail.example.org", "x@example.org y@example.org", "x@hub.example.net", "x@example.net joe@example.com",
    "x@late.example.net")]

# What a filter hears of that wants recipients that are refused, too.
REFUSED = """\
EHLO mx.example.net
RCPT TO:<joe@example.com>
MAIL FROM:<bob@example.net>
RCPT TO:<x@elsewhere.example>
RCPT TO:<nosuch@example.com>
RCPT TO:<joe@example.com>
RCPT TO:<nosuch@example.com>
RCPT TO:<"|/bin/true"@example.com>
RCPT TO:</tmp/x@example.com>
RCPT TO:<":include:/etc/passwd"@example.com>
RCPT TO:<>
RCPT TO:
RCPT TO:<joe@example.com> FOO
RCPT TO:<@>
RCPT TO:<a@b@c>
RCPT TO:<gone@example.com>
RCPT TO:<loop@example.com>
RCPT TO:<later@later.example.org>
RCPT TO:<joe@blocked.example.org>
RCPT TO:<joe@example.com
RCPT TO:<ann@example.com> NOTIFY=NEVER
RCPT TO:<nosuch@example.com> NOTIFY=NEVER
RCPT TO:<x@elsewhere.example> NOTIFY=NEVER
RCPT TO:<joe@example.com>
DATA
Subject: x

.
MAIL FROM:<>
RCPT TO:<nosuch@example.com>
RCPT TO:<joe@example.com>
RSET
MAIL FROM:<>
RCPT TO:<nosuch@example.com>
DATA
QUIT
"""

FILTERED = """\
EHLO mx.example.net
NOOP
FOO
VRFY joe
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<x@elsewhere.example>
RCPT TO:<ann@example.com>
DATA
Subject: x
X-A: b

x
.
STARTTLS
EHLO mx.example.net
AUTH PLAIN AGpvZQB3b25kZXJsYW5k
MAIL FROM:<joe@example.com>
RCPT TO:<joe@example.com>
RSET
MAIL FROM:<>
RCPT TO:<ann@example.com>
RCPT TO:<bob@elsewhere.example>
DATA

.
EXPN staff
HELP
QUIT
"""

# Recipients that were refused are counted until the next MAIL.
REFUSED_BEFORE = """EHLO x
MAIL FROM:<remote@elsewhere.example>
RCPT TO:<a@
RCPT TO:<b@
RCPT TO:<c@
HELO w
RCPT TO:<joe@mail.example.com>
RSET
RCPT TO:<joe@mail.example.com>
QUIT
"""

REFUSED_AND_MAIL = """EHLO x
MAIL FROM:<remote@elsewhere.example>
RCPT TO:<a@
RCPT TO:<b@
RCPT TO:<c@
RSET
MAIL FROM:<remote@elsewhere.example>
RCPT TO:<joe@mail.example.com>
RSET
RCPT TO:<joe@mail.example.com>
HELO w
MAIL FROM:<remote@elsewhere.example>
RCPT TO:<joe@mail.example.com>
QUIT
"""
