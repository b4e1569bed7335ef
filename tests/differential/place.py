"""Where things are: the repository, the build folder, the unpacked references.

BTSH_ORACLE names the sendmail that btsh is compared with, and that it is told to behave as (--target).
"""

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TESTDATA = REPOSITORY / "testdata"

BUILD = Path(os.environ.get("BTSH_BUILD", REPOSITORY / "build")).resolve()
CACHE = Path(os.environ.get("BTSH_CACHE", BUILD / "reference" / "cache")).resolve()

TARGETS = ("8.17.1", "8.18.1")
TARGET = os.environ.get("BTSH_ORACLE") or TARGETS[0]


@dataclass(frozen=True)
class Reference:
    """The packages of one sendmail, unpacked in `root`. Those of another Debian bring its libraries along."""
    target: str
    root: Path

    @property
    def sendmail(self):
        return self.root / "usr/libexec/sendmail/sendmail"

    @property
    def makemap(self):
        return self.root / "usr/libexec/sendmail/makemap"

    @property
    def m4_tree(self):
        return self.root / "usr/share/sendmail/cf"

    def loader(self):
        """What starts a program with the libraries that were unpacked with it: words; none where it has none."""
        for path in self.root.glob("usr/lib*/ld-linux*"):
            libraries = next(self.root.glob("usr/lib/*/libc.so.6")).parent
            return [str(path), "--library-path", str(libraries)]
        return []


def _root(target):
    if target == TARGET and "BTSH_REFERENCE" in os.environ:
        return Path(os.environ["BTSH_REFERENCE"]).resolve()
    return BUILD / "reference" / ("" if target == TARGETS[0] else target) / "root"


REFERENCES = {target: Reference(target, _root(target)) for target in TARGETS}
if TARGET not in REFERENCES:
    raise SystemExit(f"BTSH_ORACLE={TARGET}: known are {', '.join(TARGETS)}")

REFERENCE = REFERENCES[TARGET].root
SENDMAIL = REFERENCES[TARGET].sendmail
MAKEMAP = REFERENCES[TARGET].makemap
M4_TREE = REFERENCES[TARGET].m4_tree


def launch(program, words):
    """(command line, executable) that starts the program with these words, the first one its name."""
    for one in REFERENCES.values():
        if one.loader() and Path(program).is_relative_to(one.root):
            start = one.loader()
            return [*start, "--argv0", words[0], str(program), *words[1:]], start[0]
    return list(words), str(program)


def is_reference(program):
    return any(Path(program) == one.sendmail for one in REFERENCES.values())


def label(suite):
    """What a suite's figures are called: those of another oracle are counted apart."""
    return suite if TARGET == TARGETS[0] else f"{suite}-{TARGET}"


def skip(why):
    """The one way a suite says that it could not run; it is not a failure."""
    print(f"skipped: {why}")
    raise SystemExit(0)
