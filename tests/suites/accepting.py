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
    within("accept? [y]es, [n]o, [q]uit, [?]: ", done.stdout)


def review_asks_again(bench):
    name = small.suite(bench, "#@ test a\n> $j\nold\n")
    done = bench.run("test", "--review", name, text="?\n\nwhat\n" + "x" * 100 + "y\nY\n")
    same(done.stdout.count("accept? "), 5, "questions")
    same(done.stdout.count("y: the lines with - give way"), 4, "explanations")
    same(text_of(bench), small.HEAD + "#@ test a\n> $j\nmail.example.com\n")


def nothing_gets_weaker(bench):
    """What held is still asked for; what does not hold gives way to what came in its place."""
    for before, after in (("...\nold\n", "...\ncanonify         returns: a < @ b >\n"),
                          ("canonify +input: a @ b (re)\n...\ncanonify reject (glob)\n",
                           "canonify +input: a @ b (re)\n...\ncanonify         returns: a < @ b >\n"),
                          ("...\ncanonify *input: a @ c (re)\n...\n", "...\ncanonify         returns: a < @ b >\n...\n")):
        name = small.suite(bench, "#@ test a\n> 3 a@b\n" + before)
        same(bench.run("test", "--accept", name).returncode, 0, "status")
        same(text_of(bench), small.HEAD + "#@ test a\n> 3 a@b\n" + after)


def what_would_be_lost(bench):
    """Nothing comes in its place, and `...' would take anything: --accept leaves it, --review asks."""
    body = "#@ test a\n> $j\n...\nmore\nmail.example.com\n"
    name = small.suite(bench, body)
    done = bench.run("test", "--accept", name)
    same(done.returncode, 1, "status")
    same(text_of(bench), small.HEAD + body)
    within("# x.bt:7: stays: nothing came in its place, and the `...' beside it would let anything pass; "
           "edit it, or see --review: more\n", done.stdout)
    done = bench.run("test", "--review", name, text="n\n")
    same(text_of(bench), small.HEAD + body)
    done = bench.run("test", "--review", name, text="y\n")
    within("x.bt:7: this is lost, and the `...' beside it lets anything pass: more\n", done.stdout)
    same(text_of(bench), small.HEAD + body.replace("more\n", ""))


def in_ci(bench):
    for option in ("--accept", "--review"):
        name = small.suite(bench, BODY)
        done = bench.run("test", option, name, env={**bench.env, "CI": "true"})
        same(text_of(bench), small.HEAD + BODY)
        within("# CI is set: no suite is written\n", done.stdout)
        same(done.returncode, 1, "status")


def not_for_the_time_being(bench):
    """What came because a lookup failed is no expectation."""
    name = small.suite(bench, "#@ test a\nCanon host.example.net\n#@ expect\n#@ test b\n3,0 a@example.org\n#@ expect\n")
    done = bench.run("test", "--accept", name)
    within("x.bt:4: not accepted: its answers rest on a lookup that failed", done.stdout)
    text = (bench.folder / name).read_text()
    within("Canon host.example.net\n#@ expect\n", text)
    within("#@ expect mailer=esmtp", text)


def tests():
    for test in (accept, patterns_stay, half_a_line_at_the_end, whole_transcripts_from_nothing, review,
                 review_asks_again, nothing_gets_weaker, what_would_be_lost, in_ci,
                 not_for_the_time_being):
        yield test.__name__.replace("_", " "), test
