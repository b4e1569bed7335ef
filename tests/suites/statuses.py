"""The table of exit statuses in btsh(1): each cell is what comes, and what comes has a cell."""

import re
import signal
import subprocess
import time

import small
from run import same

# subcommand -> status -> the words that end so; what stands before it comes first
EXAMPLES = {
    "check": {0: ("check", "--level", "warning", "clean/access"), 1: ("check", "access"), 2: ("check", "none"), 3: ("check", "list")},
    "dap": {0: ("dap",), 1: ("dap",), 2: ("dap", "word")},
    "diff": {0: ("diff", "small.cf", "small.cf", "--addresses", "list"),
             1: ("diff", "small.cf", "new.cf", "--addresses", "list", "--expect-no-changes"),
             2: ("diff", "small.cf"),
             3: ("diff", "dns.cf", "dns.cf", "--addresses", "list")},
    "explain": {0: ("explain", "a@example.com"), 2: ("explain",)},
    "graph": {0: ("graph",), 2: ("graph", "--format", "png")},
    "help": {0: ("help", "test"), 2: ("help", "test", "diff")},
    "lsp": {0: ("lsp", "--stdio"), 1: ("lsp",), 2: ("lsp", "word")},
    "map": {0: ("map", "source:routes", "example.org"), 1: ("map", "source:routes", "nobody.example"), 2: ("map",),
            3: ("map", "hash:nosuch", "x")},
    "route": {0: ("route", "list"), 1: ("route", "faulty"), 2: ("route", "--shard", "3/2"), 3: ("-C", "dns.cf", "route", "list")},
    "profile": {0: ("profile", "--addresses", "list"), 2: ("profile",), 3: ("profile", "dns.cf", "--addresses", "list")},
    "search": {0: ("search", "--crosses", "parse/1"), 1: ("search", "--loop", "--runs", "9"), 2: ("search",)},
    "summary": {0: ("summary",), 2: ("summary", "word")},
    "smtp": {0: ("smtp", "--client", "192.0.2.1,x"), 2: ("smtp", "--client", "nobody")},
    "record": {0: ("record", "new.bt"), 2: ("record", "good.bt")},
    "test": {0: ("test", "good.bt"), 1: ("test", "bad.bt"), 2: ("test", "none.bt"), 3: ("test", "failed.bt")},
}

# what is said to them, where it is not the line of a shell
SAID = {
    ("dap", 0): 'Content-Length: 49\r\n\r\n{"seq":1,"type":"request","command":"disconnect"}',
    ("lsp", 0): "".join(f"Content-Length: {len(m)}\r\n\r\n{m}" for m in (
        '{"id":1,"method":"initialize"}', '{"id":2,"method":"shutdown"}', '{"method":"exit"}')),
}

BEFORE = ("--no-network", "--hostname", "mail.example.com", "--map", "routes = source:routes", "-C", "small.cf")


def files(bench):
    small.files(bench)
    head = small.HEAD + "#@ test a\n"
    bench.file("access", "Connect:10.0.0.0/8\tRELAY\n")
    bench.file("clean/access", "Connect:10\tRELAY\n")
    bench.file("list", "a@example.org\n")
    bench.file("faulty", "{}\n")
    bench.file("new.cf", small.CF.replace("$#esmtp $@ $1", "$#esmtp $@ x"))
    bench.file("dns.cf", small.CF.replace("Sparse=0\n", "Sparse=0\nR$+ <@ $+>\t$: $[ $2 $] $1 <@ $2>\nR$+ $+ <@ $+>\t$: $2 <@ $3>\n"))
    bench.file("good.bt", head + "3,0 a@example.org\n#@ expect mailer=esmtp\n")
    bench.file("bad.bt", head + "3,0 a@example.org\n#@ expect mailer=local\n")
    bench.file("failed.bt", head + "Canon example.net\n#@ expect returns x\n")


def table(bench):
    """subcommand -> statuses that have a cell, from the manual."""
    text = (bench.root / "man" / "btsh.1").read_text()
    rows = text[text.index(".Ss exit status"):]
    rows = rows[rows.index(".Bl -column"):rows.index(".El")].splitlines()[2:]
    found = {}
    for row in rows:
        cells = [re.sub(r"^\.It Cm ", "", cell).strip() for cell in row.split(" Ta ")]
        found[cells[0]] = {status for status, cell in enumerate(cells[1:]) if cell != "-"}
    return found


def as_told(bench):
    same({name: set(cases) for name, cases in EXAMPLES.items()}, table(bench), "the manual's table")
    told = bench.run("help").stdout.split("Subcommands, each with --help:")[1].split("Examples:")[0]
    same(sorted(re.findall(r"^  ([a-z]+) ", told, re.M)), sorted(EXAMPLES), "subcommands")


def status(name, wanted, words):
    def test(bench):
        files(bench)
        done = bench.run(*BEFORE, *words, text=SAID.get((name, wanted), "3 a\n"))
        same(done.returncode, wanted, done.stdout + done.stderr)
    return test


def no_subcommand(bench):
    for words in (("tset", "x"), ("help", "tset")):
        same(bench.run(*words).returncode, 64, " ".join(words))


def misplaced(bench):
    """An option of btsh itself behind a subcommand is told where it belongs; one that nobody has is not."""
    for name in set(EXAMPLES) - {"help"}:
        for words, own in ((("--cf-dir", "x"), True), (("--cf-dir=x",), True), (("-O", "x"), True), (("--frob",), False), (("-9",), False)):
            done = bench.run(name, *words)
            same("an option of btsh itself: it stands before " + name + "," in done.stderr, own, f"{name} {words}: {done.stderr}")


def interrupted(bench):
    files(bench)
    bench.file("many", "".join(f"u{i}@example.org\n" for i in range(300000)))
    bench.file("long.bt", small.HEAD + "".join(f"#@ test t{i}\n3,0 a@example.org\n#@ expect mailer=esmtp\n" for i in range(400000)))
    for words in (("diff", "small.cf", "small.cf", "--addresses", "many"), ("test", "-j1", "long.bt"),
                  ("search", "--loop", "--runs", "99999999"), ("route", "/dev/zero")):
        child = subprocess.Popen([bench.program, *BEFORE, *words], cwd=bench.folder, env=bench.env, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(0.7)
        child.send_signal(signal.SIGINT)
        code = child.wait(60)
        # while a suite is still being read the signal ends the program, and a shell shows that as 130, too
        same(128 - code if code == -signal.SIGINT else code, 130, " ".join(words))


def half_a_configuration(bench):
    files(bench)
    bench.file("half.cf", small.CF + "Kmore nosuch /x\n")
    done = bench.run("--no-network", "-C", "half.cf", "search", "--loop", "--runs", "9")
    same(done.returncode, 2, done.stdout + done.stderr)
    assert "not found" not in done.stdout and "btsh search: nothing was looked for" in done.stderr, done.stdout + done.stderr


def tests():
    yield "as told", as_told
    for name, cases in EXAMPLES.items():
        for wanted, words in cases.items():
            yield f"{name}: {wanted}", status(name, wanted, words)
    for test in (no_subcommand, misplaced, half_a_configuration, interrupted):
        yield test.__name__.replace("_", " "), test
