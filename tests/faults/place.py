"""A folder with the inputs of the cases, and a run in it under fault.so."""

import json
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from cases import files

KINDS = ("memory", "read", "open", "stat", "write", "close", "sync", "rename", "fork", "thread", "connect", "pipe", "wait")
LIMIT, PATIENCE = 5, 20     # seconds
NAMES, NAME = 16, 200
REPORT = struct.Struct(f"II{len(KINDS)}I{NAME}sI")


def masked(data, folder):
    """Without what differs from run to run."""
    text = data.decode("latin-1").replace(str(folder), "FOLDER")
    text = re.sub(r"\b\d+ (us|ms|s)\b", "N us", text)
    text = re.sub(r"\b[0-9A-Za-z]{8}\d{6,} Message", "ID Message", text)    # it has the number of the process
    text = re.sub(r'"seconds":[\d.e-]+', '"seconds":N', text)
    return re.sub(r'time="[\d.]+"|timestamp="[^"]*"', "", text)


def whole(name, text, good):
    """True where nothing is missing at the end of a file that was written."""
    if name.endswith(".json"):
        try:
            return json.loads(text)["version"] == 1
        except ValueError:
            return False
    if name == "x.bt":
        return text.count("#@ test ") == good.count("#@ test ")
    if name == "debug.out":
        return True
    if name.endswith(".svg"):
        return text.rstrip().endswith(("</svg>", "<svg/>"))
    ends = {".info": "end_of_record\n", ".xml": "</testsuites>\n", ".dot": "}\n", ".bt": "\n", ".html": "</html>\n"}
    return text == "" or text.endswith(ends[Path(name).suffix])


def timeless(text):
    """What a profile says besides times, which order its lines; of a flame graph, that it is one."""
    if text.startswith("<svg"):
        return text[:4] + text[-7:]
    return "\n".join(sorted(re.sub(r" *[\d.]*(N us| %)", "", line) for line in text.split("\n")))


class Outcome:
    def __init__(self, status, out, err, after, report):
        self.status, self.out, self.err, self.files, self.hit, self.count, self.what, self.open = status, out, err, after, *report


class Place:
    """A folder to work in, with the inputs; its files are as they were before each run."""

    def __init__(self, program, fault):
        self.program, self.fault = program, fault
        self.folder = Path(tempfile.mkdtemp(prefix="faults-", dir=program.parents[1])).resolve()
        self.folder.chmod(0o755)
        self.report = self.folder.with_suffix(".report")
        self.env = files(self.folder, program)
        self.before = self.contents()

    def contents(self):
        return {path.relative_to(self.folder).as_posix(): path.read_bytes()
                for path in self.folder.rglob("*") if path.is_file()}

    def restore(self):
        now = self.contents()
        for name in now.keys() - self.before.keys():
            (self.folder / name).unlink()
        for name, data in self.before.items():
            if now.get(name) != data:
                (self.folder / name).write_bytes(data)

    def run(self, case, point=None):
        """More than once: the library may lie across a border of 4 GB, which the filter cannot tell; and what
        hangs on a busy machine gets its time."""
        for limit in (LIMIT, LIMIT, LIMIT, PATIENCE):
            got = self.once(case, point, limit)
            if got is not None and (got.status != "hangs" or limit == PATIENCE):
                return got
        raise SystemExit("skipped: the kernel does not let system calls be trapped")

    def once(self, case, point, limit):
        self.report.write_bytes(bytes(REPORT.size + NAMES * NAME))
        env = {**self.env, "LD_PRELOAD": str(self.fault), "FAULT_REPORT": str(self.report)}
        if point is not None:
            env["FAULT_POINT"] = "%s:%d:%s" % point
        try:
            done = subprocess.run([self.program, *case.args], input=case.input(self.folder), capture_output=True, cwd=self.folder,
                                  env=env, timeout=limit)
            status, out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            status, out, err = "hangs", late.stdout or b"", late.stderr or b""
        after = self.contents()
        if after != self.before:
            self.restore()
        after = {name: masked(data, self.folder) for name, data in after.items() if self.before.get(name) != data}
        report = self.read_report()
        if case.name == "profile":
            after = {name: timeless(text) for name, text in after.items()}
            return report and Outcome(status, timeless(masked(out, self.folder)), masked(err, self.folder), after, report)
        return report and Outcome(status, masked(out, self.folder), masked(err, self.folder), after, report)

    def read_report(self):
        data = self.report.read_bytes()
        held, hit, *count, what, nopen = REPORT.unpack_from(data)
        if not held:
            return None
        names = [data[REPORT.size + i * NAME:][:NAME].split(b"\0")[0].decode("latin-1") for i in range(min(nopen, NAMES))]
        return hit, dict(zip(KINDS, count)), what.split(b"\0")[0].decode("latin-1").replace(str(self.folder) + "/", ""), names

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.report.unlink(missing_ok=True)
