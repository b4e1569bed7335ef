"""btsh profile."""

import re
import xml.etree.ElementTree as xml

import small
from run import same, within

N = 30
BEFORE = ("--no-network", "--hostname", "mail.example.com", "--map", "routes = source:routes")


def files(bench, **more):
    small.files(bench)
    bench.file("list", "".join(f"u{i}@example.org\nj{i}@example.com\nb{i}@bad.example\n" for i in range(N)))
    for name, text in more.items():
        bench.file(name, text)


def profile(bench, *args):
    return bench.run(*BEFORE, "profile", *args)


def tables(bench):
    """Tries, matches and lookups are exact, whatever the clock says."""
    files(bench)
    done = profile(bench, "small.cf", "--addresses", "list", "--all")
    same(done.returncode, 0, done.stderr)
    rules = {m[4]: tuple(map(int, m.groups()[:3])) for m in re.finditer(r"% +(\d+) +(\d+) +(\d+)  (\S+) \(small.cf:\d+\)$", done.stdout, re.M)}
    same(rules["parse/1"], (3 * N, N, 0))
    same(rules["parse/2"], (2 * N, 2 * N, 2 * N))
    same(rules["parse/3"], (2 * N, N, 0))
    same(rules["parse/4"], (N, N, 0))
    assert "parse/5" not in rules, rules
    within(f"{3 * N} addresses in ", done.stdout)
    same(re.findall(r"% +(\d+) +(\d+)  (\S+)$", done.stdout, re.M), [(str(2 * N), str(2 * N), "routes")])
    same(profile(bench, "--addresses", "list").returncode, 2, "no configuration")
    same(bench.run(*BEFORE, "-C", "small.cf", "profile", "--addresses", "list").returncode, 0, "the one of -C")


def only_the_first(bench):
    files(bench, many=small.CF.replace("Sparse=0\n", "Sparse=0\n" + "".join(f"Rx{i} $*\t$1\n" for i in range(40))))
    done = profile(bench, "many", "--addresses", "list")
    within(" more (--all)\n", done.stdout)
    same(sum("(many:" in line for line in done.stdout.splitlines()), 20)


def folded(bench):
    files(bench)
    done = profile(bench, "small.cf", "--addresses", "list", "--folded", "--svg", "f.svg")
    lines = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert "parse;parse/2;map routes" in lines and all(value.isdigit() for value in lines.values()), done.stdout
    root = xml.parse(bench.folder / "f.svg").getroot()
    titles = [e.text for e in root.iter("{http://www.w3.org/2000/svg}title")]
    total = sum(map(int, lines.values()))
    within(f"all: {total / 1e6:.3f} ms, 100.0 %", titles[0])
    assert any(t.startswith("map routes: ") and f"{2 * N} lookups, {2 * N} found" in t for t in titles), titles
    widths = [float(e.get("width")) for e in root.iter("{http://www.w3.org/2000/svg}rect")]
    same(round(widths[0]), 1200)


def escaped(bench):
    """Names of others are no markup."""
    files(bench, **{"a<&\"b.cf": small.CF})
    done = profile(bench, 'a<&"b.cf', "--addresses", "list", "--svg", "f.svg")
    same(done.returncode, 0, done.stderr)
    titles = [e.text for e in xml.parse(bench.folder / "f.svg").getroot().iter("{http://www.w3.org/2000/svg}title")]
    assert any('(a<&"b.cf:18)' in title for title in titles), titles


def dialogues(bench):
    """Where a log knows who called, the server's checks are in it."""
    files(bench, cf=small.CF + "Scheck_rcpt\nR$* joe $*\t$#error $@ 5.7.1 $: no\n",
          log="Nov 26 03:34:28 mx sm-mta[1]: Q1: from=<a@x.example>, size=1, relay=mx.x.example [192.0.2.1]\n"
              "Nov 26 03:34:28 mx sm-mta[1]: Q1: to=<tom@example.com>, stat=Sent\n")
    done = profile(bench, "cf", "--addresses", "log")
    same(done.returncode, 0, done.stderr)
    within("check_rcpt/1 (cf:", done.stdout)


def mistakes(bench):
    files(bench, empty="\n")
    for words in ((), ("small.cf",), ("small.cf", "small.cf", "--addresses", "list"), ("small.cf", "--addresses", "nosuch"), ("nosuch", "--addresses", "list"),
                  ("small.cf", "--addresses", "empty")):
        done = profile(bench, *words)
        same(done.returncode, 2, " ".join(words))
        within("btsh profile: ", done.stderr)
    done = profile(bench, "small.cf", "--addresses", "list", "--svg", "no/f.svg")
    same(done.returncode, 73, done.stderr)


def tests():
    for test in (tables, only_the_first, folded, escaped, dialogues, mistakes):
        yield test.__name__.replace("_", " "), test
