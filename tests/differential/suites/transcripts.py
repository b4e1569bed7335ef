"""The cases below testdata/transcripts: recorded output (`transcripts`) or both live (`proofs`).

A case about another target than 8.17.1 is proved three times: that target is the same as its real program, so is 8.17.1
as its own (but for rows of docs/differences.md), and the two are not the same as each other.
"""

import dataclasses

import case
import place

FOLDER = place.TESTDATA / "transcripts"


def cases(options):
    found = read_all()
    if options.recorded:
        return found
    first = place.TARGETS[0]
    others = [dataclasses.replace(one, unlike=True) for one in found if one.target != first]
    return [dataclasses.replace(one, target=place.TARGET) for one in found
            if one.target == first and (place.TARGET == first or not _twin(one, "differences", "targets").exists())] + others + [
        dataclasses.replace(one, name=f"{one.name}-with-{first}", target=first, unlike=False) for one in others
        if not _twin(one, "targets", "differences").exists()]


def _twin(one, folder, other):
    """The case of the same name in the other folder: what one target does there is a row of docs/differences.md."""
    return (FOLDER / one.name.replace(folder + "/", other + "/", 1)).with_suffix(".case") \
        if one.name.startswith(folder + "/") else FOLDER / "none"


def read_all():
    return [case.read(str(path.relative_to(FOLDER).with_suffix("")), path.read_text())
            for path in sorted(FOLDER.rglob("*.case"))]
