"""The Python module over libbtsh, against btsh's own answers. For pytest, or by itself:

    BTSH_CF=sendmail.cf BTSH=build/cli/btsh test_btsh.py        `ok' or `not ok' and what, a line each

BTSH_CF is the example's configuration.
"""
import gc
import os
import re
import subprocess
import sys
import tempfile
import threading

import btsh

CF = os.environ["BTSH_CF"]
ADDRESSES = ["tom@somewhere.example", "joe@example.com", "postmaster", "@@", "ann@virt.example", '"a b"@x', "root"]


def refuses(kind, function, *arguments, **settings):
    try:
        function(*arguments, **settings)
    except kind as fault:
        return fault
    raise AssertionError(f"no {kind.__name__}")


def test_routes_are_those_of_btsh():
    config = btsh.load(CF)
    said = subprocess.run([os.environ["BTSH"], "-C", CF, "route", "-"], input="\n".join(ADDRESSES) + "\n", capture_output=True, text=True,
                          check=False).stdout.splitlines()
    for line, address in zip(said, ADDRESSES, strict=True):
        r = config.route(address)
        error = " ".join(str(part) for part in (r.code or None, r.dsn, r.error) if part is not None)
        assert line.split("\t") == [address, r.status, r.mailer or "", r.host or "", r.user or "", error]


def test_a_route_is_pythons_own():
    config = btsh.load(CF)
    first = config.route("tom@somewhere.example")
    kept = tuple(first)
    config.route("joe@example.com")
    del config
    gc.collect()
    assert tuple(first) == kept and first.mailer == "relay"


def test_recipients():
    found = btsh.load(CF).route("postmaster", expand=True).recipients
    assert [(r.address, r.end, r.parent) for r in found] == [("postmaster", "refused", -1)]


def test_rules():
    config = btsh.load(CF)
    assert config.rules("3,0", "tom@somewhere.example").text.startswith("$# relay $@ ")
    assert config.rules(3, "joe@example.com").text == "joe < @ example . com >"
    assert "no such ruleset" in str(refuses(btsh.Error, config.rules, "nowhere", "x"))


def test_definitions_are_the_sessions():
    config = btsh.load(CF)
    with config.session() as s, config.session() as other:
        s.define("{client_addr}", "192.0.2.1")
        s.add("w", "added.example", "more.example")
        assert s.macro("client_addr") == "192.0.2.1" and other.macro("client_addr") is None
        assert s.sender("ann@elsewhere.example") is not None
        s.reset()
        assert s.macro("client_addr") is None
        refuses(btsh.Error, s.define, "", "x")


def test_explanations():
    e = btsh.load(CF).explain("joe@example.com")
    assert e.finished and e.refused
    assert [(f.name, f.key) for f in e.facts if f.decides and not f.common] == [("access", "To:joe@example.com")]
    assert e.rules[-1].ruleset == "Access"
    assert btsh.load(CF).explain("joe@example.com", rules="check_rcpt").refused


def test_dialogues():
    session = btsh.load(CF).session()
    with session.dialogue("192.0.2.1", name="mx.elsewhere.example", resolve="ok") as d:
        assert d.replies[-1].text.startswith("220 ")
        d.say("EHLO mx.elsewhere.example")
        assert d.say("MAIL FROM:<ann@elsewhere.example>")[0].text.startswith("250 ")
        assert "joseph" in d.say("RCPT TO:<joe@example.com>")[0].text
        assert "dialogue" in str(refuses(btsh.Error, session.route, "joe@example.com"))
        d.say("QUIT")
        assert d.over
    refuses(ValueError, d.say, "NOOP")
    assert session.route("tom@somewhere.example").status == "ok"
    refuses(btsh.Error, session.dialogue, "192.0.2.1", resolve="perhaps")


def test_dialogues_are_those_of_btsh():
    lines = ["EHLO mx.elsewhere.example", "MAIL FROM:<ann@elsewhere.example>", "RCPT TO:<joe@example.com>",
             "RCPT TO:<tom@somewhere.example>", "VRFY root", "NOSUCH", "DATA", "Subject: x", "", "text", ".", "RSET", "QUIT"]
    said = subprocess.run([os.environ["BTSH"], "-C", CF, "smtp", "--client", "192.0.2.1,mx.elsewhere.example,ok"],
                          input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    with btsh.load(CF).session().dialogue("192.0.2.1", name="mx.elsewhere.example", resolve="ok") as d:
        replies = [r for line in lines for r in d.say(line)]
    number = re.compile(r"2\.0\.0 \w+ Message")  # in a queue that there is none of
    assert [number.sub("", r.text) for r in replies if r.note is None] == [number.sub("", line) for line in said[1:]]


def test_what_ends_first_does_not_matter():
    config = btsh.load(CF)
    session = config.session()
    dialogue = session.dialogue("192.0.2.1")
    config.close()
    session.close()
    assert dialogue.say("EHLO x")[-1].text.startswith("250 ")
    refuses(ValueError, session.route, "joe@example.com")
    refuses(ValueError, config.route, "joe@example.com")
    session = btsh.load(CF).session()
    dialogue = session.dialogue("192.0.2.1")
    session.reset()
    refuses(ValueError, dialogue.say, "EHLO x")


def test_listening():
    heard = []
    s = btsh.load(CF).session()
    s.observe(heard.append)
    s.rules("3,0", "tom@somewhere.example")
    assert {"enter", "leave", "match"} <= {e.kind for e in heard}
    s.observe(lambda event: event.kind != "match")
    refuses(btsh.Error, s.rules, "3,0", "tom@somewhere.example")

    def fail(event):
        raise KeyError(event.kind)
    s.observe(fail)
    refuses(KeyError, s.rules, "3,0", "tom@somewhere.example")
    s.observe(None)
    s.rules("3,0", "tom@somewhere.example")


def test_settings_and_errors():
    fault = refuses(btsh.Error, btsh.load, "/nowhere/sendmail.cf")
    assert fault.messages[0].file == "/nowhere/sendmail.cf" and fault.messages[0].kind == "fatal"
    assert "no such setting" in str(refuses(btsh.Error, btsh.load, CF, zoen="x"))
    refuses(ValueError, btsh.load, CF, hostname="a\0b")
    config = btsh.load(CF, hostname="other.example", macro=["Zone", "Ytwo"], no_exec=True, no_network=True, source=False)
    with config.session() as s:
        assert [s.macro(name) for name in "wZY"] == ["other", "one", "two"]
    s = config.session()
    s.limit(1)
    refuses(btsh.Error, s.rules, "3,0", "tom@somewhere.example")


def test_maps():
    config = btsh.load(CF)
    assert "joseph" in config.map("access", "To:joe@example.com").value
    assert config.map("access", "nobody") == (None, 0)
    assert "no such map" in str(refuses(btsh.Error, config.map, "nosuch", "x"))


def test_clock_and_caller():
    config = btsh.load(CF, time="2026-03-04T05:06:07Z", users="ann", caller="ann")
    with config.session() as s:
        assert "4 Mar 2026" in s.macro("b")
        with s.dialogue() as d:
            assert "Hello ann@" in d.say("EHLO x")[0].text
    assert "a time is" in str(refuses(btsh.Error, btsh.load, CF, time="yesterday"))
    assert "one user" in str(refuses(btsh.Error, btsh.load, CF, caller="ann bob"))
    assert "no user nosuch" in str(refuses(btsh.Error, btsh.load, CF, caller="nosuch"))


def test_what_stands_around_a_dialogue():
    text = ("V10/Berkeley\nDjmail.example.com\nO OperatorChars=.:@!^/[]+\nXf, S=inet:1@127.0.0.1\nO InputMailFilters=f\nO RefuseLA=5\n"
            "S0\nR$*\t$#local $: $1\nScheck_relay\nR$*\t$: $&{client_rate}\nR7\t$#error $@ 4.3.2 $: \"450 4.3.2 too often\"\nMlocal, P=/bin/true, F=lsDFM, A=true $u\n"
            "M*file*, P=[FILE], F=lsDFMPEouq9, A=FILE $u\nM*include*, P=/dev/null, F=su, A=INCLUDE $u\nMprog, P=/bin/sh, F=lsDFM, A=sh -c $u\n")
    with tempfile.TemporaryDirectory() as folder:
        cf = os.path.join(folder, "around.cf")
        with open(cf, "w") as f:
            f.write(text)

        def first(word="MAIL FROM:<a@b>", **settings):
            with btsh.load(cf).session().dialogue("192.0.2.1", name="x.example", **settings) as d:
                said = d.replies
                said += d.say("EHLO x.example") + d.say(word)
                return " ".join(r.text for r in said if r.note is None), [r.note for r in said]
        assert "250 2.1.0" in first()[0] and "250 2.1.0" in first(rate="6,9", connections=3, load=4)[0]
        assert "4.3.2 too often" in first(rate=7)[0]
        assert first(load=6) != first() and "250 2.1.0" not in first(load=6)[0]
        assert "not you" in first(milter="f=550 5.7.1 not you@mail")[0]
        assert "no such filter" in str(refuses(btsh.Error, first, milter="g=reject"))
        for settings in ({"rate": 0}, {"rate": "9,3"}, {"load": -1}, {"milter": "f"}, {"milter": "f=perhaps"}, {"milter": ["f=accept"] * 26}):
            assert "no such setting" in str(refuses(btsh.Error, first, **settings))


def test_recordings():
    """What a recording has is answered as it was then, whatever the world says now; what it lacks fails for now."""
    with tempfile.TemporaryDirectory() as folder:
        tape, zone, cf = (os.path.join(folder, name) for name in ("tape", "zone", "dns.cf"))
        with open(zone, "w") as f:
            f.write("$ORIGIN recorded.example.\n@ SOA ns root 1 1 1 1 1\n@ NS ns\nhost A 192.0.2.77\n")
        with open(cf, "w") as f:
            f.write("V10/Berkeley\nDjmail.example.com\nO OperatorChars=.:@!^/[]+\nKa dns -R A\nMlocal, P=/bin/true, F=lsDFM, A=true $u\n")
        subprocess.run([os.environ["BTSH"], "--zone", zone, "--record", tape, "-C", cf], input="/map a host.recorded.example\n",
                       capture_output=True, text=True, check=True)
        config = btsh.load(cf, replay=tape)
        assert config.map("a", "host.recorded.example") == ("192.0.2.77", 0)
        assert config.map("a", "other.recorded.example") == (None, 75)
        assert "replay" in str(refuses(btsh.Error, btsh.load, cf, replay=zone))


def test_threads():
    config = btsh.load(CF)
    expected = [config.route(a) for a in ADDRESSES] * 50
    found = {}

    def work(number):
        found[number] = [config.route(a) for a in ADDRESSES * 50]
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert [found[n] == expected for n in range(4)] == [True] * 4


def test_version():
    assert btsh.version() in subprocess.run([os.environ["BTSH"], "--version"], capture_output=True, text=True, check=True).stdout


def main():
    failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test()
            print("ok -", name)
        except Exception as fault:
            failed += 1
            print("not ok -", name, repr(fault))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
