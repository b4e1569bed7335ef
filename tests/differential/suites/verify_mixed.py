"""-bv with what the other suites try one at a time, mixed at random, one case a seed: options, mailer flags, odd aliases, lists and
forward files, operands of every shape, debug levels of every category.
"""

from dataclasses import dataclass

import case
import fixtures
import generate
import generate_start as start
import reference
from chooser import Chooser
from suites import every_command, option_values, verify

OPTIONS = [f"O {name}={value}" for name, values in option_values.VALUES.items() for value in values]
# What waits, what depends on a queue or is otherwise on purpose (docs/differences.md), and what no two runs share. For that
# reason -t and files without a leading slash are left out, too.
UNLIKE = ["retrans", "resolver.retry", "RunAsUser", "QueueDirectory", "HostStatusDirectory", "AliasFile", "SuperSafe", "P=/", "MailboxDatabase"]
ODD = ['"|/bin/x a, b"', "\\\\joe", '"joe"@foo', "joe (a, b)", "joe;ann", "list: a1, a2;", "a1@", "@x", "\xe9t\xe9", "joe@[192.0.2.25]", "<joe", "joe>",
       '"a', "(a", "x" * 260, "x@" + "y" * 70, "error:5.1.1 no", "/dev/null", ":include:/case", "|", "/", "a1, , a2",
       "postmaster@foo", "joe+x+y@foo", "+", "joe+", "JOE@FOO", "a%b@foo", "b!a", "root@mail.example.com", "$joe", "joe@later.example",
       "user@tempfail.example.host", "user@nosuch.example.host", "\x81", "a\tb", "a:b", "'joe'", "*", "owner-a1@foo"]
SENDERS = ["joe", "ann@foo", "<>", "x@bad.example", "", "nosuch", "a b", "@", "root", '"a b"@foo', "x@y <ann>", "owner-a1", "joe (c)", "\xe9", "<x@y.example>"]
ARGUMENTS = [["-v"], ["-n"], ["-N", "success,failure"], ["-N", "never"], ["-R", "hdrs"], ["-Vid"], ["-B8BITMIME"], ["-h", "3"], ["-i"],
             ["-FJoe User"], ["-OMeToo=False"], ["-OMaxAliasRecursion=1"], ["-OForwardPath=/case/home/$u/.forward:/case/l2"], ["-OForwardPath="],
             ["-ONoRecipientAction=add-to"], ["-OFastSplit=0"], ["-OMatchGECOS"], ["-OMaxRecipientsPerMessage=2"], ["-p", "SMTP:h"]]
RULES = ["SLocal=5\nR$+ + $*\t$: $1", "SEnvTo\nR$+\t$: to $1", "SEnvFrom\nR$+\t$: from $1", "Sfinal=4\nRjoe\t$#local $: ann",
         "Squeuegroup\nR$*\t$# mqueue", "SLocal=5\nRnosuch\t$#discard $: x", "SLocal=5\nR$- $-\t$#local $: $1"]
MADE = ["", "FEATURE(`preserve_luser_host')dnl\ndefine(`LUSER_RELAY', `esmtp:relay.example')dnl\n", "define(`MAIL_HUB', `esmtp:hub.example.net')dnl\n",
        "FEATURE(`nocanonify')dnl\ndefine(`SMART_HOST', `smart.example')dnl\n", "FEATURE(`stickyhost')dnl\n",
        "FEATURE(`always_add_domain')dnl\nFEATURE(`allmasquerade')dnl\nMASQUERADE_AS(`masq.example')dnl\n"]


class Generator(Chooser):
    def __init__(self, seed):
        super().__init__(f"verify {seed}")

    def address(self):
        return self.one(self.one([verify.LOCAL, verify.LOCAL, verify.OTHER, ODD, verify.PEOPLE]))

    def several(self, most=4):
        return self.one([", ", ",", " , ", ",\n\t"]).join(self.address() for _ in range(self.pick.randint(1, most)))

    def base(self):
        kind = self.pick.random()
        if kind < 0.25:
            return reference.compile_mc(verify.MC.replace("MAILER(`local')", self.one(MADE) + "MAILER(`local')")).decode("latin-1")
        text = self.one([verify.SMALL, verify.SMALL, verify.OLD, verify.SMALL + "O UserDatabaseSpec=/case/home/udb\n"])
        if self.chance(0.3):
            flags = "".join(self.pick.sample(generate.MAILER_FLAGS, self.pick.randint(3, 16)))
            text = text.replace("F=lsDFMAw5:/|@qPhn9,", f"F={flags},").replace("F=mDFMuXa,", f"F={self.one(['mDFMuXa', 'A5w', 'Aw:|/', 'mDFMu%'])},")
        return text

    def lines(self):
        found = [self.one(self.one([OPTIONS, OPTIONS, RULES, generate.FAULTS])) for _ in range(self.pick.choice([0, 0, 1, 2, 3]))]
        if self.chance(0.2):
            found += start.lines(self.pick, UNLIKE)
        return "".join(line + "\n" for line in found if not any(word in line for word in UNLIKE))

    def aliases(self):
        keys = self.pick.sample([*verify.KEYS, "pl", "owner-a3", "\xe9t\xe9", '"joe"', "A1", "a1@foo", "a 1", "<a5>", "mailer-daemon"],
                                self.pick.randint(2, 9))
        lines = [self.one(["# c", "", "nocolon", "a6:", " x", "a7 : joe"]) if self.chance(0.1) else f"{key}:{self.one([' ', '', chr(9)])}{self.several()}"
                 for key in keys]
        return "".join(line + "\n" for line in lines)

    def files(self):
        found = [case.File("udb.src", verify.RECORDS)]
        for name, own in (("l1", "0:0"), ("l2", "1000:1000"), ("home/joe/.forward", "1000:1000"), ("home/ann/.forward", "1001:1001"),
                          ("home/bob/.forward", "1002:1002")):
            if self.chance(0.5):
                body = "".join(self.one(["# c\n", "\n", self.several() + "\n", self.several() + "\n"]) for _ in range(self.pick.randint(1, 4)))
                found.append(case.File(name, body.encode("latin-1"), self.one([0o644, 0o644, 0o600, 0o664, 0o666]), self.one([own, own, own, "1003:1003"])))
        return found

    def options(self):
        found = [word for _ in range(self.pick.choice([0, 1, 1, 2])) for word in self.one(ARGUMENTS)]
        if self.chance(0.3):
            found += ["-f", self.one(SENDERS)]
        if self.chance(0.6):
            found.append("-d" + ",".join(self.level() for _ in range(self.pick.choice([1, 1, 2, 3]))))
        return found

    def level(self):
        # 35, 36 and 37 show how each line of the file is read
        category = self.one([c for c in every_command.SPEAKING if c not in (35, 36, 37)])
        return f"{category}.{min(self.one(verify.LEVELS), verify.HIGHEST.get(category, 255))}"


@dataclass
class Seed:
    number: int

    @property
    def name(self):
        return f"seed {self.number}"

    def build(self):
        made = Generator(self.number)
        operands = [made.several(2).replace("\n\t", " ") for _ in range(made.pick.randint(1, 5))]
        return verify.situation(self.name, *[o for o in operands if not o.startswith("-")] or ["joe"], base=made.base(), cf=made.lines(),
                                aliases=made.aliases(), files=made.files(), options=made.options(), setup="makemap -d btree home/udb <udb.src")


def cases(options):
    fixtures.install()
    return [Seed(number) for number in range(options.seed, options.seed + (options.count or 1000))]
