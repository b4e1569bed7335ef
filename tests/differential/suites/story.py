"""Mailertable, sender-based smart host, smart host: which speaks when, in four configurations."""

import fixtures
import place
from suites import commands, mc

SENDERS = ["", "joe@sender.example.com", "plain@sender.example.com", "<joe@sender.example.com>",
           "any@sender.example.com", "ann@other.example.com", "nobody@else.example.com", "<>", "local",
           "JOE@Sender.Example.COM", "joe@sub.sender.example.com"]
RECIPIENTS = ["joe", "joe@example.com", "x@anywhere.example.edu", "x@routed.example.net",
              "x@two.example.net", "x@local.example.net", "info@virtual.example.org",
              "sales@virtual.example.org", "gone@virtual.example.org", "joe@refused.example.org",
              "joseph@refused.example.org", "x@[10.0.0.55]", "x@host.sub.example.net",
              "a%b.test@example.com", "@a.test:x@b.test", "ucbvax!joe"]


def cases(options):
    fixtures.install()
    return [mc.McCase(path.stem.removeprefix("story-") + label, path.read_text() + mc.TRANSLATE,
                      input=_script(), args=args)
            for path in sorted((place.TESTDATA / "mc").glob("story-*.mc"))
            for label, args in (("", ()), ("-with-lookups", ("-d60.5",)))]


def _script():
    lines = []
    for sender in SENDERS:
        lines.append(".Df" + sender)
        lines += ["3,0 " + recipient for recipient in RECIPIENTS]
        lines += ["/parse " + recipient for recipient in RECIPIENTS[2:8]]
        lines += [f"Translate,SmartTable {sender} $| x<@y.test.>", "check_mail " + sender]
        lines += ["check_rcpt " + recipient for recipient in RECIPIENTS[8:11]]
    lines += ["=SSmartTable", "/map smarttable @", "/map smarttable joe@sender.example.com",
              "/map mailertable routed.example.net", "/map access refused.example.org"]
    lines += [f"/try {mailer} {address}" for mailer in ("local", "esmtp", "relay")
              for address in commands.TRIED]
    return "".join(line + "\n" for line in lines).encode()
