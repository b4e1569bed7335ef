"""Zones: what nsd-checkzone takes is taken, what it refuses is refused; and what is said of them."""

import os
import subprocess

import small
from run import same, within

TOP = "$ORIGIN example.net.\n$TTL 1h\n@ IN SOA ns hostmaster 1 1d 1h 1w 1h\n@ NS ns\nns A 192.0.2.1\n"

GOOD = {
    "small": TOP,
    "types": TOP + """mx MX 10 mx1
txt TXT "a b" c "d\\"e"
six AAAA 2001:db8::1
srv SRV 0 5 25 mx1
caa CAA 0 issue "ca.example"
p PTR mx1
long TXT ( "one"
  "two" ) ; comment
w*x A 192.0.2.9
* MX 5 mx1
unknown TYPE65280 \\# 4 0A000001
""",
    "relative ttls": TOP + "a 5m IN A 192.0.2.1\nb IN 1d2h A 192.0.2.2\n\tA 192.0.2.3\n",
    "another origin": TOP + "$ORIGIN deep.example.net.\na A 192.0.2.1\n@ A 192.0.2.2\n",
    "include": TOP + "$INCLUDE part.zone\nb A 192.0.2.4\n",
    "include with an origin": TOP + "$INCLUDE part.zone sub.example.net.\n",
    "cname": TOP + "www CNAME ns\nd DNAME other.example.\n",
    "open bracket at the end": TOP + "a TXT ( \"x\"\n",
    "twice the same": TOP + "a A 192.0.2.1\na A 192.0.2.1\n",
    "upper case": TOP.upper().replace("$ORIGIN", "$ORIGIN") + "A A 192.0.2.1\n",
}

BAD = {
    "no soa": "$ORIGIN example.net.\n$TTL 1h\n@ NS ns\nns A 192.0.2.1\n",
    "soa, half": TOP.replace(" 1w 1h", ""),
    "cname and others": TOP + "ns CNAME mx\n",
    "two cnames": TOP + "www CNAME a\nwww CNAME b\n",
    "out of the zone": TOP + "www.example.org. A 192.0.2.1\n",
    "no address": TOP + "a A 192.0.2.300\n",
    "half a line": TOP + "a\n",
    "no type": TOP + "a FROB x\n",
    "bracket too many": TOP + "a TXT \"x\" )\n",
    "mx without a name": TOP + "a MX 10\n",
    "mx without a number": TOP + "a MX mx1\n",
    "label too long": TOP + "a" * 64 + " A 192.0.2.1\n",
    "open quote": TOP + "a TXT \"x\n",
    "include of nothing": TOP + "$INCLUDE no.zone\n",
    "include of itself": TOP + "$INCLUDE z.zone\n",
    "two soas": TOP + "@ IN SOA ns other 2 1d 1h 1w 1h\n",
}


def taken(bench, text):
    bench.file("z.zone", text)
    bench.file("part.zone", "inc A 192.0.2.3\n    MX 1 inc\n")
    small.files(bench)
    done = bench.run("-C", "small.cf", "--hostname", "a.example.net", "--zone", "z.zone")
    return done.returncode == 0, done.stderr


def nsd_takes(bench):
    done = subprocess.run(["/usr/sbin/nsd-checkzone", "example.net", str(bench.folder / "z.zone")], capture_output=True,
                          text=True, cwd=bench.folder)
    return done.returncode == 0, done.stdout + done.stderr


def zone(text, wanted):
    def test(bench):
        good, said = taken(bench, text)
        same(good, wanted, said)
        if not wanted:
            within(f"--zone: {bench.folder}/z.zone", said)
            within("; ", said)
        bench.need("/usr/sbin/nsd-checkzone")
        good, said = nsd_takes(bench)
        same(good, wanted, "nsd-checkzone: " + said)
    return test


def origin(bench):
    small.files(bench)
    bench.file("z.zone", TOP.replace("$ORIGIN example.net.\n", ""))
    done = bench.run("-C", "small.cf", "--zone", "z.zone example.net.", text="/mx ns.example.net\n/canon ns.example.net\n")
    within("getcanonname(ns.example.net) returns ns.example.net\n", done.stdout)


ANSWERS = {
    "/dnslookup www.example.net A": ["www.example.net. 3600 IN CNAME mx.example.net.", "mx.example.net. 3600 IN A 192.0.2.2"],
    "/dnslookup www.example.net CNAME": ["www.example.net. 3600 IN CNAME mx.example.net."],
    "/dnslookup nothing.example.net A": ["no such name"],
    "/dnslookup mx.example.net MX": ["no such record"],
    "/dnslookup deep.example.net A": ["no such record"],
    "/dnslookup x.wild.example.net A": ["x.wild.example.net. 3600 IN A 192.0.2.9"],
    "/dnslookup y.x.wild.example.net A": ["y.x.wild.example.net. 3600 IN A 192.0.2.9"],
    "/dnslookup x.wild.example.net MX": ["no such record"],
    "/dnslookup own.wild.example.net A": ["no such record"],
    "/dnslookup x.own.wild.example.net A": ["no such name"],
    "/dnslookup EXAMPLE.net mx": ["EXAMPLE.net. 3600 IN MX 10 mx.example.net."],
    "/dnslookup elsewhere.test A": ["no such name"],
    "/dnslookup out.example.net A": ["no such name"],
    "/dnslookup a.b.deep.example.net TXT": ['a.b.deep.example.net. 3600 IN TXT "x y"'],
}


def answers(bench):
    bench.file("z.zone", small.ZONE + "*.wild A 192.0.2.9\nown.wild TXT mine\na.b.deep TXT \"x y\"\n"
                                      "out CNAME elsewhere.test.\nloop CNAME pool\npool CNAME loop\n")
    small.files(bench)
    done = bench.run("-C", "small.cf", "--hostname", "h.example.org", "--zone", "z.zone",
                     text="".join(line + "\n" for line in ANSWERS) + "/canon loop.example.net\n")
    blocks = done.stdout.split("\n> ")[1:]
    for (line, wanted), block in zip(ANSWERS.items(), blocks):
        same([row.strip() for row in block.splitlines()[1:]], wanted, line)


def without_an_end(bench):
    """A line that never ends takes no memory without end, as a file or through a pipe that the caller has opened."""
    small.files(bench)
    (bench.folder / "endless.zone").write_bytes(b"\0" * (3 << 20))
    done = bench.run("-C", "small.cf", "--zone", "endless.zone")
    within("endless.zone:1: an entry of more than 1 MB; ", done.stderr)
    same(done.returncode, 64, "status")
    done = bench.run("-C", "small.cf", "--zone", "/dev/stdin", before=("sh", "-c", 'exec "$@" </dev/zero', "sh"))
    within("/dev/stdin:1: an entry of more than 1 MB; ", done.stderr)
    os.mkfifo(bench.folder / "pipe")
    bench.file("z.zone", TOP + "$INCLUDE pipe\n")
    done = bench.run("-C", "small.cf", "--zone", "z.zone")
    within("the file to be included cannot be read; ", done.stderr)
    same(done.returncode, 64, "status")


def tests():
    for name, text in GOOD.items():
        yield "good: " + name, zone(text, True)
    for name, text in BAD.items():
        yield "bad: " + name, zone(text, False)
    for test in (origin, answers, without_an_end):
        yield test.__name__, test
