"""btsh route."""

import json
import os
import select
import signal
import subprocess
import time

import small
from comparing import LOG
from run import same, within

CF = small.CF.replace("O DontProbeInterfaces=True\n", """O DontProbeInterfaces=True
O AliasFile=FOLDER/aliases
O DontBlameSendmail=GroupWritableDirPathSafe,MapInUnsafeDirPath
""").replace("F=l,", "F=lA5w,").replace("\nSCanon", """R$+	$#local $: $1

Scheck_rcpt=9
R$*	$: $1 $| $&{client_addr}
R$* joe $* $| 192.0.2.$-	$#error $@ 5.7.1 $: 550 not from there
R$* tom $* $| 192.0.2.$-	$#error $@ 4.7.1 $: 451 later

SCanon""")

BEFORE = ("--no-network", "--hostname", "mail.example.com", "--map", "routes = source:routes", "--users", "joe anna", "--source", "-C", "routing.cf")


def files(bench):
    small.files(bench)
    bench.file("routing.cf", CF.replace("FOLDER", str(bench.folder)))
    bench.file("aliases", "staff: joe, anna\nmixed: joe, nosuch\nlost: nosuch\n")
    bench.file("maillog", LOG)


def route(bench, *args, text=""):
    return bench.run(*BEFORE, "route", *args, text=text)


def table(bench):
    files(bench)
    done = route(bench, text="joe@example.com\n# a comment\n\nx@new.example\r\nx@bad.example\n-\tx@example.org\nann@x.example\tjoe@example.com\t192.0.2.1\n"
                             "ann@x.example\ttom@example.com\t192.0.2.1,mx.x.example\nb@y.example\tanna@example.com\t192.0.2.1\nann@x.example\tjoe\tnobody\nlast@new.example")
    same(done.stdout, """joe@example.com\tok\tlocal\t\tjoe\t
# a comment\tskipped\t\t\t\t
\tskipped\t\t\t\t
x@new.example\tok\tesmtp\tnew.example\tx@new.example\t
x@bad.example\terror\t\t\t\t550 5.7.1 no
x@example.org\tok\tesmtp\t[10.0.0.1]\tx@example.org\t
joe@example.com\trefused\tlocal\t\tjoe\t550 5.7.1 <joe@example.com>... not from there
tom@example.com\ttemporary\tlocal\t\ttom\t451 4.7.1 later
anna@example.com\tok\tlocal\t\tanna\t
joe\tfaulty\t\t\t\tthe client is no ADDRESS[,NAME[,ok|fail|forged|temp]]
last@new.example\tok\tesmtp\tnew.example\tlast@new.example\t
""")
    same(done.returncode, 3, "status")


def expanded(bench):
    files(bench)
    done = route(bench, "--expand", text="staff@example.com\nmixed@example.com\nlost@example.com\nx@new.example\nx@bad.example\n")
    same(done.stdout, """staff@example.com\tok\tlocal\t\tstaff\t\tanna,joe
mixed@example.com\tpartial\tlocal\t\tmixed\t550 5.1.1 User unknown\tjoe
lost@example.com\terror\tlocal\t\tlost\t550 5.1.1 User unknown\t
x@new.example\tok\tesmtp\tnew.example\tx@new.example\t\tx@new.example
x@bad.example\terror\t\t\t\t550 5.7.1 no\t
""")


def because(bench):
    files(bench)
    done = route(bench, "--because", text="x@example.org\njoe@example.com\nx@new.example\n")
    same([line.split("\t")[6] for line in done.stdout.splitlines()],
         ["routes example.org -> [10.0.0.1] (routes:2)", "$=w example.com is a name of this host (routing.cf:7)", ""])
    one = json.loads(route(bench, "--because", "--jsonl", text="x@example.org\n").stdout)
    same([(f["map"], f["key"], f["place"]["line"]) for f in one["facts"]], [("routes", "example.org", 2)])


def json_lines(bench):
    """What a question says besides comes back byte for byte; what it has of the answer's names is replaced."""
    files(bench)
    lines = ['{"id": 1.50, "recipient":"x@example.org" , "big":123456789012345678901234567890,"u":"\\u00e9"} ', '{"recipient":"staff@example.com","status":"old","n":7}',
             '{"recipient":5}', '{"recipient"', "{}", '{"recipient":"joe@example.com","sender":"a@x.example","client":"192.0.2.1","id":[1,{}]}', "tom@example.com"]
    done = route(bench, "--jsonl", "--expand", text="\n".join(lines) + "\n")
    out = done.stdout.splitlines()
    same(out[0], '{"id": 1.50, "recipient":"x@example.org" , "big":123456789012345678901234567890,"u":"\\u00e9","status":"ok","mailer":"esmtp",'
                 '"host":"[10.0.0.1]","user":"x@example.org"}')
    same(json.loads(out[1]), {"recipient": "staff@example.com", "n": 7, "status": "ok", "mailer": "local", "user": "staff", "final": [
        {"address": name, "mailer": "local", "user": name} for name in ("anna", "joe")]})
    same([json.loads(line)["status"] for line in out[2:5]], ["faulty"] * 3)
    same(json.loads(out[5]), {"recipient": "joe@example.com", "sender": "a@x.example", "client": "192.0.2.1", "id": [1, {}], "status": "refused",
                              "mailer": "local", "user": "joe", "final": [{"address": "joe@example.com", "mailer": "local", "user": "joe"}],
                              "error": {"code": 550, "dsn": "5.7.1", "text": "<joe@example.com>... not from there"}})
    same(json.loads(out[6])["recipient"], "tom@example.com")
    same((len(out), done.returncode), (len(lines), 1))
    again = route(bench, "--jsonl", "--expand", text=done.stdout)
    same(json.loads(again.stdout.splitlines()[1]), json.loads(out[1]))
    same(json.loads(again.stdout.splitlines()[0]), json.loads(out[0]) | {"big": 123456789012345678901234567890.0})


def logs(bench):
    files(bench)
    done = route(bench, "maillog")
    same([line.split("\t")[:4:3] + line.split("\t")[1:2] for line in done.stdout.splitlines()],
         [["joe@example.com", "", "ok"], ["tom@example.org", "[10.0.0.1]", "ok"], ["anna", "", "ok"], ["web@new.example", "new.example", "ok"],
          ["joe@example.com", "", "ok"]])


def long_log(bench):
    """Messages of which nothing was heard for long are forgotten, and no recipient is lost."""
    files(bench)
    n = 230_000
    with (bench.folder / "long").open("w") as f:
        f.write("Nov 26 03:34:28 mx sm-mta[1]: FIRST: ruleset=check_rcpt, arg1=<joe@example.com>, relay=x [192.0.2.1], reject=550 5.7.1 no\n")
        for i in range(n):
            f.write(f"Nov 26 03:34:28 mx sm-mta[1]: Q{i}: from=<b@x.example>, size=1\n")
            if i % 1000 == 0:
                f.write(f"Nov 26 03:34:28 mx sm-mta[1]: Q{i}: to=<u{i}@example.org>, stat=Sent\n")
    done = route(bench, "--jsonl", "long")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    same(len(lines), n // 1000 + 1)
    same([line["recipient"] for line in lines if "sender" not in line], ["joe@example.com"])


def odd_lines(bench):
    files(bench)
    done = subprocess.run([bench.program, *BEFORE, "route", "--summary"], cwd=bench.folder, env=bench.env, capture_output=True, timeout=60,
                          input=b"a\0b@example.com\n" + b"x" * 1500000 + b"\n" + b"y" * 1040000 + b"\n\xff\x1b[2J@example.com\n{" + b"\n \t \n" + b"z" * 3000000)
    out = done.stdout.split(b"\n")[:-1]
    same([line.split(b"\t")[1] for line in out], [b"faulty", b"faulty", b"error", b"error", b"ok", b"skipped", b"faulty"])
    assert b"\x1b" not in done.stdout
    same(done.stderr.decode(), "ok\t1\nerror\t2\nfaulty\t3\nskipped\t1\nmailer local\t2\n")


def left_out(bench):
    """Whatever is left out takes no memory."""
    files(bench)
    text = "".join(f"u{i % 50}@new.example\n" for i in range(200))
    same(len(route(bench, "--dedupe", text=text).stdout.splitlines()), 50)
    same(len(route(bench, "--dedupe=10", text=text).stdout.splitlines()), 200)
    parts = [route(bench, "--shard", f"{k}/3", text=text).stdout.splitlines() for k in (1, 2, 3)]
    same(sorted(sum(parts, [])), sorted(route(bench, text=text).stdout.splitlines()))
    assert all(parts) and not set(parts[0]) & set(parts[1]) and not set(parts[1]) & set(parts[2])
    done = route(bench, "--dedupe", "--shard", "1/3", "--summary", text=text)
    within(f"in other parts\t{200 - len(parts[0])}\n", done.stderr)
    within(f"asked before\t{len(parts[0]) - len(set(parts[0]))}\n", done.stderr)
    for wrong in (("--shard", "0/3"), ("--shard", "4/3"), ("--shard", "x"), ("--dedupe=x",), ("--dedupe=0",), ("-j0",), ("a", "b"), ("nosuch",)):
        same(route(bench, *wrong).returncode, 2, " ".join(wrong))


def threads(bench):
    """The same bytes for any number of them, in the order of the lines."""
    files(bench)
    bench.file("questions", "".join(f"u{i}@{('example.com', 'example.org', 'bad.example', 'staff')[i % 4]}\n{{\"id\":{i},\"recipient\":\"staff@example.com\"}}\n"
                                    f"a@x.example\tjoe@example.com\t192.0.2.{i % 250 + 1}\n" for i in range(700)))
    for more in ((), ("--jsonl", "--expand"), ("--because", "--jsonl")):
        alone = route(bench, "-j1", *more, "questions")
        for _ in range(3):
            together = route(bench, "-j5", *more, "questions")
            assert together.stdout == alone.stdout, more
            same(together.returncode, alone.returncode, "status")
    same(len(alone.stdout.splitlines()), 2100)


def started(bench, *args, **more):
    return subprocess.Popen([bench.program, *BEFORE, "route", *args], cwd=bench.folder, env=bench.env, stdin=subprocess.PIPE, bufsize=0,
                            **{"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL} | more)


def answer(child):
    ready, _, _ = select.select([child.stdout], [], [], 30)
    assert ready, "no answer came"
    return os.read(child.stdout.fileno(), 65536)


def as_they_come(bench):
    """Each line is answered before the next one is there; a writer that stalls in the middle of one is waited for."""
    files(bench)
    child = started(bench)
    for i in range(20):
        child.stdin.write(f"u{i}@new.exa".encode())
        time.sleep(0.01 if i < 3 else 0)
        child.stdin.write(b"mple\n")
        same(answer(child).split(b"\t")[0].decode(), f"u{i}@new.example")
    child.stdin.write(b"last")
    child.stdin.close()
    same(answer(child).split(b"\t")[0], b"last")
    same(child.wait(30), 0)
    child.stdout.close()


def reader_gone(bench):
    """Nobody reads: it ends, though the writer stalls, and though the writer writes on."""
    files(bench)
    for writes in (False, True):
        child = started(bench)
        child.stdin.write(b"a@new.example\n")
        answer(child)
        child.stdout.close()
        try:
            while writes:
                child.stdin.write(b"a@new.example\n" * 1000)
        except BrokenPipeError:
            pass
        same(child.wait(30), 74)
        child.stdin.close()


def signals(bench):
    """Where it waits for lines, and where nobody takes its answers: ended, and each line that was written is whole."""
    files(bench)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for stalled in (False, True):
            child = started(bench, "-j3", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
            child.stdin.write(b"first@new.example\n")
            got = answer(child)
            os.set_blocking(child.stdin.fileno(), False)
            while stalled:
                try:
                    if child.stdin.write(b"a@new.example\n" * 4000) is None:
                        time.sleep(0.5)
                        break
                except BlockingIOError:
                    break
            child.send_signal(number)
            same(child.wait(30), 128 + number, f"{number} stalled {stalled}")
            got += child.stdout.read()
            assert got.endswith(b"\n") and all(line.count(b"\t") == 5 for line in got.splitlines()), got[-200:]
            child.stdin.close()
            child.stdout.close()


def lost(bench):
    files(bench)
    with open("/dev/full", "w") as full:
        done = subprocess.run([bench.program, *BEFORE, "route"], cwd=bench.folder, env=bench.env, input="a@new.example\n", text=True,
                              stdout=full, stderr=subprocess.PIPE, timeout=60)
    same((done.returncode, done.stderr), (74, "btsh: standard output: No space left on device; not all of it was written\n"))
    done = subprocess.run([bench.program, *BEFORE, "route", "."], cwd=bench.folder, env=bench.env, capture_output=True, text=True, timeout=60)
    same((done.returncode, done.stderr), (74, "btsh route: the lines: they cannot be read to their end\n"))


def gnu_parallel(bench):
    """The README's way to spread it over hosts, here over two local shells: the same bytes as without."""
    bench.need("parallel")
    files(bench)
    text = "".join(f"u{i}@{('example.org', 'new.example')[i % 2]}\n" for i in range(5000))
    command = " ".join([bench.program, *(f"'{word}'" for word in BEFORE), "route", "-j1"])
    done = subprocess.run(["parallel", "--will-cite", "-S", "2/:", "--pipe", "-N", "500", "-k", command], text=True, capture_output=True, cwd=bench.folder,
                          env=bench.env, input=text, timeout=120)
    same((done.returncode, done.stderr), (0, ""))
    assert done.stdout == route(bench, text=text).stdout


def tests():
    for test in (table, expanded, because, json_lines, logs, long_log, odd_lines, left_out, threads, as_they_come, reader_gone, signals, lost, gnu_parallel):
        yield test.__name__.replace("_", " "), test
