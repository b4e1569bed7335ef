"""Dialogues: who the client is, and what it says."""

from dataclasses import dataclass, field


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


ALL = [
    Dialogue("first", "access", "203.0.113.5", lines("""\
EHLO mx.example.net
MAIL FROM:<bob@example.net>
RCPT TO:<joe@example.com>
RCPT TO:<bob@elsewhere.example>
QUIT
""")),
]
