"""Tables of dialogues: each row is a test."""

import small
from run import same, within

CF = small.CF + r"""Kfails dns -RA -T<TMPF>
Scheck_relay
R$* $| 192.0.2.66	$#error $@ 5.7.1 $: "550 Go away"
Scheck_mail
R$* later $*	$#error $@ 4.7.1 $: "451 4.7.1 Not now"
R$* odd $*	$#error $@ quarantine $: odd sender
R$* fails $*	$: $(fails fails.example $: $1 $)
Scheck_rcpt
R$*	$: < $&{client_addr} $| $&s > $1
R< 192.0.2.10 $| $* > $*	$@ OK
R< $* $| helped.example > $*	$@ OK
R< $* > $* old.example $*	$@ OK
R$*	$#error $@ 5.7.1 $: "550 Relaying denied"
"""

ROWS = """\
# client	helo	from	to	reply
192.0.2.10,good.example	-	a@x.example	b@new.example	accepted
192.0.2.66,bad.example	bad	<c@x.example>	d@old.example	550 5.7.1 Go away
192.0.2.1	-	a@x.example	b@new.example	550 5.7.1 "*denied"
192.0.2.1	-	a@x.example	<b@new.example>	550 5.7.1 *denied
192.0.2.1	helped.example	a@x.example	b@new.example	250 2.1.5
IPv6:2001:db8::1	-	later@x.example	b@old.example	451 4.7.1
192.0.2.1,,temp	-	odd@x.example	b@old.example	quarantine "odd sender"
"""


def prepare(bench, rows):
    small.suite(bench, "#@ test clients\n#@ dialogues clients.tsv\n")
    bench.file("small.cf", CF)
    bench.file("clients.tsv", rows)
    return bench.run("test", "x.bt")


def rows(bench):
    done = prepare(bench, ROWS)
    same(done.returncode, 0, done.stdout + done.stderr)
    lines = done.stdout.splitlines()
    same(lines[1:3], ["1..7", "ok 1 - x.bt: clients.tsv:2: a@x.example -> b@new.example by 192.0.2.10,good.example"])
    same(sum(line.startswith("ok ") for line in lines), 7, done.stdout)


def another_reply(bench):
    done = prepare(bench, ROWS + "192.0.2.1\t-\ta@x.example\tb@old.example\t550 5.7.1 *denied\n"
                   "192.0.2.1\t-\ta@x.example\tb@new.example\taccepted\n192.0.2.1\t-\ta@x.example\tb@new.example\tquarantine\n")
    same(done.returncode, 1, done.stdout)
    within("    @@ -9 +9 @@\n    -192.0.2.1\t-\ta@x.example\tb@old.example\t550 5.7.1 *denied\n"
           '    +192.0.2.1\t-\ta@x.example\tb@old.example\t250 2.1.5 "<b@old.example>... Recipient ok"\n', done.stdout)
    within('    +192.0.2.1\t-\ta@x.example\tb@new.example\t550 5.7.1 "<b@new.example>... Relaying denied"\n', done.stdout)
    within("    +192.0.2.1\t-\ta@x.example\tb@new.example\t(no quarantine)\n", done.stdout)


def faulty_rows(bench):
    for row, said in (("192.0.2.1\t-\ta@x.example\tb@y.example", "this one has 4 columns"),
                      ("nobody\t-\ta@x.example\tb@y.example\taccepted", "a client is ADDRESS[,NAME[,ok|fail|forged|temp]], and not nobody"),
                      ("192.0.2.1\t-\t-\tb@y.example\taccepted", "a row is client, helo, from, to, reply"),
                      ("192.0.2.1\t-\ta@x.example\tb@y.example\tfine", 'as in 550 5.7.1 *denied, accepted, or quarantine ["TEXT"], and not fine'),
                      ("192.0.2.1\t-\ta@x.example\tb@y.example\tok", "and not ok"),
                      ("192.0.2.1\t-\ta@x.example\tb@y.example\t", "and not empty")):
        done = prepare(bench, ROWS + row + "\n")
        same(done.returncode, 2, row + done.stdout)
        within("clients.tsv:9: ", done.stdout)
        within(said, done.stdout)


def no_file(bench):
    small.suite(bench, "#@ test clients\n#@ dialogues no.tsv\n")
    done = bench.run("test", "x.bt")
    same(done.returncode, 2, done.stdout)
    within("x.bt:5: ", done.stdout)


def temporary(bench):
    """What rests on a lookup that failed holds for no other reply than one that says so."""
    row = "192.0.2.10\t-\tfails@x.example\tb@new.example\t"
    done = prepare(bench, row + "accepted\n")
    same(done.returncode, 3, done.stdout)
    within("clients.tsv:1: the answer rests on a lookup that failed: map fails, key fails.example", done.stdout)


def accepted(bench):
    """The same word after a command of a test with a client."""
    for last, status in (("RCPT TO:<b@old.example>", 0), ("RCPT TO:<b@new.example>", 1)):
        small.suite(bench, "#@ test a client\n#@ smtp 192.0.2.1,x.example\nEHLO x.example\nMAIL FROM:<a@x.example>\n"
                    f"#@ expect accepted\n{last}\n#@ expect accepted\n")
        bench.file("small.cf", CF)
        done = bench.run("test", "x.bt")
        same(done.returncode, status, done.stdout)
    within('    +#@ expect 550 5.7.1 "<b@new.example>... Relaying denied"\n', done.stdout)


def quotes(bench):
    """A reply with quotes or brackets in it: what is offered in the place of a bare expectation holds; a star stands for anything."""
    body = ("#@ test a client\n#@ smtp 192.0.2.1,x.example\nEHLO x.example\nno[sp\n"
            '#@ expect 500 5.5.1 "Command unrecognized: no[sp"\nnosuch\n#@ expect 500 5.5.1 "Command *: nosuch"\nnosuch\n#@ expect 500 5.5.1 {}\n')
    for text, status in (('"Command unrecognized: nosuch"', 0), ('"Command unrecognized: "nosuch""', 2), ('"Command unrecognized: another"', 1)):
        small.suite(bench, body.format(text))
        bench.file("small.cf", CF)
        done = bench.run("test", "x.bt")
        same(done.returncode, status, text + done.stdout + done.stderr)


def closed(bench):
    """What stands behind the end of a connection is never a command of the shell; behind QUIT, or in another dialogue, it is what it was."""
    cf = (CF.replace("Scheck_relay\n", 'Scheck_relay\nR$* $| 192.0.2.67\t$#error $@ 4.7.0 $: "421 4.7.0 go away"\n')
               + 'Scheck_other\nRGONE $| $*\t$#error $@ 4.7.0 $: "421 4.7.0 gone"\n')
    for begins in ("67,x.example\nEHLO x.example\n#@ expect 421 4.7.0 \"go away\"\n",
                   "1,x.example\nEHLO x.example\nGONE\n#@ expect 421 4.7.0 \"gone\"\n"):
        for expected, status in (("", 0), ("#@ expect accepted\n", 1)):
            small.suite(bench, f"#@ test a client\n#@ smtp 192.0.2.{begins}MAIL FROM:<a@x.example>\n{expected}3,0 joe@x.example\nQUIT\n"
                        f"#@ smtp 192.0.2.{begins}#@ smtp 192.0.2.1,x.example\nNOOP\n#@ expect 250 2.0.0 OK\n")
            bench.file("small.cf", cf)
            done = bench.run("test", "x.bt")
            same(done.returncode, status, begins + done.stdout + done.stderr)
        within("    +#@ expect (no reply)\n", done.stdout)
        if "Undefined ruleset" in done.stdout:
            raise AssertionError(done.stdout)


def double_keys(bench):
    """Of two lines with one key the first counts, as in a database; no mail fails by the second, or by a line without a value."""
    small.files(bench)
    bench.file("routes", "new.example\tno such route\nNEW.example\tother\nalone\n")
    bench.file("small.cf", CF.replace("Scheck_rcpt\n", "Scheck_rcpt\nR$* @ new.example $*\t$#error $@ 5.1.2 $: 550 $(routes new.example $)\n"))
    said = "routes: line 2: a key that was there before; makemap refuses this line"
    done = bench.run("-C", "small.cf", "--map", "routes = source:routes", "smtp", "--client", "192.0.2.10",
                     text="EHLO x\nMAIL FROM:<a@x.example>\nRCPT TO:<b@new.example>\nRCPT TO:<b@new.example>\n")
    same(done.stdout.split("\n")[-4:-1], ["250 2.1.0 <a@x.example>... Sender ok", *["550 5.1.2 <b@new.example>... no such route"] * 2], done.stdout)
    same(done.stderr.count(said), 1, done.stderr)
    within("line 3: a key without a value; makemap refuses this line", done.stderr)
    done = bench.run("-C", "small.cf", "--map", "routes = source:routes", text="3,0 b@new.example\n")
    within(said, done.stdout)
    within("$: b @ new . example", done.stdout)
    same(done.returncode, 0, "status")
    bench.file("x.bt", "#@ config small.cf\n#@ map routes = source:routes\n#@ test a\n3,0 b@new.example\n#@ expect mailer=esmtp\n")
    same(bench.run("test", "x.bt").returncode, 0, "a suite")


def tests():
    for test in (rows, double_keys, another_reply, faulty_rows, no_file, temporary, accepted, quotes, closed):
        yield test.__name__.replace("_", " "), test
