"""The benchmark's tables, configuration and input: always the same, from a fixed seed."""

import random

ENTRIES = 50_000
SEED = 20

MC = """divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
define(`confDONT_PROBE_INTERFACES', `True')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`nocanonify')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`access_db', `hash -T<TMPF> TABLES/access')dnl
FEATURE(`blocklist_recipients')dnl
FEATURE(`mailertable', `hash TABLES/mailertable')dnl
FEATURE(`virtusertable', `hash TABLES/virtusertable')dnl
VIRTUSER_DOMAIN_FILE(`TABLES/virtual-domains')dnl
FEATURE(`genericstable', `hash TABLES/genericstable')dnl
GENERICS_DOMAIN(`example.com mail.example.com')dnl
FEATURE(`domaintable', `hash TABLES/domaintable')dnl
FEATURE(`redirect')dnl
FEATURE(`always_add_domain')dnl
MASQUERADE_AS(`example.com')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
MAILER(`uucp')dnl
"""

_SYLLABLES = "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra ri ro".split()
_TOPS = ("example.net", "example.org", "example.edu", "test")


class Workload:
    def __init__(self, entries=ENTRIES):
        self.pick = random.Random(SEED)
        self.routed = [self._domain(i) for i in range(entries)]
        self.virtual_domains = [f"v{i}.{self._word()}.example.org" for i in range(entries // 50)]
        self.virtual = [f"{self._word()}{i}@{self.virtual_domains[i % len(self.virtual_domains)]}"
                        for i in range(entries)]
        self.users = [f"{self._word()}{i}" for i in range(entries // 10)]
        self.old = [f"old{i}.example.net" for i in range(entries // 50)]

    def tables(self):
        """{name: text} of every table and class file."""
        kinds = ("smtp:[10.{}.{}.1]", "relay:hub{}.example.net", "esmtp:mx{}-{}.example.net")
        return {
            "mailertable": "".join(f"{d}\t{self._pick(kinds).format(i % 250, i // 250)}\n"
                                   for i, d in enumerate(self.routed)),
            "virtusertable": "".join(f"{a}\t{self._target(i)}\n" for i, a in enumerate(self.virtual)),
            "genericstable": "".join(f"{u}\t{u.title()}.Outside@example.com\n" for u in self.users),
            "domaintable": "".join(f"{d}\tnew{i}.example.net\n" for i, d in enumerate(self.old)),
            "access": "".join(f"{self._pick(('To:', 'From:', 'Connect:', ''))}{d}\t"
                              f"{self._pick(('RELAY', 'REJECT', 'OK', 'ERROR:5.7.1:550 no'))}\n"
                              for d in self.routed[::5]),
            "virtual-domains": "".join(d + "\n" for d in self.virtual_domains),
        }

    def commands(self, count):
        for number in range(count):
            address = self.address()
            kind = number % 10
            if number % 1000 == 0:
                yield "/tryflags " + ("HS", "ER", "ES", "HR")[number // 1000 % 4]
            if kind < 4:
                yield f"3,0 {address}"
            elif kind < 6:
                yield f"/parse {address}"
            elif kind < 8:
                yield f"/try {self._pick(('local', 'esmtp', 'relay'))} {address}"
            else:
                yield f"check_rcpt <{address}>"

    def address(self):
        kind = self.pick.random()
        if kind < 0.25:
            return f"{self._word()}@{self._pick(self.routed)}"
        if kind < 0.45:
            return self._pick(self.virtual)
        if kind < 0.60:
            return f"{self._pick(self.users)}@example.com"
        if kind < 0.68:
            return self._pick(self.users)
        if kind < 0.73:
            return f"{self._word()}@{self._pick(self.old)}"
        if kind < 0.88:
            return f"{self._word()}.{self._word()}@{self._word()}.{self._pick(_TOPS)}"
        if kind < 0.91:
            return f"{self._word()}%{self._word()}.test@mail.example.com"
        if kind < 0.94:
            return f"host!{self._word()}!{self._word()}"
        if kind < 0.97:
            return f"{self._word()}+{self._word()}@{self._pick(self.virtual_domains)}"
        return f"@{self._word()}.test:{self._word()}@{self._pick(self.routed)}"

    def _domain(self, number):
        name = f"{self._word()}{number}.{self._pick(_TOPS)}"
        return "." + name if number % 10 == 0 else name

    def _target(self, number):
        if number % 20 == 0:
            return "error:nouser 550 No such user"
        return f"{self._word()}@hub{number % 100}.example.net" if number % 3 else self._pick(self.users)

    def _word(self):
        return "".join(self.pick.choices(_SYLLABLES, k=self.pick.randint(2, 4)))

    def _pick(self, choices):
        return self.pick.choice(choices)
