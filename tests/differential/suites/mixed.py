"""What the other suites try one at a time, mixed at random, one case a seed: options and odd lines in configurations of every kind,
arguments, commands with the arguments that they have there, debug levels of every category.
"""

from dataclasses import dataclass

import case
import fixtures
import generate
import generate_start as start
from suites import every_command, option_values

BASES = [*every_command.CONFIGURATIONS.values(), every_command.COMMENTS, option_values.BASE]
HEADERS = ["HSubject: $>+hdr\nShdr\nR$*\t$: got $1", "H?D?Date: $a", "H*: $>3", "HX-Own: $>+canonify", "H?${x}?Foo: $w", "HFrom: $>0",
           "HMessage-Id: <$t@$j>", "HTo: $>nosuch", "HReceived: $>{A} x"]
FILLED = ["F{File}/case/own.txt", "FX/case/own.txt %[a-z]", "FY-o /case/none", "F{Prog}|/bin/echo a b", "FZ/case/none", "F{Map}joe@text:-k0 -v1 -z: /case/own.txt",
          "FA/case/t.txt %s %s", "F{a} /case/t.txt", "FB/case", "Fw/case/own.txt"]
OPTIONS = [f"O {name}={value}" for name, values in option_values.VALUES.items() for value in values]
# What waits, what btsh does otherwise on purpose (docs/differences.md), and what no two runs share.
UNLIKE = ["retrans", "RunAsUser", "Timeout.resolver.retry"]
# Letters that are none, behind which a first pass may go on: alone they are tried in `commands`.
SINGLE = [a for a in every_command.OPTIONS if a[-1] not in [*every_command.NEEDY, "-:", "-T3d"] and not a[0].startswith(("-b", "-C", "-A", "-G"))]
COMMANDS = [f"/{name} {argument}" for name, arguments in every_command.NAMED.items() if name != "quit" for argument in arguments] + \
    [line for lines in every_command.SHORT.values() for line in lines] + every_command.SESSION * 3


class Generator(generate.Generator):
    def __init__(self, seed):
        super().__init__(f"mixed {seed}", True)
        self.starts = False

    def case_parts(self):
        cf = self.mixed_configuration()
        commands = [self.mixed_command() for _ in range(self.pick.randint(6, 24))]
        args = [word for _ in range(self.pick.choice([0, 0, 1, 1, 2]))
                for word in self.one([self.one(SINGLE), self.one(start.ARGUMENTS), [f"-d{self.spec()}"], [f"-d{self.spec()}"]])]
        return cf.encode("latin-1"), "".join(c + "\n" for c in commands).encode("latin-1"), args

    def mixed_configuration(self):
        made = self.configuration()
        lines = self.one([made, made, *BASES]).splitlines()
        for _ in range(self.pick.choice([0, 1, 1, 2, 3, 4])):
            kind = self.one([OPTIONS, OPTIONS, OPTIONS, HEADERS, FILLED, generate.FAULTS])
            line = self.one(kind)
            if not any(word in line for word in UNLIKE):
                lines.insert(self.pick.randint(1, len(lines)) if len(lines) > 1 else len(lines), line)
        if self.chance(0.2):
            lines += start.lines(self.pick, UNLIKE)
        return "\n".join(lines) + "\n"

    def mixed_command(self):
        kind = self.pick.random()
        if kind < 0.35:
            return self.command()
        if kind < 0.75:
            return self.one(COMMANDS)
        if kind < 0.85:
            return f"-d{self.spec()}"
        return self.one(["/parse ", "/try local ", "/try esmtp ", "/sender ", "/header From: ", "/header Subject: ", "/canon ", "/map text ",
                         "/map host ", "/mx ", "/expand ", "/gethostbyname ", "3 ", "0 ", "4 ", ".DX", "/map u ", "/map sw "]) + self.address()

    def spec(self):
        parts = []
        for _ in range(self.pick.choice([1, 1, 1, 2, 3])):
            category = self.one(every_command.SPEAKING)
            level = min(self.one([0, *every_command.LEVELS]), every_command.HIGHEST.get(category, 100))
            parts.append(f"{category}.{level}")
        return ",".join(parts)


@dataclass
class Seed:
    number: int

    @property
    def name(self):
        return f"seed {self.number}"

    def build(self):
        cf, commands, args = Generator(self.number).case_parts()
        files = [*option_values.FILES, case.File("own.txt", generate.OWN_TEXT)]
        return case.with_cf(self.name, cf, commands, files, args=case.BASIC_ARGS + args, setup=option_values.SETUP)


def cases(options):
    fixtures.install()
    return [Seed(number) for number in range(options.seed, options.seed + (options.count or 1000))]
