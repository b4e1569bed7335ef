"""What an explanation has to keep to, whatever the configuration.

  triple    the answer is what /parse, or the check, says
  end       what it leads to is what -bv finds deliverable
  named     a fact that is named, edited out of the configuration or its table, changes the answer of a fresh run;
            so does a choice, all of it edited out
  unnamed   any other fact, edited out, leaves it
  swept     the same from the other side: words, macros and entries of the configuration and its tables, whether an
            explanation knows of them or not, edited out: the answer is another one where it names them, and only there
  screen    it fits 24 lines of 80 columns

Runs in the sandbox of the differential tests. A bench holds one configuration; each() is what is looked at.
"""

import json
import os
import re
import signal
import subprocess

import execute
import nameserver
import place
import sandbox

CF = "test.cf"
LINES, COLUMNS, HANGING = 24, 80, 15


class Wrong(Exception):
    pass


class Long(Exception):
    """It was not answered in a minute: name servers that do not answer, asked by a rule that loops."""


class Fell(Exception):
    """The real program was ended by a signal, as by rules without an end, and says nothing that could be compared."""


class Bench:
    """One configuration in the folder of this process, and the program that is asked."""

    def __init__(self, btsh, cf):
        self.btsh, self.folder = str(btsh), sandbox.CASE
        self.cf = cf if isinstance(cf, str) else cf.decode("latin-1")
        self.tables = None
        self.write(self.cf)

    def write(self, cf):
        (self.folder / CF).write_text(cf, encoding="latin-1")

    def run(self, *args, text="", program=None):
        words = ["btsh" if program is None else "sendmail", *args]
        try:
            done = subprocess.run(words, executable=program or self.btsh, input=text.encode("latin-1"),
                                  capture_output=True, cwd=self.folder, env=execute.ENVIRONMENT, timeout=60)
        except subprocess.TimeoutExpired:
            raise Long(f"more than a minute: {args}")
        self.complaints = done.stderr.decode("latin-1")
        if done.returncode < 0:
            raise (Wrong if program is None else Fell)(f"signal {-done.returncode}: {args}")
        return done.stdout.decode("latin-1"), done.returncode

    def explain(self, addresses, rules=None, macros=(), form="--json"):
        more = [rules] if rules else []
        out, _ = self.run("-C", CF, *[f"-M{m}" for m in macros], "explain", *([form] if form else []), *more, *addresses)
        return [json.loads(line) for line in out.splitlines() if line.startswith('{"version"')] if form else out

    def ask(self, addresses, rules=None, macros=(), program=None):
        """What a fresh shell says to each: a list of lists of lines."""
        lines = [f"{rules or '/parse'} {a}" for a in addresses]
        out, _ = self.run("-bt", "-C" + CF, *[f"-M{m}" for m in macros], text="\n".join(lines) + "\n", program=program)
        parts = out.split("\n> ")
        if out.startswith("> "):
            parts = out[2:].split("\n> ")
        else:
            parts = out.split("Enter <ruleset> <address>\n> ", 1)[-1].split("\n> ")
        return [part.split("\n") for part in parts[:len(addresses)]]


# ---- answers --------------------------------------------------------------------------------------------

# a file of aliases that is read on the way: its entries are no part of what was asked
OF_A_FILE = re.compile(r"^/\S+: (line \d+: |\d+ aliases, )")
LEAVES = re.compile(r"^(\S+) +returns: ?(.*)$")


def parsed(lines):
    """(mailer, host, user), or the errors."""
    for line in reversed(lines):
        found = re.match(r"^mailer (\S+?)(?:, host (.*?))?(?:, user (.*))?$", line)
        if found and found[1] != "*error*":
            return found[1], found[2] or "", found[3] or ""
    # the errno that a text ends with may be left from anything
    return ("error",) + tuple(re.sub(r": Unknown error -?\d+$", "", line) for line in lines if not re.match(r"^(\S+) +(input|returns):", line)
                 and not OF_A_FILE.match(line) and not line.startswith(("Cracked address", "Parsing ", "mailer *error*")))


def verdict(lines):
    """Of a check: "ok", or how it refuses."""
    last = [found[2] for found in map(LEAVES.match, lines) if found]
    if last and last[-1].startswith(("$# error", "$# discard")):
        return ("refused", last[-1], tuple(l for l in lines if re.match(r"^[45]\d\d ", l)))
    return ("ok",)


def workspace(lines):
    last = [found[2] for found in map(LEAVES.match, lines) if found]
    if not last or not last[-1].startswith("$# error"):
        return last[-1] if last else tuple(lines)
    return (last[-1],) + tuple(line for line in lines if not re.match(r"^(\S+) +(input|returns):", line))


def is_check(rules):
    return rules.split(",")[-1].startswith("check_")


def answer(lines, rules):
    if rules is None:
        return parsed(lines)
    return verdict(lines) if is_check(rules) else workspace(lines)


# ---- facts edited out ------------------------------------------------------------------------------------

class Edits:
    """Takes facts away where people would: in the configuration, in a class's file, in a table."""

    def __init__(self, bench):
        self.bench, self.cf, self.kept = bench, bench.cf, {}
        self.places = set()  # (file, line) that were edited
        self.server = 0      # a name server for this edit alone

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server:
            os.kill(self.server, signal.SIGKILL)
            os.waitpid(self.server, 0)
        self.bench.write(self.bench.cf)
        for path, data in self.kept.items():
            _put(path, data)

    def host(self, fact):
        """A name of DNS or of the hosts file: this process asks a name server of its own, which has not heard of it."""
        key = fact["key"].rstrip(".").lower()
        if not key or not re.match(r"^[\w.-]+$", key):
            return False
        lines = open("/etc/hosts", "rb").read().decode("latin-1").split("\n")
        self.keep("/etc/hosts")
        self.keep("/etc/resolv.conf")
        _put("/etc/hosts", "\n".join(l for l in lines if key not in l.lower().split()[1:]).encode("latin-1"))
        address = f"127.{os.getpid() >> 16 & 255}.{os.getpid() >> 8 & 255}.{os.getpid() & 255 | 1}"
        own = open("/etc/resolv.conf").read().replace("127.0.0.1", address)
        _put("/etc/resolv.conf", own.encode())
        sockets = nameserver.bind(address, 53)
        self.server = os.fork()
        if self.server == 0:
            try:
                nameserver.serve(sockets, nameserver.without(nameserver.read_zone(sandbox.ZONE), key))
            finally:
                os._exit(1)
        for one in sockets:
            one.close()
        return True

    def keep(self, path):
        if path not in self.kept:
            self.kept[path] = open(path, "rb").read()

    def take(self, fact):
        """False: this is nothing that can be edited here."""
        done = {"record": self.record, "word": self.word, "macro": self.macro, "frozen": self.macro}[fact["kind"]](fact)
        if done:
            self.bench.write(self.cf)
        return done

    def record(self, fact):
        if fact.get("class") in ("host", "dns") and "value" in fact and not self.server:
            return self.host(fact)
        name = (fact.get("file") or "").split(" ")[-1].removesuffix(".db")
        # a key that the rules fold or that is given to something else than a table is not taken
        if fact.get("class") not in ("hash", "btree") or not name.startswith("/etc/mail/") or "value" not in fact:
            return False
        lines = open(name, "rb").read().decode("latin-1").split("\n")
        left = [l for l in lines if re.split(r"[ \t]", l)[0].lower() != fact["key"].lower()]
        if len(left) == len(lines):
            return False
        for path in (name, name + ".db"):
            self.keep(path)
        _put(name, "\n".join(left).encode("latin-1"))
        os.unlink(name + ".db")
        with open(name, "rb") as text:
            subprocess.run([str(sandbox.TOOLS / "makemap"), fact["class"], name], stdin=text, check=True)
        return True

    def word(self, fact):
        if fact.get("place", {}).get("kind") != "line":
            return False
        # "and N more": other lines give it as well, and some of them are those of classes that are copied
        names = self.lenders(fact["name"][2:]) if fact["place"].get("more") else [fact["name"][2:]]
        return any([self.word_of(name, fact["word"].lower()) for name in names])

    def lenders(self, name):
        names = [name]
        for one in names:
            for line in self.cf.split("\n"):
                if line.startswith((f"C{one}", f"C{{{one}}}")):
                    names += [n.strip("{}") for n in re.findall(r"\$=(\w|\{\w+\})", line) if n.strip("{}") not in names]
        return names

    def word_of(self, name, word):
        done, lines = False, self.cf.split("\n")
        name = name.strip("{}")
        heads = [f"C{name}", f"C{{{name}}}"]
        for i, line in enumerate(lines):
            head = next((h for h in heads if line.startswith(h)), None)
            if head and (len(name) > 1 or not line.startswith("C{") or head == heads[1]):
                words = line[len(head):].split()
                left = [w for w in words if w.lower() != word]
                if len(left) == len(words):
                    continue
                done = True
                self.places.add((CF, i + 1))
                lines[i] = head + " ".join(left) if left else "#"
            found = re.match(r"^F(?:%s|\{%s\})-?o? ?(/etc/mail/\S+)" % ((re.escape(name.strip("{}")),) * 2), line)
            if found and os.path.exists(found[1]):
                text = open(found[1], "rb").read().decode("latin-1").split("\n")
                left = [l for l in text if l.strip().lower() != word]
                if len(left) < len(text):
                    self.places |= {(found[1], n + 1) for n, l in enumerate(text) if l.strip().lower() == word}
                    self.keep(found[1])
                    _put(found[1], "\n".join(left).encode("latin-1"))
                    done = True
        self.cf = "\n".join(lines)
        return done

    def macro(self, fact):
        name, at = fact["name"].lstrip("$&"), fact.get("place", {})
        if name in ("j", "m", "w", "k") or at.get("kind") != "line" or at.get("file") != CF:
            return False
        lines = self.cf.split("\n")
        head = f"D{name}"
        if not lines[at["line"] - 1].startswith(head):
            return False
        # another line may set it, too: all of them
        self.cf = "\n".join(head if l.startswith(head) and (len(name) > 1 or l[1] != "{") else l for l in lines)
        return True


def _put(path, data):
    with open(path, "wb") as out:
        out.write(data)


# ---- what there is to edit -------------------------------------------------------------------------------

def words_in(bench):
    """Facts that a configuration of C and F lines has, whether anything asks for them or not."""
    for line in bench.cf.split("\n"):
        head = re.match(r"^C(\{[^}]+\}|[^{])(.*)$", line)
        file = re.match(r"^F(\{[^}]+\}|[^{])-?o? ?(/etc/mail/\S+)", line)
        words = head[2].split() if head else []
        if file and os.path.exists(file[2]):
            words = open(file[2], encoding="latin-1").read().split("\n")
        for word in words:
            word = word.strip()
            if word and "$" not in word and not word.startswith("#"):
                yield {"kind": "word", "name": "$=" + (head or file)[1], "word": word, "place": {"kind": "line"}}


def macros_in(bench):
    last = {}
    for number, line in enumerate(bench.cf.split("\n"), 1):
        head = re.match(r"^D(\{[^}]+\}|[^{])(.+)$", line)
        if head:
            last[head[1]] = {"kind": "macro", "name": "$" + head[1], "place": {"kind": "line", "file": CF, "line": number}}
    return list(last.values())


def records_in(bench):
    for line in bench.cf.split("\n"):
        head = re.match(r"^K(\S+) (hash|btree) .*?(/etc/mail/\S+)", line)
        name = head[3].removesuffix(".db") if head else ""
        if head and os.path.exists(name) and _database_class(name + ".db") == head[2]:
            for entry in open(name, encoding="latin-1").read().split("\n"):
                key = re.split(r"[ \t]", entry)[0]
                if key and not key.startswith("#"):
                    yield {"kind": "record", "class": head[2], "file": name + ".db", "key": key, "value": ""}


def _database_class(path):
    """As its first bytes say: a table that is not of the class that reads it was not opened, and made anew would be."""
    data = open(path, "rb").read(16) if os.path.exists(path) else b""
    return {b"\x61\x15\x06\x00": "hash", b"\x62\x31\x05\x00": "btree"}.get(data[12:16])


def candidates(bench, about, pick, most):
    """Some of them: all that have to do with the texts that are asked, before others."""
    all_of, seen = [], set()
    for fact in [*words_in(bench), *macros_in(bench), *records_in(bench)]:
        text = (fact.get("key") or fact.get("word") or "").lower()
        name = (fact["kind"], fact.get("name") or fact.get("file"), text)
        if name not in seen:
            seen.add(name)
            near = fact["kind"] == "macro" or any(text.strip("@.") in a or a in text for a in about if text.strip("@."))
            all_of.append((not near, pick.random(), fact))
    return [fact for _, _, fact in sorted(all_of, key=lambda one: one[:2])[:most]]


# ---- the laws -------------------------------------------------------------------------------------------

def check_triple(said, lines, rules):
    a = said["answer"]
    got = answer(lines, rules)
    if rules is None:
        want = (a["mailer"], a["host"], a["user"]) if "mailer" in a and not a["refused"] else None
        if want is None and got[0] != "error":
            raise Wrong(f"explain refuses, /parse says {got}")
        if want is not None and want != got:
            raise Wrong(f"explain says {want}, /parse {got}")
    elif is_check(rules) and a["refused"] != (got[0] == "refused"):
        raise Wrong(f"explain says {a}, the check {got}")


def check_end(bench, said):
    """Those that -bv calls deliverable."""
    if said["answer"]["refused"] or "mailer" not in said["answer"]:
        return False
    out, status = bench.run("-bv", "-C" + CF, said["address"])
    if status and "... " not in out:
        return False  # the configuration is faulty, and no address was looked at
    found = re.findall(r"^(?:.*)\.\.\. deliverable: mailer (\S+?),(?: host (.*?),)? user (.*)$", out, re.M)
    want = sorted((m, h or "", u) for m, h, u in found)
    if "recipients" in said:
        got = sorted((r["mailer"], r.get("host", ""), r["user"]) for r in said["recipients"]
                     if r["end"] in ("deliverable", "waits"))
    else:
        got = [(said["answer"]["mailer"], said["answer"]["host"], said["answer"]["user"])]
    if want != got:
        raise Wrong(f"explain ends at {got}, -bv at {want}")
    return True


def screen(text):
    """Lines on a screen of 80 columns."""
    n = 0
    for line in text.splitlines():
        rest = max(0, len(line) - COLUMNS)
        n += 1 + -(-rest // (COLUMNS - HANGING))
    return n


def name_asked(fact):
    """Of a name server; None: of somebody else."""
    return fact["key"].rstrip(".").lower() if fact.get("class") in ("host", "dns", "bestmx") else None


def name_found(fact):
    """The whole name for one that was asked for; None: there is none."""
    return fact.get("value", "").rstrip(".").lower() if fact.get("class") == "host" else None


def check_facts(bench, said, rules, macros, figures, pick, real=None):
    """Named facts change the answer; of the others a few are tried."""
    address = said["address"]
    base = answer(bench.ask([address], rules, macros)[0], rules)
    present = [f for f in said["facts"] if f["kind"] in ("record", "word", "macro", "frozen")]
    named = [[f] for f in present if f["decides"]]
    for number in sorted({f["choice"] for f in present if "choice" in f}):
        named.append([f for f in present if f.get("choice") == number])
    # a D line gives a macro both its values, the one as rules are read and the one as they run
    lines = {f["name"].lstrip("$&") for group in named for f in group if "value" in f and "name" in f}
    # and two classes may read the same line of a file
    places = [f["place"] for group in named for f in group if "line" in f.get("place", {})]
    # and a name server that has not heard of a name has nothing at all of it, nor of a short name that it completes
    names = {name for group in named for f in group for name in (name_asked(f), name_found(f))} - {None}
    others = [[f] for f in present if not f["decides"] and "choice" not in f and name_asked(f) not in names
              and f.get("name", "").lstrip("$&") not in lines and f.get("place") not in places]
    for group, expected in [(g, True) for g in named] + [(g, False) for g in pick.sample(others, min(4, len(others)))]:
        with Edits(bench) as edits:
            if not all(edits.take(f) for f in group):
                figures["not editable"] += 1
                continue
            lines = bench.ask([address], rules, macros)[0]
            figures["named" if expected else "unnamed"] += 1
            if real is not None and (figures["named"] + figures["unnamed"]) % 10 == 1:
                try:
                    theirs = bench.ask([address], rules, macros, program=str(place.SENDMAIL))[0]
                    figures["with the real program"] += 1
                except Fell:
                    theirs = []
                    figures["where the real program fell"] += 1
                if len(theirs) > 1 and answer(theirs, rules) != answer(lines, rules):
                    raise Wrong(f"the real program says {answer(theirs, rules)}, btsh {answer(lines, rules)}")
            if (answer(lines, rules) != base) != expected:
                what = [(f.get("map") or f["name"], f.get("key") or f.get("word"), f.get("value")) for f in group]
                raise Wrong(f"{rules or ''} {address}: without {what}: {answer(lines, rules)}, "
                            f"{'as before' if expected else f'before: {base}'}")


def stands_there(said, places):
    """Does a fact that decides stand where the edit was?"""
    return any(f["decides"] and (f.get("place", {}).get("file"), f.get("place", {}).get("line")) in places
               for f in said["facts"])


def is_named(said, fact):
    """Is the edited fact among those that an explanation says decide?"""
    for f in said["facts"]:
        if not f["decides"]:
            continue
        if fact["kind"] == "record" and f["kind"] == "record" and f["key"].lower() == fact["key"].lower() \
                and (f.get("file") or "").split(" ")[-1].removesuffix(".db") == fact["file"].removesuffix(".db"):
            return True
        if fact["kind"] == "word" and f["kind"] == "word" and f["word"].lower() == fact["word"].lower() \
                and f["name"] == fact["name"]:
            return True
        if fact["kind"] == "macro" and f["kind"] in ("macro", "frozen") and f["name"].lstrip("$&") == fact["name"].lstrip("$&"):
            return True
    return False


def check_sweep(bench, fact, asked, figures):
    """One fact edited out, and all that was asked asked afresh. asked: (rules, macros, explanations, answers)."""
    with Edits(bench) as edits:
        if not edits.take(fact):
            return
        figures["swept facts"] += 1
        what = fact.get("key") or fact.get("word") or "", fact.get("file") or fact["name"]
        for rules, macros, said, before in asked:
            lines = bench.ask([one["address"] for one in said], rules, macros)
            if len(lines) != len(said):
                raise Wrong(f"without {what}: {len(lines)} answers for {len(said)} addresses")
            for one, old, new in zip(said, before, lines):
                if not one["finished"]:
                    continue
                changed, named = answer(old, rules) != answer(new, rules), is_named(one, fact)
                figures["swept answers"] += 1
                figures["swept answers that changed"] += changed
                if changed and not named and not stands_there(one, edits.places):
                    raise Wrong(f"{rules or ''} {macros[:1]} {one['address']}: {what}, edited out, is not named: "
                                f"{answer(new, rules)}, before: {answer(old, rules)}")
                if named and not changed and fact["kind"] != "macro" and len(edits.places) < 2:
                    raise Wrong(f"{rules or ''} {macros[:1]} {one['address']}: {what} is named, and without it: "
                                f"{answer(new, rules)}, as before")
