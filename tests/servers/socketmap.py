"""A socketmap server that misbehaves on request.

The first word of a key says what the reply is: an ordinary one of the protocol, or one that no
client should trust. Requests are netstrings "MAP KEY". The same answers on any number of addresses.
"""

import os
import signal
import socket
import time

REPLIES = {
    "args": "OK %0-%1-%%", "empty": "OK ", "bare": "OK", "notfound": "NOTFOUND ",
    "temp": "TEMP try later", "timeout": "TIMEOUT too slow", "perm": "PERM no", "weird": "FOO bar",
    "lower": "ok value", "nul": "OK a\0b", "newline": "OK a\nb", "eight": "OK \xe9t\xe9",
    "blanks": "OK   two  ", "just": "NOTFOUND", "nothing": "",
}
RAW = {
    "nocomma": b"4:OK x;", "nocolon": b"4;OK x,", "nolen": b"abc", "short": b"10:OK x",
    "long": b"2000000:OK", "huge": b"99999999999:OK", "negative": b"-4:OK x,", "plus": b"+4:OK x,",
    "blank": b"  4:OK x,", "half": b"1", "zeros": b"0000000004:OK x,", "digits": b"0000000000004:OK x,",
    "tls": b"\x16\x03\x01", "twice": b"4:OK x,4:OK y,",
}
TEN_MB = 10 * 1000 * 1000


def reply_to(key):
    """The bytes to send, and whether the connection stays open behind them."""
    word = key.split(" ")[0].lower()
    if word in RAW:
        return RAW[word], word not in ("short", "half", "nolen", "tls")
    if word == "eof":
        return b"", False
    if word == "slow":
        time.sleep(2.5)
    if word == "big":
        return b"%d:OK " % (TEN_MB + 3) + b"x" * TEN_MB + b",", True
    if word.startswith("size"):
        value = b"OK " + b"v" * int(word[4:])
        return b"%d:%s," % (len(value), value), True
    text = REPLIES.get(word, "OK value of " + key).encode("latin-1")
    return b"%d:%s," % (len(text), text), True


def serve_one(connection):
    data = b""
    while True:
        while b":" not in data or len(data) < int(data.split(b":")[0]) + len(data.split(b":")[0]) + 2:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        length, _, rest = data.partition(b":")
        request, data = rest[:int(length)], rest[int(length) + 1:]
        reply, stays = reply_to(request.decode("latin-1").partition(" ")[2])
        connection.sendall(reply)
        if not stays:
            return


def listen(family, address):
    if family == socket.AF_UNIX and os.path.exists(address):
        os.unlink(address)
    s = socket.socket(family, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(address)
    s.listen(16)
    return s


def start(addresses):
    """One process an address; returns their ids."""
    children = []
    for family, address in addresses:
        listener = listen(family, address)
        child = os.fork()
        if child == 0:
            accept_for_ever(listener)
        children.append(child)
        listener.close()
    return children


def accept_for_ever(listener):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                try:
                    serve_one(connection)
                finally:
                    os._exit(0)
            connection.close()
    finally:
        os._exit(0)
