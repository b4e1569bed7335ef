"""The README's tour, typed: what comes out is what stands there.

    BTSH_TUTORIAL=write tests/suites/run --filter tour     puts what came out into the README
"""

import os
import re
import subprocess
from pathlib import Path

from run import same
from tutorial import pieces


def tour(bench):
    """All that is typed in the README, in a folder with nothing but what it says."""
    document = bench.root / "README.md"
    (bench.folder / "testdata").symlink_to(bench.root / "testdata")
    build = Path(bench.program).resolve().parents[1]
    (bench.folder / "build").symlink_to(build)
    written, typed = [], 0
    for kind, name, text in pieces(document.read_text()):
        if kind == "file":
            bench.file(name, text)
            written.append("".join("    " + line if line.strip() else line for line in text.splitlines(keepends=True)))
        elif kind == "typed" and name.startswith(("build/", "printf")):
            typed += 1
            done = subprocess.run(["bash", "-c", name], cwd=bench.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                  timeout=60, env=dict(bench.env, LC_ALL="C.UTF-8"))
            got = done.stdout.replace(f"{build}/", "build/").replace(f"{bench.folder}/", "")
            if os.environ.get("BTSH_TUTORIAL") != "write":
                same(got, text, name)
            written.append(f"    $ {name}" + "".join(f"    {line}" for line in got.splitlines(keepends=True)))
        elif kind == "typed":
            written.append(f"    $ {name}" + "".join(f"    {line}" for line in text.splitlines(keepends=True)))
        else:
            written.append(text)
    assert typed == 8, typed
    if os.environ.get("BTSH_TUTORIAL") == "write":
        document.write_text("".join(written))


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
