"""Mailers, rulesets and maps with names of any length: every subcommand ends as it does with short ones."""

import small
from run import same

BEFORE = ("--no-network", "--hostname", "mail.example.com", "-C", "long.cf", "--map", "MAP = source:routes")
SAY = "3,0 a@example.org\n/try MAILER a@example.org\n/map MAP example.org\n/break RULESET\n/continue\n/list RULESET\n/graph\n/show\n"
CASES = {
    "shell": ((*BEFORE, "--ext"), SAY),
    "why not": ((*BEFORE, "--ext"), "/why-not MAP a@none.example\n/why-not MAILER a@example.com\n/why-not RULESET/1 a@example.org\n"),
    "explain": ((*BEFORE, "explain", "a@example.org", "a@example.com"), ""),
    "explain --mailer": ((*BEFORE, "explain", "--mailer", "MAILER", "a@example.org"), ""),
    "route": ((*BEFORE, "route", "--because", "--summary"), "a@example.org\n"),
    "graph": ((*BEFORE, "graph"), ""),
    "profile": ((*BEFORE, "profile", "--addresses", "list"), ""),
    "diff": ((*BEFORE[:-4], "diff", "long.cf", "other.cf", "--addresses", "list"), ""),
    "diff without addresses": ((*BEFORE[:-4], "diff", "long.cf", "other.cf", "--seconds", "1"), ""),
    "search --mailer": ((*BEFORE, "search", "--mailer", "MAILER", "--runs", "300"), ""),
    "search --crosses": ((*BEFORE, "search", "--crosses", "RULESET", "--runs", "300"), ""),
    "search --crosses MAP": ((*BEFORE, "search", "--crosses", "MAP", "--runs", "300"), ""),
    "summary": ((*BEFORE, "summary"), ""),
    "suggest": ((*BEFORE, "test", "--suggest", "new.bt", "--addresses", "list"), ""),
    "check --uses": ((*BEFORE, "check", "--uses", "routes"), ""),
    "unread": ((*BEFORE, "--map", "MAP = hash:damaged.db", "search", "--mailer", "MAILER", "--runs", "300"), ""),
}
LENGTHS = (1, 63, 64, 200, 255)


def files(bench, long):
    text = long(small.CF.replace("esmtp", "MAILER").replace("Kroutes", "KMAP").replace("$(routes", "$(MAP").replace("A=TCP", "S=RULESET, A=TCP")
                + "SRULESET\nR$*\t$: $1\n").replace("Sparse=0\n", long("Sparse=0\nR$*\t$: $>RULESET $1\n"))
    small.files(bench)
    bench.file("long.cf", text)
    bench.file("other.cf", text.replace("$@ $1 $: $2 @ $3", "$@ x $: $2 @ $3"))
    bench.file("list", "a@example.org\nb@example.com\n")
    bench.file("damaged.db", "damaged")


def tests():
    def ends(name):
        args, text = CASES[name]

        def test(bench):
            found = {}
            for n in LENGTHS:
                def long(s):
                    return s.replace("MAILER", "m" * n).replace("RULESET", "r" * n).replace("MAP", "k" * n)
                files(bench, long)
                (bench.folder / "new.bt").unlink(missing_ok=True)
                done = bench.run(*map(long, args), text=long(text))
                found[n] = done.returncode
                assert "\nbtsh: no such" not in done.stderr, done.stderr
            same(found, dict.fromkeys(LENGTHS, found[1]), "status by the length of names")
        return test
    for name in CASES:
        yield name, ends(name)
