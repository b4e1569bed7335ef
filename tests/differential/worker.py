"""What one worker process does with one case: run both programs, judge, explain."""

import copy
import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

import case as cases
import compare
import execute
import foreign
import hint
import pending
import place
import reference
import sandbox
import shrink

RANDOM_PATIENCE = 2.0
EXPLAINED = 5


@dataclass
class Settings:
    btsh: Path
    recorded: bool
    random: bool
    keep: Path
    verbose: bool


@dataclass
class Verdict:
    name: str
    kind: str
    text: str = ""
    commands: int = 0


settings = None
_explained = 0


def start(given):
    global settings
    settings = given
    execute.start_worker()


def judge(case):
    try:
        case = case.build() if hasattr(case, "build") else case
        return _judge(case)
    except reference.McError as trouble:
        return Verdict(case.name, "skipped", f": m4: {str(trouble).strip()[:300]}")
    except Exception as trouble:  # a broken case must not end the run
        return Verdict(case.name, "failed", f"FAILED {case.name}: {trouble!r}")


def _judge(case):
    if sandbox.BARE and not case.portable:
        return Verdict(case.name, "skipped")
    if not sandbox.BARE and _asks_for_owners(case) and not sandbox.full_root():
        return Verdict(case.name, "skipped", ": needs root, to give files to others")
    if not settings.recorded and reference.lacking(case.target):
        return Verdict(case.name, "skipped", ": " + reference.lacking(case.target))
    commands = case.input.count(b"\n")
    if settings.random:
        case.timeout = RANDOM_PATIENCE
    if case.instead:
        wanted = case.instead
    elif settings.recorded:
        wanted = cases.Outcome(b"", b"", -11) if case.crash else case.expected
    else:
        wanted = execute.run_reference(case)
    if case.unlike and not reference.lacking(place.TARGETS[0]) and \
            compare.same(wanted, execute.run_reference(dataclasses.replace(case, target=place.TARGETS[0]))):
        return Verdict(case.name, "failed", f"FAILED {case.name}: sendmail {place.TARGETS[0]} does the same\n")
    case.timeout *= 3 if settings.random else 1
    got = compare.masked_run(settings.btsh, case)
    hint.take_off(case, wanted, got)
    found = compare.explain(case, wanted, got)
    survived = not compare.fell(got)
    why = pending.reason(case.name)
    if found and survived and why is not None:
        return Verdict(case.name, "skipped", f": pending: {why}")
    if found and survived and settings.random and foreign.shows(wanted):
        return Verdict(case.name, "dropped", ": the reference reads memory that is not its own")
    if found:
        return Verdict(case.name, "failed", _report(case, wanted, got, found))
    if why is not None:
        return Verdict(case.name, "failed",
                       f"FAILED {case.name}: no longer pending; take it out of {pending.LIST.name}\n")
    if settings.random and (wanted.hung or wanted.crashed):
        return Verdict(case.name, "dropped", ": the reference " +
                       ("crashes" if wanted.crashed else "takes too long"))
    return Verdict(case.name, "passed", "", commands)


def _asks_for_owners(case):
    return case.user or "chown" in case.setup or any(f.owner != "0:0" for f in case.files)


def _report(case, wanted, got, found):
    global _explained
    _explained += 1
    if settings.keep:
        _keep(case, wanted, got)
    text = [f"FAILED {case.name}"]
    if not (settings.recorded or case.instead or wanted.crashed) and _explained <= EXPLAINED:
        case, found = _narrow(case, found, text)
    text.append(found)
    if settings.verbose:
        text.append(cases.write(case))
    return "\n".join(text) + "\n"


def _narrow(case, found, text):
    """Cut the input after the command that is to blame; a random case is made smaller as well."""
    count = compare.guilty_line(case, settings.btsh)
    if count is None:
        return case, found
    lines = case.input.splitlines(keepends=True)
    if count == 0:
        text.append("before the first command")
    else:
        text.append(f"command {count}: {lines[count - 1].rstrip()!r}"[:600])
    cut = copy.copy(case)
    cut.input = b"".join(lines[:count])
    if settings.random:
        cut = shrink.smaller(cut, settings.btsh)
        text.append(f"smallest case that still differs: {len(cut.input.splitlines())} commands")
        text.append(cases.write(cut))
    wanted = execute.run_reference(cut, keep=False)
    got = compare.masked_run(settings.btsh, cut)
    return cut, compare.explain(cut, wanted, got) or found


def _keep(case, wanted, got):
    stem = settings.keep / re.sub(r"[^A-Za-z0-9._-]+", "_", case.name)
    stem.with_suffix(".case").write_text(cases.write(case))
    for label, outcome in (("reference", wanted), ("btsh", got)):
        stem.with_suffix(f".{label}.stdout").write_bytes(outcome.stdout)
        stem.with_suffix(f".{label}.stderr").write_bytes(outcome.stderr)
