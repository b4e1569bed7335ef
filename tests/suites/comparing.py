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
1 of 2 changed
""")
    same(done.returncode, 0, "status")


def two_configurations(bench):
    files(bench)
    bench.file("new.cf", small.CF.replace("$#local $: $1", "$#local $@ box $: $1")
               + "Scheck_rcpt\nR$* tom $*\t$#error $@ 5.7.1 $: no\n")
    done = diff(bench, "--addresses", "maillog", new="new.cf", after="routes")
    within("joe@example.com from bob@example.org\n  route\n    - local joe\n    + local box joe\n    the ways part:\n"
           f"    - parse {bench.folder}/small.cf:17 gives $# local $: joe\n"
           f"    + parse {bench.folder}/new.cf:17 gives $# local $@ box $: joe\n", done.stdout)
    within("tom@example.org from bob@example.org\n  check_rcpt\n    - \n    + error 5.7.1 no\n", done.stdout)
    within("joe@example.com from <>\n", done.stdout)


def logs(bench):
    files(bench)
    done = diff(bench, "--addresses", "maillog")
    same([line for line in done.stdout.splitlines() if not line.startswith(" ")],
         ["web@new.example from <>", "1 of 5 changed"])


def odd_logs(bench):
    files(bench)
    bench.file("maillog", ODD)
    done = diff(bench, "--addresses", "maillog")
    same([line for line in done.stdout.splitlines() if not line.startswith(" ")],
         ['"c, d"@new.example from "a, b"@x.example', '"e,f\\", g"@new.example from "a, b"@x.example',
          'h@new.example from "a, b"@x.example', "i@new.example from j@x.example", "4 of 5 changed"])


def tables(bench):
    files(bench)
    bench.file("pairs", "bob@x.example\tweb@new.example\t-\n<>\tweb@new.example\n-\tweb@new.example\n")
    done = diff(bench, "--addresses", "pairs")
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


def standard_input(bench):
    files(bench)
    same(diff(bench, "--addresses", "-", text="web@new.example\n").stdout.splitlines()[-1], "1 of 1 changed")


def faults(bench):
    files(bench)
    bench.file("empty", "# nothing\n")
    for words, said in (((), "--addresses FILE is missing; - is the standard input"),
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
    for test in (two_tables, two_configurations, logs, odd_logs, tables, rewritten_senders, no_changes, standard_input, faults,
                 threads, gnu_parallel):
        yield test.__name__.replace("_", " "), test
