"""Broken files and configurations: the reference's words, its status, and the shell goes on."""

import random

import case
import fixtures
from case import File

MAIL = "Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPn9, S=0, R=0, A=true $u\nMprog, P=/bin/sh, A=sh -c $u\n"
HEAD = "V10/Berkeley\nO OperatorChars=.:%@!^/[]+\n" + MAIL
TAIL = "S3\nR$*\t$: $1\nS0\nR$* @ $*\t$#local $: $1\nR$*\t$: $(m $1 $: no $)\n"
ASK = "0 joe\n/map m joe\n/map m joe\n3,0 a@b\n/parse a@b\n$w\n"
PATIENCE = 6.0
NOISE = random.Random(7).randbytes(20000)


def cases(options):
    fixtures.install()
    groups = (_no_file(), _text(), _files(), _databases(), _input(), _arguments(), _words(options.seed, options.count or 100),
              _sockets(), _unscannable())
    found = [one for group in groups for one in group]
    for one in found:
        one.timeout = PATIENCE
    return found


def _plain(name, args=None, files=(), setup="", commands="3,0 joe\n$w\n", user=0):
    return case.Case(name, commands.encode("latin-1"), list(files), args or list(case.BASIC_ARGS),
                     setup=setup, user=user)


def _no_file():
    good = File(case.CF, (HEAD + TAIL).encode())
    yield _plain("cf missing")
    yield _plain("cf missing, default name", ["-bt"])
    yield _plain("cf default name", ["-bt"], [File("/etc/mail/sendmail.cf", (HEAD + TAIL).encode())])
    yield _plain("cf default submit", ["-bt", "-Ac"], [File("/etc/mail/submit.cf", (HEAD + TAIL).encode())])
    yield _plain("cf is a directory", setup="mkdir test.cf")
    yield _plain("cf below a file", ["-bt", "-Ctest.cf/x"], [good])
    yield _plain("cf unreadable", files=[File(case.CF, (HEAD + TAIL).encode(), 0)])
    yield _plain("cf unreadable by a user", files=[File(case.CF, (HEAD + TAIL).encode(), 0o600)], user=1000)
    yield _plain("cf of a user", files=[good], user=1000)
    yield _plain("cf is a device", ["-bt", "-C/dev/null"])
    yield _plain("cf is a fifo", setup="mkfifo test.cf")
    yield _plain("cf is a symbolic link", ["-bt", "-Clink.cf"], [good], "ln -s test.cf link.cf")
    yield _plain("cf is a dangling link", setup="ln -s nowhere test.cf")
    yield _plain("cf is a loop of links", setup="ln -s test.cf test.cf")
    yield _plain("cf group writable", files=[File(case.CF, good.data, 0o664)])
    yield _plain("cf world writable", files=[File(case.CF, good.data, 0o666)])
    yield _plain("cf in a world writable folder", ["-bt", "-Cw/x.cf"], [File("w/x.cf", good.data)],
                 "chmod 777 w")
    yield _plain("cf name empty", ["-bt", "-C", ""], [good])
    yield _plain("cf name very long", ["-bt", "-C" + "x" * 5000])
    yield _plain("cf name of 255", ["-bt", "-C" + "x" * 255], [File("x" * 255, good.data)])


def _unscannable():
    """What a lookup gives cannot be tokenised, in each ruleset of each way: what becomes of the address?"""
    mail = ("Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPn9, S=a1/a2, R=a1/a2, A=x $u $h\nMother, P=/bin/true, F=lsDFM, S=a1, R=a1, A=x\n"
            "Mprog, P=/bin/sh, A=sh\nKm text -k0 -v1 test.txt\n")
    ask = ("/parse joe@xy\n/try local joe@xy\n/tryflags hs\n/try local joe@xy\n/tryflags es\n/try other joe@xy\n"
           "/header From: joe@xy\n3,0 joe@xy\na1,4 joe@xy\n")
    for replaced in (">", "p >", "p q r s t u >", "\"p", "( p"):
        bad = f"R$- @ $-\t$: $(m nokey $: {replaced} $)\n"
        for where in ("0", "1", "2", "3", "4", "5", "a1", "a2"):
            for mailer in ("local", "other"):
                rules = {"0": f"R$*\t$#{mailer} $@ h $: $1\n", "4": "R$*\t$: got $1\n", "a1": "", "a2": ""}
                rules[where] = bad + rules.get(where, "")
                text = "".join(f"S{name}\n{body}" for name, body in rules.items())
                yield case.with_cf(f"unscannable {replaced!r} in {where}, {mailer}", "V10/Berkeley\nO OperatorChars=.:%@!^/[]\n"
                                   + mail + "HFrom: $>3\n" + text, ask, [File("test.txt", b"a b\n")])


def _sockets():
    """The socket of a milter: what it may be, how it must be protected, who looks."""
    setup = """mkdir -m 777 open; mkdir -m 775 group; mkdir shut; touch file hard; ln hard harder
python3 -c 'import socket; [socket.socket(socket.AF_UNIX).bind(n) for n in ("s", "open/s", "group/s", "shut/s")]'
ln -s s link; mkfifo fifo; chmod %04o s file fifo open/s; chown %s s file shut/s"""
    names = ("s", "open/s", "group/s", "shut/s", "file", "harder", "link", "fifo", "shut", "no", "no/no", "")
    for mode in (0o600, 0o400, 0o200, 0, 0o660, 0o666, 0o755, 0o711, 0o4600):
        for owner, user in (("0:0", 0), ("1000:1000", 0), ("1000:1000", 1000)):
            for more in ("", "O RunAsUser=1000\n", "O DontBlameSendmail=GroupWritableDirPathSafe\n"):
                # each twice: the complaint about the second shows what errno the look left behind
                head = "".join(f"Xm{i}, S=local:/case/{name}\n" * 2 for i, name in enumerate(names))
                cf = File(case.CF, (HEAD + more + head + TAIL).encode())
                for told in ((), ("-d44.5",), ("-d44.4",)):
                    yield case.Case(f"sockets of mode {mode:o} of {owner} for {user} {more.strip()} {told}",
                                    b"=M\n3,0 joe\n", [cf], [*case.BASIC_ARGS, *told],
                                    setup=setup % (mode, owner), user=user)


def _text():
    def with_text(name, text, commands="3,0 joe\n=M\n$A\n$=A\n$w\n=S0\n"):
        return case.with_cf(name, text, commands)
    yield with_text("empty", "")
    yield with_text("one newline", "\n")
    yield with_text("binary", NOISE)
    yield with_text("binary lines", b"".join(b"RSDCKMO"[i % 7:i % 7 + 1] + NOISE[i * 40:i * 40 + 40].replace(
        b"\n", b"") + b"\n" for i in range(200)))
    yield with_text("nul bytes", HEAD.encode() + b"DA\0b\nS0\nR\0x\ta\nR$*\t$@ \0 y\n\0\n")
    yield with_text("no newline at the end", HEAD + TAIL + "DAend")
    yield with_text("cr lf", (HEAD + TAIL).replace("\n", "\r\n"))
    for letter in "DCRSKMOHPTFQXEVZ":
        yield with_text(f"100 kB line {letter}", f"{HEAD}S0\n{letter}{'x' * 100000}\n{TAIL}")
    yield with_text("100 kB macro", f"{HEAD}DA{'x' * 100000}\n{TAIL}")
    yield with_text("100 kB macro of many words", f"{HEAD}DA{'x y ' * 25000}\n{TAIL}")
    yield with_text("100 kB class", f"{HEAD}CA{' word' * 20000}\n{TAIL}", "3,0 joe\n$w\n")
    yield with_text("100 kB rule", f"{HEAD}S0\nR{'a ' * 50000}\t{'b ' * 50000}\n{TAIL}")
    yield with_text("100 kB right side", f"{HEAD}S0\nRa\t{'b ' * 50000}\n{TAIL}", "0 a\n0 b\n=S0\n")
    yield with_text("100 kB comment", f"{HEAD}#{'x' * 100000}\n{TAIL}")
    yield with_text("100 kB of continuations", f"{HEAD}DA" + "\n x" * 30000 + f"\n{TAIL}")
    yield with_text("10000 faulty lines", HEAD + "Zx\n" * 10000 + TAIL)
    yield with_text("3000 rules", HEAD + "S5\n" + "Ra\tb\n" * 3000 + TAIL)
    yield with_text("300 rulesets", HEAD + "".join(f"Sr{i}\nRa\tb\n" for i in range(300)) + TAIL)
    yield with_text("300 long macro names", HEAD + "".join(f"D{{n{i}}}v\n" for i in range(300)) + TAIL)
    yield with_text("30 mailers", HEAD + "".join(f"Mm{i}, P=/x, A=x\n" for i in range(30)) + TAIL)
    yield with_text("300 maps", HEAD + "".join(f"Kk{i} null\n" for i in range(300)) + TAIL)
    yield with_text("macro of itself", HEAD + "DAx$A\nDB$C\nDC$B\nSx\nR$A\t$B\n" + TAIL)
    yield with_text("recursive conditionals", HEAD + "DA" + "$?A" * 200 + "x" + "$." * 200 + "\nCA$A\n" + TAIL)
    for text in ("K", "Kx", "K x", "Kx ", "Kx nosuch", "K1", "K-x hash /f", "Kx hash", "Kx hash -o",
                 "Kx hash -", "Kx text /f", "Kx sequence", "Kx sequence nosuch", "Kx switch",
                 "Kx regex", "Kx regex (", "Kx dns", "Kx arith x", "Kx program", "Kx socket", "Kx ldap",
                 "Kx hash " + "y" * 3000, "Kx text -k9 -vx /f", "Kx user -vnosuch", "Kx syslog -Lx"):
        yield with_text(f"map line {text[:20]}", f"{HEAD}{text}\nSt\nR$*\t$: $(x $1 $: no $)\n{TAIL}",
                        "t joe\n/map x joe\n3,0 joe\n$w\n")


def _files():
    for text in ("F", "FA", "FA/nosuch/file", "FA-o /nosuch/file", "FA/case", "FA/dev/null", "FA/case/bin",
                 "FA/case/long", "FA|/bin/false", "FA|/nosuch/program", "F{Own}/case/lines %s",
                 "FA/case/lines %[^\\#]", "FA/case/lines %d", "FA/case/lines %n", "FA/case/lines %s %s",
                 "FA/case/lines nothing", "FA/case/closed", "FAjoe@text:/case/lines", "FA@nosuch:/x",
                 "FA/case/nul", "FA/case/cr"):
        files = [File("bin", NOISE[:3000]), File("long", b"w" * 100000 + b"\n"), File("closed", b"x\n", 0),
                 File("lines", b"one\n two three # comment\n\n#x\nfour#\nfive"),
                 File("nul", b"a\0b\nc\n"), File("cr", b"a\r\nb\rc\n")]
        yield case.with_cf(f"class line {text[:24]}", f"{HEAD}{text}\n{TAIL}", "$=A\n$={Own}\n3,0 joe\n",
                           files)


_DATABASES = {
    "missing": "",
    "empty": ": > m.db",
    "one byte": "printf x > m.db",
    "text instead": "printf 'joe\\tx\\n' > m.db",
    "zeros": "head -c 8192 /dev/zero > m.db",
    "directory": "rm -f m.db; mkdir m.db",
    "closed": "chmod 0 m.db",
    "a link": "mv m.db r.db; ln -s r.db m.db",
    "dangling link": "rm -f m.db; ln -s nowhere m.db",
    "a fifo": "rm -f m.db; mkfifo m.db",
    "world writable": "chmod 666 m.db",
    "of another user": "chown 1000:1000 m.db",
    "cut at 100": "head -c 100 m.db > c.db; mv c.db m.db",
    "cut at 600": "head -c 600 m.db > c.db; mv c.db m.db",
    "cut in half": "head -c $(($(stat -c %s m.db) / 2)) m.db > c.db; mv c.db m.db",
    "cut before the end": "head -c $(($(stat -c %s m.db) - 1)) m.db > c.db; mv c.db m.db",
    "other version": "printf '\\003' | dd of=m.db bs=1 seek=16 conv=notrunc 2>/dev/null",
    "other byte order": "printf '\\000\\006\\025\\141' | dd of=m.db bs=1 seek=12 conv=notrunc 2>/dev/null",
    "encrypted": "printf '\\001' | dd of=m.db bs=1 seek=24 conv=notrunc 2>/dev/null",
}


def _databases():
    words = b"".join(b"word%d\tvalue %d of some length\n" % (i, i) for i in range(2000)) + b"joe\tJOE\n"
    for kind in ("hash", "btree"):
        for name, setup in _DATABASES.items():
            for flags in ("", "-o "):
                made = f"makemap {kind} m < words\n" if name != "missing" else ""
                cf = f"{HEAD}Km {kind} {flags}/case/m\n{TAIL}"
                yield case.with_cf(f"{kind} {flags}{name}", cf, ASK, [File("words", words)],
                                   setup=made + setup + "\n")
        other = "btree" if kind == "hash" else "hash"
        yield case.with_cf(f"{kind} of type {other}", f"{HEAD}Km {kind} /case/m\n{TAIL}", ASK,
                           [File("words", words)], setup=f"makemap {other} m < words\n")
    for name, data in (("binary", NOISE), ("empty", b""), ("long", b"joe " + b"x" * 100000 + b"\n"),
                       ("nul", b"joe a\0b\n"), ("no newline", b"joe x")):
        for kind in ("text", "stab", "implicit"):
            yield case.with_cf(f"{kind} {name}", f"{HEAD}Km {kind} /case/m\n{TAIL}", ASK, [File("m", data)])
    for text, data in (("AliasFile=/case/al", NOISE[:2000]), ("AliasFile=/case/nosuch", b""),
                       ("AliasFile=nosuch:/case/al", b"a: b\n"), ("ServiceSwitchFile=/case/al", NOISE[:500]),
                       ("HostsFile=/case/al", NOISE[:500]), ("UserDatabaseSpec=/case/al", b"x"),
                       ("HelpFile=/case/al", NOISE[:500])):
        yield case.with_cf(f"option {text}", f"{HEAD}O {text}\nKm null\n{TAIL}",
                           ASK + "/map aliases joe\n/canon localhost\n?\n", [File("al", data)])


def _input():
    def with_input(name, commands):
        return case.with_cf(f"input {name}", HEAD + "Km null\n" + TAIL, commands)
    yield with_input("empty", b"")
    yield with_input("without newline", b"3,0 joe")
    yield with_input("nul bytes", b"3,0 a\0b\n\0\n$w\0\n3 x\n")
    yield with_input("binary", NOISE[:6000].replace(b"/", b"x") + b"\n$w\n")
    yield with_input("cr lf", b"3,0 joe\r\n$w\r\n=M\r\n/parse joe\r\n")
    for size in (254, 255, 256, 1022, 1023, 1024, 2046, 2047, 2048, 4095, 8192, 100000):
        for head in (b"0 ", b"/parse ", b"/try local ", b"/map m ", b".DA", b".CA ", b"$", b"=S", b"-d",
                     b"/expand ", b"/canon ", b""):
            yield with_input(f"{size} bytes of {head.decode().strip() or 'nothing'}",
                             head + b"x" * (size - len(head)) + b"\n$w\n$A\n")
    yield with_input("many spaces", b"0" + b" " * 3000 + b"joe\n$w\n")
    yield with_input("many commas", b"0 " + b"," * 240 + b"\n0" + b",0" * 100 + b" a\n$w\n")
    yield with_input("quit in the middle", b"$w\n/quit\n$w\n")
    yield with_input("2000 commands", b"0 joe\n" * 2000)


# Words of command lines: letters that there are not, values that are missing, what ends one of the two passes.
WORDS = """-bt -bv -b -b -C -Zx -Z -Z -a -ax -v -vT3 -T3d -n -nb -i -tb -ttb -h -h3 -hx -f -fjoe -fs -fd -r -rx -p -px -F -FJoe -B7BIT -Nnever -Nx
    -R -Rhdrs -V -Vx -O -OX=1 -oi -o -oZ -M -MAx -I -U -G -c -e -eq -em -m -s -L -Lx -A -Am -Ax -D -Dfoo -q -Q -bz -bx -E -x -d0.1
    -d37.1 -dx""".split()


def _arguments():
    for number, words in enumerate((
            ["-bt"], ["-bt", "-C"], ["-bt", "-Z"], ["-bt", "-Ctest.cf", "-Z"], ["-bt", "-Ctest.cf", "-d"],
            ["-bt", "-Ctest.cf", "-dx"], ["-bt", "-Ctest.cf", "-d999.1"], ["-bt", "-Ctest.cf", "-O"],
            ["-bt", "-Ctest.cf", "-ONoSuch=1"], ["-bt", "-Ctest.cf", "-OMaxHopCount"],
            ["-bt", "-Ctest.cf", "-OLogL=3"], ["-bt", "-Ctest.cf", "-oZ"], ["-bt", "-Ctest.cf", "-oA/x"],
            ["-bt", "-Ctest.cf", "-M"], ["-bt", "-Ctest.cf", "-MAx", "-M{long}y"], ["-bt", "-Ctest.cf", "-f"],
            ["-bt", "-Ctest.cf", "-fjoe@example.com"], ["-bt", "-Ctest.cf", "-v"],
            ["-bt", "-Ctest.cf", "-D", "/nosuch/x"], ["-bt", "-Ctest.cf", "joe"], ["-bt", "-Ctest.cf", "--"],
            ["-Ctest.cf", "-bt"], ["-bt", "-Ctest.cf", "-Cother.cf"], ["-bt", "-Ctest.cf", "-C", "test.cf"],
            ["-bt", "-Ctest.cf", "-OOperatorChars=.@"], ["-bt", "-Ctest.cf", "-e", "x"],
            ["-bt", "-Ctest.cf", "-Nx"], ["-bt", "-Ctest.cf", "-R", "x"], ["-bt", "-Ctest.cf", "-Btest"],
            ["-bt", "-Ctest.cf", "-h99"], ["-bt", "-Ctest.cf", "-pUUCP:host"], ["-bt", "-Ctest.cf", "-p"],
            ["-bt", "-Ctest.cf", "-i", "-m", "-n", "-s", "-t", "-U", "-x"], ["-bz"], ["-b"],
            ["-bt", "-Ctest.cf", "-O", "-q"], ["-bt", "-Ctest.cf", "-h", "-d"], ["-bt", "-Ctest.cf", "-c", "-L"], ["-bt", "-Ctest.cf", "-T3d", "-b"],
            ["-bt", "-OX", "-fs", "-b"], ["-bs", "-Ctest.cf", "-Rx", "-OY=3", "-Q", "-q", "-Z"], ["-bd", "-Ctest.cf", "-OX", "-Q", "-q", "-Z"])):
        files = [File(case.CF, (HEAD + TAIL).encode())]
        yield _plain(f"arguments {number + 1} {' '.join(words)}", words, files,
                     commands="3,0 joe@example.com\n$w\n$A\n${long}\n$f\n$s\n$r\n")


def _words(seed, count):
    good = (HEAD + "O QueueDirectory=/var/spool/mqueue\n" + TAIL).encode()
    files = [File(case.CF, good), File("/etc/mail/sendmail.cf", good)]
    chosen = random.Random(seed)
    for number in range(count):
        words = ["-bt", *(chosen.choice(WORDS) for _ in range(chosen.randint(1, 6)))]
        words.insert(chosen.randint(1, len(words)), "-Ctest.cf")
        yield _plain(f"arguments at random {number + 1} {' '.join(words)}", words, files, commands="3,0 joe@example.com\n$f\n")
