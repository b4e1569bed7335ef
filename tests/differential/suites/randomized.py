"""Random configurations and input, one case a seed."""

from dataclasses import dataclass

import case
import fixtures
import generate


@dataclass
class Seed:
    number: int
    every_category: bool

    @property
    def name(self):
        return f"seed {self.number}"

    def build(self):
        cf, commands, args = generate.Generator(self.number, self.every_category).case_parts()
        return case.with_cf(self.name, cf, commands, [case.File("own.txt", generate.OWN_TEXT)],
                            args=case.BASIC_ARGS + args)


def cases(options):
    fixtures.install()
    return [Seed(number, options.every_category) for number in range(options.seed, options.seed + (options.count or 1000))]
