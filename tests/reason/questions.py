"""What every other question of a configuration has to keep to, whatever the configuration.

  route      an address goes where /parse says
  diff       a configuration does not differ from itself; what is told of two goes elsewhere, as route says, and nothing
             else does
  again      what search and summary show says the same when it is typed again
  suggest    a suggested suite passes
  check, graph, profile
             end as the manual says, and what is to be JSON is
"""

import json
import re
import shlex
import subprocess

import execute
import laws

OTHER = "other.cf"
SUITE = "suggested.bt"
BASE = ["--seed", "1"]


def route(bench, cf, addresses):
    out, status = bench.run("-C", cf, "route", text="\n".join(addresses) + "\n")
    lines = [line.split("\t") for line in out.splitlines()]
    if [line[0] for line in lines] != addresses:
        raise laws.Wrong(f"{len(lines)} lines for {len(addresses)} addresses, status {status}")
    return lines


def routed(bench, addresses, told):
    for line, said in zip(route(bench, laws.CF, addresses), told):
        # a call of a macro that is left over is a byte to /parse, as to sendmail
        answer, verdict, error = tuple(part.replace("\x81", "$") for part in laws.parsed(said)), line[1], line[5]
        if answer[0] == "error" and verdict not in ("error", "temporary") or answer[0] != "error" and tuple(line[2:5]) != answer:
            raise laws.Wrong(f"{line}, and /parse: {answer}")
        if verdict == "error" and answer[0] != "error" and not any(error.split(" ", 2)[2] in one for one in said):
            raise laws.Wrong(f"{line}, and /parse does not complain: {said}")


def same(bench):
    out, status = bench.run("diff", laws.CF, laws.CF)
    if status not in (0, 3) or not out.startswith("no difference"):
        raise laws.Wrong(f"it differs from itself, status {status}: {out[:200]}")


def differs(bench, addresses, pick):
    """One rule is taken out: where are answers other ones?"""
    lines = bench.cf.splitlines(keepends=True)
    rules = [i for i, line in enumerate(lines) if line.startswith("R")]
    if not rules:
        return
    out = pick.choice(rules)
    (bench.folder / OTHER).write_text("".join(lines[:out] + ["#\n"] + lines[out + 1:]), encoding="latin-1")
    said, _ = bench.run("diff", "--json", laws.CF, OTHER, "--addresses", "-", text="\n".join(addresses) + "\n")
    changed = {one["recipient"] for one in map(json.loads, said.splitlines()) if any(c["question"] == "route" for c in one.get("changes", []))}
    for one, two in zip(route(bench, laws.CF, addresses), route(bench, OTHER, addresses)):
        one, two = ([re.sub(", rule .*", "", part) for part in line] for line in (one, two))
        if (one != two) != (one[0] in changed):
            raise laws.Wrong(f"without line {out + 1}: {one}, {two}, and diff says {'changed' if one[0] in changed else 'no difference'}")


def typed(bench, command):
    words = re.sub(rb"(^|\| )btsh ", lambda m: m[1] + shlex.quote(bench.btsh).encode() + b" ", command.encode("latin-1"))
    done = subprocess.run(words, shell=True, cwd=bench.folder, env=execute.ENVIRONMENT, capture_output=True, timeout=60)
    return (done.stdout + done.stderr).decode("latin-1")


def searched(bench, what):
    out, status = bench.run(*BASE, "-C", laws.CF, "search", "--runs", "300", "--jobs", "1", *what)
    if status not in (0, 1, 3):
        raise laws.Wrong(f"search {what}: status {status}: {bench.complaints[-200:]}")
    if status != 0:
        return False
    found = dict(re.match(r"(\w+):? +(.*)", line).groups() for line in out.splitlines())
    again = typed(bench, found["again"])
    circles = "loop broken" in again or "recursion" in again
    if found.get("reply", "") not in again if what != ["--loop"] else not circles:
        raise laws.Wrong(f"search {what} says {found['reply']!r}, and typed again: {again[-300:]!r} ({found['again']})")
    return True


def summed(bench):
    out, status = bench.run("-C", laws.CF, "summary", "--json")
    if status not in (0, 3):
        raise laws.Wrong(f"summary: status {status}: {bench.complaints[-200:]}")
    for one in json.loads(out)["lines"]:
        if one.get("again") and one["outcome"].startswith(("2", "4", "5", "is refused")):
            again = typed(bench, one["again"])
            if one["outcome"].removeprefix("is refused: ") not in again:
                raise laws.Wrong(f"summary says {one['what']} {one['outcome']!r}, and typed again: {again[-300:]!r}")


def suggested(bench):
    (bench.folder / SUITE).unlink(missing_ok=True)
    _, status = bench.run(*BASE, "-C", laws.CF, "test", "--suggest", SUITE)
    if status not in (0, 1, 3):
        raise laws.Wrong(f"suggest: status {status}: {bench.complaints[-200:]}")
    if status == 0:
        out, status = bench.run("test", SUITE)
        if status != 0:
            raise laws.Wrong(f"what was suggested does not pass: {out[-600:]}")


def ends(bench, *words, expected, text="", form=None):
    out, status = bench.run(*words, text=text)
    if status not in expected:
        raise laws.Wrong(f"{words}: status {status}: {bench.complaints[-200:]}")
    if form:
        json.loads(out)
