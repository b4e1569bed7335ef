"""Mail filters that play a part: what the real server asks, and what it makes of their answers.

The protocol is that of version 6: a length of four bytes, a letter, data. A part is "ANSWER@STAGE"; it is
read anew for each connection, so that each dialogue has its own; "; refused" is one more. What was asked is noted in a file.
"""

import multiprocessing
import socket
import struct
import threading
from pathlib import Path

STAGES = {b"C": "connect", b"H": "helo", b"M": "mail", b"R": "rcpt", b"T": "data", b"L": "header", b"N": "eoh",
          b"B": "body", b"E": "eom", b"U": "unknown"}
ANSWERS = {"accept": b"a", "reject": b"r", "tempfail": b"t", "discard": b"d"}
PORTS = {"spam": 8891, "virus": 8892}
REFUSED, RCPT_REJ = "refused", 0x800  # a filter that asks for recipients that are refused
TRACE, PARTS = Path("/case/milter.trace"), Path("/case/milter.parts")


class Filters:
    """`with Filters():` they listen."""

    def __enter__(self):
        self.plugs = {name: socket.create_server(("127.0.0.1", port)) for name, port in PORTS.items()}
        self.child = multiprocessing.get_context("fork").Process(target=_serve, args=(self.plugs,), daemon=True)
        self.child.start()
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.join()
        for plug in self.plugs.values():
            plug.close()


def play(parts):
    """The parts of the next dialogue: {"spam": "reject@mail"}."""
    TRACE.write_bytes(b"")
    PARTS.write_text("".join(f"{name}={part}\n" for name, part in parts.items()))


def asked():
    """What the filters were asked since play(), a line each."""
    return TRACE.read_bytes()


def _serve(plugs):
    for name, plug in plugs.items():
        threading.Thread(target=_accept, args=(name, plug)).start()


def _accept(name, plug):
    while True:
        threading.Thread(target=_talk, args=(name, plug.accept()[0]), daemon=True).start()


def _part(name):
    for line in PARTS.read_text().splitlines():
        key, _, part = line.partition("=")
        if key == name:
            pieces = part.split("; ")
            answer, _, stage = next((piece for piece in pieces if piece != REFUSED), "").rpartition("@")
            return answer, stage, REFUSED in pieces
    return "", "", False


def _talk(name, plug):
    source, macros = plug.makefile("rb"), {}
    answer, stage, refused = _part(name)
    while True:
        head = source.read(4)
        if len(head) < 4:
            return
        data = source.read(struct.unpack("!I", head)[0])
        letter, data = data[:1], data[1:]
        if letter == b"O":
            _send(plug, b"O" + struct.pack("!III", 6, 0x1FF, RCPT_REJ if refused else 0))
        elif letter == b"D":
            words = data[1:].split(b"\0")[:-1]
            macros = dict(zip(words[::2], words[1::2]))
        elif letter in STAGES:
            _note(name, STAGES[letter], macros)
            macros = {}
            _send(plug, _reply(answer) if STAGES[letter] == stage else b"c")
        elif letter == b"Q":
            return


def _reply(answer):
    return ANSWERS[answer] if answer in ANSWERS else b"y" + answer.encode() + b"\0"


def _note(name, stage, macros):
    line = f"milter {name}: {stage}" + "".join(f" {key.decode()}={value.decode('latin-1')}" for key, value in macros.items())
    with TRACE.open("ab") as trace:
        trace.write(line.encode("latin-1") + b"\n")


def _send(plug, data):
    plug.sendall(struct.pack("!I", len(data)) + data)
