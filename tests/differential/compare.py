"""Two outcomes of one case: are they the same, and where do they first part?"""

import copy
import re
import signal

import execute
import masks

_SANITIZER = re.compile(rb"^(?:==\d+==)?ERROR: \w+Sanitizer|: runtime error: ", re.M)
CONTEXT = 8
SHOWN = 8


def masked_run(program, case):
    return masks.mask_outcome(execute.run_program(program, case))


def explain(case, wanted, got):
    """None, or a few lines that say where the program parts from what is wanted.

    Where the reference crashes, or takes too long, all that is asked for is that btsh ends by itself; rules that
    call themselves for ever are left by neither.
    """
    if not case.instead and wanted.hung and got.hung:
        return None
    if not case.instead and (case.crash or wanted.crashed or wanted.hung):
        return _ended(got) if fell(got) else None
    if same(wanted, got):
        return None
    found = []
    if wanted.stdout != got.stdout:
        found += _first_parting("stdout", wanted.stdout, got.stdout)
    if wanted.stderr != got.stderr:
        found += _first_parting("stderr", wanted.stderr, got.stderr)
    if (wanted.status, wanted.hung) != (got.status, got.hung):
        found.append(f"reference {_ended(wanted)}, btsh {_ended(got)}")
    return "\n".join(found)


def fell(got):
    """It crashed, hung, or a sanitizer had something to say, whose exit status is like any other.

    What is stopped at the limit of our own for a file's size had more to say, and is well.
    """
    stopped = got.status == -signal.SIGXFSZ
    return got.hung or (got.status < 0 and not stopped) or _SANITIZER.search(got.stderr) is not None


def same(wanted, got):
    return (wanted.stdout, wanted.stderr, wanted.status, wanted.hung) == \
        (got.stdout, got.stderr, got.status, got.hung)


def guilty_line(case, program):
    """The shortest input, cut at lines, on which the two differ; None where that is not the input.

    Both programs are run again on cut inputs: output alone does not tell which prompt was which.
    """
    lines = case.input.splitlines(keepends=True)

    def differs(count):
        cut = copy.copy(case)
        cut.input = b"".join(lines[:count])
        wanted = execute.run_reference(cut, keep=False)
        return not same(wanted, masked_run(program, cut))

    if not lines or not differs(len(lines)):
        return None
    if differs(0):
        return 0
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if differs(middle) else (middle, high)
    return high


def _ended(outcome):
    if outcome.hung:
        return "did not end"
    if outcome.status < 0:
        return f"died by signal {-outcome.status}"
    return f"exit {outcome.status}"


def _first_parting(stream, wanted, got):
    """The first region that differs, made visible, with the lines before it."""
    ours, theirs = _lines(wanted), _lines(got)
    at = next((i for i, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]),
              min(len(ours), len(theirs)))
    head = [f"{stream}: first difference in line {at + 1}"]
    head += ["            | " + line for line in ours[max(0, at - CONTEXT):at]]
    return head + ["  reference | " + line for line in _until_same(ours, theirs, at)] \
        + ["  btsh      | " + line for line in _until_same(theirs, ours, at)]


def _until_same(lines, others, at):
    """A few lines from `at` on, up to one that the other side has as well."""
    near = set(others[at:at + SHOWN])
    found = []
    for line in lines[at:at + SHOWN]:
        found.append(line)
        if line in near and len(found) > 1:
            break
    return found or ["(end of output)"]


def _lines(data):
    return [_visible(line) for line in data.split(b"\n")]


def _visible(line):
    text = "".join(chr(b) if 32 <= b < 127 else "\\t" if b == 9 else f"\\x{b:02x}" for b in line)
    return text if len(text) < 500 else f"{text[:400]}...({len(text)} characters)"
