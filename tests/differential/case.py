"""One test case: files, arguments and input; and its form as a text file.

A case file is a sequence of sections, each headed by a line `--- NAME`:

    --- about            what it shows, in words
    --- file PATH [mode=0644] [owner=UID:GID]
    --- setup            shell commands, run in the case's folder before the program
    --- host             the machine's name (else mail.example.com)
    --- user             number of the user who runs the program (else 0)
    --- args             arguments, one a line
    --- input            standard input
    --- stdout, --- stderr, --- exit     what the reference did
    --- crash            the reference died by a signal: only survival is asked for
    --- btsh stdout, --- btsh exit       what btsh does instead, on purpose: docs/differences.md
    --- target           the sendmail that it is about (else 8.17.1)
    --- portable         gives the same anywhere, also outside the sandbox

A relative PATH is below the case's folder, which is the working directory. In the text, `\\t` is a TAB,
`\\xNN` a byte, `\\{c*N}` N times the character c; every other backslash is itself. `(no newline at
end)` after a section's name means just that.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field

import place

CF = "test.cf"
BASIC_ARGS = ["-bt", "-C" + CF]
_NO_NEWLINE = " (no newline at end)"
_RUN = re.compile(rb"([\x20-\x7e])\1{79,}")


@dataclass
class File:
    path: str
    data: bytes
    mode: int = 0o644
    owner: str = "0:0"


@dataclass
class Outcome:
    """What a program did. status is negative for a signal; hung means it had to be killed."""
    stdout: bytes
    stderr: bytes
    status: int
    hung: bool = False

    @property
    def crashed(self):
        return self.status < 0 and not self.hung


@dataclass
class Case:
    name: str
    input: bytes = b""
    files: list = field(default_factory=list)
    args: list = field(default_factory=lambda: list(BASIC_ARGS))
    setup: str = ""
    about: str = ""
    user: int = 0
    host: str = ""
    target: str = place.TARGET
    unlike: bool = False  # the other target has to differ
    timeout: float = 20.0
    expected: Outcome = None
    instead: Outcome = None
    crash: bool = False
    portable: bool = False

    def identity(self):
        """Everything that can change what the program does, as one hash."""
        parts = [self.args, self.setup, self.user, self.input.hex()]
        parts += [self.host] if self.host else []
        parts += [[f.path, f.mode, f.owner, f.data.hex()] for f in self.files]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def with_cf(name, text, commands, files=(), **more):
    """The usual case: one configuration, one input."""
    if isinstance(text, str):
        text = text.encode("latin-1")
    if isinstance(commands, str):
        commands = commands.encode("latin-1")
    return Case(name, commands, [File(CF, text), *files], **more)


def write(case):
    lines = []
    _section(lines, "about", case.about.encode())
    for one in case.files:
        head = "file " + one.path.replace(" ", "\\x20")
        head += "" if one.mode == 0o644 else f" mode={one.mode:04o}"
        head += "" if one.owner == "0:0" else f" owner={one.owner}"
        _section(lines, head, one.data, always=True)
    _section(lines, "setup", case.setup.encode())
    if case.host:
        _section(lines, "host", f"{case.host}\n".encode())
    if case.target != place.TARGETS[0]:
        _section(lines, "target", f"{case.target}\n".encode())
    if case.user:
        _section(lines, "user", b"%d\n" % case.user)
    if case.args != BASIC_ARGS:
        _section(lines, "args", "".join(a + "\n" for a in case.args).encode("latin-1"))
    _section(lines, "input", case.input)
    if case.crash:
        lines.append("--- crash")
    elif case.expected:
        _section(lines, "stdout", case.expected.stdout)
        _section(lines, "stderr", case.expected.stderr)
        _section(lines, "exit", b"%d\n" % case.expected.status)
    if case.instead:
        _section(lines, "btsh stdout", case.instead.stdout)
        _section(lines, "btsh exit", b"%d\n" % case.instead.status)
    if case.portable:
        lines.append("--- portable")
    return "\n".join(lines) + "\n"


def read(name, text):
    case = Case(name, target=place.TARGETS[0])
    stdout, stderr, status = None, b"", 0
    for head, data in _sections(text):
        word, _, rest = head.partition(" ")
        if word == "btsh":
            case.instead = case.instead or Outcome(b"", b"", 0)
            setattr(case.instead, *(("stdout", data) if rest == "stdout" else ("status", int(data))))
        elif word == "file":
            case.files.append(_file(rest, data))
        elif word in ("about", "setup"):
            setattr(case, word, data.decode())
        elif word == "host":
            case.host = data.decode().strip()
            case.timeout = 90.0  # the reference sleeps a minute over a name without a dot
        elif word == "target":
            case.target = data.decode().strip()
        elif word == "args":
            case.args = data.decode("latin-1").splitlines()
        elif word == "input":
            case.input = data
        elif word == "user":
            case.user = int(data)
        elif word == "stdout":
            stdout = data
        elif word == "stderr":
            stderr = data
        elif word == "exit":
            status = int(data)
        elif word in ("crash", "portable"):
            setattr(case, word, True)
        else:
            raise ValueError(f"{name}: unknown section {head}")
    if stdout is not None or not case.crash:
        case.expected = Outcome(stdout or b"", stderr, status)
    return case


def _file(rest, data):
    words = rest.split(" ")
    one = File(words[0].replace("\\x20", " "), data)
    for word in words[1:]:
        key, value = word.split("=")
        if key == "mode":
            one.mode = int(value, 8)
        else:
            one.owner = value
    return one


def _section(lines, head, data, always=False):
    if not data and not always:
        return
    ended = data.endswith(b"\n") or not data
    lines.append("--- " + head + ("" if ended else _NO_NEWLINE))
    body = data[:-1] if data.endswith(b"\n") else data
    if data:
        lines.extend(_escape(line) for line in body.split(b"\n"))


def _sections(text):
    head, body, found = None, [], []
    for line in text.split("\n")[:-1] + ["--- end"]:
        if not line.startswith("--- "):
            body.append(unescape(line))
            continue
        if head is not None:
            ended = not head.endswith(_NO_NEWLINE)
            data = b"\n".join(body) + (b"\n" if ended and body else b"")
            found.append((head.removesuffix(_NO_NEWLINE), data))
        head, body = line[4:], []
    return found


def _escape(line):
    pieces, at = [], 0
    for run in _RUN.finditer(line):
        pieces.append(_escape_bytes(line[at:run.start()]))
        pieces.append("\\{%c*%d}" % (run[1][0], len(run[0])))
        at = run.end()
    pieces.append(_escape_bytes(line[at:]))
    text = "".join(pieces)
    if text.startswith("--- "):
        text = "\\x2d" + text[1:]
    if text.endswith(" "):
        text = text[:-1] + "\\x20"
    return text


def _escape_bytes(data):
    text = data.decode("latin-1")
    text = re.sub(r"\\(?=[tx{])|\\$", lambda m: "\\x5c", text)
    text = text.replace("\t", "\\t")
    return re.sub(r"[^\x20-\x7e]", lambda m: "\\x%02x" % ord(m[0]), text)


_ESCAPES = re.compile(r"\\t|\\x([0-9a-f]{2})|\\\{(.)\*(\d+)\}")


def unescape(line):
    def one(match):
        if match[0] == "\\t":
            return "\t"
        return chr(int(match[1], 16)) if match[1] else match[2] * int(match[3])
    return _ESCAPES.sub(one, line).encode("latin-1")
