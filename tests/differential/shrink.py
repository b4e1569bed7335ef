"""Makes a failing case smaller: drops input lines, then configuration lines, as long as it fails."""

import copy

import case as cases
import compare
import execute

ATTEMPTS = 250


def smaller(case, program):
    budget = [ATTEMPTS]
    case = copy.deepcopy(case)
    case.input = _drop_lines(case, program, budget, case.input,
                             lambda one, data: setattr(one, "input", data))
    for index, one in enumerate(case.files):
        if one.path == cases.CF:
            def put(target, data, index=index):
                target.files[index].data = data
            case.files[index].data = _drop_lines(case, program, budget, one.data, put)
    return case


def _drop_lines(case, program, budget, data, put):
    lines = data.splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size:
        at = 0
        while at < len(lines) and budget[0] > 0:
            shorter = lines[:at] + lines[at + size:]
            trial = copy.deepcopy(case)
            put(trial, b"".join(shorter))
            budget[0] -= 1
            if _differs(trial, program):
                lines = shorter
                put(case, b"".join(lines))
            else:
                at += size
        size //= 2
    return b"".join(lines)


def _differs(case, program):
    wanted = execute.run_reference(case, keep=False)
    if wanted.hung or wanted.crashed:
        return False
    return not compare.same(wanted, compare.masked_run(program, case))
