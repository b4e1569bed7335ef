"""Cases whose behaviour belongs to later work: testdata/transcripts/PENDING names them.

One case a line: its name, one or more TABs, the reason; `#` begins a comment. Such a case counts as
skipped while it differs. One that passes is a failure, so that the list cannot outlive its reasons;
so are a crash and a hang.
"""

import functools

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

