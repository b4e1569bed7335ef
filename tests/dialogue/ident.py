"""A server of RFC 1413 on the addresses of clients: who has a connection there. What it says depends on the address."""

import socket
import threading

PORT = 113
USERS = {"203.0.113.5": "joe", "203.0.113.6": "nobody there", "203.0.113.7": "forged", "203.0.113.9": "a!b#c$d%e&f(g)h*i+j,k-l.m/n:o;p=q?r[s]t\\u^v_w`x{y|z}~9'8\"<>",
         "203.0.113.10": "x" * 300, "203.0.113.11": "", "203.0.113.12": "joe@elsewhere", "10.0.0.1": "joe blow"}


class Ident:
    """`with Ident():`; whoever is not in USERS has no such user."""

    def __enter__(self):
        self.plug = socket.socket()
        self.plug.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.plug.bind(("0.0.0.0", PORT))
        self.plug.listen(16)
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.plug.shutdown(socket.SHUT_RDWR)
        self.plug.close()

    def _serve(self):
        while True:
            try:
                client, _ = self.plug.accept()
            except OSError:
                return
            with client:
                ports = client.makefile("rb").readline().strip()
                user = USERS.get(client.getsockname()[0])
                answer = b"ERROR : NO-USER" if user is None else b"USERID : UNIX : " + user.encode()
                client.sendall(ports + b" : " + answer + b"\r\n")
