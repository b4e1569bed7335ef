"""A server that takes every message and keeps none: where the real one delivers to.

It offers STARTTLS and AUTH, and believes everybody. `with Sink():` runs it beside the test.
"""

import multiprocessing
import socket
import ssl
import subprocess
import threading

import credentials

ADDRESSES = ("192.0.2.77", "192.0.2.9", "10.0.0.1")


class Sink:
    def __enter__(self):
        for address in ADDRESSES:
            subprocess.run(["/usr/sbin/ip", "route", "replace", "local", address + "/32", "dev", "lo"], check=True)
        self.plugs = [_listening(address) for address in ADDRESSES]
        self.child = multiprocessing.get_context("fork").Process(target=_serve, args=(self.plugs,), daemon=True)
        self.child.start()
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.join()
        for plug in self.plugs:
            plug.close()


def _listening(address):
    plug = socket.socket()
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    plug.bind((address, 25))
    plug.listen(16)
    return plug


def _serve(plugs):
    threads = [threading.Thread(target=_accept, args=(plug,)) for plug in plugs]
    for one in threads:
        one.start()


def _accept(plug):
    while True:
        threading.Thread(target=_talk, args=(plug.accept()[0],), daemon=True).start()


def _talk(plug):
    try:
        _converse(plug)
    except OSError:
        pass


def _converse(plug):
    source = plug.makefile("rb")
    plug.sendall(b"220 sink ESMTP\r\n")
    for line in iter(source.readline, b""):
        verb = line.split()[0].upper() if line.split() else b""
        if verb == b"EHLO":
            tls = b"" if isinstance(plug, ssl.SSLSocket) else b"250-STARTTLS\r\n"
            plug.sendall(b"250-sink\r\n" + tls + b"250-DSN\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n")
        elif verb == b"STARTTLS":
            plug.sendall(b"220 2.0.0 go\r\n")
            plug = _context().wrap_socket(plug, server_side=True)
            source.close()
            return _converse_more(plug)
        else:
            source = _answer(plug, source, verb)
            if source is None:
                return None
    return None


def _converse_more(plug):
    source = plug.makefile("rb")
    for line in iter(source.readline, b""):
        verb = line.split()[0].upper() if line.split() else b""
        if verb == b"EHLO":
            plug.sendall(b"250-sink\r\n250-DSN\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n")
        elif _answer(plug, source, verb) is None:
            return


def _answer(plug, source, verb):
    if verb == b"QUIT":
        plug.sendall(b"221 2.0.0 bye\r\n")
        return None
    if verb == b"AUTH":
        plug.sendall(b"235 2.0.0 fine\r\n")
    elif verb == b"DATA":
        plug.sendall(b"354 go\r\n")
        while source.readline() not in (b".\r\n", b""):
            pass
        plug.sendall(b"250 2.0.0 taken\r\n")
    else:
        plug.sendall(b"250 2.0.0 fine\r\n")
    return source


def _context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(credentials.FOLDER / "sink.pem", credentials.FOLDER / "sink.key")
    return context
