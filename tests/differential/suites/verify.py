"""sendmail -bv: aliases, :include: and .forward files, users, the user database, options, debug
categories. Both programs verify the same addresses.
"""

import random
from dataclasses import dataclass

import case
import fixtures
import generate_start as start
import reference
from suites import every_command, mc

PASSWD = """\
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
mailnull:x:47:47:Mail:/var/mail:/usr/sbin/nologin
joe:x:1000:1000:Joe User,Room 1,555-1234,&:/case/home/joe:/bin/sh
ann:x:1001:1001:& Smith:/case/home/ann:/bin/sh
bob:x:1002:1002:Bob O. Builder:/case/home/bob:/usr/sbin/nologin
eve:x:1003:1003:Eve:/:/bin/sh
sue:x:1004:1004:Sue:/case/home/none:/bin/sh
"""
GROUP = "root:x:0:\ndaemon:x:1:\nmailnull:x:47:\njoe:x:1000:\nann:x:1001:\nstaff:x:50:joe,ann\n"
OPERATORS = "O OperatorChars=.:%@!^/[]+\n"
MAILERS = "Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPhn9, S=EnvFrom/HdrFrom, R=EnvTo/HdrTo, A=true $u\n" \
    "Mesmtp, P=[IPC], F=mDFMuXa, S=EnvFrom/HdrFrom, R=EnvTo/HdrTo, E=\\r\\n, L=990, A=TCP $h\n" \
    "Mprog, P=/bin/sh, F=lsDFMoqeu9, A=sh -c $u\n"
RULES = """\
Scanonify=3
R$* < $+ > $*\t$: $2
R$+ @ $=F\t$@ $1 <@ $2.LOCAL>
R$+ @ $+ @ $+\t$#error $@ 5.1.3 $: "553 5.1.3 Invalid route address"
R$+ @ $+\t$@ $1 <@ $2>
Sparse=0
R$+ <@ $+.LOCAL>\t$#local $: $1
R$+ <@ bad.example>\t$#error $@ 5.1.2 $: "550 5.1.2 No such host"
R$+ <@ later.example>\t$#error $@ 4.2.1 $: "450 4.2.1 later"
R$+ <@ usage.example>\t$#error $@ USAGE $: "501 wrong"
R$+ <@ nomailer.example>\t$#carrier $@ x $: $1
R$+ <@ $+ .host>\t$#esmtp $@ $[ $2 $] $: $1 <@ $2>
R$+ <@ $+>\t$#esmtp $@ $2 $: $1 <@ $2>
R$+\t$#local $: $1
SLocal=5
R$+ + *\t$#local $@ $&h $: $1
R$+ + $*\t$#local $@ + $2 $: $1 + *
Rmoved\t$#esmtp $@ new.example $: moved <@ new.example>
Rgone\t$#error $@ 5.1.1 $: "550 5.1.1 gone away"
Rhold\t$#error $@ 4.1.1 $: "450 4.1.1 on hold"
Rsame\t$#local $: same
Rhh\t$: $&h
Sfinal=4
R$+ <@ $+.LOCAL>\t$@ $1@$2
R$+ <@ $+>\t$@ $1@$2
SEnvTo
R$+ + $*\t$: $1
"""
BASE = "V10/Berkeley\nDwmail\nDjmail.example.com\nCF foo\n" + OPERATORS + MAILERS
SMALL = BASE + "O AliasFile=/case/aliases\nO QueueDirectory=/var/spool/mqueue\n" + RULES
ALIASES = """\
postmaster: root
one: two
two: joe@x.example
many: joe, ann@x.example, "|/bin/true", /case/out, :include:/case/list
list: a@x.example, b@y.example, ann
owner-list: boss@z.example
lists: list, joe
"""


def situation(name, *addresses, options=(), cf="", aliases=ALIASES, files=(), people=PASSWD, base=SMALL,
              setup="", **more):
    """One run with -bv."""
    own = [case.File("/etc/passwd", people.encode()), case.File("/etc/group", GROUP.encode()),
           case.File("list", b"i1@x.example\n# none\n\nann, i2@y.example\n")]
    if aliases is not None:
        own.append(case.File("aliases", aliases.encode("latin-1")))
    setup = "mkdir -p home/joe home/ann home/bob; chown 1000:1000 home/joe; chown 1001:1001 home/ann; " \
        "chown 1002:1002 home/bob; " + setup
    return case.with_cf(name, base + cf, "", [*own, *files], setup=setup,
                        args=["-bv", "-Ctest.cf", *options, *addresses], **more)


def cases(options):
    fixtures.install()
    first = options.seed - 1
    seeds = range(first, first + (150 if options.count is None else options.count))
    if first != 0:
        return [*_random(seeds), *_starts(seeds)]
    return [*_aliases(), *_loops(), *_includes(), *_forwards(), *_users(), *_locals(), *_lists(), *_databases(),
            *_letters(), *_categories(), *_compiled(), *_shell(), *_run_as(), *_safety(), *_random(seeds), *_starts(seeds)]


def _aliases():
    yield situation("alias none", "joe", "nosuch", "x@y.example")
    yield situation("alias chain", "one", options=["-v"])
    yield situation("alias many", "many", options=["-v"])
    yield situation("alias owner", "list", options=["-v"])
    yield situation("alias owners", "lists", "b", options=["-v"])
    yield situation("alias owners apart", "m", options=["-v"], aliases="m: o1, o2, z@z.example, o3, c@c.example\n"
                    "o1: a@f.example\nowner-o1: own1\no2: a@b.example, a@y.example\nowner-o2: own2\n"
                    "o3: x@g.example, x@h.example\nOwner-o3: own1, own3\n")
    yield situation("alias owner is sender", "m", options=["-v", "-f", "boss@x.example"],
                    aliases="m: l, z@a.example\nl: a@f.example\nowner-l: boss@x.example\n")
    yield situation("alias postmaster", "POSTMASTER", "Postmaster@foo", "MAILER-DAEMON", aliases="postmaster: root\nroot: a@x.example\n")
    yield situation("alias case", "MiXed", "mixed", "ONE", aliases="MiXed: x@X.example\none: Two\n")
    yield situation("alias quoted", '"joe user"', '"joe user"@foo', "\\one", "o\\ne", '"one"', options=["-v"],
                    aliases='"joe user": x@x.example\none: y@x.example\n')
    yield situation("alias off", "one", "joe", "many", options=["-n"])
    yield situation("alias long", "long", options=["-v"], aliases="long: " + ", ".join(f"user{i}@host{i}.example" for i in range(40)) + "\n")
    yield situation("alias odd values", "a", "b", "c", "d", "e", "f", "h", options=["-v"], aliases="a: x@x.example,,y@x.example,\n"
                    "b: <joe@x.example>\nc: Joe Doe <joe@x.example>, (comment)\nd: a b@x.example\ne: \"|/bin/a b,c\", /case/x y\n"
                    "f: joe@, x@x.example\nh: a@b@c, \xe9@x.example, k@x.example\n")
    yield situation("alias to errors", "a", options=["-v"], aliases="a: x@bad.example, x@later.example, joe, nosuch, x@usage.example, x@nomailer.example\n")
    yield situation("alias programs", "p", "q", "r", options=["-v"], aliases='p: "|/bin/true", |/bin/false\nq: "|exit 1"\nr: "|/bin/true", "/dev/null", /dev/null\n')
    yield situation("alias direct targets", "|/bin/true", "/etc/passwd", ":include:/case/list", '"|/bin/x y"', "joe")
    yield situation("alias plus", "joe+x", "joe+y", "pl+any", "pl+one", "pl", "nosuch+z", options=["-v"],
                    aliases="joe+x: jx@x.example\npl+one: one@x.example\npl+*: star@x.example\npl: plain@x.example\n")
    yield situation("alias redirect", "old", "x@y.REDIRECT", "old2", options=["-v"], aliases="old: new@x.example.REDIRECT\nold2: joe@foo.REDIRECT\n")
    yield situation("alias nothing", "joe", cf="O AliasFile=/case/none\n", aliases=None, options=["-v"])
    yield situation("alias of nobody", "joe", base=SMALL.replace("O AliasFile=/case/aliases\n", ""), options=["-v"])
    yield situation("alias hash missing", "root", "nosuch", base=SMALL.replace("AliasFile=", "AliasFile=hash:"), options=["-v"])
    made = "makemap hash home/al <aliases.src"
    source = [case.File("aliases.src", b"one\ttwo@x.example\nboth\tdb@x.example\n@\t@\n")]
    several = SMALL.replace("AliasFile=/case/aliases", "AliasFile=hash:/case/home/al, /case/aliases,text:-k0 -v1 -z: /case/texts,"
                            "stab:/case/stab, sequence:sq\nKt1 text -k0 -v1 -z: /case/texts\nKsq sequence t1\nO AliasFile=implicit:/case/more")
    more = [*source, case.File("texts", b"t1:t1@x.example\nboth:t@x.example\n"), case.File("stab", b"s1: s1@x.example\n"),
            case.File("more", b"m1: m1@x.example\n")]
    for verbose in ([], ["-v"]):
        yield situation("alias classes" + "".join(verbose), "one", "both", "t1", "s1", "m1", "many", base=several, files=more,
                        setup=made, options=verbose)
    yield situation("alias append", "one", base=SMALL.replace("AliasFile=", "AliasFile=hash:-a.X /case/home/al, "),
                    files=source, setup=made)
    yield situation("alias old", "one", base=SMALL.replace("AliasFile=/case/aliases", "AliasFile=/case/home/al"), options=["-v"],
                    files=source, setup=made + "; touch home/al; touch -d '1 hour ago' home/al.db")
    yield situation("alias broken file", "one", "two", options=["-v"], aliases="nothing\none: x@x.example\n two: y\nempty:\nx@y.example: z\n")
    yield situation("alias checked", "one", options=["-v", "-OCheckAliases=True"], aliases="one: a@b@c, x@x.example\n")
    yield situation("alias not aliasable", "one", base=SMALL.replace("DFMAw5", "DFMw5"))
    yield situation("alias everywhere", "one@x.example", options=["-v"], base=SMALL.replace("F=mDFMuXa,", "F=mDFMuXaA,"),
                    aliases="one@x.example: two@y.example\none: three\n")
    yield situation("alias service", "one", cf="O ServiceSwitchFile=/case/switch\n", files=[case.File("switch", b"aliases nis files\n")],
                    options=["-v"])


def _loops():
    aliases = "joe: joe\nann: ann, x@x.example\nl1: l2\nl2: l1\nnouser: nouser\nm1: m2\nm2: joe2, m1\njoe2: m3\n" \
        "m3: m1, bob\nc1: bob\nbob: c1\nt1: \\t1\ndd: x@x.example, x@X.example, joe@x.example, x@x.example\n" \
        "inc: :include:/case/again\nd0: d1\n" + "".join(f"d{i}: d{i + 1}\n" for i in range(1, 13)) + "d13: x@x.example\n"
    files = [case.File("again", b"inc\nx@x.example\n")]
    for name in ["joe", "ann", "l1", "l2", "nouser", "m1", "c1", "bob", "t1", "dd", "inc", "d0", "d4", "d3"]:
        yield situation(f"loop {name}", name, aliases=aliases, files=files, options=["-v"])
    yield situation("loop shorter", "d0", "d10", aliases=aliases, options=["-v", "-OMaxAliasRecursion=3"])
    yield situation("loop all", "joe", "ann", "l1", "nouser", "m1", "c1", "dd", "d4", "inc", aliases=aliases, files=files)
    yield situation("loop traced", "joe", "ann", "l1", "nouser", "c1", aliases=aliases, options=["-d27.5,26.1"])
    yield situation("loop twice traced", "joe", "joe", "dd", "x@x.example", "JOE", aliases=aliases, options=["-v", "-d26.10"])
    yield situation("loop twice", "joe", "joe", "ann", "x@x.example", "JOE", "x@X.example", aliases=aliases, options=["-v"])


def _includes():
    aliases = "i: :include:/case/d/list\nj: :include:/case/d/list, joe\nq: \":include:/case/d/list\"\n" \
        "rel: :include:list\nnone: :include:/case/none\ndir: :include:/case/d\nnodir: :include:/none/x\nblank: :include: /case/d/list\n"
    entries = b"# comment\n\na@x.example, b@x.example\njoe\n \n\"|/bin/true\"\n/case/out\n:include:/case/d/two\nbad@bad.example\n" \
        b"nosuch\na@b@c\n#@#x@x.example\nlast@x.example"

    def at(name, mode=0o644, owner="0:0", setup="", names=("i",), data=entries, **more):
        return situation("include " + name, *names, aliases=aliases, options=more.pop("options", ["-v"]),
                         files=[case.File("d/list", data, mode, owner), case.File("d/two", b"two@x.example\n")], setup=setup, **more)
    yield at("plain", names=["i", "j", "q"])
    yield at("quiet", names=["i", "j"], options=[])
    yield at("missing", names=["none", "dir", "nodir", "blank"])
    yield at("of joe", owner="1000:1000")
    yield at("of bob", owner="1002:1002", names=["i", "j"])
    yield at("of nobody known", owner="4711:4711")
    for name, mode in [("group writable", 0o664), ("world writable", 0o666), ("unreadable", 0o600), ("no rights", 0), ("set-id", 0o4644),
                       ("executable", 0o755)]:
        yield at(name, mode)
        yield at(name + " of joe", mode, "1000:1000")
    for bits in (0o777, 0o775, 0o1777, 0o700):
        yield at(f"folder {bits:o}", setup=f"chmod {bits:o} d")
        yield at(f"folder {bits:o} of joe", setup=f"chmod {bits:o} d; chown 1000:1000 d/list d")
    yield at("linked", setup="mv d/list d/real; ln -s real d/list")
    yield at("linked elsewhere", setup="mv d/list real; ln -s /case/real d/list")
    yield at("linked in writable", setup="mv d/list d/real; ln -s real d/list; chmod 777 d")
    yield at("hard linked", setup="ln d/list d/other")
    yield at("fifo", setup="rm d/list; mkfifo d/list; chmod 644 d/list", timeout=3.0)
    yield at("empty", data=b"")
    yield at("only comments", data=b"# x\n\n#y\n")
    yield at("odd bytes", data=b"\xe9@x.example\n" + b"x" * 300 + b"\na\x00b@x.example\n\tt@x.example\n" + b"y@x.example, " * 400 + b"\n")
    for word in ("IncludeFileInUnsafeDirPath", "IncludeFileInUnsafeDirPathSafe", "IncludeFileInGroupWritableDirPath",
                 "GroupWritableIncludeFile", "GroupWritableIncludeFileSafe", "WorldWritableIncludeFile", "LinkedIncludeFileInWritableDir",
                 "AssumeSafeChown", "NonRootSafeAddr", "GroupWritableDirPathSafe", "TrustStickyBit"):
        cf = f"O DontBlameSendmail={word}\n"
        yield at(f"{word} open folder", cf=cf, setup="chmod 777 d; chown 1000 d/list")
        yield at(f"{word} group folder", cf=cf, setup="chmod 775 d; chown 1000 d/list")
        yield at(f"{word} open file", 0o666, cf=cf)
        yield at(f"{word} group file", 0o664, "1000:1000", cf=cf)
        yield at(f"{word} linked", cf=cf, setup="mv d/list d/real; ln -s real d/list; chmod 1777 d")
    yield at("unsafe group writes", 0o664, cf="O UnsafeGroupWrites=True\n")
    yield at("no unsafe group writes", 0o664, cf="O UnsafeGroupWrites=False\n")
    yield at("default user", 0o640, "0:1000", cf="O DefaultUser=joe\n")
    for words, mode, bits in [("IncludeFileInUnsafeDirPath IncludeFileInUnsafeDirPathSafe", 0o644, 0o777),
                              ("IncludeFileInUnsafeDirPath IncludeFileInUnsafeDirPathSafe AssumeSafeChown", 0o644, 0o777),
                              ("IncludeFileInUnsafeDirPath AssumeSafeChown", 0o644, 0o777),
                              ("IncludeFileInUnsafeDirPath IncludeFileInGroupWritableDirPath", 0o644, 0o775),
                              ("IncludeFileInGroupWritableDirPath IncludeFileInUnsafeDirPathSafe", 0o644, 0o775),
                              ("GroupWritableIncludeFile GroupWritableIncludeFileSafe", 0o664, 0o755),
                              ("GroupWritableIncludeFile WorldWritableIncludeFile", 0o666, 0o755),
                              ("GroupWritableIncludeFile GroupWritableIncludeFileSafe WorldWritableIncludeFile", 0o666, 0o755)]:
        yield at(f"{words} {mode:o} {bits:o}", mode, "1000:1000", cf=f"O DontBlameSendmail={words}\n", setup=f"chmod {bits:o} d",
                 options=["-v", "-d27.9"])
    yield at("linked allowed", cf="O DontBlameSendmail=IncludeFileInUnsafeDirPath LinkedIncludeFileInWritableDir\n",
             setup="mv d/list d/real; ln -s real d/list; chmod 777 d", options=["-v", "-d27.9,44.4"])
    yield at("below a closed folder", setup="mkdir d/e; mv d/list d/e/list; chmod 700 d; ln -s e/list d/list", options=["-v", "-d27.9,44.4"])
    yield at("traced", names=["j"], options=["-d27.9,26.1,44.4"])
    yield at("traced of joe", owner="1000:1000", names=["j"], options=["-d27.14,26.1,44.4"])
    yield at("errors counted", names=["i", "nosuch"], options=[])


def _forwards():
    def at(name, text=b"f@x.example\n", mode=0o644, owner="1000:1000", names=("joe",), setup="", options=("-v",), aliases="", path=".forward", **more):
        return situation("forward " + name, *names, aliases=aliases, setup=setup, options=list(options),
                         files=[case.File("home/joe/" + path, text, mode, owner)], **more)
    yield at("plain")
    yield at("quiet", options=[])
    yield at("keeps a copy", b"\\joe, f@x.example\n# x\n\"|/bin/prog\"\n")
    yield at("to itself", b"joe\n")
    yield at("to itself and more", b"joe, f@x.example\n")
    yield at("to another", b"ann\n", names=["joe", "ann"])
    yield at("to an alias", b"one\n", aliases="one: joe\n")
    yield at("alias and itself", aliases="joe: joe, x@x.example\n")
    yield at("alias to others", aliases="joe: x@x.example\n")
    yield at("with quotes", names=["\\joe", "joe@foo", "joe+x"])
    yield at("programs", b"|/bin/prog\n/case/out\n:include:/case/list\n\"|/bin/prog\"\n")
    yield at("errors", b"nosuch\na@b@c\nx@bad.example\n")
    yield at("empty", b"")
    yield at("comments", b"#\n\n")
    yield at("of root", owner="0:0")
    yield at("of ann", owner="1001:1001")
    yield at("of ann, program", b"|/bin/prog\n", owner="1001:1001")
    for mode in (0o600, 0o664, 0o666, 0o000, 0o622):
        yield at(f"mode {mode:o}", b"f@x.example\n|/bin/prog\n/case/out\n", mode)
    for bits in (0o777, 0o775, 0o1777, 0o700):
        yield at(f"home {bits:o}", b"f@x.example\n|/bin/prog\n", setup=f"chmod {bits:o} home/joe")
    yield at("home 2 775", setup="chmod 775 home")
    yield at("home 2 777", setup="chmod 777 home")
    yield at("linked", setup="mv home/joe/.forward home/joe/real; ln -s real home/joe/.forward")
    yield at("linked to ann", setup="mv home/joe/.forward home/ann/real; ln -s ../ann/real home/joe/.forward")
    yield at("hard linked", setup="ln home/joe/.forward home/joe/other")
    yield at("is a folder", setup="rm home/joe/.forward; mkdir home/joe/.forward")
    yield at("no home", names=["sue", "eve", "root", "daemon"])
    for word in ("ForwardFileInUnsafeDirPath", "ForwardFileInUnsafeDirPathSafe", "ForwardFileInGroupWritableDirPath",
                 "GroupWritableForwardFile", "GroupWritableForwardFileSafe", "WorldWritableForwardFile", "LinkedForwardFileInWritableDir",
                 "DontWarnForwardFileInUnsafeDirPath"):
        cf = f"O DontBlameSendmail={word}\n"
        both = b"f@x.example\n|/bin/prog\n"
        yield at(f"{word} open home", both, cf=cf, setup="chmod 777 home/joe")
        yield at(f"{word} group home", both, cf=cf, setup="chmod 775 home/joe")
        yield at(f"{word} open file", both, 0o666, cf=cf)
        yield at(f"{word} group file", both, 0o664, cf=cf)
        yield at(f"{word} linked", both, cf=cf, setup="mv home/joe/.forward home/joe/real; ln -s real home/joe/.forward; chmod 1777 home/joe")
    path = "O ForwardPath=/case/fw/$u:$z/.forward.$w+$h:$z/.forward+$h:$z/.forward.$w:$z/.forward\n"
    yield at("path", cf=path, options=["-d27.3"])
    yield at("path second", cf=path, path=".forward.mail", options=["-v"])
    yield at("path with detail", cf=path, path=".forward+x", names=["joe+x", "joe+y", "joe"])
    yield at("path empty", cf="O ForwardPath\n", options=["-v"])
    yield at("path odd", cf="O ForwardPath=::/case/home/$u/.forward:\n", options=["-d27.3"])
    yield at("bogus shell", owner="1002:1002", names=["bob", "ann"], setup="rm home/joe/.forward; echo '|/bin/prog' >home/bob/.forward;"
             "echo /case/out >>home/bob/.forward; echo b@x.example >>home/bob/.forward; echo '|/bin/prog' >home/ann/.forward;"
             "chown 1002 home/bob/.forward; chown 1001 home/ann/.forward")
    for words, mode, bits in [("ForwardFileInUnsafeDirPath ForwardFileInUnsafeDirPathSafe", 0o644, 0o777),
                              ("ForwardFileInUnsafeDirPath ForwardFileInGroupWritableDirPath", 0o644, 0o775),
                              ("GroupWritableForwardFile GroupWritableForwardFileSafe", 0o664, 0o755),
                              ("GroupWritableForwardFile WorldWritableForwardFile", 0o666, 0o755),
                              ("GroupWritableForwardFile GroupWritableForwardFileSafe WorldWritableForwardFile", 0o666, 0o755)]:
        yield at(f"{words} {mode:o} {bits:o}", b"f@x.example\n|/bin/prog\n", mode, cf=f"O DontBlameSendmail={words}\n",
                 setup=f"chmod {bits:o} home/joe", options=["-v", "-d27.9,44.4"])
    yield at("closed home of root", setup="chown root home/joe; chmod 700 home/joe", options=["-v", "-d27.9,44.4"])
    yield at("of a quiet user", owner="1001:1001", options=[])
    yield at("includes", b":include:/case/list\n", options=["-v", "-d27.9,26.1"])
    yield at("includes a list of ann", b":include:/case/of.ann\n", options=["-v", "-d27.9,26.1"],
             setup="echo '|/bin/prog' >of.ann; echo :include:/case/list >>of.ann; chown 1001 of.ann")
    yield at("program of an alias too", b"|/bin/prog\n", aliases="p: |/bin/prog\n", names=["p", "joe"])
    yield at("program of an alias too, later", b"|/bin/prog\n", aliases="p: |/bin/prog\n", names=["joe", "p"])
    yield at("with a carriage return", b"f@x.example\r\n\r\n# x\r\n g@x.example \r\n")
    yield at("bogus shell of a trusted user", names=["bob"], cf="Tbob\n", setup="echo '|/bin/prog' >home/bob/.forward; chown 1002 home/bob/.forward")
    yield at("same program", b"|/bin/prog\n", names=["joe", "ann"],
             setup="echo '|/bin/prog' >home/ann/.forward; chown 1001 home/ann/.forward")
    yield at("traced", b"\\joe, f@x.example\n", options=["-d27.14,26.10,29.9,44.4"])


def _users():
    gecos = "O MatchGECOS=True\n"
    yield situation("user names", "joe", "JOE", "Joe", "nosuch", "root", "mail.nul", '"joe"', "eve", "bob")
    yield situation("user full names", "Joe_User", "joe.user", "Bob_O._Builder", '"Ann Smith"', "ann_smith", "no_one_here", "Eve",
                    cf=gecos, options=["-v"])
    yield situation("user full name with alias", "Joe_User", cf=gecos, aliases="joe: x@x.example\n", options=["-v"])
    yield situation("user in capitals", "JOE", base=SMALL.replace("qPhn9", "qPhnu9"), options=["-v", "-d29.9"])
    yield situation("user full name traced", "Joe_User", cf=gecos, options=["-d29.9,26.1"])
    yield situation("user blank sub", "joe.user", "ann.smith", cf=gecos + "O BlankSub=.\n", options=["-v"])
    yield situation("user not looked up", "nosuch", base=SMALL.replace("DFMAw5", "DFMA5"))
    yield situation("user upper", "JOE", base=SMALL.replace("qPhn9", "qPhnu9"))
    yield situation("user database elsewhere", "joe", cf="O MailboxDatabase=nosuch\n")
    yield situation("user in a directory", "joe", cf="O MailboxDatabase=ldap\n", options=["-v"])
    yield situation("user long", "x" * 200, "x" * 300)


def _locals():
    yield situation("ruleset 5", "moved", "gone", "hold", "same", "hh", "joe+a", "moved", options=["-v"])
    yield situation("ruleset 5 traced", "moved", "gone", "hold", "same", "joe+a", options=["-d29.9,26.1"])
    yield situation("ruleset 5 flag off", "moved", base=SMALL.replace("DFMAw5", "DFMAw"))
    yield situation("ruleset 5 at", "x@foo", options=["-v"], base=SMALL.replace("R$+\t$#local $: $1\nSLocal", "R$+\t$#local $: @ $1\nSLocal"))
    yield situation("ruleset 5 aliased", "moved", aliases="moved: joe\n", options=["-v"])
    yield situation("ruleset 5 to alias", "one+x", options=["-v"])
    yield situation("ruleset 5 empty", "joe", base=SMALL.replace("SLocal=5\n", "SLocal=5\nRjoe\t$@\n"))
    yield situation("ruleset 5 tempfail", "joe", base=SMALL.replace("SLocal=5\n", "SLocal=5\nRjoe\t$: $(no $1 $)\n"),
                    cf="Kno hash /case/none\n", options=["-v"])
    yield situation("no ruleset 5", "joe", "nosuch", base=SMALL.replace("SLocal=5", "SLocal=55"))


def _lists():
    yield situation("list commas", "joe, a@x.example", "b@x.example joe", "c@x.example")
    yield situation("list blanks", "joe a@x.example nosuch", options=["-OOldStyleHeaders=True"])
    yield situation("list blanks then commas", "joe b@x.example", "joe, c@x.example", "ann d@x.example", options=["-OOldStyleHeaders=True"])
    yield situation("list comments", "Joe <joe>", "joe (x)", "a@x.example (b, c)", "<joe>", "Joe User <joe@foo>, ann", "list: joe, ann;")
    yield situation("list empty", "")
    yield situation("list blank", " ")
    yield situation("list of nothing", ",", ",,", " , ", "joe,,ann,")
    yield situation("list none")
    yield situation("list dashes", "--", "-x@x.example")
    yield situation("list bad", "a <b", '"x', "a@b@c", "\xe9", "a\x01b", "(c)", "<>", "\\", "joe\\", "a b c", "joe@", "@x.example", "a;b")
    yield situation("list hosts", "b@Z.example", "a@a.example", "c@B.example", "joe", "d@z.example", "e@example.net.host", "f@[192.0.2.1]")
    yield situation("list hosts split", "b@z.example", "a@a.example", "c@B.example", "joe", "d@z.example", "e@Z.example", "f@example.net",
                    "g@hub.example.net", "h@example.net", "ann", options=["-OFastSplit=0"])
    yield situation("list limits", "joe", "ann", "bob", options=["-OMaxRecipientsPerMessage=1"])
    yield situation("list duplicates", "joe", "joe@foo", "Joe", "a@x.example", "A@x.example", "a@X.EXAMPLE", options=["-v"])
    yield situation("list without the sender", "root", "me", "joe", aliases="me: root, joe\n", options=["-v", "-OMeToo=False"])
    yield situation("list sender", "joe", options=["-f", "a@b@c", "-v"])
    yield situation("list sender error", "joe", options=["-f", "a@bad.example", "-v"])
    yield situation("list sender program", "joe", options=["-f", "|/bin/x", "-v"])
    yield situation("list messages", "a@bad.example", "joe", "a@later.example", "a@usage.example", "nosuch", options=["-d54.8"])
    yield situation("list transient", "a@later.example", "b@later.example")
    yield situation("list errors twice", "a@later.example", "a@later.example", "a@bad.example", "a@bad.example", options=["-v", "-d26.10"])
    for spec in ("-d1.1,13.1,50.1,2.1", "-d13.1,26.1"):
        yield situation(f"list ends {spec}", "joe", "list", "nosuch", options=[spec])
        yield situation(f"list ends for none {spec}", options=[spec.replace(",50.1", "")])
        yield situation(f"list ends without the sender {spec}", "root", "joe", options=[spec, "-OMeToo=False"])
        yield situation(f"list ends old {spec}", "root joe", options=[spec, "-OOldStyleHeaders=True"])
    yield situation("list one bad", "a@later.example", "nosuch")
    old = SMALL.replace("V10/Berkeley", "V8")
    for options in (["-d54.8"], ["-v", "-d54.8"], []):
        yield situation(f"list old level {' '.join(options)}", "joe", options=options, base=old,
                        cf="Djhost\nF{Y}joe@stab:/case/aliases\n")
    for mode in ("", "O DeliveryMode=q\nO HoldExpensive=True\n", "O Verbose=True\n"):
        for options in (["-d37.1,35.14"], ["-v", "-d37.1,35.14"], ["-d37.1,35.9", "-OVerbose=True", "-ODeliveryMode=d"]):
            yield situation(f"list mode {mode.split()[-1:]} {' '.join(options)}", "list", "b", options=options, cf=mode)
    yield situation("list no queue group", "joe", options=["-d48.2"])


def _databases():
    records = b"joe:maildrop\tj1@x.example\njoe:maildrop\tj2@x.example\nann:maildrop\tann@y.example\nann:mailname\tann.smith@z.example\n" \
        b"self:maildrop\tself\nlist:maildrop\ta@x.example\nlist:mailsender\tboss\nroot:mailname\tthe.root@x.example\n" \
        b"bob:maildrop\tbob\n:default:mailname\tdefault.example\n"
    made = "makemap -d btree home/udb <udb.src"
    base = SMALL

    def at(name, *names, spec="/case/home/udb", options=("-v",), **more):
        return situation("udb " + name, *names, base=more.pop("base", base), options=list(options), setup=made,
                         cf=more.pop("cf", "") + f"O UserDatabaseSpec={spec}\n", files=[case.File("udb.src", records)], **more)
    yield at("users", "joe", "ann", "self", "list", "bob", "nosuch", "JOE")
    yield at("list", "lst", options=["-v", "-d28.99,26.1"])
    yield at("traced", "joe", "bob", "nosuch", options=["-d28.80"])
    yield at("traced more", "joe", "list", options=["-d28.99,26.1"])
    yield at("without flag", "joe", "ann", base=SMALL.replace("|@q", "|q"))
    yield at("aliased", "joe", aliases="joe: ann\n")
    yield at("host", "joe", "ann@x.example", spec="@hub.example.net")
    yield at("both", "joe", "eve", spec="/case/home/udb, @hub.example.net")
    yield at("host first", "joe", "eve", spec="@hub.example.net,/case/home/udb", options=["-v", "-d28.80"])
    yield at("missing", "joe", spec="/case/home/none")
    yield at("not a database", "joe", "nosuch", spec="/case/aliases", options=["-v", "-d28.20"])
    yield at("unknown", "joe", spec="nosuch")
    yield at("several", "joe", spec="/case/home/none,/case/home/udb.db")
    yield at("sender", "x@x.example", options=["-v", "-f", "joe", "-d28.80,45.9"])
    yield at("backslash", "\\joe", '"joe"')


def _letters():
    """Each option with -bv: the options in both orders, a name to verify behind them."""
    for number, letters in enumerate(every_command.OPTIONS):
        letters = [x.replace("-bt", "-bv") for x in letters]
        before = [] if any(x.startswith(("-C", "-A", "-G")) for x in letters) else ["-Ctest.cf"]
        mode = [] if any(x.startswith("-b") for x in letters) else ["-bv"]
        one = situation(f"option {number} {' '.join(letters)}", cf="O AliasFile=/case/more\n", files=[case.File("more", b"m: x@x.example\n")])
        one.args = mode + before + letters + ["joe", "one", "nosuch"]
        yield one
        if before and mode and letters[-1] not in every_command.NEEDY:
            two = situation(f"option {number} {' '.join(letters)} first")
            two.args = [*letters, *mode, *before, "joe", "one", "nosuch"]
            yield two
    for cf in ("Nonsense\n", "Nonsense\nO HostStatusDirectory=.x\nO ConnectionCacheSize=0\nDjbare\n", "Djbare\n", "Kl syslog -L1\n",
               "O HostStatusDirectory=.x\nO ConnectionCacheSize=0\n", "O AliasFile=nosuch:/x\n", "Mlocal, P=/x\n", "V11\n", "V9\n"):
        for letters in ([], ["-v"], ["-BX"]):
            yield situation(f"configuration {cf!r} {letters}", "joe", "nosuch", cf=cf, options=letters)
    for words in ("never", "success", "success,failure", "delay", "bogus", "failure,bogus", "SUCCESS,Delay", "never,delay", ""):
        for mode in ("-bv", "-bt"):
            one = situation(f"notify {words} {mode}", base=every_command.SMALL + "O QueueDirectory=/var/spool/mqueue\n")
            one.args, one.input = [mode, "-Ctest.cf", "-N", words, "-d26.8,20.1", "joe"], b"/parse joe\n/sender joe\n"
            yield one
    for name, args in {"bv bt": ["-bv", "-bt"], "bt bv": ["-bt", "-bv"], "bvt": ["-bvt"], "nv": ["-bv", "-nv"]}.items():
        one = situation("modes " + name)
        one.args = [*args, "-Ctest.cf", "joe"]
        yield one


# From there on they speak of the queue's files and the delivery: docs/differences.md.
HIGHEST = {**every_command.HIGHEST, 7: 1, 11: 3, 13: 4, 50: 6, 51: 3}
NAMES = ["joe", "one", "many", "list", "nosuch", "a@bad.example", "b@later.example", "moved", "l1", "x@hub.example.net.host"]


LEVELS = [1, 2, 3, 4, 5, 6, 8, 9, 10, 14, 20, 28, 99]


def _shell():
    """The shell's part: the traffic log, read back by a text map, and the sender's name in the user database."""
    logged = "".join(f"Klog{n} text -k{n} -v{n + 1} /case/log\n" for n in (1, 2, 3))
    ask = b".D\n/parse joe@bad.example\n=S100\n/map log2 Name\n/map log2 joe@bad.example...\n/map log1 >>>\n/map log2 bad\n" \
        b"/map log3 ruleset\n-d54.8\n/parse x@bad.example\n/map log2 x@bad.example...\n"
    for letters in (["-Xlog"], ["-Xlog", "-OBogus=1"], ["-OBogus=1", "-X", "log"], ["-X/nosuch/log"]):
        one = situation("traffic " + " ".join(letters), cf=logged)
        one.args, one.input = ["-bt", "-Ctest.cf", *letters], ask
        yield one
    records = b"joe:mailname\tj.user@x.example\nann:maildrop\tann@y.example\n:default:mailname\tdefault.example\n"
    for spec in ("/case/home/udb", "/case/home/none", "/case/home/udb,@hub.example.net", "nosuch"):
        for flag, base in {"with": SMALL, "without": SMALL.replace("|@q", "|q")}.items():
            one = situation(f"sender {flag} {spec}", base=base, cf=f"O UserDatabaseSpec={spec}\n", files=[case.File("udb.src", records)],
                            setup="makemap -d btree home/udb <udb.src")
            one.args = ["-bt", "-Ctest.cf", "-d28.20"]
            one.input = b"/sender joe\n$f\n/sender ann\n$f\n/sender bob@x.example\n/sender nosuch\n$f\n/sender\n"
            yield one


def _categories():
    files = [case.File("home/joe/.forward", b"\\joe, fwd@x.example\n", owner="1000:1000")]
    for category in every_command.SPEAKING:
        for level in LEVELS:
            if level <= HIGHEST.get(category, 255):
                yield situation(f"category {category}.{level}", *NAMES, aliases=ALIASES + "l1: l2\nl2: l1\n",
                                options=[f"-d{category}.{level}"], files=files)


MC = """divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mail.example.com')dnl
define(`ALIAS_FILE', `/case/aliases')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`mailertable')dnl
FEATURE(`virtusertable')dnl
FEATURE(`redirect')dnl
FEATURE(`local_procmail', `/bin/true')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
"""
PLUS = "joe+x: jx@x.example\npl+one: one@x.example\npl+*: star@x.example\npl: plain@x.example\nold: new@x.example.REDIRECT\n" \
    "l1: l2\nl2: l1\nself: self\n"


@dataclass
class Compiled:
    """A situation whose configuration comes from the m4 tree."""
    name: str
    addresses: tuple
    options: tuple = ()
    more: str = ""

    def build(self):
        cf = reference.compile_mc(MC.replace("MAILER(`local')", self.more + "MAILER(`local')"))
        files = [case.File("home/joe/.forward", b"\\joe, fwd@x.example\n", owner="1000:1000")]
        return situation(self.name, *self.addresses, options=list(self.options), base=cf.decode("latin-1"),
                         aliases=ALIASES + PLUS, files=files)


PEOPLE = ["joe", "joe+x", "joe+y", "pl+one", "pl+two", "pl", "old", "x@y.REDIRECT", "one", "many", "list", "l1", "self", "nosuch", "root",
          "postmaster", "joe@mail.example.com", "info@virtual.example.org", "x@routed.example.net", "x@refused.example.net", "a@b@c", "a!b",
          "user@hub.example.net", "user@nosuch.example", "user@tempfail.example", "@a,@b:c@d", "joe@[192.0.2.25]", "joe@localhost", '"joe"']


def _compiled():
    for name, more in {"plain": "", "preserved": "FEATURE(`preserve_luser_host')dnl\ndefine(`LUSER_RELAY', `esmtp:relay.example')dnl\n",
                       "hub": "define(`MAIL_HUB', `esmtp:hub.example.net')dnl\n", "uucp": "FEATURE(`nouucp', `reject')dnl\n",
                       "nullclient": "FEATURE(`nocanonify')dnl\ndefine(`SMART_HOST', `smart.example')dnl\n"}.items():
        yield Compiled(f"compiled {name}", tuple(PEOPLE), ("-v",), more)
        yield Compiled(f"compiled {name} quiet", tuple(PEOPLE), (), more)
    for category in every_command.SPEAKING:
        # 35, 36 and 37 show how each line of the file is read
        if category != 36:
            for level in (1, 5, 9, 20, 99):
                if level <= {**HIGHEST, 35: 19, 37: 20}.get(category, 255):
                    yield Compiled(f"compiled category {category}.{level}", ("joe+x", "old", "many", "l1", "x@routed.example.net", "nosuch"),
                                   (f"-d{category}.{level}",))


LOCAL = ["joe", "ann", "bob", "eve", "a1", "a2", "a3", "a4", "moved", "gone", "hold", "same", "JOE", "Joe_User", "postmaster", "nosuch",
         "joe+x", "a1+y", "\\joe", "\\a1", '"joe"', '"a b"', "root", "owner-a1", "daemon"]
OTHER = ["x@x.example", "y@y.example", "x@X.Example", "z@bad.example", "q@later.example", "joe@foo", "a1@foo", "u@usage.example",
         "n@nomailer.example", "h@hub.example.net.host", "a@b@c", "w@[192.0.2.1]", "Joe <joe@foo>", "<ann>", "a2 (c)", "@x:y@z", "a;b",
         "x@y.REDIRECT", "joe@", "<>", '"|/bin/a b"', "|/bin/true", "/case/out", "/dev/null", ":include:/case/l1", ":include:/case/l2",
         '":include:/case/l1"', ":include:/case/none"]
KEYS = ["a1", "a2", "a3", "a4", "joe", "ann", '"a b"', "owner-a1", "owner-a2", "postmaster", "joe+x", "a1+*", "moved"]
CHOICES = [[], ["-v"], ["-v"], ["-d27.9,26.10,29.9,20.1,21.1,35.9,13.3,45.9,24.6,25.1,11.99,54.8"], ["-v", "-OMatchGECOS=True"],
           ["-OFastSplit=0"], ["-OMeToo=False"], ["-OMaxAliasRecursion=2", "-v"], ["-f", "joe@foo"], ["-OOldStyleHeaders=True"], ["-n"],
           ["-ODontBlameSendmail=GroupWritableIncludeFile,GroupWritableForwardFile,WorldWritableForwardFile,WorldWritableIncludeFile"]]


OLD = every_command.OLD.replace("S3\n", "O AliasFile=/case/aliases\nO QueueDirectory=/var/spool/mqueue\nS3\n")
RECORDS = b"joe:maildrop\tj1@x.example\njoe:maildrop\tann\na1:maildrop\ta2,joe\na2:mailname\tq@z.example\na2:maildrop\ta1\n" \
    b"self:maildrop\tself\neve:maildrop\teve\nroot:mailname\tthe.root@x.example\nbob:maildrop\t\\bob\n:default:mailname\tdefault.example\n"


def _random(seeds):
    """Aliases, lists and forward files that name each other at random."""
    for seed in seeds:
        pick = random.Random(seed)

        def several(most=4):
            separator = pick.choice([", ", ",", " , "])
            return separator.join(pick.choice(LOCAL if pick.random() < .55 else OTHER) for _ in range(pick.randint(1, most)))
        aliases = "".join(f"{key}: {several()}\n" for key in pick.sample(KEYS, pick.randint(2, 9)))
        files = []
        for name in ("l1", "l2"):
            lines = [pick.choice(["# c\n", "\n", several() + "\n"]) for _ in range(pick.randint(1, 5))]
            if pick.random() < .7:
                files.append(case.File(name, "".join(lines).encode(), pick.choice([0o644, 0o644, 0o664, 0o600]),
                                       pick.choice(["0:0", "1000:1000", "1002:1002", "4711:50"])))
        for user, number in (("joe", 1000), ("ann", 1001), ("bob", 1002)):
            lines = [several() + "\n" for _ in range(pick.randint(1, 3))]
            if pick.random() < .5:
                own = f"{number}:{number}"
                files.append(case.File(f"home/{user}/.forward", "".join(lines).encode(), pick.choice([0o644, 0o644, 0o600, 0o666]),
                                       pick.choice([own, own, "0:0", "1001:1001"])))
        typed = [several(2) for _ in range(pick.randint(1, 4))]
        yield situation(f"random {seed}", *typed, aliases=aliases, files=files, options=pick.choice(CHOICES))
        kind = pick.choice(["old", "everywhere", "database"])
        base = {"old": OLD, "everywhere": SMALL.replace("F=mDFMuXa,", "F=mDFMuXaA5w,"),
                "database": SMALL + "O UserDatabaseSpec=/case/home/udb\n"}[kind]
        yield situation(f"random {kind} {seed}", *typed, aliases=aliases, base=base, files=[*files, case.File("udb.src", RECORDS)],
                        options=pick.choice(CHOICES[:3] + CHOICES[4:]), setup="makemap -d btree home/udb <udb.src")


# The queue is where any user may go, so that RunAsUser changes nothing else.
ANYONE = SMALL.replace("/var/spool/mqueue", "/tmp")
ALIAS_FILES = ["/case/aliases", "/case/aliases", "/case/none", "hash:/case/none", "hash:-o /case/none", "/case/none, /case/aliases",
               "/case/aliases, hash:/case/none", "hash:/case/home/al", "hash:/case/home/al, /case/none", "-o /case/none", "nosuch:/x",
               "text:-k0 -v1 -z: /case/none", "stab:/case/aliases", "stab:/case/none", "btree:/case/home/al", "null:/x", "/case/home"]
USER_DATABASES = ["/case/home/udb", "/case/home/udb", "/case/home/udb", "/case/home/al", "/case/none", "/case/none, /case/home/udb",
                  "@hub.example.net", "/case/home/al, /case/home/udb", "/case/home/udb, /case/home/al", "nosuch", "/case/aliases", ""]
# Their lines speak of a queue and of a delivery, or of files of the system's: docs/differences.md.
UNLIKE = ["QueueDirectory", "/var/spool"]


def _starts(seeds):
    """What may be wrong before anything is verified, and the alias files and user databases that may be."""
    for seed in seeds:
        pick = random.Random(f"start {seed}")
        lines = start.lines(pick, UNLIKE) if pick.random() < .7 else []
        if pick.random() < .5:
            lines.append("O AliasFile=" + pick.choice(ALIAS_FILES))
        if pick.random() < .5:
            lines.append("O UserDatabaseSpec=" + pick.choice(USER_DATABASES))
        base = ANYONE if any(line.startswith("O AliasFile") for line in lines) is False else \
            ANYONE.replace("O AliasFile=/case/aliases\n", "")
        options = start.arguments(pick, HIGHEST)
        aliases = "".join(f"{key}: {pick.choice(LOCAL)}, {pick.choice(OTHER)}\n" for key in pick.sample(KEYS, 3))
        names = [pick.choice(LOCAL + OTHER[:8]) for _ in range(pick.randint(0, 4))] + ["joe"]
        yield situation(f"start {seed}", *names, base=base, cf="\n".join(lines) + "\n", options=options, aliases=aliases,
                        files=[case.File("udb.src", RECORDS), case.File("al.src", b"a1\tjoe\njoe\tx@x.example\n")],
                        setup="makemap -d btree home/udb <udb.src; makemap hash home/al <al.src; chmod 644 home/*.db")


BLAME = ["AssumeSafeChown", "GroupWritableDirPathSafe", "GroupWritableForwardFileSafe", "GroupWritableIncludeFileSafe",
         "ForwardFileInUnsafeDirPath", "IncludeFileInUnsafeDirPath", "LinkedForwardFileInWritableDir", "LinkedIncludeFileInWritableDir",
         "ForwardFileInGroupWritableDirPath", "IncludeFileInGroupWritableDirPath", "ForwardFileInUnsafeDirPathSafe",
         "IncludeFileInUnsafeDirPathSafe", "NonRootSafeAddr", "TrustStickyBit", "GroupWritableForwardFile", "GroupWritableIncludeFile",
         "WorldWritableForwardFile", "WorldWritableIncludeFile"]
OWNERS = ["0:0", "1000:1000", "1001:1001", "1000:50", "0:50", "4711:1000", "47:47"]


def _run_as():
    """RunAsUser, in a queue folder that any user may enter."""
    files = [case.File("list", b"a@x.example\njoe\n"), case.File("home/joe/.forward", b"f@x.example\n")]
    base = SMALL.replace("/var/spool/mqueue", "/tmp")
    for user in ("joe", "nobody", "root", "1000:1000", "0:5", "joe:nosuch", "nosuch"):
        for setup in ("", "chmod 600 list", "chmod 600 home/joe/.forward"):
            yield situation(f"run as {user} {setup}", "joe", "i", "nosuch", "two", base=base, setup=setup, files=files,
                            cf=f"O RunAsUser={user}\n", aliases="i: :include:/case/list\ntwo: x@y.example\n",
                            options=["-v"] if setup else ["-d47.10"])
    # for a mail submission program, whoever names a program, file or list does so directly
    for n, names in enumerate((["p"], ["i"], ["f", "q", "joe"], [":include:/case/list", "|/bin/x"], ["w+y", "two"])):
        yield situation(f"run as MSP {n}", *names, base=base, files=[case.File("home/joe/.forward", b"|/bin/prog\nann\n", owner="1000:1000")],
                        cf="O UseMSP=True\nO RunAsUser=joe\n",
                        aliases='p: |/bin/true\ni: :include:/case/list\nf: /tmp/x\nq: "|/bin/true x", \\\\ann\nw+*: w+y, |/bin/true\n'
                                "two: x@y.example\n")


def _safety(count=120):
    """Lists and forward files of random owners and modes, in folders of all kinds, linked or not."""
    files = [case.File("d/e/list", b"a@x.example\n|/bin/p\n/case/out\n:include:/case/d/two\njoe\n"),
             case.File("d/two", b"two@x.example\n|/bin/q\n"),
             case.File("home/joe/.forward", b"f@x.example\n|/bin/prog\n/case/fout\n:include:/case/d/e/list\n")]
    for seed in range(count):
        pick = random.Random(seed)
        setup = ""
        for path in ("d/e/list", "d/two", "home/joe/.forward"):
            owner = pick.choice(OWNERS) if path[0] == "d" or pick.random() < .4 else "1000:1000"
            setup += f"chown {owner} {path}; chmod {pick.choice(['644', '644', '600', '640', '664', '666', '400', '000', '755', '604'])} {path}; "
        for path, other in (("d/e/list", "d/real"), ("home/joe/.forward", "home/ann/real"), ("d/two", "d/e/two")):
            setup += pick.choice([""] * 7 + [f"mv {path} {other}; ln -s /case/{other} {path}; ", f"ln {path} {path}.2; "])
        for path in ("d", "d/e", "home/joe", "home"):
            setup += pick.choice(["", f"chmod {pick.choice(['755', '775', '777', '1777', '700', '711', '750', '2755'])} {path}; "])
            setup += pick.choice(["", "", "", f"chown {pick.choice(OWNERS)} {path}; "])
        words = ",".join(pick.sample(BLAME, pick.randint(0, 6))) or "safe"
        cf = f"O DontBlameSendmail={words}\n" + pick.choice(["", "", "O DefaultUser=joe\n", "O DefaultUser=daemon\n"])
        yield situation(f"safety {seed}", *pick.sample(["i", "joe", "j"], 2), cf=cf, files=files, setup=setup,
                        aliases="i: :include:/case/d/e/list\nj: :include:/case/d/two, joe\n",
                        options=pick.choice([["-v"], ["-v", "-d27.14,44.20,26.8"]]))
