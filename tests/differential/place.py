"""Where things are: the repository, the build folder, the unpacked reference."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TESTDATA = REPOSITORY / "testdata"

BUILD = Path(os.environ.get("BTSH_BUILD", REPOSITORY / "build")).resolve()
REFERENCE = Path(os.environ.get("BTSH_REFERENCE", BUILD / "reference" / "root")).resolve()
CACHE = Path(os.environ.get("BTSH_CACHE", BUILD / "reference" / "cache")).resolve()

SENDMAIL = REFERENCE / "usr/libexec/sendmail/sendmail"
MAKEMAP = REFERENCE / "usr/libexec/sendmail/makemap"
M4_TREE = REFERENCE / "usr/share/sendmail/cf"


def skip(why):
    """The one way a suite says that it could not run; it is not a failure."""
    print(f"skipped: {why}")
    raise SystemExit(0)
