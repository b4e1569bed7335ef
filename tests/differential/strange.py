"""Another machine, to learn which cases do not depend on the sandbox.

move() turns the sandbox of this process into a host of another name, without name server, with
an /etc of its own; same_here() runs the reference there, in another folder, without any tools.
"""

import shutil
import socket
from pathlib import Path

import compare
import execute
import masks
import place

FOLDER = Path("/scratch/elsewhere/deep")


def move():
    socket.sethostname("else.where.test")
    shutil.rmtree("/etc/mail")
    Path("/etc/hosts").write_text("127.0.0.1 localhost\n127.0.1.1 else.where.test else\n")
    Path("/etc/resolv.conf").write_text("nameserver 192.0.2.53\n")
    for name in ("passwd", "group"):
        path = Path("/etc", name)
        lines = path.read_text().splitlines()
        path.write_text("\n".join(lines[:1]) + "\n")
    FOLDER.mkdir(parents=True)


def same_here(case):
    if case.crash or case.setup or case.user or case.host or any(Path(f.path).is_absolute() for f in case.files):
        return False
    try:
        with execute.Prepared(case, FOLDER) as prepared:
            outcome = masks.mask_outcome(prepared.run(place.REFERENCES[case.target].sendmail))
    except OSError:
        return False
    return compare.same(case.expected, outcome)
