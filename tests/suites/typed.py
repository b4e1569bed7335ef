"""Documents whose indented blocks are files and commands: typed in a clean folder, compared with what stands there.

    BTSH_TUTORIAL=write tests/suites/run --filter NAME     puts what came out into the document
"""

import os
import re
import subprocess

from run import same


def pieces(text):
    """("file", name, text), ("typed", command, output) or ("other", None, lines), in order; lines keep their ends."""
    lines, name, i = text.splitlines(keepends=True), None, 0
    while i < len(lines):
        line = lines[i]
        said = re.search(r"This is `([^`]+)`", line)
        name = said[1] if said else name if line.strip() == "" or not line.startswith("    ") else name
        if not line.startswith("    "):
            yield "other", None, line
            i += 1
            continue
        j = i
        if line.startswith("    $ "):
            j += 1
            while j < len(lines) and lines[j].startswith("    ") and not lines[j].startswith("    $ "):
                j += 1
            yield "typed", line[6:], "".join(x[4:] for x in lines[i + 1:j])
        else:
            while lines[j].startswith("    ") or name and lines[j].strip() == "" and re.match(r"    (?!\$ )", lines[j + 1]):
                j += 1
            yield ("file", name, "".join(x[4:] if x.strip() else x for x in lines[i:j])) if name else ("other", None, "".join(lines[i:j]))
        name, i = None, j


def blocks(text):
    return "".join("    " + line if line.strip() else line for line in text.splitlines(keepends=True))


def type_document(bench, document, count, shown, shell="", is_typed=lambda command: True):
    """`count` commands are typed, behind what `shell` defines; shown(): what came out, as the document has it."""
    write, written, typed = os.environ.get("BTSH_TUTORIAL") == "write", [], 0
    for kind, name, text in pieces(document.read_text()):
        if kind == "file":
            path = bench.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            written.append(blocks(text))
            continue
        if kind == "typed" and is_typed(name):
            typed += 1
            done = subprocess.run(["bash", "-c", shell + name], cwd=bench.folder, text=True, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=60, env=dict(bench.env, LC_ALL="C.UTF-8"))
            if re.match(r"\w+\(\) ", name):
                shell += name
            got = shown(done.stdout)
            if not write:
                same(got, text, name)
            text = got
        written.append(f"    $ {name}" + "".join(f"    {line}" for line in text.splitlines(keepends=True)) if kind == "typed" else text)
    assert typed == count, typed
    if write:
        document.write_text("".join(written))
