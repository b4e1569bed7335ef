"""docs/tutorial.md, typed in a clean folder: what comes out is what stands there (typed.py)."""

import os
from pathlib import Path

from run import Skip
from typed import type_document

TREE = "usr/share/sendmail/cf"


def tutorial(bench):
    reference = Path(os.environ.get("BTSH_REFERENCE", bench.root / "build/reference/root"))
    if not (reference / TREE).is_dir():
        raise Skip("no m4 tree")
    type_document(bench, bench.root / "docs/tutorial.md", 10, lambda text: text.replace(str(reference / TREE), "/" + TREE),
                  shell=f'btsh() {{ "{bench.program}" --cf-dir "{reference / TREE}" "$@"; }}\n')


def tests():
    yield "tutorial", tutorial
