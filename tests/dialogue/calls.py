"""Calls, recorded from inside: a rule at the head of every ruleset asks a map of class socket, and the server of that map writes down
what it was asked: "RULESET WORKSPACE". It finds nothing, and the rule leaves the workspace as it is.

Where -d21.1 shows what the programs say of their calls, this is what the calls do.
"""

import re
import socketserver
import threading

PORT = 7721
MAP = f"Kcalls socket -f inet:{PORT}@127.0.0.1\n"
NOTHING = b"9:NOTFOUND ,"


def heads(cf):
    """The configuration with such a rule where each ruleset begins, the first time that it does."""
    out, begun = [MAP], set()
    for line in cf.splitlines(True):
        out.append(line)
        found = re.match(r"S([A-Za-z0-9_]+)", line)
        if found and found[1] not in begun:
            begun.add(found[1])
            out.append(f"R$*\t$: $(calls {found[1]} $1 $: $) $1\n")
    return "".join([out[1], out[0], *out[2:]] if cf.startswith("V") else out)


class _Client(socketserver.StreamRequestHandler):
    def handle(self):
        """Netstrings: "LENGTH:calls KEY,"."""
        while True:
            length = b""
            while (one := self.rfile.read(1)) not in (b":", b""):
                length += one
            if not length:
                return
            asked = self.rfile.read(int(length) + 1)[:-1]
            self.server.recorded.append(asked.partition(b" ")[2])
            self.wfile.write(NOTHING)
            self.wfile.flush()


class Calls(socketserver.ThreadingTCPServer):
    """`with Calls() as calls:` records; take() gives what was recorded since, a line each."""
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", PORT), _Client)
        self.recorded = []

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def take(self, only=None):
        """only: rulesets of these names, as far as they are not about a message to the sender."""
        taken, self.recorded = self.recorded, []
        if only is not None:
            bounce = [i for i, line in enumerate(taken) if line.startswith(b"check_compat ") and b"MAILER-DAEMON" in line]
            taken = taken[:bounce[0]] if bounce else taken
        return b"".join(line + b"\n" for line in taken if only is None or line.split(b" ")[0].decode("latin-1") in only)
