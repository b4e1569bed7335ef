"""Each kind of expectation and directive, failing: the exact message."""

import small
from run import same, within

HEAD = len(small.HEAD.splitlines())


def message(done):
    """The text of the one test that failed."""
    lines = done.stdout.splitlines()
    bad = [i for i, line in enumerate(lines) if line.startswith("not ok")]
    assert len(bad) == 1, done.stdout + done.stderr
    start = lines.index("  message: |", bad[0]) + 1
    return "".join(line[4:] + "\n" for line in lines[start:lines.index("  ...", start)])


def changes(text):
    return [line for line in text.splitlines() if line[0] in "+-" and line[:3] not in ("+++", "---")]


# What is typed, what is expected, what is said in its place; all in a script.
EXPECTATIONS = {
    "mailer": ("3,0 a@example.org", "mailer=local", "mailer=esmtp host=[10.0.0.1] user=a@example.org"),
    "host": ("3,0 a@example.org", "host=[10.0.0.2]", "mailer=esmtp host=[10.0.0.1] user=a@example.org"),
    "user": ("/parse a@example.com", "mailer=local user=b", "mailer=local user=a"),
    "a triple of none": ("3 a@example.org", "mailer=local", "returns a < @ example . org >"),
    "error": ("3,0 a@example.org", "error", "mailer=esmtp host=[10.0.0.1] user=a@example.org"),
    "error: its code": ("3,0 a@bad.example", "error 5.1.1", 'error 5.7.1 "550 no"'),
    "error: its text": ("3,0 a@bad.example", 'error 5.7.1 "550 yes"', 'error 5.7.1 "550 no"'),
    "ok": ("3,0 a@bad.example", "ok", 'error 5.7.1 "550 no"'),
    "returns": ("3 a@b", "returns a @ b", "returns a < @ b >"),
    "returns of a map": ("/map routes example.org", "returns x", "returns [10.0.0.1]"),
    "unchanged": ("3 a@b", "unchanged", "returns a < @ b >"),
    "lookup: its value": ("3,0 a@EXAMPLE.org", "lookup routes Example.Org => x",
                          "lookup routes example.org => [10.0.0.1]"),
    "lookup: its key": ("3,0 a@example.org", "lookup routes example.net",
                        "lookup routes example.org => [10.0.0.1]"),
    "lookup of none": ("3 a@example.org", "lookup routes example.org", "no lookup routes"),
    "no lookup": ("3,0 a@example.org", "no lookup routes", "lookup routes example.org"),
    "rule": ("3 a@b", "rule small.cf:13", "rule small.cf:14"),
    "macro": ("3 a@b", "macro {x} = 1", "macro {x} = (undefined)"),
    "macro: its value": (".D{x}2", "macro {x} = 1", "macro {x} = 2"),
    "temporary": ("3 a@b", "temporary", "returns a < @ b >"),
    "bare": ("3,0 a@example.com", "", "mailer=local user=a"),
}


def expectation(typed, wanted, said):
    def test(bench):
        name = small.suite(bench, f"#@ test one\n{typed}\n#@ expect {wanted}".rstrip() + "\n")
        done = bench.run("test", name)
        same(changes(message(done)), [f"-#@ expect {wanted}".rstrip(), f"+#@ expect {said}"])
        same(done.returncode, 1, "status")
    return test


# What a suite's line is, and what is said of it behind FILE:LINE.
FAULTS = {
    "an unknown directive": ("#@ frob x", "frob is no directive; btsh(5) lists them, and a comment begins with # and a blank"),
    "an unknown expectation": ("#@ test a\n3 x\n#@ expect mialer=x",
                               "mialer=x is nothing that can be expected: mailer= host= user=, error, ok, returns, "
                               "unchanged, lookup, no lookup, rule, macro, because, call, accepted, queued for, quarantine, temporary, undefined, load; 550 and "
                               "its like, of a reply"),
    "expect before a command": ("#@ test a\n#@ expect ok\n3 x", "nothing was typed yet that could be expected to do "
                                "something; an expectation stands below its command"),
    "test without a title": ("#@ test\n3 x", "the test lacks its title: #@ test TITLE"),
    "test without commands": ("#@ test a\n#@ test b\n3 x", "the test has no commands; type some below its title"),
    "config that is not there": ("#@ config no.cf", "{folder}/no.cf: No such file or directory; paths are relative to "
                                 "the file that names them"),
    "config without a file": ("#@ config", "config lacks its value: config FILE"),
    "map, half": ("#@ map routes", "a map is changed by NAME = TYPE:FILE, NAME + KEY VALUE or NAME - KEY; NAME ! and NAME ! KEY make it fail"),
    "map of no type": ("#@ map routes = frob:routes", "map routes: frob is no type of map; hash, btree, text, source ... "
                       "and a colon stand before the file"),
    "map that is not there": ("#@ map routes = source:no", "{folder}/no: No such file or directory; paths are relative "
                              "to the file that names them"),
    "map entry, half": ("#@ map routes + key", "map routes: an entry to add is + KEY VALUE"),
    "map entry away, too much": ("#@ map routes - key value", "map routes: an entry to take away is - KEY"),
    "zone that is not there": ("#@ zone no.zone", "{folder}/no.zone: No such file or directory; paths are relative to "
                               "the file that names them"),
    "zone without SOA": ("#@ zone routes.zone", "{folder}/routes.zone: there is no SOA record; begin with `@ SOA ...'"),
    "zone, half a line": ("#@ zone half.zone", "{folder}/half.zone:8: Syntax error, could not parse the RR's TTL; a "
                          "record is NAME [TTL] [IN] TYPE DATA"),
    "hosts of a device": ("#@ hosts /dev/zero", "/dev/zero is a pipe or a device, of which nobody knows whether it ends; name a file"),
    "zone of a device": ("#@ zone /dev/zero", "/dev/zero is a pipe or a device, of which nobody knows whether it ends; name a file"),
    "replay of a device": ("#@ replay /dev/zero", "/dev/zero is a pipe or a device, of which nobody knows whether it ends; name a file"),
    "config of a device": ("#@ config /dev/zero", "/dev/zero is a pipe or a device, of which nobody knows whether it ends; name a file"),
    "hosts that is not there": ("#@ hosts no", "{folder}/no: No such file or directory; paths are relative to the file "
                                "that names them"),
    "hostname of two words": ("#@ hostname a b", "a host name is one word of at most 255 characters"),
    "target that is not known": ("#@ target 8.19", "known targets are 8.17.1 and 8.18.1"),
    "users without names": ("#@ users", "users lacks its value: users NAME ..."),
    "caller of two words": ("#@ caller a b", "the caller is one user"),
    "time": ("#@ time yesterday", "a time is 2026-11-26 or 2026-11-26T12:00:00Z"),
    "time, before the year 0": ("#@ time -999-11-26", "a time is 2026-11-26 or 2026-11-26T12:00:00Z"),
    "time, its hour": ("#@ time 2026-11-26T-1:-1", "a time is 2026-11-26 or 2026-11-26T12:00:00Z"),
    "time, its day": ("#@ time 2026-02-29", "this month has no such day"),
    "zone with two origins": ("#@ zone example.zone a b", "an origin is one word: zone FILE [ORIGIN]"),
    "config that is a folder": ("#@ test a\n#@ config .\n3 a\n#@ expect ok", "{folder}: line 0: not a plain file"),
    "time, its zone": ("#@ time 2026-11-26T12:00+1", "a time ends in Z or in an offset like +01:00"),
    "perms": ("#@ perms dead", "only `perms live' can be said: owners and modes as they are"),
    "source": ("#@ source off", "only `source on' can be said"),
    "replay that is not there": ("#@ replay no.json", "{folder}/no.json: No such file or directory; paths are relative to "
                                 "the file that names them"),
    "preset without a name": ("#@ define-preset\n#@ end", "the preset lacks its name: #@ define-preset NAME"),
    "preset without an end": ("#@ define-preset a\n#@ {x} = 1", "the preset has no end; close it with #@ end"),
    "preset of something else": ("#@ define-preset a\n#@ expect ok\n#@ end", "a preset has lines {{name}} = VALUE or "
                                 ".D{{name}}VALUE; #@ end ends it"),
    "preset that is none": ("#@ preset a", "there is no preset a; define it above with #@ define-preset a"),
    "end of nothing": ("#@ end", "there is no #@ define-preset that this could end"),
    "ext": ("#@ ext maybe", "ext is on or off"),
    "table that is not there": ("#@ table no.tsv", "{folder}/no.tsv: No such file or directory; paths are relative to "
                                "the suite"),
    "lookup, half": ("#@ test a\n3 x\n#@ expect lookup routes", "a lookup is lookup MAP KEY [=> VALUE]"),
    "no lookup, half": ("#@ test a\n3 x\n#@ expect no lookup", "no lookup is followed by the map's name"),
    "rule, half": ("#@ test a\n3 x\n#@ expect rule small.cf", "a rule is rule FILE:LINE or rule RULESET/NUMBER"),
    "macro, half": ("#@ test a\n3 x\n#@ expect macro {{x}}", "a macro is macro {{name}} = VALUE"),
    "error without quotes": ("#@ test a\n3 x\n#@ expect error 5.7.1 550 no", 'an error is error [D.S.N] ["CODE TEXT"], '
                             "the text in quotes"),
    "error, half a text": ('#@ test a\n3 x\n#@ expect error 5.7.1 "550 no', "an error is error [D.S.N] [\"CODE TEXT\"], "
                          "the text in quotes"),
    "strict with something": ("#@ strict on", "strict stands alone, without `on'"),
    "end with something": ("#@ define-preset a\n#@ end a", "end stands alone, without `a'"),
    "lookup of a map that is none": ("#@ test a\n3 x\n#@ expect lookup rutes x", "the configuration has no map rutes; "
                                     "near it: routes"),
    "rule that is none": ("#@ test a\n3 x\n#@ expect rule parse/99", "the configuration has no rule parse/99; near it: parse/1, parse/2, parse/3"),
    "no lookup of a map that is none": ("#@ test a\n3 x\n#@ expect no lookup rutes", "the configuration has no map "
                                        "rutes; near it: routes"),
    "map of a text that is no database": ("#@ map routes = hash:routes", "map routes: {folder}/routes is no database, and "
                                          "there is none beside it; source:{folder}/routes reads the text"),
    "map of a text that is no constant database": ("#@ map routes = cdb:routes", "map routes: {folder}/routes is no database, and "
                                          "there is none beside it; source:{folder}/routes reads the text"),
    "regular expression": ("#@ test a\n> 3 a\n[ (re)", "this is no extended regular expression: Unmatched [, [^, [:, [., or "
                           "[="),
    "a prompt in a script": ("#@ test a\n3 a\n> 3 b", "this test is a script, where commands stand without a prompt; a "
                             "transcript begins with one"),
    "no blank": ("#@ test a\n3 a\n#@expect ok", "a blank is missing between #@ and expect"),
    "no blank before a set-up": ("#@config small.cf", "a blank is missing between #@ and config"),
    "commands behind the end": ("#@ test a\n/quit\n3 x\n#@ expect mailer=none", "this is not typed any more: the session has "
                                "ended above, with /quit"),
    "triple, twice": ("#@ test a\n3 x\n#@ expect mailer=a mailer=b", "a triple is mailer=NAME host=HOST user=USER, each "
                      "once"),
    "a NUL byte": ("# a\0b", "the line has a NUL byte; a suite is text"),
    "a session through a pipe": ("#@ test a\n> canonify           input: a\ncanonify         returns: a\n",
                                 "this session was taken through a pipe: what was typed is not in it; take it with -bt "
                                 "-v, or paste it from a terminal"),
}


def fault(body, said):
    body = body.replace("{{", "{").replace("}}", "}")

    def test(bench):
        small.files(bench)
        bench.file("routes.zone", "$ORIGIN example.net.\nwww 60 IN A 192.0.2.1\n")
        bench.file("half.zone", small.ZONE.rsplit("www", 1)[0] + "ww\n")
        bench.file("good.bt", small.HEAD + "#@ test good\n3,0 a@example.com\n#@ expect mailer=local\n")
        bench.file("x.bt", small.HEAD + body + "\n#@ test after\n3,0 a@example.com\n#@ expect mailer=local\n")
        done = bench.run("test", "x.bt", "good.bt")
        wanted = said.format(folder=bench.folder)
        line = next((line for line in done.stdout.splitlines() if line.startswith("    x.bt:")), "")
        same(line.split(" ", 5)[-1] if line else done.stdout, wanted)
        number = int(line.strip().split(":")[1])
        assert HEAD < number <= HEAD + len(body.splitlines()), line
        within(" - good.bt: good\n", done.stdout)
        within("ok ", done.stdout)
        same(done.returncode, 2, "status")
    return test


def row_fails(bench):
    bench.file("t.tsv", "a@b.example\tx@example.org\tlocal\t-\t-\nhalf\trow\n")
    done = bench.run("test", small.suite(bench, "#@ table t.tsv\n"))
    within("    --- t.tsv\n    +++ t.tsv\n    @@ -1 +1 @@\n"
           "    -a@b.example\tx@example.org\tlocal\t-\t-\n"
           "    +a@b.example\tx@example.org\tesmtp\t[10.0.0.1]\tx@example.org\n", done.stdout)
    within("t.tsv:2: a row is sender, recipient, mailer, host, user, with tabs between them and - for what is "
           "not checked; this one has 2 columns", done.stdout)
    same(done.returncode, 2, "status")


def row_without_tabs(bench):
    bench.file("t.tsv", "joe\n")
    within("this one has 1 column\n", bench.run("test", small.suite(bench, "#@ table t.tsv\n")).stdout)


def transcript_fails(bench):
    done = bench.run("test", small.suite(bench, "#@ test one\n> $j\nmail.example.org\n> 3 a@b\ncanonify (re)\n...\n"
                                                "> $j\n...\nmail.*com (glob)\n"))
    same(changes(message(done)), ["-mail.example.org", "+mail.example.com",
                                   "-canonify (re)", "+canonify           input: a @ b"])


def marks(bench):
    """Every mark of a transcript's lines, all holding."""
    body = ("#@ test marks\nADDRESS TEST MODE (ruleset 3 NOT automatically invoked)\nEnter <ruleset> <address>\n"
            "> 3 a@b\n\ncanonify +input: a @ b (re)\ncanonify*returns:* (glob)\n"
            "> .Dx> tab\\there\n> $x\n\\> tab\\there\n> /expand abc\nabc (no-eol)\n"
            "> =SCanon\n...\n> .Dy#@ x\n> $y\n\\x23@ x (esc)\n> $j   \nmail.example.com   \n> \n")
    done = bench.run("test", small.suite(bench, body))
    same(done.returncode, 0, done.stdout)


def strict(bench):
    body = "#@ test a\n#@ strict\n> $j\nmail.example.com \n"
    done = bench.run("test", small.suite(bench, body))
    same(changes(message(done)), ["-mail.example.com ", "+mail.example.com"])
    done = bench.run("test", small.suite(bench, body.replace("#@ strict\n", "")))
    same(done.returncode, 0, "status")


def world(bench):
    """Every directive of the set-up, holding."""
    bench.file("root/etc/mail/names", "one.example\n")
    bench.file("hosts", "192.0.2.77 alpha.example.com alpha\n")
    small.files(bench)
    bench.file("y.cf", small.CF + "F{N}/etc/mail/names\nO TrustedUser=carol\nKalso hash -o /etc/mail/also\n")
    bench.file("x.bt", """#@ config y.cf
#@ hostname gate.example.net
#@ root root
#@ hosts hosts
#@ zone example.zone
#@ users carol dave
#@ caller dave
#@ time 2026-11-26T12:00:00+01:00
#@ map routes = source:routes
#@ map routes + more.example [10.0.0.3]
#@ map routes - example.org
#@ map routes ! broken.example
#@ map new = text:routes
#@ define-preset p
#@ {who} = inside
#@ end
.Dzset-up
#@ test a
> $k
gate.example.net
> $={N}
one.example
> $_
dave@localhost
> $b
Thu, 26 Nov 2026 11:00:00 GMT
> $z
set-up
> /map routes more.example
map_lookup: routes (more.example) returns [10.0.0.3] (0)
> /map routes example.org
map_lookup: routes (example.org) no match (0)
> /map routes Broken.example
map_lookup: routes (Broken.example) no match (75)
> /map new bad.example
map_lookup: new (bad.example) returns ERROR:550 (0)
> /mx example.net
getmxrr(example.net) returns 1 value(s):
\tmx.example.net.
> /canon alpha
getcanonname(alpha) returns alpha.example.com
> Canon www.example.net
Canon              input: www . example . net
Canon            returns: mx . example . net
#@ preset p
> ${who}
inside
""")
    done = bench.run("test", "x.bt")
    same(done.returncode, 0, done.stdout)


def another_host(bench):
    """Its files lie in one folder, whoever may write to that: the way to them is another, their names are the same."""
    small.files(bench)
    bench.file("flat/names", "one.example\n")
    bench.file("flat/aliases", "carol\n")
    bench.file("flat/sub/table", "example.org [10.0.0.9]\n")
    (bench.folder / "flat").chmod(0o777)
    bench.file("flat/sendmail.cf", small.CF + "F{N}/etc/mail/names\nF{M}/etc/aliases\nKalso text /etc/mail/sub/table\n")
    bench.file("x.bt", """#@ config flat/sendmail.cf
#@ etc-mail flat
#@ users carol
#@ test a
> $={N}
one.example
> $={M}
carol
> /map also example.org
map_lookup: also (example.org) returns example.org (0)
""")
    done = bench.run("test", "x.bt")
    same(done.returncode, 0, done.stdout)
    typed = "$={N}\n/map also example.org\n$={M}\n"
    named = bench.run("--etc-mail", "flat", "--source", "-C", "flat/sendmail.cf", text=typed)
    same(bench.run("--etc-mail", "flat", "--source", text=typed).stdout, named.stdout)
    for wanted in ("> one.example\n", "returns example.org (0)", "> carol\n"):
        within(wanted, named.stdout)
    done = bench.run("-C", "flat/sendmail.cf", "search", "--relayed")
    within("flat/sendmail.cf: the load ended with an error; files of another host: --etc-mail DIR, --root DIR\n", done.stderr)
    done = bench.run("--etc-mail", "flat/names", text=typed)
    within(f"etc-mail {bench.folder}/flat/names: Not a directory; name a folder\n", done.stderr)


def complaints(bench):
    """What the shell could not do is not ok."""
    wrong = ("/map nosuch x", "nosuch a@b", "/try nosuch a", "=Snosuch", "/explain nosuch a@b", "/why-not nosuch/1 a@b",
             "/break nosuch", "/break map nosuch", "/watch $nosuch", "/trace nosuch", "/trace tree nosuch", "/mx",
             "/dnslookup x FOO", "3")
    done = bench.run("test", small.suite(bench, "".join(f"#@ test {c}\n{c}\n#@ expect ok\n" for c in wrong)))
    same([line for line in done.stdout.splitlines() if line.startswith("ok")], [])


def fresh(bench):
    """A test does not see what another one defined."""
    done = bench.run("test", small.suite(bench, "#@ test a\n.Dz1\n#@ expect macro z = 1\n"
                                                "#@ test b\n> $z\nUndefined\n"), "-j1")
    same(done.returncode, 0, done.stdout)


def own_setup(bench):
    done = bench.run("test", small.suite(bench, "#@ test a\n#@ map routes + a.example [10.0.0.9]\n3,0 x@a.example\n"
                                                "#@ expect host=[10.0.0.9]\n#@ test b\n3,0 x@a.example\n"
                                                "#@ expect host=a.example\n"))
    same(done.returncode, 0, done.stdout)


def failing(bench):
    """A table that fails for the time being, and what is said of it."""
    done = bench.run("test", small.suite(bench, "#@ test a\n#@ map routes !\n3,0 x@a.example\n#@ expect temporary\n#@ test b\n"
                                                "#@ map routes !\n#@ map routes + a.example [10.0.0.9]\n3,0 x@a.example\n#@ expect host=[10.0.0.9]\n"
                                                "#@ test c\n3,0 x@a.example\n#@ expect host=a.example\n"))
    same(done.returncode, 0, done.stdout)
    done = bench.run("test", small.suite(bench, "#@ test a\n#@ map routes !\n3,0 x@a.example\n#@ expect ok\n"))
    same(done.returncode, 3, done.stdout)


def unsafe(bench):
    """A checkout that everybody may write to: its files count as root's, unless perms live."""
    name = small.suite(bench, "#@ test a\n3,0 x@example.org\n#@ expect host=[10.0.0.1]\n")
    (bench.folder / "routes").chmod(0o666)
    bench.folder.chmod(0o777)
    same(bench.run("test", name).returncode, 0, "status")
    bench.file("x.bt", "#@ perms live\n" + (bench.folder / "x.bt").read_text())
    done = bench.run("test", name)
    same(done.returncode, 2, "status with perms live")
    within("routes: World writable", done.stdout)


def temporary(bench):
    name = small.suite(bench, "#@ test a\nCanon x.example.org\n#@ expect returns x\n")
    done = bench.run("test", name)
    same(done.returncode, 3, done.stdout)
    within("a temporary failure where an answer is required", done.stdout)


def map_unknown(bench):
    done = bench.run("test", small.suite(bench, "#@ map rutes + a b\n#@ test a\n3 x\n#@ expect ok\n"))
    within("    x.bt:4: map rutes: the configuration has none of this name; check the name, or make one with rutes = "
           "TYPE:FILE\n",
           done.stdout)
    same(done.returncode, 2, "status")


def told_once(bench):
    done = bench.run("test", small.suite(bench, "#@ map rutes + a b\n" + "#@ test a\n3 x\n#@ expect ok\n" * 3))
    same(done.stdout.count("the configuration has none of this name"), 1)
    same(done.stdout.count("    x.bt: the configuration cannot be loaded, as was said above\n"), 2)


def unknown_caller(bench):
    done = bench.run("test", small.suite(bench, "#@ caller eve\n#@ test a\n3 x\n#@ expect ok\n"))
    within("    x.bt:4: caller: there is no user eve; name it among the users\n", done.stdout)


def no_root(bench):
    done = bench.run("test", small.suite(bench, "#@ root no\n#@ test a\n3 x\n#@ expect ok\n"))
    within(f"    x.bt:4: root {bench.folder}/no: No such file or directory; name a folder\n", done.stdout)


def byte_order_mark(bench):
    small.suite(bench, "#@ test a\n3 x\n", head="\ufeff" + small.HEAD)
    done = bench.run("test", "x.bt")
    within("x.bt:1: the line begins with a byte order mark, which hides what follows; save the file without one",
           done.stdout)
    same(done.returncode, 2, "status")


def no_config(bench):
    bench.file("x.bt", "#@ test a\n3 x\n")
    done = bench.run("test", "x.bt")
    within("    name a configuration with `#@ config FILE', or with -C\n", done.stdout)
    same(done.returncode, 2, "status")


def ended(bench):
    """/quit is a transcript's last line, with the prompt of a paste behind it, or not."""
    for end in ("> /quit\n", "> /quit\n> \n"):
        same(bench.run("test", small.suite(bench, "#@ test a\n> $m\nexample.com\n" + end)).returncode, 0, end)
    done = bench.run("test", small.suite(bench, "/quit\n#@ test a\n3 x\n"))
    within("x.bt:6: this is not typed any more", done.stdout)
    same(done.returncode, 2, "status")


def whole_file(bench):
    """A pasted session without any directive."""
    small.files(bench)
    bench.file("s.bt", "> $j\nmail.example.com\n")
    same(bench.run("-C", "small.cf", "test", "s.bt").returncode, 0, "status")


def ext(bench):
    """What is added at a terminal: only in the test that says so."""
    body = "/pars a@example.com\n#@ expect mailer=local user=a\n"
    done = bench.run("test", small.suite(bench, "#@ test a\n" + body + "#@ test b\n#@ ext on\n" + body))
    within("not ok 1 ", done.stdout)
    within("\nok 2 ", done.stdout)


def beyond_the_transcript(bench):
    """Traces, explanations and resets do not leak into the next test, nor hide what is expected."""
    body = ("#@ test a\n.Dz1\n/trace tree\n3,0 a@example.org\n#@ expect mailer=esmtp\n#@ expect lookup routes example.org\n"
            "/explain a@example.com\n#@ expect ok\n/reset\n3 a@b\n#@ expect returns a < @ b >\n"
            "#@ test b\n> $z\nUndefined\n> 3 a@b\ncanonify           input: a @ b\n"
            "canonify         returns: a < @ b >\n")
    done = bench.run("test", "-j1", small.suite(bench, body))
    same(done.returncode, 0, done.stdout)


def nobody_answers(bench):
    """A breakpoint in a test: nobody is there to say go on."""
    body = "#@ test a\n/break canonify\n3 a@b\n3 a@b\n#@ expect ok\n#@ test b\n3 a@b\n#@ expect returns a < @ b >\n"
    done = bench.run("test", "-j1", small.suite(bench, body))
    within("\nok 2 - x.bt: b\n", done.stdout)


def taken_with_v(bench):
    """What -bt -v writes is a test as it stands, with what was said while loading above its banner."""
    small.files(bench)
    bench.file("w.cf", small.CF + "Knone frob\n")
    session = bench.run("-bt", "-v", "-C", "w.cf", "--hostname", "mail.example.com",
                        text="3,0 a@example.com\n$j\n.Dx1\n/parse b@example.com\n=M\n")
    within("class frob not available\nADDRESS TEST MODE", session.stdout)
    for start in ("", "#@ test one\n"):
        bench.file("x.bt", "#@ config w.cf\n#@ hostname mail.example.com\n" + start + session.stdout + "> \n")
        same(bench.run("test", "x.bt").returncode, 0, bench.run("test", "x.bt").stdout)
    piped = bench.run("-bt", "-C", "w.cf", text="3,0 a@example.com\n")
    bench.file("x.bt", piped.stdout)
    done = bench.run("-C", "w.cf", "test", "x.bt")
    within("this session was taken through a pipe", done.stdout)


def tests():
    for name, case in EXPECTATIONS.items():
        yield "expect " + name, expectation(*case)
    for name, case in FAULTS.items():
        yield name, fault(*case)
    for test in (row_fails, row_without_tabs, transcript_fails, marks, strict, world, another_host, complaints, fresh, own_setup, failing, unsafe,
                 temporary, map_unknown, told_once, unknown_caller, no_root, byte_order_mark, no_config, ended, whole_file, ext, beyond_the_transcript, nobody_answers, taken_with_v):
        yield test.__name__.replace("_", " "), test
