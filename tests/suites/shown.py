"""What tables, suites and macros hold reaches no terminal and no report as a control character."""

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
    for test in (reports, tables_at_a_terminal):
        yield test.__name__, test
