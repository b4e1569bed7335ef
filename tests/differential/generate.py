"""A random configuration and random input from a seed.

Left out on purpose, because the reference itself crashes there or reads memory that is not its
own: `/map` on a map of class macro; `$(` as the last token of a rule; `$#error` with a 4.x code
(followed by a /parse without mailer); a value or line that ends in `$=`, `$~`, `$&` or `$?`; `$#`
without a mailer; the smallest integer divided by -1; a long name without its closing brace.

Rulesets call only rulesets that come after them, with rare exceptions, and rules have few
wildcards: so the reference seldom needs more than a few milliseconds.
"""

import generate_start as start
from chooser import Chooser

WORDS = ["joe", "ann", "a", "b", "x", "foo", "bar", "host", "example", "com", "org", "example.com",
         "mail", "hub.example.net", "Joe", "FOO", "user-1", "10", "7", "0", "0x1f", "a_b", "local",
         "routed.example.net", "info@virtual.example.org", "192.0.2.1"]
MARKS = list("@@@..<<>>!%:;,/+=-[]()|&*~^'`{}?#")
ODD = ["\"joe user\"", "\"", "\"a\"", "\\", "\\@", "\\!", "(c)", "(", ")", "<", ">", "a\\", "\xe9",
       "\x7f", "\x01", "\x81", "\xa0", "\xff", "$1", "$", "$$", "$|", "$@", "$=A", "a,b", "::", ";",
       "<>", "<@>", "x" * 40, "\\\\", "''", "\"\"", "\t", "  "]
MACROS = ["A", "B", "C", "X", "y", "{one}", "{two}", "{long_name}"]
CLASSES = ["A", "B", "X", "{Own}", "{other}"]
BUILTIN_MACROS = ["w", "j", "m", "n", "v", "k", "u", "h", "g", "f", "{client_addr}", "{opMode}"]
NAMES = ["first", "second", "third", "fourth", "Fifth", "check_own", "a1", "Long_ruleset_name_of_22"]
MAP_KINDS = [
    ("arith", ""), ("arith", "-a.x"), ("macro", ""), ("dequote", ""), ("dequote", "-s_"),
    ("regex", "-n ^a"), ("regex", "^([a-z]+)([0-9]*)$"), ("regex", "-s1,2 -d+ ([^.]+)\\.([^.]+)"),
    ("regex", "-m -a.hit example"), ("regex", "-f ^[A-Z]+$"), ("text", "-k0 -v1 -z: /case/own.txt"),
    ("text", "-k1 -v0 -z: -a.T /case/own.txt"), ("text", "-m -z: /case/own.txt"),
    ("hash", "/etc/mail/mailertable"), ("hash", "-a.H /etc/mail/virtusertable"),
    ("hash", "-m /etc/mail/access"), ("hash", "-o /etc/mail/nosuch"), ("hash", "/etc/mail/nosuch"),
    ("hash", "-f -N /etc/mail/access"), ("btree", "/etc/mail/userdb"), ("btree", "-O /etc/mail/userdb"),
    ("null", ""), ("stab", "/etc/mail/aliases"), ("implicit", "/etc/mail/domaintable"),
    ("user", ""), ("user", "-vuid"), ("arpa", ""), ("host", "-a."), ("host", "-m"),
    ("dns", "-R A"), ("dns", "-R MX -a. -z:"), ("bestmx", ""), ("bestmx", "-z:"), ("syslog", "-D"),
    ("hash", "-T<TMPF> /etc/mail/nosuch"), ("hash", "-t -q /etc/mail/nosuch"),
    ("text", "-S_ -k0 -v1 -z: /case/own.txt"), ("nosuchclass", "x"), ("hash", ""), ("", ""),
]
OWN_TEXT = b"""joe:JOE
ann:ann at home
a:b
b:%0-%1-%2
foo:foo.example.com
bar:<bar@example.com>
quote:"q q"
x:(comment)
host:
example:x%y
7:seven
a.b:ab
"""
FAULTS = ["Zunknown", "R$*", "R$* no tab", "Rjoe $:\tx", "R$+\t$2", "Rx\t$*", "R\tx", "S", "S=3",
          "S200", "Sbad name", "D", "D{}x", "C", "K", "K own", "Kbad nosuch", "M", "Mx", "Mx, P=/x",
          "Mx, A=x", "O", "O NoSuch=1", "O Log=9", "OLogLevel=", "O Timeout.nosuch=1h", "V99",
          "R$- $- $- $- $- $- $- $- $- $-\tx", "R$*\t$( arith 1 $( arith 2 $) $)", "R$*\t$[ a $: b",
          "R$* $>A\tx", "Rx\t$~A", "Rx\t$=A", "\tcontinued", " x", "#", "", "H?x", "HX-Test $x",
          "F", "FA/nosuch", "FA-o /nosuch", "Pjunk=x", "Qslow", "Xfilter", "Efoo=bar", "Troot joe",
          "R$*\t$) x", "R$(x\tb", "R$*\t$: $: x", "R$*\t$@ $: x", "R$*\t$1 $@ x", "CA$=B", "CX$A $B",
          "R$.\tx", "R$?A x\tx", "Rx\t$?A y", "Rx\t$| y", "R$*\t$>nosuch $1", "R$*\t$>200 $1",
          "O BlankSub=.", "O MustQuoteChars=a", "O ColonOkInAddr=False", "O OperatorChars=.:",
          "Rx\t$&{one}y", "R$*\t$#", "R$* $* $* $*\t$4 $3"]
MAILER_FLAGS = "lsDFMAw5:/|@qPn9SehmuXaCcdEfgkprUxz%8"
# Levels from which on they show what no two runs share, or the system log.
HIGHEST = {2: 8, 89: 7}
CATEGORIES = [21] * 4 + [60] * 2 + [35]
MORE_CATEGORIES = [20, 22, 24, 12, 33, 36, 37, 38, 44, 9, 11, 25, 27, 28]


class Generator(Chooser):
    def __init__(self, seed, every_category=False):
        self.categories = CATEGORIES + (MORE_CATEGORIES if every_category else [])
        super().__init__(seed)
        self.rulesets = []
        self.maps = []
        self.mailers = []
        self.starts = self.chance(0.35)

    def case_parts(self):
        """(configuration, input, extra arguments), all as bytes or strings."""
        cf = self.configuration()
        commands = [self.command() for _ in range(self.pick.randint(8, 20))]
        args = [f"-d{self.level()}"] if self.chance(0.1) else []
        if self.starts:
            args = start.arguments(self.pick, HIGHEST)
        return cf.encode("latin-1"), "".join(c + "\n" for c in commands).encode("latin-1"), args

    # --- configuration

    def configuration(self):
        lines = [self.one(["V10/Berkeley"] * 12 + ["V10", "V9/Berkeley", "V8", "V5", ""])]
        lines.append("O OperatorChars=" + self.one([".:%@!^/[]+"] * 4 + [".:@[]", ".:%@!^/[]", "@."]))
        lines += [self.macro_line() for _ in range(self.pick.randint(1, 5))]
        lines += [self.class_line() for _ in range(self.pick.randint(1, 5))]
        lines += [self.map_line() for _ in range(self.pick.randint(1, 4))]
        names = self.pick.sample(NAMES, self.pick.randint(2, 4))
        self.rulesets = [self.one(["3", "canonify=3"]), self.one(["0", "parse=0"]), *names]
        if self.chance(0.4):
            self.rulesets += self.pick.sample(["1", "2", "4", "final=4", "5", "localaddr=5"], 2)
        lines += self.mailer_lines()
        for index, name in enumerate(self.rulesets):
            lines.append("S" + name)
            lines += [self.rule(index) for _ in range(self.pick.randint(0, 5))]
        for _ in range(self.pick.choice([0, 0, 0, 1, 2])):
            lines.insert(self.pick.randint(1, len(lines)), self.one(FAULTS))
        if self.starts:
            lines[2:2] = start.lines(self.pick)
        return "\n".join(lines) + "\n"

    def macro_line(self):
        return f"D{self.one(MACROS)}{self.value()}"

    def value(self):
        parts = []
        for _ in range(self.pick.choice([0, 1, 1, 2, 3])):
            kind = self.pick.random()
            if kind < 0.6:
                parts.append(self.one(WORDS))
            elif kind < 0.7:
                parts.append(self.one(MARKS))
            elif kind < 0.8:
                parts.append("$" + self.one(MACROS + BUILTIN_MACROS))
            elif kind < 0.87:
                parts.append(f"$?{self.one(MACROS)}{self.one(WORDS)}$|{self.one(WORDS)}$.")
            elif kind < 0.93:
                parts.append("$&" + self.one(MACROS))
            else:
                parts.append(self.one(['"a b"', "(c)", "$*", "$1", "\\$x", "$$", "a<b", "\\t", "#x"]))
        return self.one(["", "", " "]).join(parts)

    def class_line(self):
        words = [self.one(WORDS) for _ in range(self.pick.randint(1, 4))]
        if self.chance(0.2):
            words.append(self.one(["a.b.c", "x@y", "$A", "$=A", "$w", "foo.", ".com", "\"q\"", "a-b"]))
        return f"C{self.one(CLASSES)}{self.one(['', ' '])}{' '.join(words)}"

    def map_line(self):
        name = self.one(["m1", "m2", "m3", "own", "Look"])
        kind, rest = self.one(MAP_KINDS)
        if kind in ("sequence", "switch") or (self.maps and self.chance(0.1)):
            rest = " ".join(other for other, _ in self.maps if other != name)
            kind = "sequence"
        self.maps.append((name, kind))
        return f"K{name} {kind} {rest}".rstrip()

    def mailer_lines(self):
        lines = []
        self.mailers = ["local", "esmtp"] + (["prog"] if self.chance(0.3) else [])
        if self.chance(0.5):
            self.mailers.append(self.one(["relay", "own", "x-y"]))
        for name in self.mailers:
            if name == "local" and self.chance(0.6):
                flags = "lsDFMAw5:/|@qPn9"
            else:
                flags = "".join(self.pick.sample(MAILER_FLAGS, self.pick.randint(0, 10)))
            equates = [f"P={self.one(['/bin/true', '[IPC]', '/bin/sh'])}", f"F={flags}"]
            for letter in "SR":
                first, second = self.one(self.rulesets), self.one(self.rulesets)
                target = first.split("=")[0] + ("/" + second.split("=")[0] if self.chance(0.5) else "")
                if self.chance(0.8):
                    equates.append(f"{letter}={target}")
            if self.chance(0.5):
                equates.append("E=\\r\\n")
            equates += self.pick.sample(["L=990", "M=1000", "T=DNS/RFC822/SMTP", "m=5", "r=20", "D=/",
                                         "C=utf-8", "U=joe", "W=1m", "N=2", "/=/"], 1)
            equates.append("A=" + self.one(["true $u", "TCP $h", "x $u $h", "FILE /dev/null"]))
            lines.append(f"M{name}, " + ", ".join(equates))
        return lines

    def rule(self, index):
        left, wild = self.left_side()
        text = f"R{left}\t{self.one(['', '', chr(9)])}{self.right_side(index, wild)}"
        return text + (self.one(["\tcomment", "\t# x"]) if self.chance(0.05) else "")

    def left_side(self):
        parts, wild, greedy = [], 0, 0
        for _ in range(self.pick.choice([1, 1, 2, 3, 3, 4, 5, 6])):
            kind = self.pick.random()
            if kind < 0.22:
                parts.append(self.one(WORDS))
            elif kind < 0.42:
                parts.append(self.one("@@@..<>!%:"))
            elif kind < 0.72 and greedy < 4:
                parts.append(self.one(["$*", "$+", "$+", "$-", "$-"]))
                wild, greedy = wild + 1, greedy + 1
            elif kind < 0.84:
                parts.append(self.one(["$=", "$=", "$~"]) + self.one(CLASSES))
                wild += 1
            elif kind < 0.88:
                parts.append("$@" if self.chance(0.5) else "$" + self.one(MACROS))
            elif kind < 0.93:
                parts.append("$&" + self.one(MACROS + ["w", "j"]))
            elif kind < 0.97:
                parts.append(self.one(['"joe user"', "$|", "(c)", "\\@", "''", "$$", "<@"]))
        return self.one([" ", " ", ""]).join(parts) or "$*", wild

    def right_side(self, index, wild):
        prefix = self.one(["$: ", "$: ", "$@ ", "$@ ", "", ""])
        if self.chance(0.12):
            return self.resolved(wild)
        parts = [self.piece(index, wild) for _ in range(self.pick.choice([1, 1, 2, 3, 4]))]
        return prefix + self.one([" ", " ", " ", ""]).join(parts)

    def resolved(self, wild):
        mailer = self.one(self.mailers * 3 + ["error", "error", "discard", "nosuch"])
        if mailer == "error":
            code = self.one(["$@ 5.1.1 ", "$@ nouser ", "$@ 5.7.1 ", "$@ 553 ", "", "$@ 5.2.3 "])
            text = self.one(['"553 no such user"', "550 5.1.1 go away", "no", '"quoted text"'])
            return f"$#error {code}$: {text}"
        host = f"$@ {self.atom(wild)} " if self.chance(0.8) else ""
        return f"$#{mailer} {host}$: {self.atom(wild)}{self.one(['', ' < @ ' + self.atom(wild) + ' >'])}"

    def piece(self, index, wild):
        kind = self.pick.random()
        if kind < 0.55:
            return self.atom(wild)
        if kind < 0.66:
            return self.one("@.<>!%:|")
        if kind < 0.82:
            return self.lookup(wild)
        if kind < 0.92:
            later = self.rulesets[index + 1:]
            if self.chance(0.03):
                later = self.rulesets
            if later:
                return f"$>{self.one(later).split('=')[0]} {self.atom(wild)}"
            return self.atom(wild)
        if kind < 0.95:
            return f"$?{self.one(MACROS)} {self.one(WORDS)} $| {self.one(WORDS)} $."
        return self.one(['"q"', "(c)", "$$x", "\\@", "$|", "$j", "$w", "$&w", "''"])

    def atom(self, wild):
        kind = self.pick.random()
        if kind < 0.55 and wild:
            return f"${self.pick.randint(1, wild)}"
        if kind < 0.85:
            return self.one(WORDS)
        if kind < 0.93:
            return "$&" + self.one(MACROS)
        return "$" + self.one(MACROS)

    def lookup(self, wild):
        if self.chance(0.15):
            default = f" $: {self.atom(wild)}" if self.chance(0.4) else ""
            name = self.atom(wild)
            return f"$[ {self.one([name, name, f'[ {name} ]', '[ 192.0.2.25 ]'])}{default} $]"
        name, kind = self.one(self.maps + [("nosuchmap", "")] if self.chance(0.1) else self.maps)
        if kind == "arith":
            key, args = self.one("+-*/%|&l<=^"), f" $@ {self.number(wild)} $@ {self.number(wild)}"
        elif kind == "macro":
            key, args = self.one(MACROS), f" $@ {self.atom(wild)}" if self.chance(0.8) else ""
        else:
            key = " ".join(self.atom(wild) for _ in range(self.pick.choice([1, 1, 1, 2])))
            args = "".join(f" $@ {self.atom(wild)}" for _ in range(self.pick.choice([0, 0, 1, 2])))
        default = f" $: {self.atom(wild)}" if self.chance(0.5) else ""
        return f"$({name} {key}{args}{default} $)"

    def number(self, wild):
        return self.one(["1", "2", "0", "10", "0x10", "010", "99999", self.atom(wild)])

    # --- input

    def command(self):
        kind = self.pick.random()
        if kind < 0.45:
            return f"{self.ruleset_list()} {self.address()}"
        if kind < 0.53:
            return self.one(["/parse ", "/parse ", "/pa "]) + self.address()
        if kind < 0.61:
            return f"/try {self.one(self.mailers)} {self.address()}"
        if kind < 0.64:
            return "/tryflags " + self.one(["HS", "HR", "ES", "ER", "h", "e", "r", "S", "x", ""])
        if kind < 0.70:
            return self.map_command()
        if kind < 0.77:
            return f".D{self.one(MACROS + ['f', '{client_addr}'])}{self.value()}"
        if kind < 0.80:
            return f".C{self.one(CLASSES)}{self.one(['', ' '])}{self.one(WORDS)}"
        if kind < 0.85:
            return "$" + self.one(MACROS + BUILTIN_MACROS + ["=A", "=B", "=X", "={Own}", "=w", "={no}"])
        if kind < 0.89:
            return "=S" + self.one(self.rulesets + ["nosuch", "", "200"]).split("=")[0]
        if kind < 0.90:
            return "=M"
        if kind < 0.95:
            return f"-d{self.level()}"
        return self.one(["", "#", "# comment", "?", "/", "/nosuch", "=", "=X", ".", ".D", ".Dx", ".C",
                         ".X", "-d", "-x", "3", "3 ", "nosuch a", "3,nosuch a", "/parse", "/try",
                         "/try local", "/try nosuch a@b", "/map", "/map own", "/map nosuch a", "/canon",
                         "/canon hub.example.net", "/canon host1.example.org", "/expand $A $w ${one}",
                         "/mx example.net", "/tryflags", "$", "${}", "$=", "${nosuch}", "   ", "\t3 a",
                         "3,,0 a", ",3 a", "100 a", "3,0", "\x813 a", "first\tb"])

    def ruleset_list(self):
        first = self.one(self.rulesets).split("=")[0]
        return first + ("," + self.one(self.rulesets).split("=")[0] if self.chance(0.3) else "")

    def map_command(self):
        usable = [name for name, _ in self.maps
                  if all(kind != "macro" for other, kind in self.maps if other == name)
                  and not any(kind == "sequence" for other, kind in self.maps if other == name)]
        if not usable:
            return f"/map host {self.one(WORDS)}"
        key = self.address() if self.chance(0.3) else self.one(WORDS)
        return f"/map {self.one(usable)} {key}"

    def level(self):
        return f"{self.one(self.categories)}.{self.one([0, 0, 1, 1, 2, 3, 4, 5, 8, 10, 12, 15, 20, 35, 36])}"

    def address(self):
        shape = self.pick.random()
        if shape < 0.35:
            return f"{self.one(WORDS)}@{self.one(WORDS)}"
        if shape < 0.39:
            return f"{self.one(WORDS)}@[{self.one(['10.3.3.3', '192.0.2.25', '127.0.0.1', 'IPv6:2001:db8::2', 'x'])}]"
        if shape < 0.45:
            return f"{self.one(WORDS)} <{self.one(WORDS)}@{self.one(WORDS)}>"
        if shape < 0.55:
            return f"{self.one(WORDS)}!{self.one(WORDS)}%{self.one(WORDS)}@{self.one(WORDS)}"
        parts = []
        for _ in range(self.pick.randint(0, 8)):
            kind = self.pick.random()
            parts.append(self.one(WORDS if kind < 0.5 else MARKS if kind < 0.85 else ODD))
        return self.one(["", "", " "]).join(parts)
