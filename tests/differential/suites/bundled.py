"""Suites of testdata/suites that set nothing up but a configuration: sendmail reads them, too.

A script goes in as it stands, with its directives, which are comments. Of a transcript the commands
go in; that the output is what the transcript says, `btsh test' shows.
"""

import place
from case import CF, Case, File

PLAIN = {"config", "hostname", "test", "expect", "strict"}


def cases(options):
    found = []
    for path in sorted((place.TESTDATA / "suites").glob("*.bt")):
        lines = path.read_text().splitlines()
        words = [line.split(maxsplit=2)[1:] for line in lines if line.startswith("#@ ")]
        if {word[0] for word in words} <= PLAIN:
            config = next(word[1] for word in words if word[0] == "config")
            found.append(Case(path.stem, input=_typed(lines).encode(),
                              files=[File(CF, (path.parent / config).read_bytes())]))
    return found


def _typed(lines):
    out, transcript = [], False
    for line in lines:
        if line.startswith("#@ test"):
            transcript = False
        transcript = transcript or line.startswith("> ")
        if line.startswith("> "):
            out.append(line[2:])
        elif not transcript or line.startswith("#"):
            out.append(line)
    return "\n".join(out) + "\n"
