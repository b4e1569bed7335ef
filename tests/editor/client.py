"""A scripted editor: messages as the protocols frame them, over the program's pipes."""

import json
import os
import select
import subprocess
import time


class Silence(Exception):
    """Nothing more came."""


class Client:
    """One process that is talked to. Whatever it sends is kept in `all'."""

    def __init__(self, argv, cwd=None, env=None, patience=60):
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        cwd=cwd, env=env)
        self.got, self.all, self.number, self.patience = b"", [], 0, patience

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def next(self):
        """The next message; Silence at the end."""
        end = time.monotonic() + self.patience
        while True:
            head = self.got.find(b"\r\n\r\n")
            if head >= 0:
                length = int(self.got[:head].split(b":")[1])
                if len(self.got) >= head + 4 + length:
                    body = self.got[head + 4:head + 4 + length]
                    self.got = self.got[head + 4 + length:]
                    self.all.append(json.loads(body.decode()))
                    return self.all[-1]
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise Silence("no message in time")
            more = os.read(self.process.stdout.fileno(), 65536)
            if not more:
                raise Silence("the program has ended")
            self.got += more

    def until(self, wanted):
        """The first message from now on that is wanted."""
        while True:
            message = self.next()
            if wanted(message):
                return message

    def end(self, patience=30):
        """Its exit status, and what stands on standard error."""
        self.process.stdin.close()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "hangs", ""
        return self.process.returncode, self.process.stderr.read().decode(errors="replace")


class Editor(Client):
    """A client of the language server."""

    def ask(self, method, params=None):
        self.number += 1
        number = self.number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}})
        return self.until(lambda m: m.get("id") == number and "method" not in m)

    def result(self, method, params=None):
        return self.ask(method, params).get("result")

    def tell(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def begin(self, **capabilities):
        answer = self.result("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized")
        return answer

    def open(self, path, text=None):
        text = path.read_text() if text is None else text
        self.tell("textDocument/didOpen", {"textDocument": {"uri": path.as_uri(), "languageId": "sendmail", "version": 1, "text": text}})

    def change(self, path, text, version=2):
        self.tell("textDocument/didChange", {"textDocument": {"uri": path.as_uri(), "version": version}, "contentChanges": [{"text": text}]})

    def at(self, path, line, character, **more):
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}, **more}

    def diagnostics(self, path, wanted=lambda d: True):
        """Those that are published next for the file and are wanted."""
        uri = path.as_uri()
        return self.until(lambda m: m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == uri
                          and wanted(m["params"]["diagnostics"]))["params"]["diagnostics"]

    def leave(self):
        self.ask("shutdown")
        self.tell("exit")
        return self.end()
