"""Random K lines and lookups from a seed: every class that needs no server of its own.

Left out on purpose, because the reference itself crashes there or reads memory that is not its own:
`/map` on a map of class macro, also as a member; a sequence of itself; `-R DS` where such records exist;
the smallest integer divided by -1; a value that ends in `%` behind a `%0`. Equal-preference MX hosts and arith `r` are random there.
"""

from chooser import Chooser

KEYS = ["joe", "ann", "a", "b", "x", "JOE", "Joe", "foo", "bar", "empty", "many", "nul", "pct", "root", "daemon",
        "1000", "0", "@", "a.b", "routed.example.net", "info@virtual.example.org", "postmaster", "staff", "example.net",
        "hub.example.net", "www.example.net", "nosuch.example", "alias1.example.org", "host3.example.org", "mail",
        "txt2.example.org", "both.example.org", "[10.0.0.1]", "10.0.0.1", "192.0.2.1", "2001:db8::2", "IPv6:2001:db8::25",
        "tempfail.example.org", "loop1.example.org", "wild.example.org", "x.wild.example.org", '"joe"', '"joe user"',
        '"a', "k" * 300, "joe ann", "two words", "\xe9t\xe9", "+", "-", "*", "abc123", "x.y.z"]
ROWS = [("joe", "JOE"), ("ann", "ann at home"), ("a", "b"), ("b", "%0-%1-%2-%9%%%x%x"), ("foo", "foo.example.com"),
        ("bar", "<bar@example.com>"), ("pct", "%1 %2 %3 %4 %5 %6 %7 %8 %9"), ("many", "one, two three:four"), ("a.b", '"q q"'),
        ("root", "(comment) x"), ("x.y.z", "1:2:3"), ("Joe", "Mixed"), ("@", "at"), ("staff", "joe, ann"), ("two", "words"),
        ("two words", "as one"), ("\xe9t\xe9", "summer"), ("mail", "$w\\x"), ("example.net", "unbalanced ( ) < \""),
        ("wide", "y" * 400), ("postmaster", "root")]
TEXT = "".join(f"{k}:{v}\n" for k, v in ROWS) + "# comment:x\nempty:\nonly\n:none\ncols:1:2:3:4\n"
BLANKS = "".join(f"{k}\t{v}\n" for k, v in ROWS) + "empty\n  joe second\n"
ALIASES = "".join(f"{k}: {v}\n" for k, v in ROWS if " " not in k and "(" not in v) + "long: a,\n b,\n\tc\n\"q r\": z\n"
TABLE = "".join(f"{k}\t{v}\n" for k, v in ROWS if " " not in k)
SETUP = "mkdir dir.db; ln -s hash.db link.db; chmod 777 open"
BASES = ["hash", "hash-f", "hash-N", "btree", "btree-f", "btree-N"]
TROUBLE = ["nosuch", "zero", "cut", "wide", "shut", "open/hash", "link", "dir", "btree.db", "hash.db", "own.txt"]
NUMBERS = ["1", "2", "0", "7", "-3", "10", "0x10", "010", "99999", "x", "", "1000000007"]
SWITCH = "hosts\tfiles dns\naliases\tfiles\nown\tfirst second\nother first # none\nnone\npasswd files\nlong a b c d e f g h i j k\n"


class Generator(Chooser):
    def __init__(self, seed):
        super().__init__(f"maps {seed}")
        self.maps = {}
        self.asks_program = False

    def case_parts(self):
        """(configuration, input, extra arguments, files), as bytes or lists."""
        cf = self.configuration()
        commands = [self.command() for _ in range(self.pick.randint(8, 24))]
        args = [f"-d{self.level()}"] if self.chance(0.25) else []
        return cf.encode("latin-1"), "".join(c + "\n" for c in commands).encode("latin-1"), args

    def configuration(self):
        lines = [self.one(["V10/Berkeley"] * 9 + ["V9", "V1", ""]), "O OperatorChars=.:%@!^/[]+",
                 "O ServiceSwitchFile=/case/switch"]
        lines += self.pick.sample(
            ["O BlankSub=.", "O BlankSub=_", "O DontBlameSendmail=MapInUnsafeDirPath", "O ResolverOptions=-DNSRCH",
             "O DontBlameSendmail=GroupWritableDirPathSafe,TrustStickyBit", "O TrustedUser=1000", "O MailboxDatabase=pw",
             "O AliasFile=/case/aliases", "O AliasFile=hash:/case/hash,text:-z: -v1 /case/own.txt", "O AliasFile=/case/nosuch",
             "O HostsFile=/case/hosts", "O DontExpandCnames=True", "O UserDatabaseSpec=/case/btree.db",
             "O Timeout.resolver.retry=2", "O UseCompressedIPv6Addresses=True"], self.pick.choice([0, 0, 1, 1, 2, 3]))
        lines += ["Done", "DAtwo words", "D{arg}joe"]
        for _ in range(self.pick.randint(2, 7)):
            lines.append(self.map_line())
        if self.chance(0.35):
            lines.append(self.class_line())
        lines.append("Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPn9, S=0, R=0, A=true $u")
        lines.append("Slook")
        lines += [self.rule() for _ in range(self.pick.randint(1, 4))]
        lines.append("Sother")
        lines += [self.rule() for _ in range(self.pick.randint(0, 3))]
        return "\n".join(lines) + "\n"

    def name(self):
        return self.one(["m1", "m2", "m3", "M.4", "own", "host", "own.first", "own.second", "Look_5", "M1", "OWN"])

    def map_line(self):
        kind = self.one(list(CLASSES))
        # once of class macro, a map stays so: see above; of syslog with -a from before, it shows foreign memory
        name = {"macro": "store", "syslog": "log"}.get(kind) or self.name()
        rest = CLASSES[kind](self, name)
        self.maps[name.lower()] = kind
        gap = self.one([" "] * 6 + ["\t", "  "])
        return f"K{self.one(['', '', ' '])}{name}{gap}{kind}{gap}{rest}".rstrip(" ")

    def flags(self, letters, most=4):
        words = [self.flag(letter) for letter in self.pick.sample(letters, min(len(letters), self.pick.randint(0, most)))]
        return "".join(self.one([" ", " ", "  "]) + w if i else w for i, w in enumerate(words)) + (" " if words else "")

    def flag(self, letter):
        values = {"a": ["", ".APP", "<x>", "%1", '"q"', ".", "(c"], "T": ["", "<TMPF>", ".T"], "S": ["_", ".", "", "+"],
                  "s": ["_", ".", ""], "k": ["0", "1", " 1", "x", "7"],
                  "v": ["0", "1", " 1", "2", "x", "", "9"], "z": [":", ",", "\\t", "\\n", " ", "", "x"], "d": ["3", "2s", "1m"],
                  "Z": ["20", " 30"], "r": ["1", "2", " 1"], "L": ["INFO", " LOG_DEBUG", "bogus"]}
        return "-" + letter + self.one(values[letter] if letter in values else ["", "", "", "m"])

    generic = list("aaTtDfmNOoqS")

    def database(self, name):
        file = "/case/" + self.one(BASES) if self.chance(0.7) else "/case/" + self.one(TROUBLE)
        file = self.one([file] * 8 + ["", "hash", "/etc/mail/access", "/etc/mail/userdb"])
        return self.flags(self.generic + ["A", "e"]) + file

    def text(self, name):
        columns = self.one(["-k0 -v1 -z: ", "-z: -v1 ", "-k1 -v0 -z: ", "-v1 ", "-k0 -v2 -z: ", "-z:", ""]) \
            if self.chance(0.8) else self.flags(["k", "v", "z"])
        file = self.one(["/case/own.txt"] * 6 + ["/case/blanks.txt"] * 3 + ["/case/nosuch", "own.txt", "/case/open/own.txt", "", "/case"])
        return self.flags(self.generic) + columns + (" " if columns and columns[-1] != " " else "") + file

    def stab(self, name):
        return self.flags(self.generic) + self.one(["/case/aliases"] * 5 + ["/case/nosuch", "", "/case/own.txt"])

    def implicit(self, name):
        return self.flags(self.generic) + "/case/" + self.one(BASES + TROUBLE + ["aliases"])

    def regex(self, name):
        return self.flags(list("nfbsdamqSD"), 3).replace("-s_", "-s1").replace("-s.", "-s1,2").replace("-d3", "-d+") + self.one(
            ["^([a-z]+)([0-9]*)$", "^a", "([^.]+)\\.([^.]+)", "joe", "x y", "(", "[", "^$", "\\(a\\)", "e*", "", "J|a", "(.)(.)(.)"])

    def computed(self, name):
        return self.flags(["a", "D", "S", "s", "m", "q", "t"], 2)

    def dns(self, name):
        kind = self.one(["A", "MX", "TXT", "CNAME", "NS", "AAAA", "SRV", "PTR", "AFSDB", "a", "nosuch", "TLSA"])
        return self.flags(list("AaBdfmNOoqSTtzZr")) + self.one([f"-R {kind}", f"-R{kind}", f"-R {kind}", ""])

    def host(self, name):
        return self.flags(list("aTmtSDdrfx"))

    def user(self, name):
        return self.flags(self.generic) + self.one(["", "-vuid", "-vgid ", "-v home", "-vshell", "-vgecos", "-vdir", "-vname", "-vpasswd",
                                                    "-vnosuch", "-v"]) + self.one(["", " root", " x"])

    def userdb(self, name):
        return self.flags(self.generic) + self.one(["maildrop", "mailname", "", "nosuch"])

    def sequence(self, name):
        members = [m for m in self.maps if m not in ("store", name.lower()) and self.maps[m] not in ("sequence", "switch")]
        nested = [m for m in self.maps if self.maps[m] == "sequence" and m < name.lower()]
        chosen = self.pick.sample(members, self.pick.randint(0, min(4, len(members)))) + nested[:1]
        if self.chance(0.2):
            chosen.append(self.one(["nosuch", "-a.X", "aliases"]))
        return self.one([" ", " ", ",", " , ", "-"]).join(chosen)

    def switch(self, name):
        return self.flags(self.generic, 2) + self.one(["own", "other", "aliases", "hosts", "nosuch", "none", "long", ""])

    def null(self, name):
        return self.flags(self.generic, 3) + self.one(["", "file", "/x y"])

    def program(self, name):
        return self.flags(self.generic, 3) + self.one(["/bin/echo", "/bin/echo fixed words", "/bin/false", "/case/nosuch", "/bin/echo %1",
                                                       "/bin/true", "", "echo"])

    def syslog(self, name):
        return self.flags(["L", "D", "S", "x"])

    def bestmx(self, name):
        return self.flags(self.generic + ["z"], 3)

    def arpa_and_odd(self, name):
        return self.flags(self.generic, 2) + self.one(["", "/case/hash", "x"])

    def class_line(self):
        key = self.one(["joe", "many", "staff", "ann", "b", "JOE", "nosuch", "two words", "pct"])
        kind = self.one(["hash:/case/hash", "text:-k0 -v1 -z: /case/own.txt", "btree:-m /case/btree", "stab:/case/aliases",
                         "implicit:/case/hash", "user:-vgecos", "hash:-o /case/nosuch", "hash:/case/nosuch", "nosuch:/x", "null:", "hash",
                         "dequote:", "regex:^j", "hash:-a.X /case/hash", "text:/case/own.txt", "program:/bin/echo", "arith:", "hash:-fN /case/hash-N"])
        self.asks_program = self.asks_program or kind.startswith("program")
        return self.one(["F{X}", "FX", "F{X} "]) + self.one(["", "", "-o "]) + key + "@" + kind

    def rule(self):
        left, holes = self.one([("$*", 1), ("$+", 1), ("$- $*", 2), ("$- $- $*", 3), ("$- . $*", 2), ("$* @ $*", 2), ("$* $=X $*", 3)])
        return f"R{left}\t{self.one(['$: ', '$@ '])}{self.one(['', 'got '])}" + \
            " ".join(self.lookup(holes) for _ in range(self.one([1, 1, 1, 2])))

    def lookup(self, holes):
        default = f" $: {self.one(['dflt', '', '$1', 'a b', '$&A'])}" if self.chance(0.5) else ""
        if self.chance(0.08):
            return f"$[ {self.atom(holes)}{default} $]"
        whole = [name for name in self.maps if "." not in name] or ["nosuch"]
        name = self.one(whole + ["nosuch"] if self.chance(0.06) else whole)
        kind = self.maps.get(name)
        if kind == "arith":
            key = self.one(list("+-*/%|&l<=^") + ["", "x"])
            args = "".join(f" $@ {self.one(NUMBERS + ['$1'])}" for _ in range(self.one([2, 2, 2, 1, 0, 3])))
        elif kind == "macro":
            key, args = self.one(["A", "{arg}", "{new}", "x"]), self.one(["", " $@ $1", " $@ a b", " $@"])
        else:
            key = self.one([" ", ""]).join(self.atom(holes) for _ in range(self.one([1, 1, 1, 2])))
            args = "".join(f" $@ {self.atom(holes)}" for _ in range(self.one([0, 0, 1, 1, 2, 3, 8, 9])))
        return f"$({name} {key}{args}{default} $)" if self.chance(0.9) else f"$({name} {key}{default}{args} $)"

    def atom(self, holes):
        if self.chance(0.6):
            return f"${self.pick.randint(1, holes)}"
        return self.one(["joe", "$&{arg}", "a", "x y", '"q z"', "$&A", "b", "pct", "$one", "many", "foo", "\\\"", "a.b"])

    def command(self):
        kind = self.pick.random()
        if kind < 0.4:
            names = [n for n in self.maps if n != "store"] + ["aliases", "Alias0", "host", "aliases.files"]
            return f"/map {self.one(names)} {self.one(KEYS)}"
        if kind < 0.85:
            return f"{self.one(['look', 'look', 'look', 'other', 'look,other'])} {self.one(KEYS)}{self.one(['', '', ' ' + self.one(KEYS)])}"
        if kind < 0.93:
            return f"-d{self.level()}"
        return self.one(["$={X}", "$=X", ".D{arg}ann", "${arg}", "$A", "${new}", "=Slook", "/map", "/map m1", "/map nosuch x", "/canon www.example.net",
                         "/mx example.net", ".D{client_addr}192.0.2.1", "$&{arg}", "/map own  joe", "/map own joe ", "/map own\tjoe", ".C{X}joe", "/parse joe"])

    def level(self):
        # with 39 and 44 a program's answer holds what the reference's own child prints
        return f"{self.one([38, 38, 38, 60, 60, 37, *([38] if self.asks_program or 'program' in self.maps.values() else [39, 44]), 9, 8, 48, 49])}.{self.one([0, 1, 2, 3, 4, 5, 9, 10, 12, 15, 20, 25, 44])}"


CLASSES = {"hash": Generator.database, "btree": Generator.database, "text": Generator.text, "stab": Generator.stab,
           "implicit": Generator.implicit, "regex": Generator.regex, "arith": Generator.computed, "dequote": Generator.computed,
           "macro": Generator.computed, "arpa": Generator.computed, "dns": Generator.dns, "host": Generator.host,
           "user": Generator.user, "userdb": Generator.userdb, "sequence": Generator.sequence, "switch": Generator.switch,
           "null": Generator.null, "program": Generator.program, "syslog": Generator.syslog, "bestmx": Generator.bestmx,
           "HASH": Generator.database, "cdbx": Generator.arpa_and_odd}
