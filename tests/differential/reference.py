"""The unpacked reference: its version, its m4 tree, its makemap."""

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import place
import sandbox

TOOLS = Path(__file__).resolve().parent
TREE = sandbox.SCRATCH / "cf"
INSTALLED = "/usr/share/sendmail/cf"  # where the packages would put it


def require():
    why = lacking(place.TARGET)
    if why:
        place.skip(why)


def lacking(target):
    """Why the real program of that version cannot be asked; None where it can."""
    one = place.REFERENCES[target]
    return None if one.sendmail.exists() else f"no sendmail {target} in {one.root} (tests/differential/fetch gets it)"


def available():
    return lacking(place.TARGET) is None


@functools.cache
def version(target=place.TARGET):
    return hashlib.sha256(place.REFERENCES[target].sendmail.read_bytes()).hexdigest()


@functools.cache
def fixtures():
    """A hash of everything in the sandbox that is ours."""
    total = hashlib.sha256()
    roots = [place.TESTDATA / "host", place.TESTDATA / "maps", place.TESTDATA / "zones"]
    paths = [p for root in roots for p in sorted(root.rglob("*")) if p.is_file()]
    for path in paths + [TOOLS / "sandbox.py", TOOLS / "nameserver.py", TOOLS / "execute.py"]:
        total.update(str(path.relative_to(place.REPOSITORY)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def install_makemap():
    """`makemap` in the sandbox: the reference's, else a stand-in over db5.3_load."""
    if place.MAKEMAP.exists():
        words, executable = place.launch(place.MAKEMAP, [str(place.MAKEMAP)])
        text = f'#!/bin/sh\nexec {" ".join([executable, *words[1:]])} -C /dev/null "$@"\n'
    else:
        text = f'#!/bin/sh\nexec {sys.executable} -B {TOOLS}/makemap.py "$@"\n'
    tool = sandbox.TOOLS / "makemap"
    tool.write_text(text)
    tool.chmod(0o755)


def install_tree():
    """The m4 tree with our own features in it."""
    shutil.copytree(place.M4_TREE, TREE)
    for feature in (place.TESTDATA / "mc/feature").glob("*.m4"):
        shutil.copy(feature, TREE / "feature")


# these parts of the tree ask for Debian's settings by a path outside the unpacked tree
_DEBIAN_OWN = ("debian", "msp_nullclient", "virthost_by_ip")


class McError(Exception):
    pass


def compile_mc(text):
    """The .cf that the reference's m4 tree makes of a .mc text (bytes), kept between runs."""
    if any(name in text for name in _DEBIAN_OWN):
        text = f"include(`{TREE}/debian/autoconf.m4')dnl\n" + text
    key = hashlib.sha256(version().encode() + _feature_hash() + text.encode("latin-1")).hexdigest()
    kept = place.CACHE / "cf" / key
    if kept.exists():
        return kept.read_bytes()
    command = ["m4", f"-D_CF_DIR_={TREE}/", "-D_NO_MAKEINFO_", f"{TREE}/m4/cf.m4", "-"]
    done = subprocess.run(command, input=text.encode("latin-1"), capture_output=True, cwd="/tmp",
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
    if done.returncode:
        raise McError(done.stderr.decode("latin-1"))
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(done.stdout)
    fresh.rename(kept)
    return done.stdout


@functools.cache
def _feature_hash():
    paths = sorted((place.TESTDATA / "mc").rglob("*.m4"))
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).digest()
