"""What tables, suites and macros hold reaches no terminal and no report as a control character."""

import json
import os
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


def tests():
    for test in (reports, no_utf8_in_json, tables_at_a_terminal):
        yield test.__name__, test
