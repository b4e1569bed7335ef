"""What tables, suites and macros hold reaches no terminal and no report as a control character."""

import json
import os
import pty
import re
import subprocess

import small

EVIL = "\x1b]0;title\x07\x1b[2J\x7f"
BAD = (b"\x1b", b"\x07", b"\x7f")


def clean(what, data):
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape")
    for byte in BAD:
        assert byte not in data, f"{what}: {data!r}"
    return data


def reports(bench):
    small.files(bench)
    bench.file("routes", f"example.org\t[10.0.0.1]\nbad.example\tERROR:550 n{EVIL}o\n")
    bench.file("small.cf", small.CF + f"Scl\nR$*\t$: x{EVIL}y\n")
    name = small.suite(bench, f"#@ test ti{EVIL}tle\n> 3,0 a@bad.example\n#@ expect ok\n> cl a\n#@ expect returns q{EVIL}\n")
    done = bench.run("test", "--junit", "j.xml", "--lcov", "l.info", "--coverage", name)
    assert b"\\x1b]0;title\\x07" in clean("test", done.stdout + done.stderr)
    clean("JUnit", (bench.folder / "j.xml").read_bytes())
    done = bench.run("-C", "small.cf", "--map", "routes = source:routes", "explain", "a@bad.example")
    clean("explain", done.stdout + done.stderr)
    bench.file("other.cf", (bench.folder / "small.cf").read_text().replace(EVIL, EVIL + EVIL))
    bench.file("addresses", f"a@bad.example\nx{EVIL}@example.org\n")
    done = bench.run("--map", "routes = source:routes", "diff", "small.cf", "other.cf", "--addresses", "addresses")
    clean("diff", done.stdout + done.stderr)
    done = bench.run("map", "--json", "text:routes")
    clean("JSON", done.stdout + done.stderr)


def no_utf8_in_json(bench):
    """A byte that is no UTF-8 is shown as one that is unknown; it takes nothing with it."""
    small.files(bench)
    bench.file("routes", small.ROUTES)
    whole = (bench.folder / "small.cf").read_bytes()
    for name, old, new in (("r\udce9seau.cf", b"", b""), ("new.cf", b"$@ $1 $: $2 @ $3", b"$@ x $: $2 @ $3")):
        (bench.folder / name).write_bytes(whole.replace(old, new))
    (bench.folder / "addresses").write_bytes(b"jos\xe9@example.org\n")
    (bench.folder / "access").write_bytes(b"caf\xe9.example\tREJECTED\n")
    routes = ("--map", "routes = source:routes", "--no-network")
    for wanted, words in (("jos\ufffd@example.org", ("diff", "small.cf", "new.cf", "--json", "--addresses", "addresses")),
                          ("r\ufffdseau.cf", ("-C", "r\udce9seau.cf", "explain", "--json", "a@example.org")),
                          ("caf\ufffd.example", ("map", "--json", "text:access")),
                          ("REJECTED", ("check", "--format", "json", "access"))):
        done = subprocess.run([bench.program, *routes, *words], cwd=bench.folder, env=bench.env, capture_output=True, timeout=60)
        lines = [done.stdout] if words[0] == "check" else done.stdout.splitlines()
        told = "".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines)
        assert wanted in told, (words, told, done.stderr)


def tables_at_a_terminal(bench):
    bench.file("routes", f"key\tva{EVIL}lue\n")
    main, other = os.openpty()
    done = subprocess.run([bench.program, "map", "text:routes"], cwd=bench.folder, env=bench.env, stdin=other,
                          stdout=other, stderr=other, timeout=60)
    assert done.returncode == 0
    assert b"va\\x1b]0;title\\x07" in clean("a terminal", os.read(main, 4096))
    os.close(main)
    os.close(other)
    piped = bench.run("map", "text:routes")  # data for others stays what it is
    assert EVIL in piped.stdout, piped.stdout


# ---- every subcommand and format, every place that text comes from ----------------------------------------

# a title, a colour that btsh has too, what writes over what stands there; C1 as a byte and as a character, what turns text around or ends a
# line for some
KINDS = (b"\x1b]0;T\x07\x1b[31m\rX\x7f\b", b"\x9b2J" + "\x9b2J\u202e\u2066\u2028".encode())
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FORMATS = ("tty", "gcc", "json", "sarif", "github", "checkstyle", "junit")


def printable(what, data):
    """A byte that is no UTF-8 counts as the character of its number: a terminal may take it for that."""
    text = re.sub("[\udc80-\udcff]", lambda c: chr(ord(c[0]) - 0xDC00), data.decode("utf-8", "surrogateescape"))
    found = CONTROL.search(text)
    assert found is None, f"{what}: {text[max(0, found.start() - 60):found.end() + 20]!r}"


def evil_files(bench, e):
    def write(name, text):
        path = os.path.join(os.fsencode(bench.folder), name if isinstance(name, bytes) else name.encode())
        with open(path, "wb") as f:
            f.write(text.replace(b"EVIL", e).replace(b"FOLDER", os.fsencode(bench.folder)))

    cf = small.CF.encode().replace(b"Scanonify=3\n", b"""O AliasFile=FOLDER/aliases
O DontBlameSendmail=ForwardFileInUnsafeDirPath,GroupWritableDirPathSafe
DxvaEVILlue
C{cl} woEVILrd
Km text -k0 -v1 FOLDER/teEVILxt
# EVIL
Modd, P=[IPC], F=mDFMuX, A=TCP $h
Scanonify=3
R$* vaEVIL $*\t$: $2 mEVIL\tEVIL
""") + b"Scheck_rcpt\nR$*bad$*\t$#error $@ 5.7.1 $: 550 no EVIL\nSevil\nR$*\t$: qEVIL\n"
    write("e.cf", cf)
    write(b"na" + e.replace(b"/", b"") + b"me.cf", cf)
    write("new.cf", cf.replace(b"550 no", b"551 no").replace(b"$#esmtp $@ $1", b"$#esmtp $@ xEVIL").replace(b"vaEVIL", b"vo"))
    write("broken.cf", cf + b"ObEVIL\nR xEVIL\nKxEVIL nosuch EVIL\nF{y}/nosuchEVIL\nO UnEVIL=1\nMEVIL\nSxEVIL=yEVIL\nRa\t$>qEVIL b\n")
    write("routes", b"example.org\t[10.0.0.1]\nbad.example\tERROR:550 nEVILo\nkEVIL.example\trelayEVIL.example\n")
    write("routes.new", b"example.org\t[10.0.0.1EVIL]\nbad.example\tERROR:550 nnEVILo\nkkEVIL.example\tx\n")
    write("aliases", b"joe: joEVILe2\nevEVILil: a, |/bin/xEVIL, /fileEVIL\nx: y\ny: x\n")
    write("access", b"Connect:10.0.0.0/8EVIL\tRELAY\nfooEVIL\tERROR:nope EVIL\nfooEVIL\tOK\nTo:bar\tREJECTEVIL\n")
    write("mailertable", b"x.example\tesmtp:EVIL\nx.example nosuchEVIL:z\n.EVIL\n")
    write("e.zone", b"$ORIGIN example.net.\n$TTL 1h\n@ IN SOA ns h 1 1d 1h 1w 1h\n@ MX 10 mEVILx\nbadEVIL FOO EVIL\n")
    write("list", b"joe@example.org\nxEVIL@example.org\na@bad.example\na@kEVIL.example\n")
    write("lines", b'{"recipient":"xEVIL@bad.example","id":"EVIL"}\n{"reciEVIL\n')
    write("log", b"Nov 26 03:34:28 mx sm-mta[1]: Q1: from=<bEVIL@x.example>, size=1\n"
                 b"Nov 26 03:34:28 mx sm-mta[1]: Q1: to=<anEVILna@bad.example>, stat=Sent\n")
    write("s.bt", b"#@ config e.cf\n#@ hostname mail.example.com\n#@ map routes = source:routes\n#@ test tiEVILtle\n3,0 a@bad.example\n"
                  b"#@ expect ok\n> evil a\n#@ expect returns qEVILz\n3,0 x\n#@ expect mailer=EVIL\n$x\nvo\n#@ test bEVIL\n/try odd joe\nx\n")
    write("s2.bt", b"#@ config e.cf\n#@ EVIL\n#@ test EVIL\n> EVIL\n#@ zone noEVIL\n")
    write("x.mc", b"divert(0)dnl\ninclude(`noEVIL')\nFEATURE(`noEVIL')\nMAILER(`EVIL')\ndefine(`confFOOEVIL', `x')\n")


def evil_runs(bench, e):
    """Words, and what is said; files that are written are called out."""
    e = os.fsdecode(e)
    base = ("--no-network", "--hostname", "mail.example.com", "--map", "routes = source:routes", "-C", "e.cf")
    key, name = f"k{e}.example", f"na{e.replace('/', '')}me.cf"
    runs = [("check", "--format", f, "e.cf", "new.cf", "broken.cf", "aliases", "access", "mailertable", "x.mc", name) for f in FORMATS]
    runs += [(*base, "--trace", "tree"), (*base, "--trace", "json"), (*base, "--ext", "--places"), ("-C", name, "explain", "a@b.example"),
             ("-C", "no" + e, "explain", "a"), ("-C", "x.mc", "explain", "a"), ("-C", "broken.cf", "explain", "a"), ("--" + e,), (e,), ("help", e),
             ("--trace", e, "-C", "e.cf", "graph"), ("--map", f"routes = {e}:x", "-C", "e.cf", "graph"), ("--replay", e), ("--root", e, "-C", "e.cf", "graph"),
             ("-C", "e.cf", "--zone", "e.zone", "explain", "a@example.net"), ("diff", "broken.cf", "e.cf", "--addresses", "list"), ("map", "--json", "text:routes"),
             ("map", f"te{e}:routes", "k"), ("map", "text:no" + e, "k"), ("test", "-v", "--junit", "out", "--coverage=full", "s.bt"),
             ("test", "--junit", "out", "s2.bt", "no" + e), ("test", "--list", "s.bt"), ("test", "--review", "s.bt"), ("test", "--filter", "[" + e, "s.bt")]
    runs += [(*base, *words) for words in (
        ("explain", "a@bad.example", "joe@" + key, "joe"), ("explain", "--rules", "a@bad.example", "joe@" + key), ("explain", "--json", "joe@" + key),
        ("explain", "--mailer", e, "a"), ("explain", "no" + e, "a"), ("search", "--crosses", "evil", "--runs", "99"), ("search", "--crosses", e),
        ("search", "--mailer", e), ("search", "--loop", "--client", e), ("search", "--reach", "--runs", "99"), ("search", "--refused-by", "550", "--runs", "99"),
        ("summary",), ("summary", "--json"), ("summary", "--html", "out"), ("profile", "--addresses", "list", "--all"),
        ("profile", "--addresses", "list", "--folded"), ("profile", "--addresses", "list", "--svg", "out"), ("graph",), ("graph", "--trace", "a@" + key),
        ("route", "--because", "--summary", "list"), ("route", "--jsonl", "lines"), ("route", "lines"), ("route", "log"),
        ("smtp", "--client", "192.0.2.1,x", "--milter", e + "=reject"), ("smtp", "--client", "192.0.2.1", "--daemon", e), ("diff", "routes", "routes.new"))]
    runs += [(*base[:-2], "diff", "e.cf", "new.cf", *words) for words in (
        ("--addresses", "list"), ("--all", "--addresses", "log"), ("--json", "--addresses", "list"), ("--seconds", "1"))]
    return runs


SAID = (b"/explain a@bad.example\n/why-not evil a\n/show\n/list canonify\n/zone EVIL\n/read EVIL\n/trace EVIL\n/break EVIL\n/search EVIL\n"
        b"/why-not canonify/1 xEVILy\n/smtp EVIL\n$={cl}\n/graph\n")


def of_kind(e):
    def test(bench):
        evil_files(bench, e)
        for words in evil_runs(bench, e):
            (bench.folder / "out").unlink(missing_ok=True)
            said = SAID.replace(b"EVIL", e) if "--ext" in words else b"" if "--review" in words else b"3,0 a@bad.example\n"
            done = subprocess.run([bench.program, *words], cwd=bench.folder, env=bench.env, input=said, capture_output=True, timeout=60)
            printable(f"{words}, output", done.stdout)
            printable(f"{words}, errors", done.stderr)
            if (bench.folder / "out").exists():
                printable(f"{words}, file", (bench.folder / "out").read_bytes())
    return test


def names_are_no_lines(bench):
    """A file whose name has line ends says nothing that a reader of the report would take for btsh's."""
    small.files(bench)
    name = "x\nok 2 - made up\n::error::made up\n"
    bench.file(name + ".bt", small.HEAD + "#@ test a\n3,0 a@example.org\n#@ expect mailer=local\n")
    bench.file(name + "/access", "foo\tREJECTED\n")
    done = [bench.run("test", name + ".bt")] + [bench.run("check", "--format", f, name + "/access") for f in ("tty", "gcc", "github")]
    for one in done:
        found = [line for line in one.stdout.splitlines() if line.startswith(("ok", "::error::"))]
        assert one.returncode == 1 and not found, one.stdout


def shell_at_a_terminal(bench):
    """Lines that are no transcript: explanations, notes, what is listed."""
    env = {**bench.env, "TERM": "xterm", "HOME": str(bench.folder), "ASAN_OPTIONS": "detect_leaks=0"}  # libedit keeps its bindings
    for e in KINDS:
        evil_files(bench, e)
        said = b"".join(line + b"\n" for line in SAID.replace(b"EVIL", b"x").split(b"\n")[:4]) + b"/quit\n"
        main, other = pty.openpty()
        child = subprocess.Popen([bench.program, "--no-network", "--hostname", "mail.example.com", "--map", "routes = source:routes", "-C", "e.cf"],
                                 cwd=bench.folder, env=env, stdin=other, stdout=other, stderr=other)
        os.close(other)
        os.write(main, said)
        got = b""
        try:
            while piece := os.read(main, 65536):
                got += piece
        except OSError:
            pass
        assert child.wait(60) in (0, 67, 69), child.returncode
        os.close(main)
        assert b"bad.example" in got, got
        assert e not in got, got


def tests():
    for test in (reports, no_utf8_in_json, tables_at_a_terminal, names_are_no_lines, shell_at_a_terminal):
        yield test.__name__, test
    for e in KINDS:
        yield f"every subcommand: {e!r}", of_kind(e)
