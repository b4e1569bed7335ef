"""`btsh smtp` on the same dialogue, and what differs: replies, and each ruleset's input and result."""

import difflib
import re
import subprocess
from pathlib import Path

import credentials
import execute
import ident
import milter
import place
import server
import show

TRACE = "/case/btsh.trace"
SHOWN = 30 # lines of a difference

# What no two runs share; each pattern is exact.
_ID = rb"[0-9A-Za-x]{8}[0-9]{6}"
MASKS = [
    (re.compile(rb"< ?\d{12} ?(?=\. ?" + _ID + rb")"), b"<MINUTE"),
    (re.compile(rb"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})"), b"DATE"),
    (re.compile(rb"(?m)^334 [A-Za-z0-9+/=]{32,}\r$"), b"334 CHALLENGE\r"),
    (re.compile(rb"(?<![0-9A-Za-z])" + _ID + rb"(?![0-9A-Za-z])"), b"QUEUEID"),
]


def masked(text):
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


def script(dialogue, replies):
    """The dialogue as one text, a command before its reply."""
    out = [replies[0]]
    for command, reply in zip(dialogue.commands, replies[1:]):
        out += [b"> " + command, reply]
    return b"".join(out + replies[len(dialogue.commands) + 1:])


def compare(btsh, config, dialogue, running, recorder=None):
    """None, or how they differ. recorder: of calls.py; without it calls are those of -d21.1.

    Where the clock's second ends between two of its calls the real server has waited already: waits alone are asked about again.
    """
    for _ in range(3):
        found = _once(btsh, config, dialogue, running, recorder)
        if found is None or not found.startswith("seconds waited: "):
            break
    return found


def _once(btsh, config, dialogue, running, recorder):
    milter.play(dialogue.parts)
    replies, trace = running.talk(dialogue)
    asked = recorder.take(show.SENDING if config.delivers else None) if recorder else b""
    mine, my_trace, errors = hold(btsh, config, dialogue, running)
    # the client stops sending when the server is gone; btsh is given everything at once
    wanted = masked(b"".join(replies))
    found = _difference("replies", wanted, masked(mine))
    trace, my_trace = masked(trace), masked(my_trace)
    if recorder:
        trace, my_trace = masked(asked), masked(recorder.take(show.SENDING if config.delivers else None))
    elif config.delivers:  # how the addresses are read once more, for the queue, is no part of it
        trace, my_trace = sending(trace), sending(my_trace)
    if dialogue.eager and replies[-1] == b"554 5.5.0 SMTP protocol error\r\n":
        trace = b"".join(trace.splitlines(True)[:my_trace.count(b"\n")])  # then it reads the sender once more: docs/differences.md
    found += _difference("calls", trace, my_trace)
    if config.filtered:
        found += _difference("mail filters", masked(milter.asked()), masked(b"".join(
            line[11:] for line in errors.splitlines(True) if line.startswith(b"btsh smtp: milter ") and b": " in line[18:]
            and b"thrown away" not in line)))
    if not dialogue.hurried:
        told = sum(int(seconds) for seconds in _WAITS.findall(errors))
        found += _difference("seconds waited", b"%d" % running.naps(), b"%d" % told)
    errors = b"".join(line for line in errors.splitlines(True) 
                      if not line.startswith((b"Warning: ", b"btsh smtp: ", b"    ")))  # of the load; what it tells beside replies
    if errors:
        found += "standard error:\n" + errors.decode("latin-1")
    return found or None


def hold(btsh, config, dialogue, running):
    """(standard output, trace, standard error) of btsh."""
    Path(TRACE).unlink(missing_ok=True)
    words = [f"-D{TRACE}", "-d21.1", *server.options(config)]
    if dialogue.client == "-bs":
        words = [str(btsh), "-bs", *words, "-OAuthMechanisms=none"]
    else:
        words = [str(btsh), *words, "smtp", "--client", dialogue.seen, "--rate",
                 f"{running.met[dialogue.address]},{sum(running.met.values())}", "--auth-mechanisms",
                 config.mechanisms, *(["--eager"] if dialogue.eager else []), "--daemon", f"Name=MTA,Port={server.PORT},Addr={server.address(config)}{config.daemon}",
                 *_proofs(config, dialogue)]
    said = b"".join(dialogue.commands).replace(server.ANSWER, b"YW5zd2Vy\r\n").replace(server.SILENT, b"")
    done = subprocess.run(words, input=said, capture_output=True, cwd="/case", env=execute.environment_for(place.TARGET), timeout=60)
    trace = Path(TRACE)
    return done.stdout, trace.read_bytes() if trace.exists() else b"", done.stderr


_WAITS = re.compile(rb"(?m)^btsh smtp: .* the server would wait (\d+) s before (?!it takes the connection)")
_SIZE = re.compile(rb"(: msg_size =) \d+")


def sending(trace):
    """The calls of the sending side, with what they call."""
    out, inside = [], None
    trace = _SIZE.sub(rb"\1", trace)  # of the message as the queue has it, with headers of its own
    for line in trace.splitlines(True):
        words = line.split()
        name, entered = words[2].decode(), words[3] == b"input:"
        if b"MAILER-DAEMON" in words and name == "check_compat":
            break  # what follows is about a message to the sender
        if inside is None and entered and name in show.SENDING:
            inside = name
        if inside:
            out.append(line)
        if name == inside and not entered:
            inside = None
    return b"".join(out)


def _proofs(config, dialogue):
    """--tls and --auth, as what the real ones led to."""
    words = []
    if config.secure:
        name, version, bits = dialogue.cipher or ("none", "none", 0)
        result = f"verify={dialogue.verify},version={version},cipher={name},bits={bits}"
        if dialogue.certificate:
            subject, issuer = credentials.names(dialogue.certificate)
            result += f",cert_subject={subject},cert_issuer={issuer}"
        words = ["--tls", result]
    if config.delivers:
        subject, issuer = credentials.names("sink")
        words += ["--deliver", "--server-tls", f"verify=OK,version=TLSv1.3,cipher=TLS_AES_256_GCM_SHA384,bits=256,"
                  f"cert_subject={subject},cert_issuer={issuer}"]
    if config.ident and ident.USERS.get(dialogue.address) is not None:
        words += ["--ident", ident.USERS[dialogue.address]]
    if config.crowd:
        words += ["--children", str(config.crowd)]
    if config.load:
        words += ["--load", str(config.load)]
    if config.free is not None:
        words += ["--free-blocks", str(config.free)]
    if config.denied and dialogue.wrapped:
        words += ["--tcp-wrappers", "deny"]
    for name, part in dialogue.parts.items():
        words += [word for piece in part.split("; ") for word in ("--milter", f"{name}={piece}")]
    if config.filtered:
        words.append("--plan")
    return words + (["--auth", dialogue.login] if dialogue.login else [])


def _difference(what, wanted, got):
    if wanted == got:
        return ""
    a, b = (text.decode("latin-1").splitlines() for text in (wanted, got))
    lines = list(difflib.unified_diff(a, b, lineterm="", n=3))
    more = [f"... and {len(lines) - SHOWN} lines more"] if len(lines) > SHOWN else []
    return f"{what}: - the real server, + btsh\n" + "\n".join(lines[:SHOWN] + more) + "\n"
