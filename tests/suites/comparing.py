"""btsh diff."""

import subprocess

import small
from run import same, within

LOG = """Nov 26 03:34:28 mx sendmail[123]: 4AQ3YS01: from=<bob@example.org>, size=100, class=0, nrcpts=3
Nov 26 03:34:28 mx sm-mta[124]: 4AQ3YS01: to=<joe@example.com>,<tom@example.org>, ctladdr=<x@y> (1/1), stat=Sent
Nov 26 03:34:28 mx sm-mta[124]: 4AQ3YS01: to=anna, delay=00:00:01, mailer=local, stat=Sent
Nov 26 03:34:29 mx postfix/qmgr[9]: ABCDEF: from=<>, size=12, nrcpt=1 (queue active)
Nov 26 03:34:29 mx postfix/smtp[10]: ABCDEF: to=<it@new.example>, orig_to=<web@new.example>, relay=none, status=sent
Nov 26 03:34:29 mx postfix/local[10]: ABCDEF: to=<joe@example.com>, relay=local, status=sent (ok)
Nov 26 03:34:29 mx postfix/smtpd[10]: connect from unknown[192.0.2.1]
Nov 26 03:34:30 mx kernel: nothing of interest
"""

# Quoted addresses with commas, and recipients that were refused; all go to new.example.
ODD = """Nov 26 03:34:28 mx sendmail[1]: 4AQ3YS02: from=<"a, b"@x.example>, size=100, class=0, nrcpts=3
Nov 26 03:34:28 mx sm-mta[2]: 4AQ3YS02: to=<"c, d"@new.example>,<"e,f\\", g"@new.example>, delay=00:00:01, stat=Sent
Nov 26 03:34:28 mx sm-mta[2]: 4AQ3YS02: ruleset=check_rcpt, arg1=<h@new.example>, relay=x [192.0.2.1], reject=550 5.7.1 <h@new.example>... no
Nov 26 03:34:29 mx postfix/smtpd[3]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 554 5.7.1 <i@new.example>: Relay access denied; from=<j@x.example> to=<i@new.example> proto=ESMTP helo=<x>
Nov 26 03:34:29 mx postfix/smtpd[3]: NOQUEUE: reject: CONNECT from x[192.0.2.1]: 554 5.7.1 no
Nov 26 03:34:30 mx sm-mta[2]: 4AQ3YS02: to=<unclosed
"""


def files(bench):
    small.files(bench)
    bench.file("new.routes", small.ROUTES + "new.example\t[10.0.0.7]\n")
    bench.file("maillog", LOG)
    bench.file("list", "# recipients\njoe@example.com\n\nweb@new.example\nweb@new.example\n")


def diff(bench, *more, old="small.cf", new="small.cf", before="routes", after="new.routes", text=""):
    return bench.run("--hostname", "mail.example.com", "diff", old, "--map", f"routes = source:{before}", new, "--map",
                     f"routes = source:{after}", *more, text=text)


def two_tables(bench):
    files(bench)
    done = diff(bench, "--addresses", "list")
    same(done.stdout, f"""web@new.example
  route
    - esmtp new.example web@new.example
    + esmtp [10.0.0.7] web@new.example
    the ways part:
    - parse {bench.folder}/small.cf:18 gives < > web < @ new . example >; it asked routes(new.example) => not found
    + parse {bench.folder}/small.cf:18 gives < [ 10 . 0 . 0 . 7 ] > web < @ new . example >; it asked routes(new.example) => [10.0.0.7]
    what decides:
    + routes  new.example -> [10.0.0.7]  new.routes:4
1 of 2 changed
""")
    same(done.returncode, 0, "status")


def two_configurations(bench):
    files(bench)
    bench.file("new.cf", small.CF.replace("$#local $: $1", "$#local $@ box $: $1")
               + "Scheck_rcpt\nR$* tom $*\t$#error $@ 5.7.1 $: no\n")
    done = diff(bench, "--all", "--addresses", "maillog", new="new.cf", after="routes")
    within("joe@example.com from bob@example.org\n  route\n    - local joe\n    + local box joe\n    the ways part:\n"
           f"    - parse {bench.folder}/small.cf:17 gives $# local $: joe\n"
           f"    + parse {bench.folder}/new.cf:17 gives $# local $@ box $: joe\n", done.stdout)
    within("tom@example.org from bob@example.org\n  check_rcpt\n    - ok\n    + error 5.7.1 no\n", done.stdout)
    within("joe@example.com from <>\n", done.stdout)


def logs(bench):
    files(bench)
    done = diff(bench, "--addresses", "maillog")
    same([line for line in done.stdout.splitlines() if not line.startswith(" ")],
         ["web@new.example from <>", "1 of 5 changed"])


def odd_logs(bench):
    files(bench)
    bench.file("maillog", ODD)
    done = diff(bench, "--all", "--addresses", "maillog")
    same([line for line in done.stdout.splitlines() if not line.startswith(" ")],
         ['"c, d"@new.example from "a, b"@x.example', '"e,f\\", g"@new.example from "a, b"@x.example',
          'h@new.example from "a, b"@x.example by 192.0.2.1', "i@new.example from j@x.example by 192.0.2.1",
          "4 of 6 changed"])
    within("btsh diff: sendmail log: 6 pairs, 0 lines about something else", done.stderr)


def tables(bench):
    files(bench)
    bench.file("pairs", "bob@x.example\tweb@new.example\t-\n<>\tweb@new.example\n-\tweb@new.example\n")
    done = diff(bench, "--all", "--addresses", "pairs")
    same([line for line in done.stdout.splitlines() if not line.startswith(" ")],
         ["web@new.example from bob@x.example", "web@new.example from <>", "web@new.example", "3 of 3 changed"])


def rewritten_senders(bench):
    files(bench)
    bench.file("new.cf", small.CF.replace("Mesmtp, P=[IPC], F=mDFMuX,", "Mesmtp, P=[IPC], F=mDFMuX, S=Hide,")
               + "SHide\nR$+ <@ $+>\t$@ $1 <@ outside.example>\nSfinal=4\nR$+ <@ $+>\t$@ $1 @ $2\n")
    bench.file("old.cf", small.CF + "Sfinal=4\nR$+ <@ $+>\t$@ $1 @ $2\n")
    bench.file("pairs", "bob@x.example\ta@b.example\n")
    done = diff(bench, "--addresses", "pairs", old="old.cf", new="new.cf", after="routes")
    within("  envelope sender\n    - bob@x.example\n    + bob@outside.example\n", done.stdout)
    within(f"    + Hide {bench.folder}/new.cf:", done.stdout)


def no_changes(bench):
    files(bench)
    same(diff(bench, "--addresses", "list", "--expect-no-changes").returncode, 1, "status")
    done = diff(bench, "--addresses", "list", "--expect-no-changes", after="routes")
    same((done.returncode, done.stdout), (0, "0 of 2 changed\n"))


def another_form(bench):
    """An entry that another form of its address alone uses, one of many that are the same."""
    files(bench)
    held = "R$+ <@ $* .example>\t$#local $: held\nR$+ <@ $+ .>\t$: $1 <@ $2>\n"
    bench.file("held.cf", small.CF.replace("R$+ <@ $=w>", held + "R$+ <@ $=w>"))
    many = "".join(f"d{i}.example\t[10.1.0.1]\n" for i in range(3000))
    for name, value in (("before", "[10.0.0.7]"), ("after", "[10.0.0.8]")):
        bench.file(name, many + f"one.example\t{value}\n")
    done = diff(bench, *LONG, old="held.cf", new="held.cf", before="before", after="after")
    within("@one.example.", done.stdout)
    within("    + esmtp [10.0.0.8] ", done.stdout)


def senders_where_all_is_refused(bench):
    """What becomes of a sender is seen, though no domain can be written to."""
    files(bench)
    closed = small.CF.replace("R$+ <@ $+>\t$: <$(routes", "R$+ <@ $- . $+>\t$#error $@ 5.1.1 $: 550 nobody\nR$+ <@ [ $+ ]>\t$#esmtp $@ [ $2 ] $: $1 @ [ $2 ]\nR$+ <@ $+>\t$: <$(routes")
    closed = closed.replace("Mesmtp, P=[IPC], F=mDFMuX,", "Mesmtp, P=[IPC], F=mDFMuX, S=Hide,") + "SHide\nR$+ <@ $+>\t$: $1 <@ $(routes $2 $: $2 $)>\nSfinal=4\nR$+ <@ $+>\t$@ $1 @ $2\n"
    bench.file("closed.cf", closed)
    for name, value in (("before", "one.hidden"), ("after", "two.hidden")):
        bench.file(name, f"new.example\t{value}\n")
    done = diff(bench, *LONG, old="closed.cf", new="closed.cf", before="before", after="after")
    within("@two.hidden", done.stdout)


# a sanitized program on a busy machine is slow
LONG = ("--seconds", "100")


def explored(bench):
    """Without addresses the sides are asked for what they hold."""
    files(bench)
    done = diff(bench, *LONG)
    within("web@new.example" if "web@" in done.stdout else "@new.example", done.stdout)
    within("    + esmtp [10.0.0.7] q7x-nobody@new.example\n", done.stdout)
    within(", with 1 entry that one side alone has so; ", done.stdout)
    same(done.returncode, 0, "status")
    same(diff(bench, *LONG, "--expect-no-changes").returncode, 1, "status")
    done = diff(bench, *LONG, after="routes")
    within("no difference\ncompared: ", done.stdout)
    within(" 0 entries that one side alone has so; ", done.stdout)
    same(diff(bench, *LONG, "--expect-no-changes", after="routes").returncode, 0, "status")
    bench.file("two", small.ROUTES + "new.example\t[10.0.0.7]\nodd.example\t[10.0.0.8]\n")
    done = diff(bench, *LONG, after="two")  # each entry that differs is a cause
    for domain, host in (("new.example", "10.0.0.7"), ("odd.example", "10.0.0.8")):
        within(f"    + esmtp [{host}] q7x-nobody@{domain}\n", done.stdout)
    within(" and map routes(new.example), ", done.stdout)
    bench.file("ours.cf", small.CF + "Cwnew.example\n")
    done = diff(bench, *LONG, new="ours.cf", after="routes")
    within(", with 1 entry that one side alone has so; ", done.stdout)
    bench.file("strict.cf", small.CF + "Scheck_mail\nR$* $=w $*\t$#error $@ 5.7.1 $: 550 no\n")
    done = diff(bench, *LONG, new="strict.cf", after="routes")
    within("  dialogue\n    - accepted\n    + MAIL: 550 5.7.1 <", done.stdout)


def rules_that_fail(bench):
    """Two errors of the rules themselves are two answers; the number of a rule is none."""
    head = "V10/Berkeley\nO OperatorChars=.:@\nMlocal, P=/bin/true, F=lsDFMA, A=true\nMprog, P=/bin/sh, A=sh\nS0\n"
    bench.file("old.cf", head + "Ra@b\t$#esmtp $: x\nRnobody\tx\nRloop$*\tloop$1\nR$*\t$#local $: $1\n")
    bench.file("new.cf", head + "Ra@b\t$# $: x\nRloop$*\tloop$1\nR$*\t$#local $: $1\n")
    done = bench.run("diff", "old.cf", "new.cf", "--addresses", "-", text="a@b\nloop@c\njoe@d\n")
    within("a@b\n  route\n    - cannot be parsed: buildaddr: unknown mailer esmtp\n    + cannot be parsed: buildaddr: no user\n", done.stdout)
    within("1 of 3 changed\n", done.stdout)
    bench.file("new.cf", head + "Ra@b\t$#esmtp $: x\nR$*\t$#local $: $1\n")
    done = bench.run("diff", "old.cf", "new.cf", "--addresses", "-", text="a@b\nloop@c\njoe@d\n")
    within("loop@c\n  route\n    - cannot be parsed: Infinite loop in ruleset 0\n    + local loop@c\n", done.stdout)
    within("1 of 3 changed\n", done.stdout)


def refused_by_an_entry(bench):
    """An entry that refused mail is gone: no mailer was there to rewrite its sender."""
    files(bench)
    bench.file("gone.routes", small.ROUTES + "gone.example\tERROR:550 gone\n")
    bench.file("sent", "tom@far.example\tjoe@gone.example\n")
    for more in ([], ["--json"]):
        done = diff(bench, "--addresses", "sent", *more, before="gone.routes", after="routes")
        same(done.returncode, 0, done.stderr)
        within("error 5.7.1 550 gone" if not more else '"error 5.7.1 550 gone"', done.stdout.replace("ERROR:", ""))
        within("header sender" if not more else '"question":"header sender"', done.stdout)


def standard_input(bench):
    files(bench)
    same(diff(bench, "--addresses", "-", text="web@new.example\n").stdout.splitlines()[-1], "1 of 1 changed")


def faults(bench):
    files(bench)
    bench.file("empty", "# nothing\n")
    for words, said in ((("--seconds", "0"), "--seconds needs a number: 0"),
                        (("--addresses", "no"), "--addresses: no: No such file or directory"),
                        (("--addresses", "empty"), "empty: there are no addresses in it"),
                        (("third.cf",), "two configurations are compared, OLD and NEW: third.cf"),
                        (("--map", "routes"), "map: a map is changed by"),
                        (("-j0",), "-j needs a number from 1 to 512: 0")):
        done = diff(bench, *words)
        same(done.returncode, 2, " ".join(words))
        within("btsh diff: " + said, done.stderr)
    done = bench.run("diff", "small.cf", "no.cf", "--addresses", "list")
    within("no.cf: No such file or directory", done.stderr)
    same(done.returncode, 2, "status")


def threads(bench):
    files(bench)
    bench.file("many", "".join(f"u{i}@{'new' if i % 3 else 'old'}.example\n" for i in range(500)))
    one = diff(bench, "--addresses", "many", "-j1").stdout
    within("333 of 500 changed\n", one)
    same(diff(bench, "--addresses", "many", "-j7").stdout, one)


def one_cause_once(bench):
    """A thousand addresses that part at one place are told by one of them, and counted."""
    files(bench)
    bench.file("many", "".join(f"u{i}@new.example\n" for i in range(1000)))
    done = diff(bench, "--addresses", "many")
    lines = done.stdout.splitlines()
    same(lines[0], "u0@new.example")
    same(sum(line.endswith("@new.example") and line[0] != " " for line in lines), 1, done.stdout)
    place = f"parse {bench.folder}/small.cf:18 and map routes"
    same(lines[-3:], ["by cause (--all tells each of them):", f"  1000, for example u0@new.example: route: {place}, {place}",
                      "1000 of 1000 changed"])
    same(diff(bench, "--all", "--addresses", "many").stdout.count("the ways part:"), 1000)


def compressed(bench):
    files(bench)
    subprocess.run(["gzip", "-k", "maillog"], cwd=bench.folder, check=True)
    same(diff(bench, "--addresses", "maillog.gz").stdout, diff(bench, "--addresses", "maillog").stdout)
    whole = (bench.folder / "maillog.gz").read_bytes()
    (bench.folder / "cut.gz").write_bytes(whole[:len(whole) // 2])
    done = diff(bench, "--addresses", "cut.gz")
    same(done.returncode, 2, "status")
    within("cut.gz: it cannot be read to its end", done.stderr)


def no_list(bench):
    """An .mc, a database, a picture have no addresses in them."""
    files(bench)
    bench.file("x.mc", "divert(-1)\nOSTYPE(`linux')\n")
    (bench.folder / "picture").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (bench.folder / "endless").write_bytes(b"a" * (3 << 20))
    for name, said in (("x.mc", "this is an .mc file"), ("picture", "this is no text"), ("/dev/zero", "this is no text"),
                       ("endless", "this is no text: a line has more than")):
        done = diff(bench, "--addresses", name)
        same(done.returncode, 2, "status")
        within(f"btsh diff: --addresses: {name}: {said}", done.stderr)


RELAY = """Scheck_relay
R$* $| $*	$: $>canonify $1 $| $2
R$* $| 192.0.2.66	$#error $@ 5.7.1 $: "550 Go away"
Scheck_rcpt
R$*	$: < $&{client_addr} > $1
R< 192.0.2.10 > $*	$@ OK
R< $* > $* old.example $*	$@ OK
R$*	$#error $@ 5.7.1 $: "550 Relaying denied"
"""

CLIENTS = """Nov 26 03:34:28 mx sm-mta[1]: 4AQ3YS03: from=<a@x.example>, size=1, nrcpts=1, relay=good.example [192.0.2.10]
Nov 26 03:34:28 mx sm-mta[2]: 4AQ3YS03: to=<b@new.example>, stat=Sent
Nov 26 03:34:29 mx postfix/smtpd[3]: ABCDE1: client=bad.example[192.0.2.66]
Nov 26 03:34:29 mx postfix/qmgr[4]: ABCDE1: from=<c@x.example>, size=12, nrcpt=1 (queue active)
Nov 26 03:34:29 mx postfix/smtp[5]: ABCDE1: to=<d@old.example>, relay=none, status=sent
"""


def clients(bench):
    """Each line is a dialogue with its client, and the reply that refuses is compared."""
    files(bench)
    bench.file("log", CLIENTS)
    bench.file("one.cf", small.CF + RELAY)
    bench.file("two.cf", small.CF + RELAY.replace("192.0.2.10 ", "192.0.2.11 ").replace("192.0.2.66", "192.0.2.67"))
    done = diff(bench, "--addresses", "log", old="one.cf", new="two.cf", after="routes")
    within("b@new.example from a@x.example by 192.0.2.10\n  dialogue\n    - accepted\n    + RCPT: 550 5.7.1 <b@new.example>... "
           f"Relaying denied\n    the ways part:\n    - check_rcpt {bench.folder}/one.cf:30 gives OK\n"
           f"    + check_rcpt {bench.folder}/two.cf:32 gives $# error $@ 5 . 7 . 1 $: \"550 Relaying denied\"\n", done.stdout)
    within("d@old.example from c@x.example by 192.0.2.66\n  dialogue\n    - MAIL: 550 5.7.1 Go away\n    + accepted\n"
           f"    the ways part:\n    - check_relay {bench.folder}/one.cf:27 gives $# error $@ 5 . 7 . 1 $: \"550 Go away\"\n",
           done.stdout)
    within("2 of 2 changed", done.stdout)


def versions_of_a_table(bench):
    """OLD and NEW may be tables of the configuration of -C."""
    files(bench)
    bench.file("old/routes", small.ROUTES)
    bench.file("new/routes", small.ROUTES + "new.example\t[10.0.0.7]\n")
    done = bench.run("--hostname", "mail.example.com", "-C", "small.cf", "diff", "old/routes", "new/routes",
                     "--addresses", "list")
    within("    - esmtp new.example web@new.example\n    + esmtp [10.0.0.7] web@new.example\n", done.stdout)
    within("1 of 2 changed", done.stdout)
    done = bench.run("-C", "small.cf", "diff", "old/routes", "list", "--addresses", "list")
    same(done.returncode, 2, "status")
    within("no map of the configuration reads a file of this name", done.stderr)


def faulty_sides(bench):
    """What is no configuration, or has an error, is not compared."""
    files(bench)
    bench.file("blanks.cf", small.CF + "Schecks\nR$* < $+ >    $: $2\n")
    bench.file("mc.cf", "divert(-1)\nOSTYPE(`linux')\nFEATURE(`mailertable')\n")
    bench.file("empty.cf", "# nothing\n")
    (bench.folder / "real.db").write_text("no database\n" * 400)
    bench.file("table.cf", small.CF + f"Kreal hash -o {bench.folder}/real\n")
    for old, new, said in (("/etc/passwd", "/etc/group", "/etc/passwd: line 1: "), ("small.cf", "blanks.cf", "blanks.cf: line "),
                           ("blanks.cf", "small.cf", "blanks.cf: line "),
                           ("small.cf", "mc.cf", "this is the text of an .mc file"), ("empty.cf", "small.cf", "there is no rule"),
                           ("small.cf", "table.cf", "real.db: no Berkeley DB file")):
        done = bench.run("--hostname", "mail.example.com", "--map", "routes = source:routes", "diff", old, new,
                         "--addresses", "list", "--expect-no-changes")
        same(done.returncode, 2, f"status of {old} {new}: {done.stdout}{done.stderr}")
        within(said, done.stderr)
        same(done.stdout, "", "standard output")


def not_asked(bench):
    """An answer that rests on a lookup that failed is told, counted, and no green."""
    files(bench)
    bench.file("dns.cf", small.CF.replace("Sparse=0\n", "Kaddress host -T<TMPF>\nSparse=0\nR$* <@ $+> $*\t$: $1 <@ $2> $3 $(address "
                                          "$2 $: $)\nR$* <@ $+> $* <TMPF>\t$: $1 <@ $2>\n"))
    done = diff(bench, "--addresses", "list", "--expect-no-changes", old="dns.cf", new="dns.cf", after="routes")
    if done.returncode != 3:  # this machine's name server said something
        done = bench.run("--no-network", "--hostname", "mail.example.com", "diff", "dns.cf", "--map", "routes = source:routes",
                         "dns.cf", "--map", "routes = source:routes", "--addresses", "list", "--expect-no-changes")
    same(done.returncode, 3, done.stdout + done.stderr)
    within("OLD: 2 answers rest on lookups that failed: map address, first for ", done.stdout)
    within("2 of 2 could not be asked for certain\n0 of 2 changed\n", done.stdout)


def interrupted(bench):
    """Control-C: no difference is told that is none."""
    import os
    import signal
    import time
    files(bench)
    bench.file("many", "".join(f"u{i}@example.org\n" for i in range(200000)))
    unheard = 0
    for wait in (0.3, 0.5, 0.9, 0.3, 0.5):
        child = subprocess.Popen([bench.program, "--hostname", "mail.example.com", "--map", "routes = source:routes",
                                  "diff", "small.cf", "small.cf", "--addresses", "many"], cwd=bench.folder, env=bench.env,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        small.until_heard(child.pid, signal.SIGINT)
        time.sleep(wait)
        os.kill(child.pid, signal.SIGINT)
        out, said = child.communicate(timeout=60)
        if child.returncode == 0:
            continue  # it was done by then
        if child.returncode == -signal.SIGINT and unheard < 2:
            unheard += 1  # for three seconds: the machine is very busy
            continue
        same((child.returncode, out), (130, ""), "status and output")
        within("btsh diff: interrupted; ", said)
        within(", 0 of them changed", said)


def two_targets(bench):
    """One configuration, read by two sendmails: --target stands before what it reads."""
    files(bench)
    bench.file("asks.cf", small.CF.replace("Sparse=0\n", "Sparse=0\nR$* @ by.version\t$#esmtp $@ $&v $: $1\n", 1).replace(
        "R$+ @ $+\t", "R$+ @ by.version\t$@ $1 @ by.version\nR$+ @ $+\t", 1))
    bench.file("one", "joe@by.version\n")
    both = ("asks.cf", "--target", "8.18.1", "asks.cf", "--addresses", "one")
    for before, changed in (((), 1), (("--target", "8.17.1"), 1), (("--target", "8.18.1"), 0)):
        done = bench.run("--hostname", "mail.example.com", "diff", *before, *both)
        within(f"{changed} of 1 changed\n", done.stdout)
        if changed:
            within("- esmtp 8.17.1.9 joe\n    + esmtp 8.18.1 joe\n", done.stdout)
    done = bench.run("diff", "asks.cf", "asks.cf", "--target", "8.18.1", "--addresses", "one")
    same(done.returncode, 2, "status")
    within("it stands before the configurations that it reads", done.stderr)


def suites_of_targets(bench):
    """#@ target: of a suite, and of one test in it; --target and BTSH_TARGET before both."""
    files(bench)
    bench.file("asks.cf", small.CF + "Sversion\nR$*\t$: $&v\n")
    bench.file("target.bt", "#@ config asks.cf\n#@ test old\nversion x\n#@ expect returns 8 . 17 . 1 . 9\n"
               "#@ test new\n#@ target 8.18.1\nversion x\n#@ expect returns 8 . 18 . 1\n")
    same(bench.run("test", "target.bt").returncode, 0, "status")
    same(bench.run("--target", "8.18.1", "test", "target.bt").returncode, 1, "status with another default")
    bench.env["BTSH_TARGET"] = "8.18.1"
    try:
        within("behaves as sendmail 8.18.1)", bench.run("--version").stdout)
        within("behaves as sendmail 8.17.1.9)", bench.run("--target", "8.17.1", "--version").stdout)
    finally:
        del bench.env["BTSH_TARGET"]


def gnu_parallel(bench):
    """The README's recipe, on one host."""
    bench.need("parallel")
    files(bench)
    bench.file("many", "".join(f"u{i}@{'new' if i % 3 else 'old'}.example\n" for i in range(3000)))
    command = (f"{bench.program} --hostname mail.example.com diff small.cf --map 'routes = source:routes' small.cf "
               "--map 'routes = source:new.routes' --addresses - -j1")
    done = subprocess.run(["parallel", "--will-cite", "--pipe", "-N", "1000", "-k", command], text=True,
                          stdin=open(bench.folder / "many"), capture_output=True, cwd=bench.folder, env=bench.env)
    same(done.returncode, 0, done.stderr)
    counts = [line.split()[0] for line in done.stdout.splitlines() if line.endswith(" changed")]
    same(len(counts), 3, done.stderr)
    same(sum(map(int, counts)), 2000)


def tests():
    for test in (two_tables, another_form, senders_where_all_is_refused, two_configurations, logs, odd_logs, tables, rewritten_senders, no_changes, rules_that_fail, refused_by_an_entry, standard_input, explored, faults,
                 threads, two_targets, suites_of_targets, gnu_parallel, one_cause_once, compressed, no_list, clients, versions_of_a_table,
                 faulty_sides, not_asked,
                 interrupted):
        yield test.__name__.replace("_", " "), test
