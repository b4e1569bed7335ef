"""-C FILE.mc."""

import os
import shutil
import subprocess
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
    same(done.returncode, 72, "status")
    done = bench.run("-C", "x.mc", "--cf-dir", bench.folder)
    within("there is no m4/cf.m4 in this folder", done.stderr)
    done = bench.run("-C", "no.mc", "--cf-dir", folder)
    within("no.mc: No such file or directory", done.stderr)
    bench.file("y.mc", MC + "Kbad frob\nLOCAL_RULESETS\nSLocal_x\nR$1\t$2\n")
    done = bench.run("-C", "y.mc", "--cf-dir", folder, "--no-network")
    within("y.mc: line 10: readcf: map bad: class frob not available\n", done.stdout)
    within("y.mc: line 13: ", done.stdout)
    bench.file("x.bt", "#@ config x.mc\n#@ test a\n3 a\n#@ expect ok\n")
    done = bench.run("--cf-dir", folder, "test", "x.bt")
    within("x.mc:6: cannot open `", done.stdout)
    same(done.returncode, 2, "status")
    same(bench.run("--cf-dir", folder, "-C", "x.mc", "explain", "a@b").returncode, 72, "status")


def tree_of_its_own(bench):
    """An include that ends in m4/cf.m4 is the tree that is used, wherever it is said to be; in a comment, behind
    dnl or in quotes it is none."""
    folder = tree(bench)
    for head in ("divert(-1)dnl\ninclude(`/usr/share/nowhere/m4/cf.m4')dnl\n", "include(`../m4/cf.m4')dnl\n",
                 "divert(0)dnl\ninclude(`m4/cf.m4')\n", "divert(-1)\n#\n# To build: m4 /usr/share/sendmail/cf/m4/cf.m4 x.mc\n#\ndivert(0)dnl\n",
                 "dnl include(`../m4/cf.m4')\n", "divert(-1)\n# include(`../m4/cf.m4')\ndivert(0)dnl\n",
                 "include(`../m4/cf.m4')dnl\ninclude(`../m4/cf.m4')dnl\n"):
        bench.file("x.mc", head + MC)
        done = bench.run("-C", "x.mc", "--cf-dir", folder, "--hostname", "mail.example.com", "--no-network",
                         text="3,0 joe@mail.example.com\n$z\n")
        same(done.stderr, "", head)
        within("$# local $: joe", done.stdout)
        within("lower", done.stdout)


def parts_of_a_tree(bench):
    """What Debian's own tree does: it names its parts by where they will be."""
    folder = tree(bench)
    bench.file("x.mc", MC.replace("define(`MINE'", "include(`/usr/lib/mail/ostype/linux.m4')dnl\ndefine(`MINE'", 1))
    done = bench.run("-C", "x.mc", "--cf-dir", folder, "--no-network", text="3,0 joe@mail.example.com\n$z\n")
    same(done.stderr, "")
    within("lower", done.stdout)
    made = Path(os.environ.get("BTSH_REFERENCE", bench.root / "build/reference/root")) / "usr/share/sendmail/cf"
    for name in ("sendmail", "submit"):
        if (made / f"debian/{name}.mc").exists():
            done = bench.run("-C", made / f"debian/{name}.mc", "--cf-dir", made, "--no-network", text="$m\n")
            within("ADDRESS TEST MODE", done.stdout)


def other_includes(bench):
    folder = tree(bench)
    mc = MC.replace("MAILER(`local')dnl\n", "include(`/etc/mail/m4/dialup.m4')dnl\ninclude(`part.m4')dnl\nMAILER(`local')dnl\n")
    bench.file("deep/x.mc", mc + "Dw(`include that')\n")
    bench.file("deep/part.m4", "define(`confDOMAIN_NAME', `part.example.com')dnl\n")
    done = bench.run("-C", "deep/x.mc", "--cf-dir", folder, "--no-network", text="$j\n$w\n")
    within("deep/x.mc:6: warning: the include /etc/mail/m4/dialup.m4 is not here, and is left out; name its folder with "
           "--include-dir, or a tree with all of it with --root\n", done.stderr)
    within("part.example.com", done.stdout)
    within("include that", done.stdout)
    bench.file("own/dialup.m4", "define(`confDOMAIN_NAME', `dialup.example.com')dnl\n")
    bench.file("root/etc/mail/m4/dialup.m4", "define(`confDOMAIN_NAME', `root.example.com')dnl\n")
    bench.file("deep/part.m4", "")
    bench.file("flat/m4/dialup.m4", "define(`confDOMAIN_NAME', `flat.example.com')dnl\n")
    for option, value, name in (("--include-dir", "own", "dialup"), ("--root", "root", "root"), ("--etc-mail", "flat", "flat")):
        done = bench.run("-C", "deep/x.mc", "--cf-dir", folder, "--no-network", option, value, text="$j\n")
        same(done.stderr, "")
        within(f"{name}.example.com", done.stdout)
    bench.file("x.bt", "#@ config deep/x.mc\n#@ include-dir own\n#@ test a\n> $j\ndialup.example.com\n")
    done = bench.run("--cf-dir", folder, "test", "x.bt")
    same(done.returncode, 0, done.stdout)
    done = bench.run("--include-dir", "nowhere", "-C", "x.cf")
    within("--include-dir: include-dir is a folder with files that an .mc includes\n", done.stderr)


def names_of_all_kinds(bench):
    folder = tree(bench)
    bench.file("x.mc", """OSTYPE(`linx')dnl
define('ALIAS_FILE','/etc/aliases')dnl
undefine(`UUCP_RELEAY')dnl
define(`RELAY_MAILER', `esmtp')dnl
define (`confMAX_HOP', `30')dnl
dnl define(`confLOG_Level', `14')dnl
define(`confLOG_Level', `14')dnl
FEATURE(`acces_db')dnl
define(`confMILTER_MACROS_CONNECT', `j, {daemon_nam}, {if_addr}')dnl
FEATURE(use_cw_file)dnl
MAILER(`smpt')dnl
""")
    done = bench.run("-C", "x.mc", "--cf-dir", folder)
    same([line for line in done.stderr.splitlines() if "warning" in line], [
        "x.mc:1: warning: the tree has no ostype linx; did you mean linux?",
        "x.mc:2: warning: m4 quotes with ` and ', and takes these for letters: define",
        "x.mc:3: warning: nothing in the tree reads UUCP_RELEAY; did you mean UUCP_RELAY?",
        "x.mc:4: warning: nothing in the tree reads RELAY_MAILER; did you mean confRELAY_MAILER?",
        "x.mc:5: warning: a blank stands before the parenthesis, so m4 calls nothing: define",
        "x.mc:7: warning: nothing in the tree reads confLOG_Level; did you mean confLOG_LEVEL?",
        "x.mc:8: warning: the tree has no feature acces_db; did you mean access_db?",
        "x.mc:9: warning: no macro that the tree sends to a milter is called daemon_nam; did you mean daemon_name?",
        "x.mc:11: warning: the tree has no mailer smpt; did you mean smtp?"])
    bench.file("y.mc", MC + "define (`confMAX_HOP', `30')dnl\n")
    done = bench.run("-C", "y.mc", "--cf-dir", folder, "--no-network")
    within("y.mc: line 10: unknown configuration line ", done.stdout)


PLACES = """divert(0)dnl
VERSIONID(`places')dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
FEATURE(`mailertable', `null')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
LOCAL_RULE_0
R$* <@ closed.example.> $*\t$#error $@ 5.1.2 $: "550 closed"
"""


def places(bench):
    """Every place is one that the reader has: the line of the .mc, or the file of the tree."""
    folder = tree(bench)
    bench.file("p.mc", PLACES)
    bench.file("p.zone", "$ORIGIN closed.example.\n$TTL 1h\n@ SOA ns h 1 1d 1h 1w 1h\n@ NS ns\n@ A 192.0.2.1\nns A 192.0.2.1\n")
    bench.file("p.bt", "#@ config p.mc\n#@ hostname mail.example.com\n#@ zone p.zone\n#@ test a\n3,0 joe@closed.example\n"
                       "#@ expect error 5.1.2\n#@ expect rule p.mc:9\n")
    asked = ("-C", "p.mc", "--cf-dir", folder, "--hostname", "mail.example.com", "--zone", "p.zone")
    done = bench.run("--cf-dir", folder, "test", "--coverage", "--lcov", "p.info", "p.bt")
    same(done.returncode, 0, done.stdout)
    lcov = (bench.folder / "p.info").read_text()
    within("p.mc\n", lcov)
    within("m4/proto.m4\n", lcov)
    assert "/btsh-" not in lcov and "/btsh-" not in done.stdout, "a file that is gone is named"
    for name in (line[3:] for line in lcov.splitlines() if line.startswith("SF:")):
        assert (bench.folder / name).exists(), name
    if shutil.which("genhtml"):
        made = subprocess.run(["genhtml", "-q", "-o", "html", "p.info"], cwd=bench.folder, capture_output=True, text=True)
        same(made.returncode, 0, made.stderr)
    done = bench.run(*asked, "explain", "joe@closed.example")
    within("p.mc:9", done.stdout)
    for text in ("/why-not p.mc:9 3,0 joe@open.example\n", "3,0 joe@closed.example\n"):
        done = bench.run(*asked, "--ext", "--trace=tree", text=text)
        within("p.mc:9", done.stdout)
        assert "/btsh-" not in done.stdout, done.stdout
    done = bench.run(*asked, "--trace=json", text="3,0 joe@closed.example\n")
    within('"file":"p.mc","line":9', done.stdout)
    bench.file("q.mc", PLACES.replace("550 closed", "550 shut"))
    done = bench.run("--cf-dir", folder, "--hostname", "mail.example.com", "--zone", "p.zone", "diff", "p.mc", "q.mc", "--addresses",
                     "-", text="joe@closed.example\n")
    within("p.mc:9", done.stdout)
    within("q.mc:9", done.stdout)
    assert "/btsh-" not in done.stdout, done.stdout


def folders(bench):
    """What others may write to is no more trusted because it is an .mc that names it."""
    folder = tree(bench)
    (bench.folder / "open").mkdir()
    (bench.folder / "open").chmod(0o777)
    (bench.folder / "open" / "names").write_text("one.example\n")
    bench.file("w.mc", MC + f"FK{bench.folder}/open/names\n")
    done = bench.run("-C", "w.mc", "--cf-dir", folder, "--hostname", "mail.example.com", "--no-network", text="$=K\n")
    within("w.mc: line 10: fileclass: cannot open ", done.stdout)
    within("World writable directory", done.stdout)


def tests():
    for test in (compiled, nothing_stays, names, faults, tree_of_its_own, parts_of_a_tree, other_includes, names_of_all_kinds, places,
                 folders):
        yield test.__name__.replace("_", " "), test
