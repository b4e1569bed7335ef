"""A random dialogue from a seed: a client, a configuration, and commands in an order that has some sense."""

import random

CONFIGURATIONS = ("stock", "access", "policy", "delay", "delay-friend", "delay-hater", "delay-bad-helo", "dnsbl", "badmx",
                  "blocklist", "hosts-only", "mail-from", "mx", "virtual", "goaway", "need-helo", "private", "sizes",
                  "throttle", "bogus", "daemon-flags", "check-other", "strict-8", "background", "deferring", "no-room")
# None whose connection is quarantined: docs/differences.md.
CLIENTS = ["203.0.113.%d" % n for n in (5, 6, 7, 9, 10, 11, 12, 20, 21, 23, 25, 26, 40)]
CLIENTS += ["127.0.0.1", "10.0.0.1", "198.51.100.1"]
LOCALS = ("joe", "ann", "root", "nosuch", "staff", "list", "remote", "gone", "closed", "nobody", "refused", "later",
          "discard", "quarantine", "postmaster", "JOE", "joe+x", "\"joe\"", "a b", "joe%elsewhere.example", "x!joe", "")
DOMAINS = ("example.com", "mail.example.com", "example.net", "elsewhere.example", "nosuch.example",
           "blocked.example.org", "later.example.org", "friendly.example.net", "badmx.example.net",
           "relayed.example.org", "listed", "virtual.example.org", "[192.0.2.25]", "[203.0.113.5]", "www.example.net",
           "EXAMPLE.COM", "example.com.", "")
FORMS = ("<%s>", "<%s>", "<%s>", "<%s>", "%s", " <%s>", "<%s", "<<%s>>")
MAIL = ("", "", "", " SIZE=100", " SIZE=5000", " BODY=8BITMIME", " BODY=7BIT", " BODY=x", " RET=HDRS", " RET=x",
        " ENVID=a+20", " ENVID=a+", " AUTH=<>", " AUTH=joe", " BY=10;R", " BY=x", " FOO",
        " SIZE=10 RET=full ENVID=q")
RCPT = ("", "", "", " NOTIFY=NEVER", " NOTIFY=success,delay", " NOTIFY=x", " ORCPT=rfc822;x", " ORCPT=x", " BAR=1")
HEADERS = ("Subject: words", "Subject: viagra", "X-Refuse: 1", "X-Quarantine: why", "X-Discard: 1", "X-Later: 1",
           "To: joe, ann", "From: Bob <bob@example.net>", "Received: by x", "Message-Id: <a@b>", " continued",
           "no header", "X-A: every one", "Empty:", "Text: y")
OTHER = ("NOOP", "NOOP x", "RSET", "VRFY joe", "VRFY nosuch", "EXPN staff", "EXPN nosuch", "ETRN x", "ETRN", "HELP",
         "HELP x", "FOO", "REFUSED", "", "MAIL", "RCPT", "VRFY", "EHLO", "HELO a b",
         "EHLO again.example", "HELO word")


def _address(r):
    local, domain = r.choice(LOCALS), r.choice(DOMAINS)
    return r.choice(FORMS) % (local + "@" + domain if domain or not local else local)


def _message(r):
    lines = [r.choice(HEADERS) for _ in range(r.randrange(6))] + r.choice(([], [""]))
    lines += [r.choice(("body", "..dots", "", "x" * r.randrange(300))) for _ in range(r.randrange(5))]
    return "".join(line + "\r\n" for line in lines + ["."]).encode()


def _lines(r):
    yield r.choice(("EHLO mx.example.net", "HELO mx.example.net", "EHLO word", "EHLO [203.0.113.5]", "NOOP"))
    for _ in range(r.randrange(1, 4)):
        yield "MAIL FROM:" + r.choice((_address(r), _address(r), "<bob@example.net>", "<>")) + r.choice(MAIL)
        for _ in range(r.randrange(1, 5)):
            if r.random() < 0.15:
                yield r.choice(OTHER)
            yield "RCPT TO:" + r.choice((_address(r), _address(r), "<joe@example.com>")) + r.choice(RCPT)
        if r.random() < 0.5:
            yield r.choice(OTHER)
        if r.random() < 0.6:
            yield "DATA"
            yield _message(r)
        if r.random() < 0.3:
            yield "RSET"
    yield "QUIT"


def make(kind, seed):
    r = random.Random(seed)
    configuration, client = r.choice(CONFIGURATIONS), r.choice(CLIENTS)
    commands = [line if isinstance(line, bytes) else line.encode() + b"\r\n" for line in _lines(r)]
    return kind(f"random-{seed}", configuration, client, commands)
