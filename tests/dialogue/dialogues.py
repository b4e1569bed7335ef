"""Dialogues: who the client is, and what it says."""

from dataclasses import dataclass, field

import configurations
import credentials
import ident
import milter
import random_dialogue
import scripts


@dataclass
class Dialogue:
    name: str
    configuration: str
    client: str                       # as `btsh smtp --client` takes it
    commands: list = field(default_factory=list)
    certificate: str = None           # what it shows in a handshake
    cipher: tuple = None              # what the handshake with the real server led to: name, version, bits
    parts: dict = field(default_factory=dict)  # that mail filters play
    port: int = None                  # it came from
    wrapped: bool = False             # hosts.deny keeps it out
    login: str = None                 # the AUTH that succeeds: "TYPE,USER"
    eager: bool = False               # it sends all of it at once, before it is greeted
    hurried: bool = False             # how long the real server would have waited depends on its SASL library

    @property
    def seen(self):
        """The client with the port that it came from."""
        address, comma, name = self.client.partition(",")
        if not self.port:
            return self.client
        return (f"[{address}]:{self.port}" if ":" in address else f"{address}:{self.port}") + comma + name

    @property
    def address(self):
        return self.client.split(",")[0]

    @property
    def verify(self):
        """What the server thinks of the certificate."""
        return "NO" if not self.certificate else "FAIL" if self.certificate == "foreign" else "OK"


def lines(text):
    """The commands of a text, a line each; what stands between DATA and its dot is one message."""
    out, message = [], None
    for line in text.encode("latin-1").splitlines():
        line += b"\r\n"
        if message is not None:
            message += line
            if line == b".\r\n":
                out.append(message)
                message = None
            continue
        out.append(line)
        if line.strip().upper() == b"DATA":
            message = b""
    if message:
        out.append(message)
    return out


STRANGER, RELAY, INSIDE = "203.0.113.5", "203.0.113.25", "127.0.0.1"
ODD = ["203.0.113.6", "203.0.113.7", "203.0.113.8", "203.0.113.9", "203.0.113.10", "203.0.113.11", "203.0.113.12",
       "10.0.0.1", "198.51.100.1"]
TEMPORARY = ["198.51.100.66", "198.51.100.67"]
SIX = [f"2001:db8:5::{n}" for n in ("5", "6", "7", "8", "9", "10", "20", "21", "25")] + ["2001:db8:6::1", "::1"]
LISTED = [f"203.0.113.{n}" for n in (20, 21, 22, 23, 24, 25, 26, 27)]


def _scripts(configuration, client, *names):
    return [Dialogue(f"{name.lower()}-{client}", configuration, client, lines(getattr(scripts, name))) for name in names]


def _raw():
    """Lines that are no text: commands as they go over the wire."""
    begin = [b"EHLO x\r\n", b"MAIL FROM:<b@example.net>\r\n", b"RCPT TO:<joe@example.com>\r\n"]
    odd = [[b"NOOP " + b"x" * (n - 7) + b"\r\n", b"QUIT\r\n"] for n in (512, 2047, 2048, 2049, 3000)]
    odd += [[line, b"NOOP\r\n", b"QUIT\r\n"] for line in (
        b"NOOP \0 x\r\n", b"NOOP \x80\xff\r\n", b"FOO\x80\xe9\r\n", b"FOO\0bar\r\n", b"VRFY joe\xe9\r\n",
        b"MAIL FROM:<b\xe9b@example.net>\r\n", b"\tNOOP\r\n", b"NOOP\r\r\n", b"HELO \r\n", b"EHLO x\0y\r\n",
        b"MAIL FROM:<" + b"a" * 300 + b"@example.net>\r\n", b"MAIL FROM:<" + b"a." * 120 + b"a@example.net>\r\n")]
    odd += [begin + [line, b"QUIT\r\n"] for line in (
        b"RCPT TO:<jo\xe9@example.com>\r\n", b"RCPT TO:<" + b"a" * 300 + b"@example.com>\r\n",
        b"RCPT TO:<" + b"a." * 120 + b"a@example.com>\r\n")]
    odd += [begin + [b"DATA\r\n", message, b"QUIT\r\n"] for message in (
        b"Subject: x\r\n\r\nbare\n.\nmore\r\n.\r\n", b"Subject: x\n\nall bare\n.\n",
        b"Subject: x\r\n\r\nnul \0 here\r\n.\r\n", b"Subject: x\r\n\r\ncr \r here\r\n.\r\n",
        b"Subject: x\r\n\r\ncr \r\n.\r here\r\n.\r\n",
        b"Subject: " + b"z" * 4000 + b"\r\n\r\n" + b"w" * 4000 + b"\r\n.\r\n",
        b"\xe9: x\r\nSubject: \x80\xe9\r\n\r\n\xe9\r\n.\r\n",
        b"Subject: a\0b\r\nX: \r\n\r\n.\r\n")]
    return [Dialogue(f"raw-{i}", "access", STRANGER, commands) for i, commands in enumerate(odd)]


CERTIFICATES = (None, "client", "plain", "foreign")


def _secure(configuration, name, client, text, certificate, login):
    return Dialogue(f"{name}-{client}-{certificate}-{login}", configuration, client, lines(text), certificate, login=login)


def _logins():
    """AUTH and STARTTLS, for real on the other side."""
    out, n = [], 0
    for how, text in scripts.LOGIN.items():
        for certificate in CERTIFICATES:
            kind = how.upper()
            user = "joe" if kind not in ("EXTERNAL", "ANONYMOUS") else "anonymous"
            if kind == "EXTERNAL":
                if certificate not in ("client", "plain"):
                    continue
                user = credentials.encoded(credentials.names(certificate)[0])
            login = f"{kind},{user}"
            for configuration in ("secure-show", "secure", "secure-delay", "secure-need")[n % 2::2]:
                if configuration != "secure-need" or kind != "ANONYMOUS":
                    out.append(_secure(configuration, "encrypted", STRANGER, scripts.ENCRYPTED % text, certificate, login))
            n += 1
    for configuration in ("secure-show", "secure", "secure-delay", "secure-need", "secure-private"):
        for name in ("CLEAR", "SMTP"):
            out.append(_secure(configuration, name.lower(), STRANGER, getattr(scripts, name) % scripts.LOGIN["PLAIN"],
                               "client" if name == "SMTP" else None, "PLAIN,joe"))
        out.append(_secure(configuration, "refused", STRANGER, scripts.REFUSED_LOGINS, None, None))
        out.append(_secure(configuration, "two", STRANGER, scripts.TWO_LOGINS, None, "PLAIN,joe"))
        out[-1].hurried = out[-2].hurried = True
        out.append(_secure(configuration, "started", STRANGER, scripts.STARTED, "client", "PLAIN,joe"))
    text = scripts.ENCRYPTED % scripts.LOGIN["PLAIN"]
    for n in range(50, 57):
        for certificate in CERTIFICATES:
            out.append(_secure("secure", "access", f"203.0.113.{n}", text, certificate, "PLAIN,joe"))
    for n in [*range(50, 64), *range(70, 78)]:
        out.append(_secure("secure-policy", "policy", f"203.0.113.{n}", text, None, "PLAIN,joe"))
    letters = [ord(one) for one in configurations.LETTERS] + list(range(130, 140))
    for configuration in ("features", "secure-private"):
        out += [_secure(configuration, "offered", f"203.0.113.{n}", scripts.OFFERED, None, "PLAIN,joe") for n in letters]
    for n in (67, 71, 85, 130 + 5, 139, 103, 5):
        for message in BARE:
            commands = lines("EHLO x\nMAIL FROM:<b@example.net>\nRCPT TO:<joe@example.com>\nDATA\n") + [message, b"NOOP\r\n"]
            out.append(Dialogue(f"bare-203.0.113.{n}-{BARE.index(message)}", "features", f"203.0.113.{n}", commands))
    return out


def _sent():
    """Messages that go on, to a server that offers STARTTLS and AUTH."""
    out = []
    for configuration in ("deliver-show", "deliver"):
        for to in scripts.SENT:
            if configuration == "deliver-show" and "z@example.org" in to and len(to) > 1:
                continue  # docs/differences.md: the second login
            text = scripts.ENVELOPE % "\n".join(f"RCPT TO:<{one}>" for one in to)
            out.append(_secure(configuration, "sent-" + ",".join(to), STRANGER, text, None, None))
        text = scripts.ENVELOPE % "RCPT TO:<x@elsewhere.example>"
        text = text.replace("MAIL", "STARTTLS\nEHLO mx.example.net\nAUTH PLAIN AGpvZQB3b25kZXJsYW5k\nMAIL")
        out.append(_secure(configuration, "sent", STRANGER, text, "client", "PLAIN,joe"))
        out.append(_secure(configuration, "sent", STRANGER, text.replace("<bob@example.net>", "<>"), "plain", "PLAIN,joe"))
    return out


def _filtered():
    """Mail filters, which play every part at every stage."""
    out = [Dialogue("heard", "filtered", client, lines(scripts.FILTERED), "client", login="PLAIN,joe", parts={})
           for client in (STRANGER, INSIDE, LISTED[0])]
    for answer in (*milter.ANSWERS, "550 5.7.1 go away", "554 5.7.1 not here", "452 4.2.2 full", "421 4.7.1 bye"):
        for stage in milter.STAGES.values():
            for name in ("spam", "virus"):
                if name == "virus" and stage == "mail" and answer not in ("accept", "discard", "421 4.7.1 bye"):
                    continue  # docs/differences.md: the first filter, and unknown commands
                out.append(Dialogue(f"{name}={answer}@{stage}", "filtered", STRANGER, lines(scripts.FILTERED), "client",
                                    login="PLAIN,joe", parts={name: f"{answer}@{stage}"}))
    for part in ("", *(f"; {answer}@{stage}" for answer in (*milter.ANSWERS, "550 5.7.1 go away", "421 4.7.1 bye") for stage in ("helo", "mail", "rcpt"))):
        for name in ("spam",) if part.endswith("@mail") else ("spam", "virus"):
            out.append(Dialogue(f"{name}=refused{part}", "filtered", STRANGER, lines(scripts.REFUSED), "client", login="PLAIN,joe",
                                parts={name: "refused" + part}))
    return out


def _burdened():
    """A machine under load, a queue without room, clients that hosts.deny keeps out."""
    out = []
    for configuration in ("busy", "busy-daemon", "not-busy", "overloaded"):
        for client in (STRANGER, LISTED[0], LISTED[2]):
            silent = configuration.startswith("busy") and (configuration == "busy" or client == STRANGER)
            text = scripts.BURDEN.replace("ETRN foo", "{silent} ETRN foo" if silent else "ETRN foo")
            out.append(Dialogue(f"burden-{client}", configuration, client, lines(text)))
        out += _scripts(configuration, STRANGER, "SHORT", "ORDER")
    for configuration in ("crowded", "not-crowded", "crowded-daemon", "roomy-daemon"):
        out += _scripts(configuration, STRANGER, "SHORT")
    for configuration in ("little-room", "least-room", "any-room", "no-room", "no-room-show"):
        for client in (STRANGER, LISTED[0], LISTED[2], "203.0.113.6"):
            out.append(Dialogue(f"burden-{client}", configuration, client, lines(scripts.BURDEN)))
            out.append(Dialogue(f"room-{client}", configuration, client, lines(scripts.ROOM)))
        for n in (0, 1, 4095, 4096, 4097, 8193):
            text = scripts.ENVELOPE % "RCPT TO:<joe@example.com>"
            commands = [b"X: " + b"h" * (n - 3 - 1) + b"\r\n\r\nbody\r\n.\r\n" if line.endswith(b"\n.\r\n") and n > 9 else
                        b"\r\n" * n + b".\r\n" if line.endswith(b"\n.\r\n") else line for line in lines(text)]
            out.append(Dialogue(f"headers-{n}", configuration, STRANGER, commands))
    for configuration in ("wrapped", "wrapped-show"):
        for client in (STRANGER, *LISTED, "10.0.0.1", "198.51.100.1", "127.0.0.1"):
            wrapped = client != RELAY if configuration == "wrapped-show" else client.startswith(("203.0.113.", "10."))
            out.append(Dialogue(f"burden-{client}", configuration, client, lines(scripts.BURDEN), wrapped=wrapped))
    for to in (["joe@example.com"], ["x@elsewhere.example", "joe@example.com"], ["a@example.com", "joe@example.com", "ann@example.com"],
               ["ann@example.com", "joe@example.com", "root@example.com", "x@elsewhere.example"]):
        text = scripts.ENVELOPE % "\n".join(f"RCPT TO:<{one}>" for one in to)
        out.append(_secure("deliver-busy", f"sent-{len(to)}", STRANGER, text, None, None))
        out.append(_secure("deliver-busy", f"bulk-{len(to)}", STRANGER, text.replace("DATA\n", "DATA\nPrecedence: bulk\n"), None, None))
        out.append(_secure("deliver-busy", f"long-{len(to)}", STRANGER, text.replace("\n.\n", "\n" + "body\n" * 100 + ".\n"), None, None))
    return out


def _settings():
    """Settings that change little: who is shown, eight bits, one line of From:, help."""
    out = []
    for configuration in ("restricted", "strict-8", "mimefy-8", "me-not", "deferring", "background"):
        out += _scripts(configuration, STRANGER, "SETTINGS", "VERIFY", "LISTS", "MESSAGE", "NOISE", "RECIPIENTS")
        begin = [b"EHLO x\r\n", b"MAIL FROM:<ann@example.com> BODY=%s\r\n", b"RCPT TO:<staff@example.com>\r\n", b"DATA\r\n"]
        for i, body in enumerate((b"7BIT", b"8BITMIME")):
            for j, message in enumerate(EIGHT):
                commands = [one % body if b"%s" in one else one for one in begin] + [message, b"NOOP\r\n", b"QUIT\r\n"]
                out.append(Dialogue(f"eight-{i}-{j}", configuration, STRANGER, commands))
    return out


def _wrong():
    """Rules that are wrong in their own work. Where srv_features and greet_pause say so before the greeting, a client that waits for
    one reply at a time loses step."""
    out = _scripts("wrong-rules", STRANGER, "WRONG")
    for n in (70, 71, 72, 74):
        out += _scripts("wrong-rules", f"203.0.113.{n}", "SHORT")
    for stage in ("odd.data", "odd.eoh", "deep.eoh", "odd.eom", "deep.eom"):
        out.append(Dialogue(f"at-{stage}", "wrong-rules", STRANGER, lines(scripts.WRONG_AT % stage + "NOOP\nQUIT\n")))
    out.append(Dialogue("at-deep.data", "wrong-rules", STRANGER, lines(scripts.WRONG_AT % "deep.data")))
    return out


def _eager():
    """Clients that wait for no reply."""
    out = [Dialogue(f"eager-{name.lower()}-{client}", configuration, client, lines(getattr(scripts, name)), eager=True)
           for configuration, client, name in (
               ("show", STRANGER, "SHORT"), ("show", STRANGER, "NOISE"), ("show", STRANGER, "EAGER"), ("policy", "203.0.113.41", "EAGER"),
               ("policy", STRANGER, "EAGER"), ("policy", "203.0.113.41", "SHORT"), ("greet-pause", ODD[0], "SHORT"),
               ("greet-pause", STRANGER, "EAGER"), ("access", LISTED[0], "EAGER"), ("access", LISTED[2], "SHORT"), ("filtered", STRANGER, "EAGER"),
               ("no-room", STRANGER, "EAGER"), ("secure-show", STRANGER, "EAGER"), ("bogus", STRANGER, "NOISE"))]
    for n in (ord("F"), ord("f")):
        out.append(Dialogue(f"eager-203.0.113.{n}", "features", f"203.0.113.{n}", lines(scripts.EAGER), eager=True))
        out.append(Dialogue(f"hello-203.0.113.{n}", "features", f"203.0.113.{n}", lines("EHLO x\nNOOP\nQUIT\n"), eager=True))
    return out


EIGHT = [b"Subject: \xe9\r\n\r\nx\r\n.\r\n", b"Subject: x\r\n\r\n\xe9\r\n.\r\n",
         b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xc3\xa9\r\n.\r\n",
         b"Subject: x\r\nFrom: a@b,\r\n c@d\r\n\r\nplain\r\n.\r\n",
         b"From: a\r\n b\r\n c <x@y>\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xff\r\n.\r\n"]

BARE = [b"Subject: x\r\n\r\nbare\nline\r\n.\r\n", b"Subject: x\r\n\r\nbare\rreturn\r\n.\r\n",
        b"Subject: x\r\n\r\ndot\n.\nmore\r\n.\r\n", b"Subject: x\nTo: y\n\nz\n.\r\n.\r\n",
        b"Subject: x\ry\r\nTo: z\r\n\r\n.\r\r\n.\r\n"]


def _all():
    out = _scripts("access", STRANGER, "HELLO", "ORDER", "RECIPIENTS", "PARAMETERS", "VERIFY", "VERBOSE", "MESSAGE", "NOISE")
    out += _scripts("show", STRANGER, "STAGES", "MESSAGES") + _raw()
    out += _scripts("policy", STRANGER, "HEADERS", "TWO_REFUSALS", "STAGED", "GONE_MAIL", "GONE_RCPT", "GONE_OTHER", "WORDLESS")
    for n in range(40, 46):
        out += _scripts("policy", f"203.0.113.{n}", "SHORT")
    for client in ODD:
        out += _scripts("access", client, "SHORT") + _scripts("show", client, "GONE_OTHER")
    for client in LISTED:
        for configuration in ("access", "delay", "delay-friend"):
            out += _scripts(configuration, client, "SHORT")
    for client in (*ident.USERS, "203.0.113.8"):
        out += _scripts("ident", client, "SHORT") + _scripts("ident-show", client, "GONE_OTHER")
    for client in SIX:
        for configuration in ("six", "six-delay"):
            out += _scripts(configuration, client, "SHORT")
        out += _scripts("six-show", client, "GONE_OTHER") + _scripts("six-short", client, "GONE_OTHER")
    for client in TEMPORARY:
        for configuration in ("access", "delay", "rdns", "dnsbl", "greet-pause", "show"):
            out += _scripts(configuration, client, "SHORT")
    out += _scripts("six", SIX[0], "RELAY", "POLICY", "HELLO", "MESSAGE") + _scripts("six-show", SIX[0], "STAGES")
    out += _scripts("sizes", STRANGER, "SIZES")
    for configuration in ("policy", "private", "need-helo", "busy-daemon", "deferring", "me-not"):
        out += _scripts(configuration, STRANGER, "OFTEN")
    for configuration in ("access", "show"):
        out += _scripts(configuration, STRANGER, "LISTS", "OWNERS")
    out += _scripts("mime", STRANGER, "MIME") + _scripts("show", STRANGER, "LONG", "TABS") + _scripts("stock", STRANGER, "LONG", "TABS")
    for configuration in ("throttle", "shutdown"):
        out += _scripts(configuration, STRANGER, "WRONG", "MIXED", "REFUSED_BEFORE", "REFUSED_AND_MAIL")
    for configuration in ("goaway", "need-helo", "private", "bogus"):
        out += _scripts(configuration, STRANGER, "IMPOLITE", "HELLO")
    for configuration in ("delay-bad-helo", "bad-helo"):
        out += _scripts(configuration, STRANGER, "BARE") + _scripts(configuration, INSIDE, "BARE")
    for configuration in ("rdns", "dnsbl", "enhdnsbl", "dnsbl-delay"):
        for client in ODD:
            out += _scripts(configuration, client, "SHORT")
    for configuration in ("rate", "rate-421"):
        for n in range(4):
            one = _scripts(configuration, "203.0.113.30", "SHORT")[0]
            one.name += f"-{n}"
            out.append(one)
    for name in ("PARAMETERS", "HEADERS", "STAGED", "VERIFY", "IMPOLITE", "SIZES", "MIXED", "RECIPIENTS", "ORDER"):
        out += _scripts("show", STRANGER, name)
    for name in ("HELLO", "MESSAGE", "VERIFY", "RECIPIENTS", "STAGES"):
        out += _scripts("access" if name != "STAGES" else "show", "-bs", name)
    for config in configurations.ALL:
        if config.delivers or config.filtered or config.load or config.crowd or config.free or config.denied:
            continue
        if config.name == "interactive":  # what it delivers is no part of the dialogue
            out += _scripts(config.name, STRANGER, "RELAY", "RECIPIENTS", "VERIFY")
        elif config.name != "show" and not config.six and not config.ident:
            out += _scripts(config.name, STRANGER, "POLICY", "RELAY")
            out += _scripts(config.name, INSIDE, "RELAY", "MESSAGE")
            out += _scripts(config.name, RELAY, "POLICY", "SHORT")
    return out


def random_ones(first, last):
    return [random_dialogue.make(Dialogue, seed) for seed in range(first, last + 1)]


ALL = _all() + _burdened() + _settings() + _wrong() + _eager() + _logins() + _sent() + _filtered() + random_ones(1, 100)
