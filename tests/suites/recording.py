"""--record, --replay, btsh record, --source, and the long options of the set-up."""

import json
import os

import small
from run import same, within

INPUT = ("3,0 a@example.org\n/mx example.net\nCanon www.example.net\nCanon nothing.example.net\n/gethostbyname www.example.net\n"
         "/canon localhost\n$j\n$=w\n$_\n")


def live(bench, *more, text=INPUT):
    small.files(bench)
    return bench.run("-C", "small.cf", *more, text=text)


def record_and_replay(bench):
    first = live(bench, "--zone", "example.zone", "--hostname", "gate.example.net", "--record", "r.json",
                 "--map", "routes = source:routes")
    tape = json.loads((bench.folder / "r.json").read_text())
    same(tape["version"], 1)
    assert "dns example.net 15" in tape["answers"], tape
    second = bench.run("-C", "small.cf", "--replay", "r.json", "--map", "routes = source:routes", text=INPUT)
    same(second.stdout, first.stdout)
    same(second.stderr, "")


def what_is_missing(bench):
    live(bench, "--zone", "example.zone", "--record", "r.json", text="")
    done = bench.run("-C", "small.cf", "--replay", "r.json", text="/mx example.net\nCanon mx.example.net\n")
    within("getmxrr(example.net) returns -1 value(s):\n", done.stdout)
    within("the recording has no answer to: dns example.net 15\n", done.stderr)
    within("TMPF", done.stdout)


def maps_of_programs(bench):
    bench.file("answer", "#!/bin/sh\necho \"asked $1\"\n").chmod(0o755)
    small.files(bench)
    bench.file("p.cf", small.CF + f"O DontBlameSendmail=RunProgramInUnsafeDirPath,MapInUnsafeDirPath\nKask program {bench.folder}/answer\nSAsk\nR$*\t$(ask $1 $)\n")
    first = bench.run("-C", "p.cf", "--record", "r.json", text="Ask joe\n/map ask a b\n")
    within("asked joe", first.stdout)
    (bench.folder / "answer").unlink()
    second = bench.run("-C", "p.cf", "--replay", "r.json", text="Ask joe\n/map ask a b\n")
    same(second.stdout, first.stdout)
    third = bench.run("-C", "p.cf", "--replay", "r.json", text="/map ask other\n")
    within("map_lookup: ask (other) no match (75)", third.stdout)
    within("the recording has no answer to: map ask other", third.stderr)


def secrets(bench):
    bench.file("answer", "#!/bin/sh\necho '\"U:me\" \"P:hunter2\"'\n").chmod(0o755)
    small.files(bench)
    bench.file("p.cf", small.CF + f"O DontBlameSendmail=RunProgramInUnsafeDirPath,MapInUnsafeDirPath\nKask program {bench.folder}/answer\n")
    done = bench.run("-C", "p.cf", "record", "s.bt", text="/map ask x\n/expand \"P=aHVudGVyMg==\" ldap://me:hunter2@dir/\n"
                     ".D{auth_authen}joesmith\n${auth_authen}\n3 a@b\n")
    within("hunter2", done.stdout)
    within("> joesmith\n", done.stdout)
    text = (bench.folder / "s.bt").read_text() + (bench.folder / "s.bt.json").read_text()
    assert "hunter2" not in text and "aHVudGVyMg" not in text and "joesmith" not in text, text
    within("> .D{auth_authen}********\n", text)
    done = bench.run("test", "s.bt")
    same(done.returncode, 0, done.stdout)


def record_a_suite(bench):
    small.files(bench)
    done = bench.run("-C", "small.cf", "--zone", "example.zone", "--map", "routes = source:routes", "--hostname",
                     "gate.example.net", "record", "s.bt", text=INPUT + "/quit\nnever read\n")
    within("returns: $# esmtp $@ [ 10 . 0 . 0 . 1 ]", done.stdout)
    text = (bench.folder / "s.bt").read_text()
    within("#@ config small.cf\n#@ hostname gate.example.net\n#@ map routes = source:routes\n", text)
    within("#@ replay s.bt.json\n#@ test s.bt\n> 3,0 a@example.org\n", text)
    assert "never read" not in text and "/quit" not in text
    done = bench.run("test", "s.bt")
    same(done.returncode, 0, done.stdout)
    done = bench.run("-C", "small.cf", "record", "s.bt")
    same(done.returncode, 2, "status")
    within("btsh record: s.bt: it is there already; name another file", done.stderr)


def nothing_to_record(bench):
    """A session that cannot begin leaves no file in the way of the next one."""
    done = bench.run("-C", "no.cf", "record", "s.bt")
    same(done.returncode, 72, "status")
    same([p.name for p in bench.folder.iterdir()], [])


def bad_recordings(bench):
    for text, said in (("{", "r.json:1: "), ("[]", "this is no recording of version 1; make one with --record"),
                       ('{"version": 2, "answers": {}}', "this is no recording of version 1; make one with --record")):
        bench.file("r.json", text)
        done = live(bench, "--replay", "r.json")
        same(done.returncode, 64, "status")
        within(said, done.stderr)
    bench.file("r.json", '{"version": 1, "answers": {"dns example.net 15": "zz", "self name": "a", "host a 2": "0 0 2 x", '
                         '"self interfaces": "9 lo", "self resolver": "", "uid 0": "x", "dns www.example.net 28": "0 0 00"}}')
    same(live(bench, "--replay", "r.json", text="/mx example.net\n/canon www.example.net\n").returncode, 0)


def half_a_byte(bench):
    """A reply of an odd number of digits, or with others between, is none; nothing is read behind it."""
    small.files(bench)
    for digits in ("1", "00 1", "000100", "zz", "0g"):
        bench.file("r.json", '{"version": 1, "answers": {"dns example.net 15": "0 0 %s"}}' % digits)
        done = live(bench, "--replay", "r.json", text="/mx example.net\n")
        same(done.returncode, 0, "status")
        assert "mx.example.net" not in done.stdout, done.stdout


def before_1900(bench):
    """The queue id is made of the time, whenever that is."""
    bench.file("x.bt", small.HEAD + "#@ time 1013-11-26\n#@ test a\n> $i\nD<re>A.*\n")
    small.files(bench)
    done = bench.run("test", "x.bt")
    assert "DAQ" in done.stdout, done.stdout


def from_source(bench):
    """A database that is there, and a newer text beside it."""
    small.files(bench)
    for name in ("access.db", "mailertable.db", "smarttable.db", "virtusertable.db", "mailertable-catchall.db",
                 "virtual-domains"):
        bench.file(name, "").write_bytes((bench.example / name).read_bytes())
    bench.file("mailertable", "new.example\tsmtp:[10.9.9.9]\n")
    text = (bench.root / "testdata/example/sendmail.cf.in").read_text().replace("@DIR@", str(bench.folder))
    bench.file("e.cf", text)
    command = "/map mailertable new.example\n/map access to:joe@example.com\n"
    done = bench.run("-C", "e.cf", text=command)
    within("(new.example) no match", done.stdout)
    done = bench.run("-C", "e.cf", "--source", text=command)
    within("(new.example) returns smtp:[10.9.9.9]", done.stdout)
    within("(to:joe@example.com) returns ERROR", done.stdout)
    os.utime(bench.folder / "mailertable.db", (1, 1))
    bench.file("x.bt", "#@ config e.cf\n#@ test a\n3 joe\n#@ expect ok\n")
    done = bench.run("test", "x.bt")
    within(f"# warning: map mailertable: {bench.folder}/mailertable is newer than its database; run makemap, or test "
           "it with --source\n", done.stdout)
    same(done.returncode, 0, "status")


def source_lines(bench):
    """As makemap reads them."""
    bench.file("t", "Key   value one \n# no\n\nkey again\n  lead x\nalone\nb\tc\\\n")
    done = live(bench, "--map", "t = source:t", text="".join(f"/map t {k}\n" for k in ("KEY", "alone", "b")))
    for line in ("map_lookup: t (KEY) returns value one  (0)", "map_lookup: t (alone) no match (0)",
                 "map_lookup: t (b) returns c\\ (0)", f"{bench.folder}/t: line 4: a key that was there before; makemap refuses this line",
                 f"{bench.folder}/t: line 5: leading space; makemap refuses this line",
                 f"{bench.folder}/t: line 6: a key without a value; makemap refuses this line"):
        within(line, done.stdout)


def long_options(bench):
    small.files(bench)
    bench.file("root/etc/mail/names", "two.example\n")
    bench.file("root/etc/mail/x.cf", small.CF + "F{N}/etc/mail/names\nO TrustedUser=carol\n")
    done = bench.run("-C", "/etc/mail/x.cf", "--root", "root", "--users", "carol dave", "--hostname=h.example.org",
                     "--zone", "example.zone", "--map", "routes + a.example [10.0.0.4]", text="$={N}\n$k\n3,0 x@a.example\n")
    within("two.example\n", done.stdout)
    within("h.example.org\n", done.stdout)
    within("[ 10 . 0 . 0 . 4 ]", done.stdout)
    assert "unknown user" not in done.stdout, done.stdout
    for words, said in ((("--map", "x"), "--map: a map is changed by"), (("--zone", "no"), "--zone: "),
                        (("--root", "no"), "root "), (("--map", "none + a b"), "")):
        done = bench.run("-C", "small.cf", *words)
        same(done.returncode, 78 if not said else 64, " ".join(words) + done.stdout + done.stderr)
        within(said, done.stderr)


def tests():
    for test in (record_and_replay, what_is_missing, maps_of_programs, secrets, record_a_suite, nothing_to_record, bad_recordings, half_a_byte, before_1900, from_source,
                 source_lines, long_options):
        yield test.__name__.replace("_", " "), test
