"""TAP, JUnit, coverage, the terminal, and the options that choose tests."""

import os
import pty
import re
import signal
import subprocess

import small
from run import HERE, same, within

THREE = ("#@ test good\n3,0 a@example.com\n#@ expect mailer=local\n"
         "#@ test bad # one\n3,0 a@example.com\n#@ expect mailer=esmtp\n"
         "#@ test last\n3,0 a@example.org\n#@ expect mailer=esmtp\n")


def prove(bench):
    bench.need("prove")
    name = small.suite(bench, THREE)
    done = subprocess.run(["prove", "-v", "-e", f"{bench.program} test", name], capture_output=True, text=True,
                          cwd=bench.folder, env=bench.env)
    within("Failed 1/3 subtests", done.stdout)
    within("Failed test:  2", done.stdout)
    assert "Parse errors" not in done.stdout, done.stdout
    done = subprocess.run(["prove", "-e", f"{bench.program} test", *map(str, sorted(bench.suites.glob("*.bt")))],
                          capture_output=True, text=True, env=bench.env)
    within("All tests successful.", done.stdout)


def tap(bench):
    done = bench.run("test", small.suite(bench, THREE))
    same(done.stdout, """TAP version 14
1..3
ok 1 - x.bt: good
not ok 2 - x.bt: bad \\# one
  ---
  at: 'x.bt:7'
  message: |
    --- x.bt
    +++ x.bt
    @@ -6,7 +6,7 @@
     #@ expect mailer=local
     #@ test bad # one
     3,0 a@example.com
    -#@ expect mailer=esmtp
    +#@ expect mailer=local user=a
     #@ test last
     3,0 a@example.org
     #@ expect mailer=esmtp
  ...
ok 3 - x.bt: last
""")


def the_diff_can_be_applied(bench):
    bench.need("patch")
    name = small.suite(bench, THREE + "#@ test t\n> $j\nx\ny\n> $k\n> 3 a@b\nq\n")
    text = bench.run("test", name).stdout
    diffs = "".join(line[4:] + "\n" for line in text.splitlines() if line.startswith("    "))
    done = subprocess.run(["patch", "-p0"], input=diffs, text=True, capture_output=True, cwd=bench.folder)
    same(done.returncode, 0, done.stdout + diffs)
    same(bench.run("test", name).returncode, 0, "status")


def junit(bench):
    bench.need("xmllint")
    name = small.suite(bench, THREE + "#@ frob <&\">\n")
    done = bench.run("test", "--junit", "out.xml", name, bench.suites)
    same(done.returncode, 2, "status")
    text = (bench.folder / "out.xml").read_text()
    within('tests="4" failures="1" errors="1" skipped="0"', text)
    done = subprocess.run(["xmllint", "--noout", "--schema", str(HERE / "junit.xsd"), str(bench.folder / "out.xml")],
                          capture_output=True, text=True)
    same(done.returncode, 0, done.stderr)


def junit_of_all_verdicts(bench):
    bench.need("xmllint")
    small.files(bench)
    small.suite(bench, THREE, name="a.bt")
    small.suite(bench, "#@ test t\nCanon x.example.org\n#@ expect ok\n#@ test not run\n3 a\n#@ expect ok\n", name="b.bt")
    bench.run("test", "-j1", "--fail-fast", "--junit", "out.xml", "b.bt", "a.bt")
    within("<skipped", (bench.folder / "out.xml").read_text())
    done = subprocess.run(["xmllint", "--noout", "--schema", str(HERE / "junit.xsd"), str(bench.folder / "out.xml")],
                          capture_output=True, text=True)
    same(done.returncode, 0, done.stderr)


def genhtml(bench):
    bench.need("genhtml")
    done = bench.run("test", "--lcov", "out.info", bench.suites)
    same(done.returncode, 0, done.stdout)
    done = subprocess.run(["genhtml", "--branch-coverage", "-o", "html", "out.info"], capture_output=True, text=True,
                          cwd=bench.folder)
    same(done.returncode, 0, done.stderr + done.stdout)
    pages = {path.name: path.read_text() for path in (bench.folder / "html").rglob("*.cf*.gcov.html")}
    within("relay.cf.gcov.html", " ".join(pages))
    page = re.sub(r"<[^>]*>", "", pages["relay.cf.gcov.html"])
    # the rule that lets our own client through, with its count; the one that nobody reached is 0
    assert re.search(r"\b[1-9]\d* *: +R&lt;RELAY&gt;", page), page[:4000]
    assert re.search(r"\b0 *: +R&lt;\$\* &lt;TMPF&gt;&gt;", page), page[:4000]


def coverage(bench):
    example = (bench.suites / "example.bt").read_text()
    done = bench.run("test", "--coverage", "--coverage-min", 100, bench.suites / "example.bt")
    same(done.returncode, 0, done.stdout)
    assert re.search(r"^# all +49 +49 +0 +0 +100%$", done.stdout, re.M), done.stdout
    parts = re.split(r"(?m)^(?=#@ test )", example)
    text = parts[0].replace("../example/", f"{bench.root}/testdata/example/")
    text = text.replace("example-root", f"{bench.suites}/example-root")
    for gone in range(1, len(parts)):
        bench.file("less.bt", text + "".join(p for i, p in enumerate(parts[1:], 1) if i != gone))
        if bench.run("test", "--coverage-min", 100, "less.bt").returncode == 0:
            assert "mailbox" in parts[gone] or "catch-all" in parts[gone], "not needed: " + parts[gone]
    bench.file("less.bt", text + "".join(p for p in parts[1:] if "outside" not in p))
    done = bench.run("test", "--coverage-min", 100, "less.bt")
    same(done.returncode, 1, "status")
    within("# coverage: 46 of 49 rules that can be reached matched, which is less than 100%\n", done.stdout)
    same(bench.run("test", "--coverage-min", 93, "less.bt").returncode, 0, "46 of 49 is more than 93%")
    same(bench.run("test", "--coverage-min", 94, "less.bt").returncode, 1, "46 of 49 is less than 94%, though nearly")


def coverage_tells(bench):
    name = small.suite(bench, THREE)
    short = bench.run("test", "--coverage", name).stdout
    assert "parse: never reached" not in short and re.search(r"^# all +\d", short, re.M), short
    whole = bench.run("test", "--coverage", bench.suites / "example.bt").stdout
    assert re.search(r"^# \d+ rulesets more, .*: --coverage=full$", whole, re.M) and "# parse " in short, whole
    same(bench.run("test", "--coverage=half", name).returncode, 2, "neither alone nor full")
    done = bench.run("test", "--coverage=full", name)
    for line in (r"# Canon +1 +0 +0 +1 +0%", r"# routes +1 +1 +0 +0 +0", r"# host +1 +0 +0 +0 +1",
                 r"# .*/small.cf:21: parse: never reached", r"# .*/small.cf:19: parse: tried 1 time, never matched"):
        assert re.search("^" + line + "$", done.stdout, re.M), line + "\n" + done.stdout


def coverage_of_two_lookups_in_a_rule(bench):
    done = bench.run("test", "--coverage", "--lcov", "out.info", bench.suites / "ldap.bt")
    for line in (r"# ldapmh +1 +1 +2 +1 +0", r"# ldapmra +1 +2 +1 +1 +0"):
        assert re.search("^" + line + "$", done.stdout, re.M), line + "\n" + done.stdout
    text = (bench.folder / "out.info").read_text()
    within("BRDA:22,1,0,1\nBRDA:22,1,1,2\nBRDA:22,1,2,1\nBRDA:22,2,0,2\nBRDA:22,2,1,1\nBRDA:22,2,2,1\n", text)


def coverage_of_two_programs(bench):
    """The same rules, loaded twice: they count as one file's."""
    body = "#@ test a\n3,0 a@example.org\n#@ expect ok\n#@ test b\n#@ map routes + z z\n3,0 a@example.com\n#@ expect ok\n"
    done = bench.run("test", "--coverage", small.suite(bench, body))
    same(done.stdout.count("small.cf\n"), 1)
    assert re.search(r"^# parse +5 +3 +1 +1 +60%$", done.stdout, re.M), done.stdout
    assert re.search(r"^# routes +1 +1 +0 +0 +0$", done.stdout, re.M), done.stdout


def rules_by_name(bench):
    """The name that /list and explain --rules show."""
    done = bench.run("test", small.suite(bench, "#@ test a\n3,0 a@example.com\n#@ expect rule parse/1\n"
                                                "#@ test b\n3,0 a@example.com\n#@ expect rule Canon/1\n"))
    same(re.findall("^(?:not )?ok .*", done.stdout, re.M), ["ok 1 - x.bt: a", "not ok 2 - x.bt: b"], done.stdout)
    assert re.search(r"^    \+#@ expect rule parse/\d$", done.stdout, re.M), done.stdout


def what_was_printed(bench):
    name = small.suite(bench, THREE)
    plain, shown = bench.run("test", name).stdout, bench.run("test", "-v", name).stdout
    assert "# > " not in plain, plain
    within("ok 1 - x.bt: good\n# > ", shown)
    assert re.search(r"^# parse +returns: ", shown, re.M), shown
    same([line for line in shown.splitlines() if not line.startswith("# ")],
         [line for line in plain.splitlines() if not line.startswith("# ")], "else the same")


def what_failed_before(bench):
    name = small.suite(bench, THREE)
    bench.run("test", "--junit", "out.xml", name)
    same(re.findall("^(?:not )?ok .*", bench.run("test", "--rerun", "out.xml", name).stdout, re.M),
         ["not ok 1 - x.bt: bad \\# one"])
    bench.run("test", "--junit", "good.xml", "--filter", "good", name)
    done = bench.run("test", "--rerun", "good.xml", name)
    same((done.returncode, done.stdout), (0, ""))
    within("all that was run there held; nothing is run", done.stderr)
    bench.file("none.xml", "<x/>\n")
    for report, why in (("none.xml", "there is no test in this"), ("no.xml", "No such file")):
        done = bench.run("test", "--rerun", report, name)
        same(done.returncode, 2, report)
        within(why, done.stderr)
    bench.file("x.bt", (bench.folder / "x.bt").read_text().replace("bad # one", "bad # two"))
    done = bench.run("test", "--rerun", "out.xml", name)
    same(done.returncode, 2, "a test that is gone")
    within("this failed there and is not here: x.bt: bad # one", done.stderr)


def watching(bench):
    name = small.suite(bench, THREE)
    watch = subprocess.Popen([bench.program, "test", "--watch", name], cwd=bench.folder, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def one_run():
        lines = []
        while not lines or lines[-1] != "# waiting for a change\n":
            line = watch.stdout.readline()
            assert line, lines
            lines.append(line)
        return "".join(lines)

    try:
        within("not ok 2", one_run())
        text = (bench.folder / "x.bt").read_text()
        bench.file("x.bt", text + "#@ test added\n3,0 a@example.com\n#@ expect ok\n")
        within("ok 4 - x.bt: added\n", one_run())
        cf = (bench.folder / "small.cf").read_text()
        bench.file("small.cf", cf + "# a comment more\n")
        within("1..4\n", one_run())
    finally:
        watch.send_signal(signal.SIGINT)
        watch.communicate(timeout=20)
    same(watch.returncode, 130, "control-C ends it")


def statuses(bench):
    small.files(bench)
    good = "#@ test a\n3,0 a@example.com\n#@ expect mailer=local\n"
    bad = "#@ test b\n3,0 a@example.com\n#@ expect mailer=esmtp\n"
    later = "#@ test c\nCanon x.example.org\n#@ expect ok\n"
    broken = "#@ frob\n"
    for body, status in ((good, 0), (good + bad, 1), (good + bad + later, 3), (good + bad + later + broken, 2)):
        same(bench.run("test", small.suite(bench, body)).returncode, status, body)
    for words in (("-j", "0"), ("--filter", "("), ("--nonsense",), ("--coverage-min", "99.5"), ("--shuffle=x",)):
        same(bench.run("test", *words, "x.bt").returncode, 2, " ".join(words))
    same(bench.run("test", "--filter", "nothing of this name", "x.bt").returncode, 2, "faults stay")


def no_place(bench):
    """A report that cannot be written is told before the tests run."""
    name = small.suite(bench, THREE)
    for option in ("--junit", "--lcov"):
        done = bench.run("test", option, "no/report", name)
        same((done.stdout, done.stderr, done.returncode),
             ("", f"btsh test: {option} no/report: No such file or directory\n", 2))


def choosing(bench):
    name = small.suite(bench, THREE)
    same(bench.run("test", "--list", name).stdout, "x.bt:4: good\nx.bt:7: bad # one\nx.bt:10: last\n")
    same(bench.run("test", "--list", "--filter", "^x.bt: (good|last)$", name).stdout,
         "x.bt:4: good\nx.bt:10: last\n")
    done = bench.run("test", "--filter", "good", name)
    within("1..1\n", done.stdout)
    same(done.returncode, 0, "status")
    done = bench.run("test", "-j1", "--fail-fast", name)
    within("\nok 3 - x.bt: last # SKIP not run\n", done.stdout)
    same(done.returncode, 1, "status")


def shuffling(bench):
    name = small.suite(bench, "".join(f"#@ test t{i}\n3,0 a@example.com\n#@ expect mailer=local\n" for i in range(40)))
    first = bench.run("test", "--shuffle=7", name)
    within("TAP version 14\n1..", first.stdout[:20])
    within("# shuffled with --shuffle=7\n", first.stdout)
    same(bench.run("test", "--shuffle=7", "-j4", name).stdout, first.stdout)
    assert bench.run("test", name).stdout != first.stdout.split("\n", 1)[1]
    within("# shuffled with --shuffle=", bench.run("test", "--shuffle", name).stdout)


def folders(bench):
    small.suite(bench, THREE, name="deep/er/x.bt", head=small.HEAD.replace("small.cf", "../../small.cf")
                .replace("source:", "source:../../"))
    bench.file("deep/plain.bt", "3,0 joe\n")
    bench.file("deep/.hidden/y.bt", "#@ test y\n")
    same(bench.run("test", "--list", "deep").stdout.count("\n"), 3)
    same(bench.run("test", "--list", cwd=bench.folder / "deep").stdout.splitlines()[0], "er/x.bt:4: good")
    (bench.folder / "empty").mkdir()
    os.mkfifo(bench.folder / "empty" / "waits.bt")
    done = bench.run("test", "empty")
    same(done.returncode, 2, "status")
    within("there are no tests here; name a suite, or see btsh(5)", done.stderr)


def on_a_terminal(bench, *words, **variables):
    """What a terminal gets, and the status."""
    master, slave = pty.openpty()
    child = subprocess.Popen([bench.program, *words], stdin=slave, stdout=slave, stderr=slave,
                             cwd=bench.folder, env=dict(bench.env, **variables))
    os.close(slave)
    text = b""
    try:
        while chunk := os.read(master, 65536):
            text += chunk
    except OSError:
        pass
    os.close(master)
    return text.decode().replace("\r\n", "\n"), child.wait()


def in_colour(bench):
    small.suite(bench, THREE, name="a.bt")
    text, _ = on_a_terminal(bench, "test", "a.bt", TERM="xterm", NO_COLOR="")
    within("\033[31mFAIL\033[0m  a.bt  1 of 3\n", text)
    within("\033[32m+#@ expect mailer=local user=a\033[0m\n", text)
    text, _ = on_a_terminal(bench, "test", "a.bt", TERM="xterm", NO_COLOR="1")
    assert "\033[" not in text, text
    bench.file("list", "a@example.org\n")
    words = ("diff", "small.cf", "--map", "routes = source:routes", "small.cf", "--map", "routes = source:routes", "--map", "routes - example.org",
             "--addresses", "list")
    text, _ = on_a_terminal(bench, *words, TERM="xterm", NO_COLOR="")
    assert re.search(r"^\033\[31m    - esmtp .*\033\[0m$", text, re.M) and re.search(r"^\033\[32m    \+ .*\033\[0m$", text, re.M), text
    text, _ = on_a_terminal(bench, *words, TERM="xterm", NO_COLOR="1")
    assert "\033[" not in text and "    - esmtp " in text, text


def at_a_terminal(bench):
    small.suite(bench, THREE, name="a.bt")
    small.suite(bench, "#@ test a\n3,0 a@example.com\n#@ expect ok\n", name="b.bt")
    text, status = on_a_terminal(bench, "test", "a.bt", "b.bt", NO_COLOR="1")
    same(status, 1, "status")
    within("FAIL  a.bt  1 of 3\n\na.bt: bad # one\n--- a.bt\n+++ a.bt\n@@ -6,7 +6,7 @@\n", text)
    within("\nok    b.bt  1 test\n3 held, 1 failed; ", text)


def many_threads(bench):
    """The same report with any number of threads."""
    one = bench.run("test", "-j1", bench.suites).stdout
    for n in (2, 8):
        same(bench.run("test", f"-j{n}", bench.suites).stdout, one)


def interrupted(bench):
    """Control-C ends a test that would go on for ever, and the run."""
    rules = "".join(f"Sn{i}\nR$*\t$: $>n{i + 1} $1\nR$*\t$: $>n{i + 1} $1\n" for i in range(1, 40))
    small.files(bench)
    bench.file("slow.cf", small.CF + rules + "Sn40\nR$*\t$: $1\n")
    bench.file("x.bt", "#@ config slow.cf\n#@ test slow\nn1 x\n#@ expect ok\n#@ test other\n3 a\n#@ expect ok\n")
    for sent, status, said in ((signal.SIGINT, 130, "btsh test: interrupted\n"), (signal.SIGTERM, -signal.SIGTERM, "")):
        child = subprocess.Popen([bench.program, "--max-steps", "0", "test", "-j1", "x.bt"], cwd=bench.folder,
                                 env=bench.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        small.until_heard(child.pid, signal.SIGINT)
        child.send_signal(sent)
        out, err = child.communicate(timeout=60)
        same((child.returncode, err), (status, said), out)


def tests():
    for test in (prove, tap, the_diff_can_be_applied, junit, junit_of_all_verdicts, genhtml, coverage, coverage_tells, coverage_of_two_lookups_in_a_rule, coverage_of_two_programs,
                 what_was_printed, what_failed_before, watching, rules_by_name, in_colour, statuses, choosing, no_place, shuffling, folders, at_a_terminal, many_threads, interrupted):
        yield test.__name__.replace("_", " "), test
