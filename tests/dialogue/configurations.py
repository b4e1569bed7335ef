"""The configurations that dialogues are held with: .mc texts, what they differ in, and their tables."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

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

    def install(self):
        """Into /case and /etc/mail."""
        text = self.cf if self.whole else reference.compile_mc(STOCK % self.mc).decode("latin-1") + self.cf
        Path("/case/case.cf").write_text(text)
        for name, content in TABLES.items():
            _table(name, content)
        _table("access", self.access or ACCESS)
        Path("/etc/mail/local-host-names").write_text("example.com\nmail.example.com\n")
        Path("/etc/mail/aliases").write_text(ALIASES)


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

ALL = [
    Configuration("stock"),
    Configuration("show", cf=show.text(), whole=True),
    Configuration("access", "FEATURE(`access_db')dnl"),
    *(Configuration("mode-" + m, options=["-ODeliveryMode=" + m]) for m in "bidq"),
]


def named(name):
    return next(c for c in ALL if c.name == name)
