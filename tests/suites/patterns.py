"""Regular expressions that somebody else wrote take neither memory nor stack without end, and those of people are taken."""

import small
from run import same, within

GROW = {"repeated": "a" + "+" * 130, "copies of copies": "((((a{1,255}){1,255}){1,255}){1,255})", "brackets": "(" * 900 + "a" + ")" * 900,
        "ways past what may be missing": "(a?){20000}", "a list is no bracket": "([](]{200}){200}"}
GOOD = {"bounds": "[0-9]{1,3}\\.a{2000}|(b{1,255}c?){30}", "lists": "[]()[:alpha:]{+]+" * 100, "long": "(" + "|".join(f"host{i}.example" for i in range(110)) + ")",
        "nested": "(" * 150 + "a" + ")" * 150, "escaped": "\\(\\+" * 400}
BEFORE = ("sh", "-c", 'ulimit -s 256; ulimit -v 1000000; exec "$@"', "sh")


def basic(text):
    """The same for regcomp() without REG_EXTENDED, where what is escaped is an operator."""
    return "".join(c if c not in "(){}+?|" else "\\" + c for c in text)


def tests():
    def judged(text, good):
        def test(bench):
            bench.plain("a sanitizer wants memory")
            small.suite(bench, f"#@ test a\n> $j\n{text} (re)\n")
            done = bench.run("test", "x.bt", before=BEFORE)
            same((done.returncode, "Regular expression too big" in done.stdout), (1, False) if good else (2, True), done.stdout[:300] + done.stderr[:300])
            done = bench.run("test", "--filter", text, "x.bt", before=BEFORE)
            same("Regular expression too big" in done.stderr, not good, done.stderr[:300])
            if len(text) > 1500:
                return
            for option, written in (("", text), ("-b", basic(text))):
                bench.file("r.cf", small.CF + f"Kr regex {option} -a@x {written}\nSr\nR$*\t$(r $1 $)\n")
                done = bench.run("-C", "r.cf", "--no-network", text="r host7.example\n", before=BEFORE)
                assert done.returncode >= 0, done.returncode
                if not good:
                    within("pattern-compile-error: Regular expression too big", done.stdout + done.stderr)
        return test
    for name, text in GROW.items():
        yield "grows: " + name, judged(text, False)
    for name, text in GOOD.items():
        yield "good: " + name, judged(text, True)
