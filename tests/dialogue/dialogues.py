"""Dialogues: who the client is, and what it says."""

from dataclasses import dataclass, field

import scripts


@dataclass
class Dialogue:
    name: str
    configuration: str
    client: str                       # as `btsh smtp --client` takes it
    commands: list = field(default_factory=list)

    @property
    def address(self):
        return self.client.split(",")[0]


def lines(text):
    """The commands of a text, a line each; what stands between DATA and its dot is one message."""
    out, message = [], None
    for line in text.encode("latin-1").splitlines():
        line += b"\r\n"
        if message is not None:
            message += line
            if line == b".\r\n":
                out.append(message)
                message = None
            continue
        out.append(line)
        if line.strip().upper() == b"DATA":
            message = b""
    if message:
        out.append(message)
    return out


ALL = [Dialogue(name.lower(), "access", "203.0.113.5", lines(getattr(scripts, name)))
       for name in ("HELLO", "ORDER", "RECIPIENTS", "PARAMETERS", "VERIFY", "VERBOSE", "MESSAGE")]
ALL += [Dialogue("stages", "show", "203.0.113.5", lines(scripts.STAGES))]
