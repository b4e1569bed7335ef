"""The README's tour, typed: what comes out is what stands there (typed.py)."""

import re
from pathlib import Path

from typed import type_document


def tour(bench):
    """In a folder with nothing but what the README says."""
    build = Path(bench.program).resolve().parents[1]
    (bench.folder / "testdata").symlink_to(bench.root / "testdata")
    (bench.folder / "build").symlink_to(build)
    type_document(bench, bench.root / "README.md", 8, lambda text: text.replace(f"{build}/", "build/").replace(f"{bench.folder}/", ""),
                  is_typed=lambda command: command.startswith(("build/", "printf")))


def manual(bench):
    """btsh(5) has every directive and every expectation of the tables."""
    page = (bench.root / "man/btsh.5").read_text()
    for file, table, form in (("cli/start/setup.c", "sayings[]", r"^\.It Ic {}\\b"), ("cli/suite/suite_read.c", "directives[]", r"\\bIc (.*, Ic )?{}\\b"),
                              ("cli/suite/expect_read.c", "kinds[]", r"^\.It Cm {}\\b")):
        text = (bench.root / file).read_text().split(table, 1)[1].split("};", 1)[0]
        words = re.findall(r'\{ "([a-z -]+)"', text)
        assert words, file
        for word in words:
            assert re.search(form.replace("\\\\", "\\").format(word), page, re.M), word


def tests():
    yield "manual", manual
    yield "tour", tour
