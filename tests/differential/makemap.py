"""A stand-in for makemap(8) where there is no reference: makemap [-f] [-N] [-o] hash|btree FILE < text

Writes the same records through db5.3_load, into a file of the same mode.
"""

import os
import subprocess
import sys


def main(words):
    flags = [w for w in words if w.startswith("-")]
    kind, name = [w for w in words if not w.startswith("-")]
    name = name if name.endswith(".db") else name + ".db"
    end = "\\00" if "-N" in flags else ""
    lines = []
    for raw in sys.stdin.buffer:
        text = raw.rstrip(b"\n")
        if not text.strip() or text.startswith(b"#"):
            continue
        key, value = (text.split(None, 1) + [b""])[:2]
        key = key if "-f" in flags else key.lower()
        lines += [_escape(key) + end, _escape(value) + end]
    if "-o" not in flags and os.path.exists(name):
        os.unlink(name)
    subprocess.run(["db5.3_load", "-T", "-t", kind, name], check=True,
                   input=("\n".join(lines) + "\n").encode() if lines else b"")
    os.chmod(name, 0o640)


def _escape(data):
    return "".join(chr(b) if 32 < b < 127 and b != 92 else f"\\{b:02x}" for b in data)


if __name__ == "__main__":
    main(sys.argv[1:])
