"""The configurations that dialogues are held with: .mc texts, what they differ in, and their tables."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import milter
import reference
import show
import sandbox


@dataclass
class Configuration:
    name: str
    mc: str = ""          # what a stock .mc is given before MAILER()
    cf: str = ""          # appended to the .cf, or the whole of it where `whole`
    whole: bool = False
    options: list = field(default_factory=list)
    daemon: str = ""      # more of DaemonPortOptions: ",M=a"
    access: str = ""
    secure: bool = False  # it has certificates and passwords
    ident: bool = False   # clients have ident servers
    six: bool = False     # clients come by IPv6
    filtered: bool = False  # it has mail filters
    delivers: bool = False  # to a sink
    load: int = 0         # of the machine
    crowd: int = 0        # other clients that are there
    free: int = None      # blocks that the queue has free; its file system is a small one
    denied: str = ""      # text of hosts.deny
    mechanisms: str = "DIGEST-MD5 CRAM-MD5"  # of AUTH, as the real server has them

    def install(self, change=lambda cf: cf):
        """Into /case and /etc/mail; change: of the text of the .cf."""
        text = self.cf if self.whole else reference.compile_mc(STOCK % self.mc).decode("latin-1") + self.cf
        Path("/case/case.cf").write_text(change(text))
        for name, content in TABLES.items():
            _table(name, content)
        _table("access", self.access or ACCESS)
        Path("/etc/mail/local-host-names").write_text("example.com\nmail.example.com\n")
        Path("/etc/mail/aliases").write_text(ALIASES)
        Path("/etc/mail/more-help").write_text(HELP)
        Path("/etc/hosts.deny").write_text(self.denied)
        sandbox.set_load(self.load)
        sandbox.set_room(self.free)


def _table(name, content):
    path = Path("/etc/mail", name)
    path.write_text(content)
    subprocess.run([str(sandbox.TOOLS / "makemap"), "hash", str(path)], input=content, text=True, check=True)


STOCK = """\
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
define(`confTO_IDENT', `0')dnl
define(`confDELIVERY_MODE', `queueonly')dnl
define(`ALIAS_FILE', `/etc/mail/aliases')dnl
define(`confHOST_STATUS_DIRECTORY', `')dnl
define(`STATUS_FILE', `')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`use_cw_file')dnl
%s
MAILER(`local')dnl
MAILER(`smtp')dnl
"""

ALIASES = """\
postmaster: root
mailer-daemon: postmaster
staff: joe, ann
loop: loop2
loop2: loop
remote: bob@elsewhere.example
gone: :nosuch:
program: "|/bin/true"
owner-list: joe
list: ann, bob@example.net
both: list, joe
owner-both: ann
far: list, both, x@elsewhere.example
owner-far: "bob, ann"
nobody-owns: far
owner-nobody-owns: owner-nobody-owns-request
"""

HELP = """\
#vers\t2
cpyr\tnobody's
smtp\tThis is $v on $j
smtp\ttwo lines
mail\tMAIL FROM: <sender>
rcpt\tRCPT TO:
help\tHELP [topic]
-bt\tnot for a client
control\tneither
"""

ACCESS = """\
From:spammer@example.net\tREJECT
From:blocked.example.org\t550 5.7.1 go away
From:later.example.org\tERROR:4.3.2:451 come back later
From:quarantined@example.net\tQUARANTINE:held for a look
From:discarded@example.net\tDISCARD
From:friendly.example.net\tOK
To:closed@\tERROR:5.2.1:550 Mailbox disabled
To:nobody@example.com\tREJECT
To:relayed.example.org\tRELAY
Connect:203.0.113.20\tREJECT
Connect:203.0.113.21\tERROR:4.3.2:450 later
Connect:203.0.113.22\tERROR:4.3.2:421 go away
Connect:203.0.113.23\tDISCARD
Connect:203.0.113.24\tQUARANTINE:bad net
Connect:203.0.113.25\tRELAY
Connect:203.0.113.26\tOK
Connect:friendly.example.net\tRELAY
Connect:203.0.113.27\t550 5.7.1 plain text
Spam:joe@example.com\tFRIEND
Spam:ann@example.com\tHATER
Connect:IPv6:2001:db8:5:0:0:0:0:20\tREJECT
Connect:IPv6:2001:db8:5:0:0:0:0:21\tERROR:4.3.2:450 later
Connect:IPv6:2001:db8:5:0:0:0:0:25\tRELAY
Connect:IPv6:2001:db8:6\tRELAY
GreetPause:203.0.113.5\t0
ClientRate:203.0.113.30\t2
ClientRate:\t0
ClientConn:203.0.113.31\t1
ClientConn:\t0
"""

TABLES = {
    "virtusertable": "info@virtual.example.org\tjoe\nsales@virtual.example.org\tbob@elsewhere.example\n"
                     "@virtual.example.org\terror:5.1.1:550 No such user here\n",
    "mailertable": "routed.example.org\tesmtp:[192.0.2.9]\n",
}


def _features(name, *features, **more):
    return Configuration(name, "\n".join(f"{f}dnl" for f in features), **more)


DB = "FEATURE(`access_db')"

# What a site's own rulesets do at each stage, in the names of their headers and addresses.
POLICY = r"""
LOCAL_CONFIG
Kfails dns -R A -a.FOUND
HX-Refuse: $>refuse_header
HX-Quarantine: $>quarantine_header
HX-Discard: $>discard_header
HX-Later: $>later_header
HX-Wordless: $>wordless_header
HSubject: $>check_subject
H*: $>+every_header
LOCAL_RULESETS
SLocal_check_relay
R$* $| 203.0.113.40	$#error $@ 4.7.1 $: "421 4.7.1 not now"
R$* $| 203.0.113.41	$#error $@ 5.7.1 $: "550 5.7.1 never"
R$* $| 203.0.113.42	$#discard $: discard
R$* $| 203.0.113.43	$#error $@ quarantine $: odd network
R$* $| 203.0.113.44	$#error $: odd words
R$* $| 203.0.113.45	$#error $@ 4.7.1 $: "450 4.7.1 slowly"
SLocal_check_mail
R<refused@$+>	$#error $@ 5.7.1 $: "550 we do not like $1"
R<later@$+>	$#error $@ 4.7.1 $: "450 4.7.1 later"
R<gone@$+>	$#error $@ 4.7.0 $: "421 4.7.0 gone away"
R<plain@$+>	$#error $: plain words
R<nouser@$+>	$#error $@ nouser $: no such sender
R<discard@$+>	$#discard $: discard
R<quarantine@$+>	$#error $@ quarantine $: sender
R<other@$+>	$#error $@ 5.7.1 $: "554 5.7.1 with 554"
R<dsn@$+>	$#error $@ 5.2.2 $: 552 code without
R<wordless@$+>	$#error $@ 5.7.1
R<silent@$+>	$#error
R<empty@$+>	$#error $@ 5.7.1 $:
R<unexplained@$+>	$#error $@ quarantine
R<unsaid@$+>	$#error $@ quarantine $:
SLocal_check_rcpt
R<refused@$+>	$#error $@ 5.7.1 $: "550 not for $1"
R<later@$+>	$#error $@ 4.7.1 $: "450 4.7.1 later"
R<gone@$+>	$#error $@ 4.7.0 $: "421 4.7.0 gone away"
R<discard@$+>	$#discard $: discard
R<quarantine@$+>	$#error $@ quarantine $: recipient
R<wordless@$+>	$#error $@ 5.7.1
R<silent@$+>	$#error
R<empty@$+>	$#error $@ 5.7.1 $:
R<unexplained@$+>	$#error $@ quarantine
R<fails@$+>	$: $(fails $1.servfail.test $: no $)
Scheck_data
R2	$#error $@ 5.7.1 $: "550 two are too many"
R3	$#error $@ 4.7.0 $: "421 4.7.0 three are too many"
R4	$#discard $: discard
R5	$#error
Srefuse_header
R$+	$#error $@ 5.7.1 $: "550 a header says $1"
Slater_header
R$+	$#error $@ 4.7.1 $: "451 later"
Squarantine_header
R$+	$#error $@ quarantine $: $1
Swordless_header
Rwordless	$#error $@ 5.7.1
Rsilent	$#error
R$*	$#error $@ quarantine
Sdiscard_header
R$+	$#discard $: discard
Scheck_subject
R$* viagra $*	$#error $: 553 Subject
Severy_header
R$* every $*	$#error $: 554 every header
Scheck_eoh
R9 $| $*	$#error $: 552 nine headers
Scheck_eom
R666	$#error $: 553 the number
Scheck_etrn
Rrefused	$#error $@ 5.7.1 $: "550 no ETRN"
Scheck_vrfy
Rrefused	$#error $@ 5.7.1 $: "550 no VRFY"
Scheck_expn
Rrefused	$#error $@ 5.7.1 $: "550 no EXPN"
Scheck_other
RREFUSED $| $*	$#error $@ 5.7.1 $: "550 no such words"
RGONE $| $*	$#error $@ 4.7.0 $: "421 4.7.0 no such words"
"""

TLS = "/etc/mail/tls"
MECHANISMS = "EXTERNAL DIGEST-MD5 CRAM-MD5 LOGIN PLAIN ANONYMOUS"
SECURE_CF = f"""
O CACertFile={TLS}/ca.pem
O CACertPath={TLS}
O ServerCertFile={TLS}/server.pem
O ServerKeyFile={TLS}/server.key
O ClientCertFile={TLS}/server.pem
O ClientKeyFile={TLS}/server.key
O AuthMechanisms={MECHANISMS}
"""
SECURE = f"""define(`confCACERT', `{TLS}/ca.pem')
define(`confCACERT_PATH', `{TLS}')
define(`confSERVER_CERT', `{TLS}/server.pem')
define(`confSERVER_KEY', `{TLS}/server.key')
define(`confCLIENT_CERT', `{TLS}/server.pem')
define(`confCLIENT_KEY', `{TLS}/server.key')
define(`confAUTH_MECHANISMS', `{MECHANISMS}')
TRUST_AUTH_MECH(`CRAM-MD5 PLAIN')
"""

SECURE_ACCESS = """\
TLS_Clt:203.0.113.50	VERIFY
TLS_Clt:203.0.113.51	ENCR:112
TLS_Clt:203.0.113.52	PERM+VERIFY:128
TLS_Clt:203.0.113.53	TEMP+ENCR:512
TLS_Clt:203.0.113.54	VERIFY+CN
TLS_Clt:203.0.113.55	VERIFY+CI:/C=DE/O=Example+20CA/CN=ca.example.com
Srv_Features:203.0.113.56	V
CERTISSUER:/C=DE/O=Example+20CA/CN=ca.example.com	RELAY
CERTISSUER:/C=US/CN=foreign+20ca	RELAY
"""

# Each letter of srv_features for the client whose last number is that of the letter, and some words.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WORDS = ("A E", "AE", "l L", "L l", "a A", "O U G", "+A", "A, E", "g o u", "G U")
FEATURES = "".join(f"Srv_Features:203.0.113.{ord(one)}\t{one}\n" for one in LETTERS) + "".join(
    f"Srv_Features:203.0.113.{n}\t{one}\n" for n, one in enumerate(WORDS, 130))

# By the client's address: what tls_srv_features and tls_client return.
SECURE_POLICY = r"""
Stls_srv_features
R$* $| $+	$: $2
R203.0.113.50	$@ CipherList=ALL
R203.0.113.51	$@
R203.0.113.52	$@ foo=bar
R203.0.113.53	$#error $@ 5.7.1 $: "550 no TLS for you"
R203.0.113.54	$#error $@ 4.7.0 $: "421 go away"
R203.0.113.55	$@ CertFile=/nonexistent; KeyFile=/nonexistent
R203.0.113.56	$@ CertFile=/etc/mail/tls/plain.pem
R203.0.113.57	$@ x
R203.0.113.58	$#discard $: discard
R203.0.113.59	$# CipherList=ALL
R203.0.113.60	$@ CipherList
R203.0.113.61	$@ ;CipherList=ALL;
R203.0.113.62	$@ xyz
R203.0.113.63	$@ CipherList=ALL; Options=SSL_OP_ALL
R$*	$@
Stls_client
R$* $| $*	$: $&{client_addr} $| $2
R203.0.113.70 $| STARTTLS	$#error $@ 5.7.1 $: "550 tls bad"
R203.0.113.71 $| STARTTLS	$#error $@ 4.7.0 $: "421 tls go"
R203.0.113.72 $| STARTTLS	$#discard $: discard
R203.0.113.73 $| STARTTLS	$#error $@ quarantine $: bad tls
R203.0.113.74 $| STARTTLS	$#error $: bad words
R203.0.113.75 $| STARTTLS	$#error $@ 4.7.1 $: "450 tls later"
R203.0.113.76 $| MAIL	$#error $@ 5.7.1 $: "550 tls bad"
Scheck_relay
R$* $| 203.0.113.77	$#error $@ 5.7.1 $: "550 not you"
"""

FILTERS = "".join(f"INPUT_MAIL_FILTER(`{name}', `S=inet:{port}@127.0.0.1, F=T')\n" for name, port in milter.PORTS.items())

DELIVER = """\
LOCAL_RULESETS
Sclt_features
Rmail.example.org. $*	$# S
"""

SENDING_ACCESS = """\
Connect:127	RELAY
Connect:203.0.113	RELAY
Compat:bob@example.net<@>joe@example.com	ERROR:"550 5.7.1 bob does not write to joe"
Compat:bob@example.net<@>gone@example.com	DISCARD
Compat:bob@example.net<@>x@late.example.net	TEMP:"450 4.7.1 later"
Try_TLS:mail.routed.example.org	NO
TLS_Srv:strict.example.net	VERIFY+CN
TLS_Srv:weak.example.net	ENCR:512
TLS_Rcpt:picky@elsewhere.example	VERIFY:512
TLS_Rcpt:fine@elsewhere.example	VERIFY
AuthInfo:mail.elsewhere.example	"U:joe" "P:secret" "M:PLAIN"
AuthInfo:hub.example.net	"U:joe" "P:secret" "M:PLAIN"
"""


def _wrong_rules():
    """What is wrong in a rule's own work, at every stage: text that is no address (odd), and a ruleset that calls itself for ever (deep).
    The stages of a connection and of a message take the word from the client's address and from its HELO: odd.check_eom."""
    text = show.text()
    for name in show.CHECKS:
        word = "$1"
        if name in ("check_relay", "srv_features", "greet_pause"):
            word = "$&{client_addr} for " + name.replace("_", " ")
        elif name in ("check_data", "check_eoh", "check_eom"):
            word = f"$&s for {name[6:]}"
        text = text.replace(f"S{name}\n", f"S{name}\nR$*\t$: $1 $| $>Wrong {word}\nR$* $| $*\t$: $1\n")
    return text + WRONG


WRONG = r"""
D{bad}<x
SWrong
R203.0.113.70 for check relay	$: odd
R203.0.113.71 for check relay	$: deep
R203.0.113.72 for srv features	$: odd
R203.0.113.73 for srv features	$: deep
R203.0.113.74 for greet pause	$: odd
R203.0.113.75 for greet pause	$: deep
R$- . $- for $-	$: $1 $| $2 $| $3
R$- $| data $| data	$: $1
R$- $| eoh $| eoh	$: $1
R$- $| eom $| eom	$: $1
R$* for $*	$@
R$- $| $*	$@
R$* odd $*	$: $1 odd $2 $&{bad}
R$* deep $*	$: $>Deep $1 deep $2
SDeep
R$*	$: $>Deep $1
"""

# Seen under load alone: everywhere else it is the same.
LOAD = ("load_avg",)

ALL = [
    Configuration("stock"),
    Configuration("show", cf=show.text(), whole=True),
    _features("access", DB),
    _features("policy", DB, POLICY),
    _features("delay", DB, "FEATURE(`delay_checks')"),
    _features("delay-friend", DB, "FEATURE(`delay_checks', `friend')"),
    _features("delay-hater", DB, "FEATURE(`delay_checks', `hater')"),
    _features("delay-bad-helo", DB, "FEATURE(`delay_checks')", "FEATURE(`block_bad_helo')"),
    _features("bad-helo", DB, "FEATURE(`block_bad_helo')"),
    _features("rate", DB, "FEATURE(`ratecontrol', `nodelay')", "FEATURE(`conncontrol', `nodelay')"),
    _features("rate-421", DB, "FEATURE(`ratecontrol', `nodelay', `terminate')"),
    _features("dnsbl", DB, "FEATURE(`dnsbl', `dnsbl.example.net')"),
    _features("enhdnsbl", "FEATURE(`enhdnsbl', `dnsbl.example.net', `\"554 listed: \"$&{client_addr}')"),
    _features("dnsbl-delay", DB, "FEATURE(`delay_checks')", "FEATURE(`dnsbl', `dnsbl.example.net')"),
    _features("rhsbl", DB, "FEATURE(`rhsbl', `rhsbl.example.net')"),
    _features("rdns", DB, "FEATURE(`require_rdns')"),
    _features("badmx", DB, "FEATURE(`badmx')"),
    _features("blocklist", DB, "FEATURE(`blocklist_recipients')"),
    _features("greet-pause", DB, "FEATURE(`greet_pause', `2000')"),
    _features("entire-domain", "FEATURE(`relay_entire_domain')"),
    _features("hosts-only", DB, "FEATURE(`relay_hosts_only')"),
    _features("local-from", "FEATURE(`relay_local_from')"),
    _features("mail-from", DB, "FEATURE(`relay_mail_from', `domain')"),
    _features("mx", "FEATURE(`relay_based_on_MX')"),
    _features("promiscuous", "FEATURE(`promiscuous_relay')"),
    _features("loose", "FEATURE(`loose_relay_check')"),
    _features("accept-all", "FEATURE(`accept_unqualified_senders')", "FEATURE(`accept_unresolvable_domains')"),
    _features("compat", DB, "FEATURE(`compat_check')"),
    _features("virtual", DB, "FEATURE(`virtusertable')", "FEATURE(`mailertable')",
              "VIRTUSER_DOMAIN(`virtual.example.org')"),
    _features("check-other", DB, "FEATURE(`check_other')"),
    _features("goaway", DB, "define(`confPRIVACY_FLAGS', `goaway')"),
    _features("need-helo", "define(`confPRIVACY_FLAGS', `needmailhelo,needvrfyhelo,needexpnhelo')"),
    _features("private", "define(`confPRIVACY_FLAGS', `authwarnings,noexpn,novrfy,noverb,noetrn,noreceipts')"),
    _features("sizes", DB, "define(`confMAX_MESSAGE_SIZE', `2000')", "define(`confMAX_RCPTS_PER_MESSAGE', `2')",
              "define(`confMAX_HOP', `3')", "define(`confMAX_HEADERS_LENGTH', `600')"),
    _features("throttle", "define(`confBAD_RCPT_THROTTLE', `2')", "define(`confBAD_RCPT_SHUTDOWN', `4')"),
    _features("ident", DB, "define(`confTO_IDENT', `5s')", ident=True),
    Configuration("ident-show", cf=show.text().replace("Timeout.ident=0", "Timeout.ident=5s"), whole=True, ident=True),
    _features("six", DB, six=True, daemon=",Family=inet6"),
    Configuration("six-show", cf=show.text(), whole=True, six=True, daemon=",Family=inet6"),
    Configuration("six-short", cf=show.text(), whole=True, six=True, daemon=",Family=inet6", options=["-OUseCompressedIPv6Addresses"]),
    _features("six-delay", DB, "FEATURE(`delay_checks')", "FEATURE(`require_rdns')", "FEATURE(`dnsbl', `dnsbl.example.net')", six=True,
              daemon=",Family=inet6"),
    _features("mime", "define(`confMAX_MIME_HEADER_LENGTH', `64/32')", show.STAGES),
    Configuration("shutdown", options=["-OBadRcptShutdown=3"]),
    _features("bogus", "define(`confALLOW_BOGUS_HELO', `True')", "define(`confSEVEN_BIT_INPUT', `True')",
              "define(`confSMTP_LOGIN_MSG', `$j hello there')", "define(`confDELIVER_BY_MIN', `60')"),
    _features("soft", DB, "define(`confSOFT_BOUNCE', `True')"),
    Configuration("busy", cf=show.text(LOAD), whole=True, load=7, options=["-ODelayLA=7", "-OQueueLA=5", "-OQueueFactor=20", "-ORefuseLA=8"]),
    _features("busy-daemon", DB, load=7, daemon=",delayLA=7,queueLA=7,refuseLA=0", options=["-ODelayLA=8", "-OQueueLA=100", "-ORefuseLA=7"]),
    Configuration("not-busy", load=7, options=["-ODelayLA=8", "-OQueueLA=8", "-OQueueFactor=1"], daemon=",refuseLA=0"),
    _features("overloaded", DB, load=7, options=["-ORefuseLA=7"]),
    Configuration("deliver-busy", cf=show.text() + show.sending() + SECURE_CF + "Pbulk=-60\nPhigh=100\n", whole=True, secure=True,
                  delivers=True, load=7, mechanisms=MECHANISMS, options=["-ODeliveryMode=b", "-OQueueLA=5", "-OQueueFactor=90200"]),
    _features("little-room", DB, options=["-OMinFreeBlocks=98/900000"], free=100),
    Configuration("least-room", cf=show.text(), whole=True, options=["-OMinFreeBlocks=100", "-OMaxMessageSize=500000"], free=100),
    Configuration("any-room", options=["-OMinFreeBlocks=0"], free=100),
    _features("no-room", DB, options=["-OMinFreeBlocks=101"], free=100),
    Configuration("no-room-show", cf=show.text(), whole=True, options=["-OMinFreeBlocks=101"], free=100),
    _features("wrapped", DB, denied="sendmail: 203.0.113.0/255.255.255.0, 10.0.0.1\n"),
    Configuration("wrapped-show", cf=show.text(), whole=True, denied="sendmail: ALL EXCEPT 203.0.113.25\n"),
    Configuration("crowded", options=["-OMaxDaemonChildren=2"], crowd=2),
    Configuration("not-crowded", options=["-OMaxDaemonChildren=2"], crowd=1),
    Configuration("crowded-daemon", daemon=",children=1", options=["-OMaxDaemonChildren=5"], crowd=1),
    Configuration("roomy-daemon", daemon=",children=3", options=["-OMaxDaemonChildren=1"], crowd=2),
    _features("restricted", "define(`confPRIVACY_FLAGS', `restrictexpand,restrictmailq,restrictqrun,nobodyreturn,noactualrecipient,public')"),
    Configuration("strict-8", cf=show.text(), whole=True, options=["-OEightBitMode=strict", "-OSingleLineFromHeader=True"]),
    Configuration("wrong-rules", cf=_wrong_rules(), whole=True),
    Configuration("mimefy-8", cf=show.text(), whole=True, options=["-OEightBitMode=mimefy", "-OMeToo=True", "-OLogLevel=20"]),
    _features("me-not", "define(`confME_TOO', `False')", options=["-OLogLevel=0", "-OHelpFile=/nonexistent", "-OMaxNOOPCommands=0"]),
    _features("deferring", DB, options=["-ODeliveryMode=d", "-OHelpFile=/etc/mail/more-help", "-OMaxNOOPCommands=2"]),
    Configuration("background", cf=show.text(), whole=True, daemon=",DeliveryMode=d,Modify=u", options=["-OMaxMimeHeaderLength=0", "-OSevenBitInput=True"]),
    _features("interactive", options=["-ODeliveryMode=i"]),
    _features("daemon-flags", daemon=",M=frE"),
    _features("daemon-auth", daemon=",M=a"),
    Configuration("secure-show", cf=show.text() + SECURE_CF, whole=True, secure=True, mechanisms=MECHANISMS),
    Configuration("secure-policy", cf=show.HEAD + SECURE_CF + SECURE_POLICY, whole=True, secure=True, mechanisms=MECHANISMS),
    _features("secure", DB, SECURE, secure=True, mechanisms=MECHANISMS, access=ACCESS + SECURE_ACCESS),
    _features("secure-delay", DB, "FEATURE(`delay_checks')", SECURE, secure=True, mechanisms=MECHANISMS,
              access=ACCESS + SECURE_ACCESS),
    _features("secure-need", DB, SECURE, "define(`confAUTH_OPTIONS', `p,y')", secure=True,
              mechanisms=MECHANISMS.replace(" ANONYMOUS", ""), daemon=",M=a"),
    _features("secure-private", DB, SECURE, "define(`confPRIVACY_FLAGS', `noexpn,noverb,noetrn,noreceipts')", secure=True,
              mechanisms=MECHANISMS, access=FEATURES, daemon=",M=AS"),
    Configuration("deliver-show", cf=show.text() + show.sending() + SECURE_CF, whole=True, secure=True, delivers=True,
                  mechanisms=MECHANISMS, options=["-ODeliveryMode=b"]),
    _features("deliver", DB, SECURE, "FEATURE(`compat_check')", "FEATURE(`mailertable')", DELIVER,
              secure=True, delivers=True, mechanisms=MECHANISMS, options=["-ODeliveryMode=b"],
              access=ACCESS + SENDING_ACCESS),
    _features("filtered", DB, SECURE, FILTERS, secure=True, filtered=True, mechanisms=MECHANISMS),
    _features("features", DB, SECURE, secure=True, mechanisms=MECHANISMS, access=FEATURES),
]


def named(name):
    return next(c for c in ALL if c.name == name)
