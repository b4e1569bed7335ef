"""Ways to break a good suite, its configuration, tables, world or command line: none may end green.

The list below names each way. Beside it, faults and letters are made at random on the suites of testdata/:
a *fault* (a configuration with an error, a file that is gone, a name that there is not, a world that does not
answer) must never be green; a changed *letter* or a lost *line* may be, if every expectation that is left is
true of what comes out, as judge.py sees it.

    MUTANTS=N   how many at random of each kind (60)
"""

import os
import random
import shutil
import signal
import subprocess

import judge
from run import Skip, same

RANDOM = int(os.environ.get("MUTANTS", "60"))
SEED = int(os.environ.get("MUTANTS_SEED", "1"))
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def suites(bench):
    """A copy of the suites of testdata/, in the bench's folder."""
    shutil.copytree(bench.root / "testdata" / "suites", bench.folder / "suites", dirs_exist_ok=True)
    shutil.copytree(bench.root / "testdata" / "example", bench.folder / "example", dirs_exist_ok=True)
    return bench.folder / "suites"


def edit(path, old, new, count=1):
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, count))


def green(done):
    return done.returncode == 0


# name -> what is done to the folder; then `btsh test relay.bt` is run
BROKEN = {
    "config: blanks where a tab must be": lambda f: edit(f / "relay.cf", "R$+ <@ $=w>\t", "R$+ <@ $=w>  "),
    "config: gone": lambda f: (f / "relay.cf").unlink(),
    "config: a folder": lambda f: ((f / "relay.cf").unlink(), (f / "relay.cf").mkdir()),
    "config: empty": lambda f: (f / "relay.cf").write_text(""),
    "config: only comments": lambda f: (f / "relay.cf").write_text("# nothing\n"),
    "config: the text of an .mc": lambda f: (f / "relay.cf").write_text("divert(-1)\nOSTYPE(`linux')\nMAILER(`local')\n"),
    "config: something else": lambda f: (f / "relay.cf").write_text("root:x:0:0:root:/root:/bin/sh\n"),
    "config: an unknown line": lambda f: edit(f / "relay.cf", "Djmail", "Ymail"),
    "config: a map of no class": lambda f: edit(f / "relay.cf", "Kdnsbl host", "Kdnsbl hots"),
    "config: a mailer without a program": lambda f: edit(f / "relay.cf", "Mesmtp, P=[IPC],", "Mesmtp,"),
    "config: a mailer that is none": lambda f: edit(f / "relay.cf", "$#esmtp", "$#emstp"),
    "config: a ruleset is gone": lambda f: edit(f / "relay.cf", "Scheck_rcpt", "Schek_rcpt"),
    "config: a rule is gone": lambda f: edit(f / "relay.cf", "R<RELAY> $*\t$@ OK\n", ""),
    "config: another answer": lambda f: edit(f / "relay.cf", "550 Relaying denied", "550 Relaying refused"),
    "config: cut in a rule": lambda f: (f / "relay.cf").write_text((f / "relay.cf").read_text()[:900]),
    "config: its name in the suite": lambda f: edit(f / "relay.bt", "config relay.cf", "config realy.cf"),
    "table: gone": lambda f: (f / "relay.access").unlink(),
    "table: empty": lambda f: (f / "relay.access").write_text(""),
    "table: a key is gone": lambda f: edit(f / "relay.access", "Connect:192.0.2.7\tRELAY\n", ""),
    "table: another value": lambda f: edit(f / "relay.access", "192.0.2.7\tRELAY", "192.0.2.7\tREALY"),
    "table: a folder": lambda f: ((f / "relay.access").unlink(), (f / "relay.access").mkdir()),
    "table: a type that is none": lambda f: edit(f / "relay.bt", "source:relay", "sauce:relay"),
    "table: of a map that is none": lambda f: edit(f / "relay.bt", "#@ map access + Connect", "#@ map acces + Connect"),
    "zone: gone": lambda f: (f / "relay.zone").unlink(),
    "zone: a fault in it": lambda f: edit(f / "relay.zone", "A\t127.0.0.2", "A\t127.0.0.256"),
    "zone: a record is gone": lambda f: edit(f / "relay.zone", "66.113.0.203\tA\t127.0.0.2\n", ""),
    "zone: without SOA": lambda f: edit(f / "relay.zone", "@\t\tSOA\tns hostmaster 1 1d 1h 1w 1h\n", ""),
    "zone: not named": lambda f: edit(f / "relay.bt", "#@ zone relay.zone\n", "#@ replay none.json\n"),
    "suite: gone": lambda f: (f / "relay.bt").unlink(),
    "suite: empty": lambda f: (f / "relay.bt").write_text(""),
    "suite: only comments": lambda f: (f / "relay.bt").write_text("# one\n# two\n"),
    "suite: something else": lambda f: (f / "relay.bt").write_text("# btsh\n\nSome text that is read.\n"),
    "suite: a table": lambda f: shutil.copy(f / "relay.access", f / "relay.bt"),
    "suite: a directive misspelt": lambda f: edit(f / "relay.bt", "#@ test one entry", "#@ tets one entry"),
    "suite: a directive glued": lambda f: edit(f / "relay.bt", "#@ expect ok", "#@expect ok"),
    "suite: an expectation misspelt": lambda f: edit(f / "relay.bt", "#@ expect ok", "#@ expect okay"),
    "suite: expectations gone": lambda f: (f / "relay.bt").write_text("#@ config relay.cf\n#@ test a\n3,0 joe\n"),
    "suite: a ruleset misspelt": lambda f: edit(f / "relay.bt", "check_rcpt <anna", "chek_rcpt <anna"),
    "suite: a ruleset misspelt, an error expected": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\nchek_rcpt x@y\n#@ expect error\n"),
    "suite: a ruleset of a number without rules": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\n17 x@y\n#@ expect ok\n"),
    "suite: a command that is none": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\n/prase x@y\n#@ expect error\n"),
    "suite: a mailer that is none": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\n/try nosuch x@y\n#@ expect error\n"),
    "suite: a map that is none": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\n/map nosuch x@y\n#@ expect error\n"),
    "suite: a class that is none": lambda f: (f / "relay.bt").write_text(
        "#@ config relay.cf\n#@ test a\n$={Nosuch}\n#@ expect ok\n"),
    "suite: no lookup in a map that is none": lambda f: edit(f / "relay.bt", "no lookup access", "no lookup acess"),
    "suite: a lookup of another key": lambda f: edit(f / "relay.bt", "lookup access connect:203", "lookup access connect:204"),
    "suite: another value": lambda f: edit(f / "relay.bt", "192.0.2.7 => RELAY", "192.0.2.7 => OK"),
    "suite: another line of the rules": lambda f: edit(f / "relay.bt", "rule relay.cf:38", "rule relay.cf:39"),
    "suite: another code": lambda f: edit(f / "relay.bt", "error 5.7.1 \"550 Rel", "error 5.7.2 \"550 Rel"),
    "suite: another text": lambda f: edit(f / "relay.bt", "550 Relaying denied", "550 Relaying denyed"),
    "suite: a preset that is none": lambda f: edit(f / "relay.bt", "#@ preset inside", "#@ preset insdie"),
    "suite: a preset without an end": lambda f: edit(f / "relay.bt", "#@ end\n#@ define-preset inside", "#@ define-preset inside"),
    "suite: a test without commands": lambda f: edit(f / "relay.bt", "#@ test routes", "#@ test nothing\n#@ test routes"),
    "suite: a test without a title": lambda f: edit(f / "relay.bt", "#@ test routes", "#@ test"),
    "suite: its table of routes is gone": lambda f: (f / "relay.routes").unlink(),
    "suite: a row lacks a column": lambda f: edit(f / "relay.routes", "local\t-\tjoe", "local\tjoe"),
    "suite: a row says otherwise": lambda f: edit(f / "relay.routes", "local\t-\tjoe", "local\t-\tjo"),
    "suite: a NUL": lambda f: edit(f / "relay.bt", "joe@", "j\0oe@"),
    "suite: a byte order mark": lambda f: (f / "relay.bt").write_text("\ufeff" + (f / "relay.bt").read_text()),
    "suite: another host name": lambda f: edit(f / "relay.bt", "#@ hostname mail.example.com", "#@ hostname two words"),
    "suite: its load is expected to complain": lambda f: edit(f / "relay.bt", "#@ zone", "#@ expect load \"nothing\"\n#@ zone"),
}

# Other words on the command line, and what the folder lacks for them.
WORDS = {
    "a subcommand that is none": ("tset", "relay.bt"),
    "no subcommand, a file": ("relay.bt",),
    "a filter that lets nothing through": ("test", "--filter", "nothing of that name", "relay.bt"),
    "an option that is none": ("test", "--jnuit", "x.xml", "relay.bt"),
    "a report into a folder": ("test", "--junit", ".", "relay.bt"),
    "a report where nothing can be": ("test", "--lcov", "no/where/x.info", "relay.bt"),
    "more coverage than there is": ("test", "--coverage-min", "100", "relay.bt"),
    "a map that is none": ("--map", "nosuch + a b", "test", "relay.bt"),
    "a zone that is gone": ("--zone", "no.zone", "test", "relay.bt"),
    "a root that is gone": ("--root", "nowhere", "test", "relay.bt"),
    "a second suite that is gone": ("test", "relay.bt", "no.bt"),
    "a second suite that is none": ("test", "relay.bt", "relay.zone"),
    "a folder without suites": ("test", "empty"),
    "output that is lost": ("test", "relay.bt"),
}


def broken(change):
    def test(bench):
        folder = suites(bench)
        change(folder)
        done = bench.run("test", "relay.bt", cwd=folder)
        assert not green(done), "green:\n" + done.stdout + done.stderr
        assert done.stdout + done.stderr, "nothing was said"
    return test


def whole(bench):
    """The suite that is broken below is green as it stands."""
    folder = suites(bench)
    for name in ("relay.bt", "tls.bt", "uucp.bt", "headers.bt", "ldap.bt"):
        done = bench.run("test", name, cwd=folder)
        same(done.returncode, 0, done.stdout + done.stderr)


def words(name, args):
    def test(bench):
        folder = suites(bench)
        (folder / "empty").mkdir()
        if name == "output that is lost":
            with open("/dev/full", "w") as full:
                status = subprocess.run([bench.program, *args], cwd=folder, env=bench.env, stdout=full,
                                        stderr=subprocess.PIPE, timeout=60).returncode
            same(status, 74, "status")
            return
        done = bench.run(*args, cwd=folder)
        assert not green(done), "green:\n" + done.stdout + done.stderr
    return test


def unreadable(bench):
    """As somebody who may not read the configuration, a table, the zone, the suite, the folder."""
    if os.geteuid() != 0:
        raise Skip("only root can become somebody else")
    bench.need("setpriv")
    folder = suites(bench)
    subprocess.run(["chmod", "-R", "a+rX", bench.folder], check=True)
    same(bench.run("test", "relay.bt", cwd=folder, before=NOBODY).returncode, 0, "status of all readable")
    for name in ("relay.cf", "relay.access", "relay.zone", "relay.bt", "relay.routes"):
        mode = (folder / name).stat().st_mode
        (folder / name).chmod(0)
        done = bench.run("test", "relay.bt", cwd=folder, before=NOBODY)
        assert not green(done), f"{name} cannot be read, and all is green:\n{done.stdout}"
        done = bench.run("test", ".", cwd=folder, before=NOBODY)
        assert not green(done), f"{name} cannot be read, and the folder is green:\n{done.stdout}"
        (folder / name).chmod(mode)
    (folder / "sub").mkdir()
    shutil.copy(folder / "relay.bt", folder / "sub")
    (folder / "sub").chmod(0)
    done = bench.run("test", ".", cwd=folder, before=NOBODY)
    assert not green(done), f"a folder cannot be read, and all is green:\n{done.stdout}"


def optional_table(bench):
    """A table that may be missing, exists and cannot be read: the reference says nothing of it."""
    folder = suites(bench)
    (folder / "damaged.db").write_bytes(b"no database\n" * 400)
    edit(folder / "relay.cf", "Kdnsbl", f"Kmore hash -o {folder}/damaged\nKdnsbl")
    done = bench.run("test", "relay.bt", cwd=folder)
    same(done.returncode, 2, done.stdout)
    assert "damaged.db: no Berkeley DB file" in done.stdout, done.stdout
    (folder / "damaged.db").unlink()
    same(bench.run("test", "relay.bt", cwd=folder).returncode, 0, "status without the table")


def cut_short(bench):
    """Control-C, SIGTERM, a closed terminal: what was not run is said, and no run is green."""
    folder = suites(bench)
    tests = "".join(f"#@ test t{i}\n3,0 joe@example.com\n#@ expect mailer=local\n" for i in range(60000))
    (folder / "long.bt").write_text("#@ config relay.cf\n#@ hostname mail.example.com\n" + tests)
    for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        child = subprocess.Popen([bench.program, "test", "-j1", "long.bt"], cwd=folder, env=bench.env,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        same(child.stdout.readline(), "TAP version 14\n", "the first line")  # it runs, and hears
        child.send_signal(sent)
        out, said = child.communicate(timeout=60)
        assert child.returncode != 0, f"signal {sent}: green"
        if sent == signal.SIGINT:
            same(child.returncode, 130, "status")
            assert "Bail out! interrupted; " in out, out[-200:]


def no_answer(bench):
    """A world that does not answer: no zone, no network."""
    folder = suites(bench)
    edit(folder / "relay.bt", "#@ zone relay.zone\n", "")
    done = bench.run("test", "relay.bt", cwd=folder)
    same(done.returncode, 3, done.stdout)
    assert "the answer rests on a lookup that failed: map dnsbl, key 5.113.0.203.bl.example.net." in done.stdout, done.stdout


# ---- at random -----------------------------------------------------------------------------------

NAMES = ("relay", "tls", "uucp", "headers")


def fault(rng, folder, name):
    """Makes one fault; its description."""
    suite = folder / f"{name}.bt"
    lines = suite.read_text().splitlines(keepends=True)
    kind = rng.choice(("config gone", "config cut", "config blanks", "config line", "directive", "ruleset", "map", "preset",
                       "file of set-up", "expectation", "expectations gone"))
    config = folder / f"{name}.cf"
    text = config.read_text().splitlines(keepends=True)

    def change(where, what):
        lines[where] = what
        suite.write_text("".join(lines))

    def pick(found):
        places = [i for i, line in enumerate(lines) if found(line)]
        return rng.choice(places) if places else None

    if kind == "config gone":
        config.unlink()
    elif kind == "config cut":
        place = rng.choice([i for i, line in enumerate(text) if line.startswith("R") and "\t" in line])
        config.write_text("".join(text[:place]) + text[place].split("\t")[0] + "\n")
    elif kind == "config blanks":
        place = rng.choice([i for i, line in enumerate(text) if line.startswith("R") and "\t" in line])
        text[place] = text[place].replace("\t", "  ")
        config.write_text("".join(text))
    elif kind == "config line":
        text.insert(rng.randrange(len(text)), "?this is no line\n")
        config.write_text("".join(text))
        # a line that begins with a letter that is none; not behind a line that goes on
    elif kind == "directive":
        place = pick(lambda line: line.startswith("#@ ") and not line.startswith("#@ {"))
        word = lines[place].split()[1]
        change(place, lines[place].replace(word, word + rng.choice("xyz"), 1))
    elif kind == "ruleset":
        place = pick(lambda line: line[:1].isalnum())
        change(place, rng.choice("XYZ") + "no" + lines[place])
    elif kind == "map":
        place = pick(lambda line: line.startswith("#@ expect lookup") or line.startswith("#@ expect no lookup"))
        if place is None:
            return None
        change(place, lines[place].replace("lookup ", "lookup no", 1))
    elif kind == "preset":
        place = pick(lambda line: line.startswith("#@ preset"))
        if place is None:
            return None
        change(place, lines[place].rstrip("\n") + "x\n")
    elif kind == "file of set-up":
        place = pick(lambda line: line.startswith(("#@ config", "#@ zone", "#@ table")))
        change(place, lines[place].rstrip("\n") + ".no\n")
    elif kind == "expectation":
        place = pick(lambda line: line.startswith("#@ expect"))
        change(place, lines[place].replace("expect ", "expect no", 1))
    else:
        places = [i for i, line in enumerate(lines) if line.startswith("#@ test")]
        first = rng.choice(places)
        last = min([i for i in places if i > first] + [len(lines)])
        if any(line.startswith((">", "#@ table")) for line in lines[first:last]):
            return None
        suite.write_text("".join(line for i, line in enumerate(lines)
                                 if not (first < i < last and line.startswith("#@ expect"))))
    return kind


def faults_at_random(bench):
    made = 0
    for n in range(RANDOM):
        rng = random.Random(SEED * 100000 + n)
        folder = suites(bench)
        name = rng.choice(NAMES)
        kind = fault(rng, folder, name)
        if kind is None:
            continue
        made += 1
        done = bench.run("test", f"{name}.bt", cwd=folder)
        assert not green(done), f"seed {SEED} number {n} ({kind} of {name}) is green:\n{done.stdout}"
    assert made > RANDOM / 2, f"only {made} faults were made"


def letters_at_random(bench):
    """A letter or a line is lost; what is green then is judged again."""
    greens = judged = 0
    for n in range(RANDOM):
        rng = random.Random(SEED * 200000 + n)
        folder = suites(bench)
        name = rng.choice(NAMES)
        path = rng.choice([p for p in (folder / f"{name}{end}" for end in (".bt", ".cf", ".access", ".zone", ".routes"))
                           if p.exists()])
        lines = path.read_text().splitlines(keepends=True)
        place = rng.choice([i for i, line in enumerate(lines) if line.strip() and not line.startswith("# ")])
        if rng.random() < 0.5:
            del lines[place]
        else:
            at = rng.randrange(len(lines[place].rstrip("\n")))
            lines[place] = lines[place][:at] + lines[place][at + 1:]
        path.write_text("".join(lines))
        done = bench.run("test", f"{name}.bt", cwd=folder)
        if not green(done):
            continue
        greens += 1
        wrong, count = judge.judge(bench, folder, f"{name}.bt")
        judged += count
        assert not wrong, f"seed {SEED} number {n} ({path.name} line {place + 1}) is green:\n" + "\n".join(wrong)
    assert greens == 0 or judged > 0, "nothing was judged"


def judge_sees(bench):
    """The second evaluator agrees with good suites, and sees what is wrong in bad ones."""
    folder = suites(bench)
    for name in NAMES:
        wrong, count = judge.judge(bench, folder, f"{name}.bt")
        assert not wrong, "\n".join(wrong)
        assert count > 3, f"only {count} expectations of {name}.bt were judged"
    edit(folder / "relay.bt", "error 5.7.1 \"550 Rel", "error 5.7.2 \"550 Rel")
    assert judge.judge(bench, folder, "relay.bt")[0], "a wrong code is not seen"
    edit(folder / "uucp.bt", "mailer=local user=joe", "mailer=local user=jo")
    assert judge.judge(bench, folder, "uucp.bt")[0], "a wrong user is not seen"


def tests():
    yield "whole", whole
    for name, change in BROKEN.items():
        yield name, broken(change)
    for name, args in WORDS.items():
        yield "words: " + name, words(name, args)
    for test in (unreadable, optional_table, cut_short, no_answer, judge_sees, faults_at_random, letters_at_random):
        yield test.__name__.replace("_", " "), test
