"""Mail logs that `btsh diff` reads: what they say of a client is what the dialogues on both sides are held with."""

import json

import small
from run import same, within

# Says all that the server knows of who is there.
ASKED = ('Scheck_rcpt\nR$*\t$#error $@ 5.7.1 $: "550 %s" $&{client_addr} $&{client_name} $&{client_resolve} hello $&s tls '
         "$&{verify} $&{tls_version} $&{cipher_bits} $&{cn_subject} auth $&{auth_type} $&{auth_authen}\n")

STRANGER = "203.0.113.5 mx.example.net OK"
PLAIN = f"{STRANGER} hello mx.example.net tls auth"

# Of each: the log, and what is said to each recipient, by (sender, recipient).
SHAPES = {
    "sendmail 8.15 on Debian": ("""\
Nov 26 03:34:20 mx sm-mta[800]: starting daemon (8.15.2): SMTP+queueing@00:10:00
Nov 26 03:34:28 mx sm-mta[811]: STARTTLS=server, relay=mx.example.net [203.0.113.5], version=TLSv1.2, verify=NO, cipher=ECDHE-RSA-AES256-GCM-SHA384, bits=256/256
Nov 26 03:34:28 mx sm-mta[811]: 0AQ3YS01000811: from=<bob@example.net>, size=512, class=0, nrcpts=2, msgid=<1@mx.example.net>, proto=ESMTPS, daemon=MTA-v4, relay=mx.example.net [203.0.113.5]
Nov 26 03:34:29 mx sm-mta[812]: 0AQ3YS01000811: to=<joe@example.com>,<ann@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=60512, dsn=2.0.0, stat=Sent
Nov 26 03:35:00 mx sm-mta[811]: 0AQ3Z001000811: from=<bob@example.net>, size=512, class=0, nrcpts=1, proto=ESMTP, daemon=MTA-v4, relay=mx.example.net [203.0.113.5]
Nov 26 03:35:01 mx sm-mta[813]: 0AQ3Z001000811: to=<tom@example.com>, delay=00:00:01, mailer=local, stat=Sent
""", {("bob@example.net", "joe@example.com"): f"{STRANGER} hello mx.example.net tls NO TLSv1.2 256 auth",
      ("bob@example.net", "ann@example.com"): f"{STRANGER} hello mx.example.net tls NO TLSv1.2 256 auth",
      ("bob@example.net", "tom@example.com"): PLAIN}),
    "sendmail 8.16 on Fedora": ("""\
Nov 26 03:34:28 mx sendmail[811]: STARTTLS=server, relay=[203.0.113.6], version=TLSv1.3, verify=OK, cipher=TLS_AES_128_GCM_SHA256, bits=128/128
Nov 26 03:34:28 mx sendmail[811]: STARTTLS=server, cert-subject=/C=DE/O=Example+20+28Clients+29,+20Inc./CN=client.example.net, cert-issuer=/C=DE/CN=ca.example.com, verifymsg=ok
Nov 26 03:34:28 mx sendmail[811]: 0AQ3YS02000811: from=<>, size=512, class=0, nrcpts=1, msgid=<2@x>, bodytype=8BITMIME, proto=ESMTPS, daemon=MTA, relay=[203.0.113.6]
Nov 26 03:34:29 mx sendmail[812]: 0AQ3YS02000811: to=<joe@example.com>, delay=00:00:01, xdelay=00:00:00, mailer=local, pri=60512, dsn=2.0.0, stat=Sent
""", {("", "joe@example.com"): "203.0.113.6 [203.0.113.6] FAIL hello [203.0.113.6] tls OK TLSv1.3 128 client.example.net auth"}),
    "sendmail 8.17 on FreeBSD": ("""\
Nov 26 03:34:28 <mail.info> mx sm-mta[811]: AUTH=server, relay=[IPv6:2001:db8::5], authid=joe, mech=PLAIN, bits=0
Nov 26 03:34:28 <mail.info> mx sm-mta[811]: 0AQ3YS03000811: from=<joe@example.com>, size=512, class=0, nrcpts=1, proto=ESMTPSA, daemon=MSA, relay=[IPv6:2001:db8::5]
Nov 26 03:34:29 <mail.info> mx sm-mta[812]: 0AQ3YS03000811: to=<bob@example.net>, delay=00:00:01, mailer=esmtp, relay=hub.example.net. [10.0.0.1], stat=Sent
""", {("joe@example.com", "bob@example.net"):
      "IPv6:2001:db8:0:0:0:0:0:5 [IPv6:2001:db8:0:0:0:0:0:5] FAIL hello [IPv6:2001:db8::5] tls NO TLSv1.3 256 auth PLAIN joe"}),
    "sendmail 8.18 with ISO dates": ("""\
2026-11-26T03:34:28.123456+00:00 mx sm-mta[811]: STARTTLS=server, relay=forged.example.net [203.0.113.7], version=TLSv1.3, verify=FAIL, cipher=TLS_AES_256_GCM_SHA384, bits=256/256
2026-11-26T03:34:28.223456+00:00 mx sm-mta[811]: 0AQ3YS04000811: from=<bob@example.net>, size=512, class=0, nrcpts=1, proto=ESMTPS, daemon=MTA, relay=forged.example.net [203.0.113.7] (may be forged)
2026-11-26T03:34:29.123456+00:00 mx sm-mta[812]: 0AQ3YS04000811: to=joe, delay=00:00:01, mailer=local, stat=Sent
""", {("bob@example.net", "joe"): "203.0.113.7 [203.0.113.7] FORGED hello forged.example.net tls FAIL TLSv1.3 256 auth"}),
    "sendmail on Solaris": ("""\
Nov 26 03:34:28 mx sendmail[811]: [ID 801593 mail.info] AUTH=server, relay=mx.example.net [203.0.113.5], authid=ann@example.com, mech=CRAM-MD5, bits=0
Nov 26 03:34:28 mx sendmail[811]: [ID 801593 mail.info] 0AQ3YS05000811: from=<ann@example.com>, size=512, class=0, nrcpts=1, msgid=<5@x>, proto=ESMTPA, daemon=MTA-v4, relay=ann@mx.example.net [203.0.113.5]
Nov 26 03:34:29 mx sendmail[812]: [ID 801593 mail.info] 0AQ3YS05000811: to=<bob@example.net>, delay=00:00:01, mailer=esmtp, relay=hub.example.net. [10.0.0.1], dsn=2.0.0, stat=Sent (ok)
""", {("ann@example.com", "bob@example.net"): f"{STRANGER} hello mx.example.net tls auth CRAM-MD5 ann@example.com"}),
    "sendmail that logs commands and refuses": ("""\
Nov 26 03:34:28 mx sm-mta[811]: NOQUEUE: connect from mx.example.net [203.0.113.5]
Nov 26 03:34:28 mx sm-mta[811]: 0AQ3YS06000811: <-- HELO odd.example.net
Nov 26 03:34:28 mx sm-mta[811]: 0AQ3YS06000811: <-- MAIL FROM:<bob@example.net>
Nov 26 03:34:28 mx sm-mta[811]: 0AQ3YS06000811: ruleset=check_rcpt, arg1=<x@elsewhere.example>, relay=mx.example.net [203.0.113.5], reject=550 5.7.1 <x@elsewhere.example>... Relaying denied
Nov 26 03:34:29 mx sm-mta[811]: 0AQ3YS06000811: from=<bob@example.net>, size=0, class=0, nrcpts=0, proto=SMTP, daemon=MTA, relay=mx.example.net [203.0.113.5]
""", {("bob@example.net", "x@elsewhere.example"): f"{STRANGER} hello odd.example.net tls auth"}),
    "RFC 5424": ("""\
<22>1 2026-11-26T03:34:28.123456+00:00 mx.example.com sm-mta 811 - - 0AQ3YS07000811: from=<bob@example.net>, size=512, class=0, nrcpts=1, proto=ESMTP, daemon=MTA, relay=mx.example.net [203.0.113.5]
<22>1 2026-11-26T03:34:29.123456+00:00 mx.example.com sm-mta 812 - [x y="z"] 0AQ3YS07000811: to=<joe@example.com>, delay=00:00:01, mailer=local, stat=Sent
""", {("bob@example.net", "joe@example.com"): PLAIN}),
    "Postfix": ("""\
Nov 26 03:34:28 mx postfix/smtpd[811]: connect from mx.example.net[203.0.113.5]
Nov 26 03:34:28 mx postfix/smtpd[811]: Anonymous TLS connection established from mx.example.net[203.0.113.5]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256
Nov 26 03:34:28 mx postfix/smtpd[811]: 4WxYz0123Q: client=mx.example.net[203.0.113.5]
Nov 26 03:34:28 mx postfix/cleanup[812]: 4WxYz0123Q: message-id=<8@x>
Nov 26 03:34:28 mx postfix/qmgr[813]: 4WxYz0123Q: from=<bob@example.net>, size=512, nrcpt=1 (queue active)
Nov 26 03:34:28 mx postfix/smtpd[811]: disconnect from mx.example.net[203.0.113.5] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7
Nov 26 03:34:29 mx postfix/local[814]: 4WxYz0123Q: to=<joe@mail.example.com>, orig_to=<joe@example.com>, relay=local, delay=1, status=sent (delivered)
Nov 26 03:35:28 mx postfix/smtpd[811]: connect from mx.example.net[203.0.113.5]
Nov 26 03:35:28 mx postfix/smtpd[811]: NOQUEUE: reject: RCPT from mx.example.net[203.0.113.5]: 554 5.7.1 <x@elsewhere.example>: Relay access denied; from=<bob@example.net> to=<x@elsewhere.example> proto=SMTP helo=<odd.example.net>
""", {("bob@example.net", "joe@example.com"): f"{STRANGER} hello mx.example.net tls NO TLSv1.3 256 auth",
      ("bob@example.net", "x@elsewhere.example"): f"{STRANGER} hello odd.example.net tls auth"}),
    "Postfix with ISO dates, and a login": ("""\
2026-11-26T03:34:28.123456+00:00 mx postfix/submission/smtpd[811]: connect from unknown[2001:db8::6]
2026-11-26T03:34:28.123456+00:00 mx postfix/submission/smtpd[811]: Trusted TLS connection established from unknown[2001:db8::6]: TLSv1.2 with cipher ECDHE-RSA-AES128-GCM-SHA256 (128/128 bits)
2026-11-26T03:34:28.123456+00:00 mx postfix/submission/smtpd[811]: 4WxYz0124Q: client=unknown[2001:db8::6], sasl_method=PLAIN, sasl_username=joe
2026-11-26T03:34:28.123456+00:00 mx postfix/qmgr[813]: 4WxYz0124Q: from=<joe@example.com>, size=512, nrcpt=1 (queue active)
2026-11-26T03:34:29.123456+00:00 mx postfix/smtp[814]: 4WxYz0124Q: to=<bob@example.net>, relay=hub.example.net[10.0.0.1]:25, delay=1, dsn=2.0.0, status=sent (250 ok)
""", {("joe@example.com", "bob@example.net"):
      "IPv6:2001:db8:0:0:0:0:0:6 [IPv6:2001:db8:0:0:0:0:0:6] FAIL hello [IPv6:2001:db8::6] tls OK TLSv1.2 128 auth PLAIN joe"}),
    "Postfix of several instances, from the journal": ("""\
2026-11-26T03:34:28+0000 mx postfix-in/smtpd[811]: 4WxYz0125Q: client=unknown[203.0.113.9]
2026-11-26T03:34:28+0000 mx postfix-in/qmgr[813]: 4WxYz0125Q: from=<>, size=512, nrcpt=1 (queue active)
2026-11-26T03:34:29+0000 mx postfix-in/lmtp[814]: 4WxYz0125Q: to=<joe@example.com>, relay=127.0.0.1[127.0.0.1]:24, delay=1, status=sent (250 ok)
2026-11-26T03:34:29+0000 mx systemd[1]: Started something.
""", {("", "joe@example.com"): "203.0.113.9 [203.0.113.9] FAIL hello [203.0.113.9] tls auth"}),
}


CF = small.CF.replace("Scanonify=3\n", "Scanonify=3\nR<>\t$@ <@>\n").replace("Sparse=0\n", "Sparse=0\nR<@>\t$#local $: <>\n").replace(
    "\nSCanon", "R$+\t$#local $: $1\n\nSCanon")


def configurations(bench):
    small.files(bench)
    for side in ("old", "new"):
        bench.file(f"{side}.cf", CF + ASKED % side)


def diff(bench, *more, log="log"):
    return bench.run("--hostname", "mail.example.com", "--no-network", "--map", "routes = source:routes", "diff", "old.cf",
                     "new.cf", "--addresses", log, *more)


def shape(text, wanted):
    def test(bench):
        configurations(bench)
        bench.file("log", text)
        done = diff(bench, "--json")
        told = {}
        for line in map(json.loads, done.stdout.splitlines()[:-1]):
            change = next(one for one in line["changes"] if one["question"] == "dialogue")
            told[line["sender"], line["recipient"]] = change["old"]["answer"][0]
        same({pair: words.replace(" ", "") for pair, words in told.items()},
             {(sender, recipient): f"RCPT: 550 5.7.1 <{recipient}>... old {who}".replace(" ", "")
              for (sender, recipient), who in wanted.items()}, done.stderr)
    return test


# Who has named no recipient: the log, and (sender, client, question on the old side, on the new one).
EARLY = {
    "sendmail": """\
Nov 26 03:34:28 mx sm-mta[811]: ruleset=check_relay, arg1=[203.0.113.20], arg2=203.0.113.20, relay=[203.0.113.20], reject=550 5.7.1 Access denied
Nov 26 03:34:28 mx sm-mta[812]: NOQUEUE: ruleset=check_relay, arg1=[203.0.113.22], arg2=203.0.113.22, relay=[203.0.113.22], reject=421 4.3.2 go away
Nov 26 03:34:28 mx sm-mta[813]: ruleset=check_relay, arg1=[203.0.113.23], arg2=203.0.113.23, relay=[203.0.113.23], discard
Nov 26 03:34:28 mx sm-mta[814]: 6ATHQZPs000023: ruleset=check_mail, arg1=<spammer@example.net>, relay=mx.example.net [203.0.113.5], reject=550 5.7.1 <spammer@example.net>... Access denied
Nov 26 03:34:28 mx sm-mta[814]: 6ATHQZPs000023: ruleset=check_mail, arg1=<spammer@example.net>, relay=mx.example.net [203.0.113.5], quarantine=held for a look
Nov 26 03:34:29 mx sm-mta[814]: 6ATHQZPs000023: from=<spammer@example.net>, size=0, class=0, nrcpts=0, proto=ESMTP, daemon=MTA, relay=mx.example.net [203.0.113.5]
""",
    "Postfix": """\
Nov 26 03:35:28 mx postfix/smtpd[811]: NOQUEUE: reject: CONNECT from unknown[203.0.113.20]: 554 5.7.1 <unknown[203.0.113.20]>: Client host rejected: Access denied; proto=SMTP
Nov 26 03:35:28 mx postfix/smtpd[811]: NOQUEUE: reject: EHLO from unknown[203.0.113.22]: 550 5.7.1 <x>: Helo command rejected: Access denied; proto=SMTP helo=<x>
Nov 26 03:35:28 mx postfix/smtpd[811]: NOQUEUE: reject: MAIL from mx.example.net[203.0.113.5]: 550 5.7.1 <spammer@example.net>: Sender address rejected: Access denied; from=<spammer@example.net> proto=ESMTP helo=<mx.example.net>
""",
}


def early(text):
    """A client or a sender that is refused names no recipient: the dialogue ends with MAIL, on both sides."""
    def test(bench):
        small.files(bench)
        bench.file("old.cf", CF + 'Scheck_relay\nR$* $| 203.0.113.20\t$#error $@ 5.7.1 $: "550 not you"\n'
                   'R$* $| 203.0.113.22\t$#error $@ 4.3.2 $: "421 go away"\nScheck_mail\nR<spammer@$+>\t$#error $@ 5.7.1 $: "550 no spam"\n')
        bench.file("new.cf", CF)
        bench.file("log", text)
        done = diff(bench, "--json")
        told = [json.loads(line) for line in done.stdout.splitlines()[:-1]]
        same([(one.get("recipient"), one.get("sender"), one["client"], change["question"], change["old"]["answer"], change["new"]["answer"])
              for one in told for change in one["changes"]],
             [(None, None, "203.0.113.20", "dialogue", ["MAIL: 550 5.7.1 not you"], ["the sender is accepted"]),
              (None, None, "203.0.113.22", "dialogue", ["greeting: 421 4.3.2 go away"], ["the sender is accepted"]),
              (None, "spammer@example.net", "203.0.113.5", "dialogue", ["MAIL: 550 5.7.1 <spammer@example.net>... no spam"],
               ["the sender is accepted"])], done.stderr)
        done = diff(bench)
        within("(no recipient) by 203.0.113.20\n  dialogue\n    - MAIL: 550 5.7.1 not you\n    + the sender is accepted\n", done.stdout)
        within("(no recipient) from spammer@example.net by 203.0.113.5\n", done.stdout)
    return test


def by_cause(bench):
    """A hundred clients that one rule refuses are one cause."""
    configurations(bench)
    bench.file("old.cf", CF)
    bench.file("log", "".join(
        f"Nov 26 03:34:28 mx sm-mta[{i}]: 0AQ3YS{i:08}: from=<a{i}@example.net>, relay=mx.example.net [203.0.113.{i}]\n"
        f"Nov 26 03:34:29 mx sm-mta[500]: 0AQ3YS{i:08}: to=<joe@example.com>, stat=Sent\n" for i in range(100, 200)))
    done = diff(bench)
    same(done.stdout.splitlines()[:4], ["joe@example.com from a100@example.net by 203.0.113.100", "  dialogue", "    - accepted",
                                       "    + RCPT: 550 5.7.1 <joe@example.com>... new203.0.113.100 mx.example.net OK hello "
                                       "mx.example.net tls auth"])
    within("  100, for example joe@example.com: dialogue: nothing more, check_rcpt ", done.stdout)


def settings(bench):
    """What no rule decides is told as what it is."""
    configurations(bench)
    bench.file("old.cf", CF)
    bench.file("new.cf", CF + "O PrivacyOptions=goaway\nO DaemonPortOptions=Name=MTA, M=a\n")
    bench.file("log", SHAPES["RFC 5424"][0])
    same(diff(bench).stdout, """\
joe@example.com from bob@example.net by 203.0.113.5
  dialogue
    - accepted
    + MAIL: 530 5.7.0 Authentication required
    the rules do the same; settings, users or files of the host part
1 of 1 changed
""")


def tests():
    for name, (text, wanted) in SHAPES.items():
        yield name, shape(text, wanted)
    for name, text in EARLY.items():
        yield f"refused before a recipient, {name}", early(text)
    for test in (by_cause, settings):
        yield test.__name__.replace("_", " "), test
