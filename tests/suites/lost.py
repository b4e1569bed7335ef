"""Output that is lost is no success: every option that names a file to be written, and what every subcommand prints, where the
file, the device or the descriptor takes nothing."""

import re

import small
import statuses
from run import same

FILE = "{}"
# each option that names a file which is written; every other FILE of help is one that is read
WRITTEN = {
    ("graph", "--output"): ("-C", "small.cf", "graph", "-o", FILE),
    ("test", "--junit"): ("test", "--junit", FILE, "good.bt"),
    ("test", "--lcov"): ("test", "--lcov", FILE, "good.bt"),
    ("test", "--suggest"): ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "test", "--suggest", FILE),
    ("summary", "--html"): (*statuses.BEFORE, "summary", "--html", FILE),
    ("profile", "--svg"): (*statuses.BEFORE, "profile", "--addresses", "list", "--svg", FILE),
    ("btsh", "--record"): ("-C", "small.cf", "--zone", "example.zone", "--record", FILE, "explain", "joe@example.net"),
}
READ = {("btsh", "--hosts"), ("btsh", "--replay"), ("btsh", "--zone"), ("diff", "--addresses"), ("diff", "--hosts"), ("diff", "--replay"),
        ("diff", "--zone"), ("test", "--addresses"), ("test", "--rerun"), ("profile", "--addresses")}
# the file, and what the shell does with the descriptors
NOWHERE = [("/dev/full", ""), ("/dev/stdout", ">&-"), ("/dev/fd/1", ">&-"), ("/proc/self/fd/1", ">&-"), ("/dev/stdout", ">/dev/full"),
           ("/dev/fd/1", ">/dev/full"), ("/dev/stderr", "2>&-"), ("/dev/fd/2", "2>&-"), ("/dev/stderr", "2>/dev/full"), ("/dev/stdin", "<&-"),
           ("/dev/fd/9", ""), ("/dev/fd/9", "9>/dev/full"), ("link", ">&-"), ("none/file", ""), (".", ""), ("", "")]


def told_in_help(bench):
    """Who adds an option that names a file has it tried here."""
    found = set()
    for name in ("btsh", *statuses.EXAMPLES):
        text = bench.run(*([] if name == "btsh" else [name]), "--help").stdout
        found |= {(name, option) for option in re.findall(r"^ +(?:-\w, )?(--[a-z-]+) FILE\b", text, re.M)}
    same(sorted(found), sorted(READ | set(WRITTEN)), "options that name a file")


def files(bench):
    statuses.files(bench)
    (bench.folder / "link").symlink_to("/dev/stdout")


def option(words, file, how):
    def test(bench):
        files(bench)
        done = bench.run(*[file if word == FILE else word for word in words], before=("sh", "-c", f'exec "$@" {how}', "sh"))
        assert done.returncode in (2, 73, 74), f"status {done.returncode}\n{done.stdout[:300]}{done.stderr}"
        assert "2>" in how or re.match(r"\S*btsh( \w+)?: ", done.stderr), f"no message: {done.stderr}"
        assert "Is a directory" not in done.stderr, done.stderr
    return test


def printed(words, said):
    def test(bench):
        files(bench)
        before = ("sh", "-c", 'exec "$@"', "sh")
        if bench.run(*statuses.BEFORE, *words, text=said, before=before).stdout == "":
            return
        for how, why in ((">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"), (">taken", "File too large")):
            (bench.folder / "new.bt").unlink(missing_ok=True)
            (bench.folder / "new.bt.json").unlink(missing_ok=True)
            limit = "ulimit -f 0; " if "large" in why else ""
            done = bench.run(*statuses.BEFORE, *words, text=said, before=("sh", "-c", f'{limit}exec "$@" {how}', "sh"))
            same((done.returncode, f"btsh: standard output: {why}; not all of it was written\n" in done.stderr), (74, True),
                 f"{' '.join(words)} {how}: {done.stderr}")
    return test


def tests():
    yield "every option is known", told_in_help
    for (name, switch), words in WRITTEN.items():
        for file, how in NOWHERE:
            yield f"{name} {switch} {file or 'nothing'} {how}", option(words, file, how)
    for name, cases in statuses.EXAMPLES.items():
        for status, words in cases.items():
            yield f"what {name} prints, status {status}", printed(words, statuses.SAID.get((name, status), "3 a\n"))
    yield "help", printed(("--help",), "")
    yield "demo", printed(("--demo",), "")
