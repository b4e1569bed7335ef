"""Addresses of every shape through several compiled configurations."""

import case
import fixtures
import place
from suites import mc, mc_table

_MANY = """FEATURE(`access_db')dnl
FEATURE(`mailertable')dnl
FEATURE(`virtusertable')dnl
VIRTUSER_DOMAIN_FILE(`/etc/mail/virtual-domains')dnl
FEATURE(`genericstable')dnl
GENERICS_DOMAIN_FILE(`/etc/mail/generics-domains')dnl
FEATURE(`domaintable')dnl
FEATURE(`use_cw_file')dnl
FEATURE(`redirect')dnl
"""

CONFIGURATIONS = {
    "plain": mc.mc_text(),
    "tables": mc.mc_text(_MANY + mc_table.MASQUERADE + "FEATURE(`blocklist_recipients')dnl\n"),
    "uucp": mc.mc_text(mc_table.RELAYS + "FEATURE(`uucpdomain')dnl\nFEATURE(`bitdomain')dnl\n",
                       mailers=("local", "smtp", "uucp", "usenet", "fax", "pop")),
    "smart-host": mc.mc_text("define(`SMART_HOST', `smtp:[10.0.0.3]')dnl\n"
                             "FEATURE(`nocanonify')dnl\nFEATURE(`nouucp', `nospecial')dnl\n"
                             "FEATURE(`stickyhost')dnl\nFEATURE(`delay_checks')dnl\n"),
    "null-client": mc.mc_text("FEATURE(`nullclient', `hub.example.net')dnl", mailers=()),
}

COMMANDS = {
    "rules": ("3,0 {}", "canonify {}"),
    "parse": ("/parse {}",),
    "try": ("/try local {}", "/try esmtp {}"),
    "check": ("check_rcpt {}", "check_mail {}"),
}

TRACES = {"": (), "-d21.12": ("-d21.12",), "-d60.5": ("-d60.5",)}


def cases(options):
    fixtures.install()
    addresses = read()
    return [mc.McCase(f"{name}/{what}{trace}", text, args=args, input=_script(addresses, templates))
            for name, text in CONFIGURATIONS.items()
            for what, templates in COMMANDS.items()
            for trace, args in TRACES.items()]


def read():
    """The addresses of testdata/addresses.txt, as bytes."""
    lines = (place.TESTDATA / "addresses.txt").read_text().split("\n")[:-1]
    return [case.unescape(line) for line in lines if not line.startswith("# ")]


def _script(addresses, templates):
    flags = b"/tryflags ER\n"
    return flags + b"".join(template.encode().replace(b"{}", address) + b"\n"
                            for address in addresses for template in templates)
