"""-C FILE.mc."""

import os
from pathlib import Path

from run import Skip, same, within

TREES = ("/usr/share/sendmail/cf", "/usr/share/sendmail-cf")
MC = """divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
define(`MINE', `x')dnl
ifdef(`MINE', `', `')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
LOCAL_CONFIG
Dz(`lower')
"""


def tree(bench):
    bench.need("m4")
    made = Path(os.environ.get("BTSH_REFERENCE", bench.root / "build/reference/root"))
    for folder in (made / "usr/share/sendmail/cf", *map(Path, TREES)):
        if (folder / "m4/cf.m4").exists():
            return folder
    raise Skip("there is no m4 tree here")


def compiled(bench):
    folder = tree(bench)
    bench.file("x.mc", MC)
    done = bench.run("-C", "x.mc", "--cf-dir", folder, "--hostname", "mail.example.com", "--no-network",
                     text="3,0 joe@mail.example.com\n$z\n")
    within("$# local $: joe", done.stdout)
    same(done.stderr, "")
    bench.file("x.zone", "$ORIGIN example.com.\n$TTL 1h\n@ SOA ns h 1 1d 1h 1w 1h\n@ NS ns\nmail A 192.0.2.1\n")
    bench.file("x.bt", "#@ config x.mc\n#@ hostname mail.example.com\n#@ zone x.zone\n#@ test a\n"
                       "3,0 joe@mail.example.com\n#@ expect mailer=local user=joe\n")
    done = bench.run("--cf-dir", folder, "test", "x.bt")
    same(done.returncode, 0, done.stdout)
    for drawn in (bench.run("-C", "x.mc", "--cf-dir", folder, "graph"),
                  bench.run("-C", "x.mc", "--cf-dir", folder, text="/graph\n")):
        within('label="x.mc"', drawn.stdout)


def nothing_stays(bench):
    folder = tree(bench)
    bench.file("x.mc", MC)
    (bench.folder / "tmp").mkdir()
    bench.run("-C", "x.mc", "--cf-dir", folder, env={**bench.env, "TMPDIR": str(bench.folder / "tmp")})
    same(list((bench.folder / "tmp").iterdir()), [])


def names(bench):
    folder = tree(bench)
    bench.file("x.mc", MC.replace("LOCAL_CONFIG", "define(`confDELIERY_MODE', `queue')dnl\n"
                                                  "define(`DELIERY_MODE', `queue')dnl\nMAX_MESSAGE_SIZE(`1')dnl\nFEATRE(`x')dnl\n"
                                                  "define(`ZZ_OWN_WORD', `1')dnl\nLOCAL_CONFIG"))
    done = bench.run("-C", "x.mc", "--cf-dir", folder)
    same(done.stderr, "x.mc:8: warning: nothing in the tree reads confDELIERY_MODE; did you mean confDELIVERY_MODE?\n"
                      "x.mc:9: warning: nothing in the tree reads DELIERY_MODE; did you mean confDELIVERY_MODE?\n"
                      "x.mc:10: warning: nothing in the tree reads MAX_MESSAGE_SIZE; did you mean "
                      "confMAX_MESSAGE_SIZE?\n"
                      "x.mc:11: warning: nothing in the tree reads FEATRE; did you mean FEATURE?\n"
                      "x.mc:12: warning: nothing in the tree reads ZZ_OWN_WORD\n")


def faults(bench):
    folder = tree(bench)
    bench.file("x.mc", MC.replace("MAILER(`local')", "FEATURE(`nosuchfeature')"))
    done = bench.run("-C", "x.mc", "--cf-dir", folder)
    within("x.mc:6: cannot open `", done.stderr)
    within("x.mc: m4 could not compile it\n", done.stderr)
    same(done.returncode, 64, "status")
    done = bench.run("-C", "x.mc", "--cf-dir", bench.folder)
    within("there is no m4/cf.m4 in this folder", done.stderr)
    done = bench.run("-C", "no.mc", "--cf-dir", folder)
    within("no.mc: No such file or directory", done.stderr)
    bench.file("y.mc", MC + "Kbad frob\nLOCAL_RULESETS\nSLocal_x\nR$1\t$2\n")
    done = bench.run("-C", "y.mc", "--cf-dir", folder, "--no-network")
    within("class frob not available\n  that is y.mc: line 10\n", done.stdout)
    within("  that is y.mc: line 13\n", done.stdout)
    bench.file("x.bt", "#@ config x.mc\n#@ test a\n3 a\n#@ expect ok\n")
    done = bench.run("--cf-dir", folder, "test", "x.bt")
    within("x.mc:6: cannot open `", done.stdout)
    same(done.returncode, 2, "status")


def tests():
    for test in (compiled, nothing_stays, names, faults):
        yield test.__name__, test
