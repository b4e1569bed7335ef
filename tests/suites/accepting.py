"""--accept, --review, and CI."""

import small
from run import same, within

BODY = ("#@ test script\n3,0 a@example.org\n#@ expect\n#@ expect mailer=local\n"
        "#@ test session\n> $j\nold\n> 3 a@b\ncanonify.*input: .* (re)\nwrong\n\n# kept? no, output\n"
        "> .Dx> quoted\n> $x\n> .Dy#@ y\n> $y\n> /expand end\n")
ACCEPTED = ("#@ test script\n3,0 a@example.org\n#@ expect mailer=esmtp host=[10.0.0.1] user=a@example.org\n"
            "#@ expect mailer=local\n"
            "#@ test session\n> $j\nmail.example.com\n> 3 a@b\n"
            "canonify.*input: .* (re)\ncanonify         returns: a < @ b >\n\n"
            "> .Dx> quoted\n> $x\n\\> quoted\n> .Dy#@ y\n> $y\n\\x23@ y (esc)\n> /expand end\nend (no-eol)\n")


def text_of(bench):
    return (bench.folder / "x.bt").read_text()


def accept(bench):
    name = small.suite(bench, BODY)
    (bench.folder / name).chmod(0o640)
    done = bench.run("test", "--accept", name)
    same(text_of(bench), small.HEAD + ACCEPTED)
    same((bench.folder / name).stat().st_mode & 0o777, 0o640, "mode")
    within("# 1 suite written\n", done.stdout)
    same(done.returncode, 1, "an expectation that is not bare is not written")
    done = bench.run("test", "--accept", name)
    within("# 0 suites written\n", done.stdout)
    same(text_of(bench), small.HEAD + ACCEPTED)


def patterns_stay(bench):
    body = "#@ test a\n> 3 a@b\n...\n> $j\nmail.*com (glob)\n> $k\nold\n"
    name = small.suite(bench, body)
    bench.run("test", "--accept", name)
    same(text_of(bench), small.HEAD + body.replace("old", "mail.example.com"))


def half_a_line_at_the_end(bench):
    name = small.suite(bench, "#@ test a\n> $j\nold\n> $k")
    bench.run("test", "--accept", name)
    same(text_of(bench), small.HEAD + "#@ test a\n> $j\nmail.example.com\n> $k\nmail.example.com\n")
    same(bench.run("test", name).returncode, 0, "status")


def whole_transcripts_from_nothing(bench):
    small.suite(bench, "#@ test a\n> 3,0 a@example.org\n> =M\n> =SCanon\n> /parse x@example.com\n> -d21.12\n> 3 x@y\n")
    same(bench.run("test", "--accept", "x.bt").returncode, 0, "status")
    same(bench.run("test", "x.bt").returncode, 0, "status")


def review(bench):
    name = small.suite(bench, BODY)
    bench.run("test", "--review", name, text="n\ny\n")
    same(text_of(bench), small.HEAD + BODY.split("#@ test session")[0] + "#@ test session"
         + ACCEPTED.split("#@ test session")[1])
    name = small.suite(bench, BODY)
    done = bench.run("test", "--review", name, text="q\n")
    same(text_of(bench), small.HEAD + BODY)
    within("accept? [y]es, [n]o, [q]uit: ", done.stdout)


def in_ci(bench):
    for option in ("--accept", "--review"):
        name = small.suite(bench, BODY)
        done = bench.run("test", option, name, env={**bench.env, "CI": "true"})
        same(text_of(bench), small.HEAD + BODY)
        within("# CI is set: no suite is written\n", done.stdout)
        same(done.returncode, 1, "status")


def tests():
    for test in (accept, patterns_stay, half_a_line_at_the_end, whole_transcripts_from_nothing, review, in_ci):
        yield test.__name__.replace("_", " "), test
