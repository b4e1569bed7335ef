"""The README's suite, and what it says of it."""

import re

from run import same


def blocks(text):
    """Indented blocks, without their indent."""
    found, block = [], []
    for line in text.splitlines() + ["end"]:
        if line.startswith("    "):
            block.append(line[4:])
        elif block and line:
            found.append("".join(line + "\n" for line in block))
            block = []
    return found


def suite(bench):
    text = (bench.root / "README.md").read_text()
    written = next(b for b in blocks(text) if b.startswith("#@ config"))
    shown = next(b for b in blocks(text) if "test routing.bt" in b)
    command, wanted = shown.split("\n", 1)
    assert len(written.splitlines()) == 10
    (bench.folder / "testdata").symlink_to(bench.root / "testdata")
    bench.file("routing.bt", written)
    same(bench.run("test", "routing.bt").returncode, 0, "status")
    done = bench.run("--map", command.split("'")[1], "test", "routing.bt")
    same(done.stdout, wanted)


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
    yield "suite", suite
