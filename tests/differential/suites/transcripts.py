"""The cases below testdata/transcripts: recorded output (`transcripts`) or both live (`proofs`)."""

import case
import place

FOLDER = place.TESTDATA / "transcripts"


def cases(options):
    return read_all()


def read_all():
    return [case.read(str(path.relative_to(FOLDER).with_suffix("")), path.read_text())
            for path in sorted(FOLDER.rglob("*.case"))]
