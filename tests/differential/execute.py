"""Runs one program on one case in the sandbox, and keeps what the reference said."""

import hashlib
import os
import pickle
import resource
import shutil
import signal
import subprocess
import zlib

import masks
import place
import reference
import sandbox
from case import Outcome

ENVIRONMENT = {"PATH": "/tools:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/root", "USER": "root",
               "LOGNAME": "root", "SHELL": "/bin/sh", "LC_ALL": "C", "TZ": "UTC"}
SANITIZER_OPTIONS = ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
OUTPUT_LIMIT = 64 << 20

class _Late(Exception):
    pass


def environment_for(target):
    """What btsh gets: the default target is not said."""
    return ENVIRONMENT if target == place.TARGETS[0] else {**ENVIRONMENT, "BTSH_TARGET": target}


def start_worker():
    """Once in each worker process: own folders, and a ceiling on what a program may write."""
    sandbox.private()
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, OUTPUT_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, _late)


def _late(number, frame):
    raise _Late


class Prepared:
    """A case laid out on disk; `with Prepared(case):` removes it afterwards."""

    def __init__(self, case, folder=None):
        self.case, self.folder, self.outside = case, folder or sandbox.CASE, []

    def __enter__(self):
        try:
            self._lay_out()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _lay_out(self):
        for one in self.case.files:
            path = self.folder / one.path
            if not path.is_relative_to(self.folder):
                self.outside.append((path, path.read_bytes() if path.exists() else None))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
            if one.owner != "0:0":
                os.chown(path, *map(int, one.owner.split(":")))
            os.chmod(path, one.mode)
        if self.case.setup:
            subprocess.run(["/bin/sh", "-e", "-c", self.case.setup], cwd=self.folder, check=True,
                           env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True)

    def __exit__(self, *_):
        for entry in os.scandir(self.folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
        for path, data in self.outside:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)

    def run(self, program, wrapper=()):
        names = {part: sandbox.SCRATCH / f"{os.getpid()}.{part}" for part in ("in", "out", "err")}
        names["in"].write_bytes(self.case.input)
        os.chmod(names["in"], 0o644)
        environment = dict(ENVIRONMENT if place.is_reference(program) else environment_for(self.case.target))
        environment.update({k: os.environ[k] for k in SANITIZER_OPTIONS if k in os.environ})
        with open(names["in"], "rb") as stdin, open(names["out"], "w+b") as stdout, \
                open(names["err"], "w+b") as stderr:
            name = (lambda: sandbox.rename(self.case.host)) if self.case.host and not sandbox.BARE else None
            more = {"user": self.case.user, "group": self.case.user, "extra_groups": []} \
                if self.case.user else {}
            words, executable = place.launch(program, _words(self.case))
            child = subprocess.Popen(words, executable=executable, stdin=stdin, stdout=stdout,
                                     stderr=stderr, cwd=self.folder, env=environment, start_new_session=True,
                                     preexec_fn=name, **more)
            status, hung = _wait(child, self.case.timeout)
            stdout.seek(0)
            stderr.seek(0)
            return Outcome(stdout.read(), stderr.read(), status, hung)


def _words(case):
    """The command line. A machine without a sandbox may have a name that cannot be qualified."""
    if sandbox.BARE:
        return ["btsh", "--hostname=" + (case.host or sandbox.HOST_NAME), *case.args]
    return ["sendmail", *case.args]


def _wait(child, timeout):
    hung = False
    try:
        signal.setitimer(signal.ITIMER_REAL, timeout)
        status = child.wait()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except _Late:
        hung = True
        os.killpg(child.pid, signal.SIGKILL)
        status = child.wait()
    return status, hung


def run_program(program, case):
    with Prepared(case) as prepared:
        return prepared.run(program)


def run_reference(case, keep=True):
    """What the reference does, masked; from the cache where it was asked before."""
    kept = _cache_path(case)
    if kept.exists():
        return masks.mask_outcome(pickle.loads(zlib.decompress(kept.read_bytes())))
    outcome = run_program(place.REFERENCES[case.target].sendmail, case)
    if keep:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(zlib.compress(pickle.dumps(outcome), 1))
        fresh.rename(kept)
    return masks.mask_outcome(outcome)


def _cache_path(case):
    text = reference.version(case.target) + reference.fixtures() + case.identity()
    key = hashlib.sha256(text.encode()).hexdigest()
    return place.CACHE / "said" / key[:2] / key
