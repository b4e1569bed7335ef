"""Cases whose behaviour belongs to later work: testdata/transcripts/PENDING names them.

One case a line: its name, one or more TABs, the reason; `#` begins a comment. Such a case counts as
skipped while it differs. One that passes is a failure, so that the list cannot outlive its reasons;
so are a crash and a hang.
"""

import functools
import re

import place

LIST = place.TESTDATA / "transcripts" / "PENDING"


@functools.cache
def _reasons():
    lines = LIST.read_text().splitlines() if LIST.exists() else []
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {name: reason.strip() for name, _, reason in pairs}


def reason(name):
    """Why the case is pending; None where it is not."""
    return _reasons().get(name)


# Debug lines of the same later work, as a random case may meet them after a bare -d: address
# records (20, 24), the symbol table (36).
_LATER = re.compile(rb"^(?:parseaddr-->ADDRESS=|buildaddr, flags=|.*STAB: )", re.M)


def shows(outcome):
    return _LATER.search(outcome.stdout) is not None
