"""A second evaluator: are the expectations of a suite true of what btsh prints? From its JSON, apart from `btsh test`.

Scripts only; transcripts and tables are the first one's. What it does not know it does not count.
"""

import fnmatch
import json
import re

# options of the command line that say the same as a directive
OPTIONS = ("hostname", "map", "zone", "root", "users", "hosts", "caller", "replay")


def squeeze(text):
    return re.sub(r'[\s"]+', "", text)


class Test:
    def __init__(self):
        self.commands, self.options = [], []  # commands: [text, [expectation, ...]]


def read(path):
    """(options of the file, its tests)"""
    options, tests, presets, test, preset = [], [], {}, None, None
    for line in path.read_text().splitlines():
        if line.startswith("#@ "):
            word, _, rest = line[3:].strip().partition(" ")
            rest = rest.strip()
            if preset is not None:
                if word == "end":
                    preset = None
                elif "=" in line:
                    name, _, value = line[3:].partition("=")
                    presets[preset].append(f".D{name.strip()}{value.strip()}")
            elif word == "define-preset":
                preset = rest
                presets[rest] = []
            elif word == "test":
                test = Test()
                tests.append(test)
            elif word == "preset":
                test.commands += [[command, []] for command in presets.get(rest, [])]
            elif word == "expect" and test is not None and test.commands:
                test.commands[-1][1].append(rest)
            elif word == "config":
                options.insert(0, ("-C", rest))
            elif word in OPTIONS:
                (options if test is None else test.options).append(("--" + word, rest))
        elif line.startswith(">") and test is not None:
            tests.remove(test) if test in tests else None
            test = Test()
        elif line and not line.startswith("#") and test is not None:
            test.commands.append([line, []])
    return options, tests


def run(bench, folder, options, test):
    """What each command did: a list of its events, with its printed lines as strings among them."""
    words = [word for pair in options + test.options for word in pair]
    lines = [command for command, _ in test.commands]
    done = bench.run(*words, "--trace=json:all", cwd=folder, text="\n".join(lines) + "\n")
    deeds = []
    for line in done.stdout.splitlines():
        if line.startswith('{"event":"command"'):
            deeds.append([])
        elif deeds:
            deeds[-1].append(json.loads(line) if line.startswith('{"event":') else line)
    return deeds


def events(deed, kind):
    return [e for e in deed if isinstance(e, dict) and e["event"] == kind]


def triple(deed):
    for line in reversed([e for e in deed if isinstance(e, str)]):
        found = re.match(r"mailer (\S+?)(?:, host (.*?))?, user (.*)", line)
        if found:
            return found[1].strip("*"), found[2] or "", found[3]
    for event in reversed([e for e in events(deed, "leave") if e["depth"] == 0]):
        w = event["workspace"]
        if not w or w[0] != "$#":
            return None
        host = w.index("$@") if "$@" in w else None
        user = w.index("$:") if "$:" in w else len(w)
        if host is not None and host > user:
            host = None
        return ("".join(w[1:host if host is not None else user]), "".join(w[host + 1:user]) if host is not None else "",
                "".join(w[user + 1:]))
    return None


def is_error(deed):
    named = triple(deed)
    return (named is not None and named[0] == "error") or any(e["class"] in ("system", "user")
                                                             for e in events(deed, "diagnostic"))


def message(want, got):
    return squeeze(want) == squeeze(got) or fnmatch.fnmatchcase(squeeze(got), re.sub(r"\s+", "", want))


def error_holds(rest, deed):
    found = re.match(r'(?:([^"\s]\S*)\s*)?(?:"(.*)")?$', rest)
    named = triple(deed)
    said = [(e["dsn"] or "", f"{e['code']:03d} {e['dsn'] or ''} {e['text']}", f"{e['code']:03d} {e['text']}", e["text"])
            for e in events(deed, "diagnostic") if e["class"] in ("system", "user")]
    if named is not None and named[0] == "error":
        said.append((named[1], named[2], named[2], named[2]))
    return any((not found[1] or squeeze(found[1]) == squeeze(dsn))
               and (not found[2] or any(message(found[2], text) for text in texts)) for dsn, *texts in said)


def holds(expectation, deed, folder):
    """True, False, or None: it is not known how to see that."""
    word, _, rest = expectation.partition(" ")
    rest = rest.strip()
    tops = [e for e in events(deed, "leave") if e["depth"] == 0]
    if word == "error":
        return error_holds(rest, deed)
    if word == "ok":
        return not is_error(deed) and not events(deed, "tempfail")
    if word == "returns" and tops:
        return squeeze(rest) == squeeze("".join(tops[-1]["workspace"]))
    if word == "unchanged" and tops:
        return events(deed, "enter")[0]["workspace"] == tops[-1]["workspace"]
    if expectation.startswith(("mailer=", "host=", "user=")):
        got = triple(deed)
        want = dict(re.findall(r"(mailer|host|user)=(.*?)(?=\s+(?:mailer|host|user)=|$)", expectation))
        return got is not None and all(squeeze(value).lower() == squeeze(got[("mailer", "host", "user").index(name)]).lower()
                                       for name, value in want.items())
    if word == "lookup":
        found = re.match(r'(\S+)\s+("[^"]*"|\S+)(?:\s+=>\s*(.*))?$', rest)
        return any(e["map"].lower() == found[1].lower() and e["key"].lower() == found[2].strip('"').lower()
                   and (found[3] is None or (e["value"] is not None and message(found[3], e["value"])))
                   for e in events(deed, "found"))
    if expectation.startswith("no lookup "):
        return not any(e["map"].lower() == expectation.split()[2].lower() for e in events(deed, "lookup"))
    if word == "rule":
        name, _, line = rest.rpartition(":")
        return any(e["file"].endswith(name) and e["line"] <= int(line) for e in events(deed, "match"))
    return None


def judge(bench, folder, name):
    """(what is wrong, how many expectations were judged)"""
    options, tests = read(folder / name)
    wrong, count = [], 0
    for test in tests:
        deeds = run(bench, folder, options, test)
        for i, (command, expectations) in enumerate(test.commands):
            for expectation in expectations:
                seen = holds(expectation, deeds[i] if i < len(deeds) else [], folder)
                count += seen is not None
                if seen is False:
                    wrong.append(f"{command}: not true: {expectation}; what came: {triple(deeds[i]) if i < len(deeds) else None}")
    return wrong, count
