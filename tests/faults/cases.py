"""The whole of btsh on small inputs: one case for each subcommand and way of being used."""

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "suites"))
import small  # noqa: E402

# More than small.cf: a class from a file, tables of several kinds, aliases, a program, a socket.
CF = small.CF.replace("V10/Berkeley", """V10/Berkeley
O AliasFile=FOLDER/aliases
O DontBlameSendmail=RunProgramInUnsafeDirPath,MapInUnsafeDirPath,GroupWritableDirPathSafe,ForwardFileInUnsafeDirPath,ForwardFileInUnsafeDirPathSafe
O ForwardPath=FOLDER/$u.forward
Fr FOLDER/words
Kaccess hash FOLDER/access
Ktext text -k0 -v1 -z: FOLDER/table
Kask program FOLDER/answer
Kserver socket -T<TMPF> local:FOLDER/socket
Kboth sequence text access""").replace("P=/bin/true, F=l,", "P=/bin/true, F=lsDFMAw5:/|@q,").replace("\nSCanon", "R$+\t$#local $: $1\n\nSCanon") + """
SAsk
R$+	$: $(ask $1 $) $(access $1 $: none $) $(both $1 $)
SServer
R$+	$: $(server $1 $: none $)
Mprog, P=/bin/sh, F=lsDFMoqeu9, S=0, R=0, A=sh -c $u
M*file*, P=[FILE], F=lsDFMPEouq9, S=0, R=0, A=FILE $u
M*include*, P=/dev/null, F=su, A=INCLUDE $u
"""

SHELL = """3,0 joe@example.org
3,0 joe@bad.example
.Dxvalue
$x
.Crthree
$=r
=Sparse
=M
/map text a
/map access joe
/map both a
Ask joe
Server joe
/mx example.net
/canon www
/parse joe@example.org
/try esmtp joe@example.org
/sender joe@example.org
/expand $j
/header From: joe
/gethostbyname www.example.net
/dnslookup www.example.net
/show
/explain joe@example.org
/why-not parse/2 joe@example.org
/graph joe@example.org
-d21.12
3 joe
?
/quit
"""

ALIASES = """root: joe
staff: anna, bert, :include:FOLDER/list
owner-staff: root
pipe: |/bin/true
loop: loop2
loop2: loop
out: someone@example.org
"""

MC = """divert(0)dnl
SETTING(`x')dnl
LOCAL_CONFIG
Dzlower
"""

TREE = """divert(-1)
define(`SETTING', `Dy$1
')
define(`LOCAL_CONFIG', `')
divert(0)dnl
include(FOLDER/small.cf)
"""

SUITE = "".join(f"#@ test t{i}\n> $j\nold\n#@ test m{i}\n3,0 joe@example.org\n#@ expect mailer=esmtp\n" for i in range(3))


def document(name, text=None, **more):
    one = {"uri": "file://FOLDER/" + name}
    if text is not None:
        one |= {"languageId": "sendmail", "version": 1, "text": text}
    return {"textDocument": one, **more}


def at(line, character):
    return {"position": {"line": line, "character": character}}


EDITOR = [
    ("initialize", {"capabilities": {}}),
    ("textDocument/didOpen", document("small.cf", small.CF)),
    ("textDocument/hover", document("small.cf", **at(3, 2))),
    ("textDocument/definition", document("small.cf", **at(3, 2))),
    ("textDocument/documentSymbol", document("small.cf")),
    ("textDocument/didOpen", document("x.mc", MC)),
    ("textDocument/completion", document("x.mc", **at(1, 3))),
    ("textDocument/references", document("x.mc", **at(3, 1))),
    ("textDocument/didOpen", document("aliases", "root: joe\n")),
    ("workspace/executeCommand", {"command": "btsh.explainEntry", "arguments": ["file://FOLDER/aliases", 1]}),
    ("textDocument/codeAction", document("aliases", range={"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}})),
    ("textDocument/didOpen", document("y.bt", small.HEAD + SUITE)),
    ("workspace/executeCommand", {"command": "btsh.runTest", "arguments": ["file://FOLDER/y.bt", 3]}),
    ("textDocument/foldingRange", document("y.bt")),
    ("shutdown", {}),
    ("exit", {}),
]

DEBUGGER = [
    ("initialize", {}),
    ("launch", {"config": "faults.cf", "rulesets": "3,0", "address": "joe@example.org", "sender": "ann@example.org", "stopOnEntry": True}),
    ("setFunctionBreakpoints", {"breakpoints": [{"name": "parse"}]}),
    ("setExceptionBreakpoints", {"filters": ["mailer"]}),
    ("configurationDone", {}),
    ("stackTrace", {"threadId": 1}), ("scopes", {"frameId": 1}), ("variables", {"variablesReference": 1}),
    ("variables", {"variablesReference": 3}), ("evaluate", {"expression": "/map text joe"}), ("continue", {}), ("stepIn", {}),
    ("stepBack", {}), ("continue", {}), ("continue", {}), ("disconnect", {}),
]


class Case:
    """args and text go to the program; `written' are the files that it may write; in a transcript, what the
    system refuses is told as sendmail tells it."""

    def __init__(self, name, args, text="", written=(), transcript=False):
        self.name, self.args, self.text, self.written, self.transcript = name, args, text, written, transcript

    def input(self, folder):
        """What it reads, where its files are in this folder."""
        return self.text.encode()


class Editor(Case):
    """Messages of an editor: method and parameters; what is not only told is a request."""

    def input(self, folder):
        data, told = b"", ("textDocument/did", "exit", "initialized")
        for i, (method, params) in enumerate(self.text):
            message = {"jsonrpc": "2.0", "method": method, "params": params}
            if not method.startswith(told):
                message["id"] = i
            body = json.dumps(message).replace("FOLDER", str(folder)).encode()
            data += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        return data


class Debugger(Case):
    """The same to the debug adapter: commands and arguments."""

    def input(self, folder):
        data = b""
        for i, (command, arguments) in enumerate(self.text):
            body = json.dumps({"seq": i, "type": "request", "command": command, "arguments": arguments}).encode()
            data += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        return data


ROUTED = """joe@example.org
# none
joe@example.com\tstaff@example.com\t192.0.2.1,mx.example.net
{"recipient": "x@bad.example", "id": 1}
{"recipient"
Nov 26 03:34:28 mx sm-mta[1]: Q1: from=<b@x.example>, size=1
Nov 26 03:34:28 mx sm-mta[1]: Q1: to=<anna@example.org>, stat=Sent
"""

COMMON = ("--hostname", "mail.example.com", "--zone", "example.zone", "--seed", "1")

CASES = (
    Case("shell", ("-bt", "-C", "faults.cf", *COMMON, "--map", "routes = source:routes"), SHELL, transcript=True),
    Case("shell-source", ("-bt", "-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--source"), SHELL, transcript=True),
    Case("tree", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--trace", "tree"), SHELL, transcript=True),
    Case("json", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--trace", "json"), SHELL, transcript=True),
    Case("ext", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--ext"),
         SHELL.replace("/quit", "/graph g.dot\n/graph g.svg\n/break parse\n3,0 joe\n/where\n/next\n/continue\n/break off\n"
                                "/read more\n/reload\n/reset\n/step 3 joe\n/continue"), ("g.dot", "g.svg"), transcript=True),
    Case("verify", ("-bv", "-C", "faults.cf", *COMMON, "--source", "--users", "joe anna bert", "root", "staff", "pipe", "loop",
                    "out", "nobody"), transcript=True),
    Case("demo", ("--demo",), transcript=True),
    Case("record-world", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--record", "r.json"), SHELL, ("r.json",),
         transcript=True),
    Case("replay", ("-C", "faults.cf", "--replay", "tape.json", "--map", "routes = source:routes"), SHELL, transcript=True),
    Case("safe", ("--safe", "-C", "faults.cf", "--hostname", "mail.example.com"), "3 joe\n/map text a\n/map access joe\n/map ask a\n/mx example.net\n",
         transcript=True),
    Case("mc", ("-C", "x.mc", "--cf-dir", "tree", *COMMON), "$y\n$z\n3 joe\n", transcript=True),
    Case("debug-file", ("-C", "faults.cf", *COMMON, "-D", "debug.out", "-d21.12,60.5"), "3 joe\n", ("debug.out",), transcript=True),
    Case("test", ("test", "-j1", "ok.bt")),
    Case("test-threads", ("test", "-j3", "ok.bt", "ok2.bt")),
    Case("test-reports", ("test", "-j1", "--junit", "j.xml", "--lcov", "l.info", "--coverage", "ok.bt"), "", ("j.xml", "l.info")),
    Case("accept", ("test", "-j1", "--accept", "x.bt"), "", ("x.bt",)),
    Case("review", ("test", "--review", "x.bt"), "y\nn\ny\n", ("x.bt",)),
    Case("record", ("-C", "faults.cf", *COMMON, "record", "new.bt"), "3,0 joe@example.org\n/mx example.net\n/map text a\nServer joe\n",
         ("new.bt", "new.bt.json"), transcript=True),
    Case("diff", (*COMMON, "--map", "routes = source:routes", "diff", "small.cf", "other.cf", "--addresses", "addresses")),
    Case("diff-threads", (*COMMON, "diff", "small.cf", "other.cf", "-j3", "--addresses", "-"), "".join(f"joe@x{i}.example.org\na{i}@example.com\n" for i in range(40))),
    Case("diff-tables", ("-C", "small.cf", "--map", "routes = source:routes", "--hostname", "mail.example.com", "diff", "routes",
                         "routes.new", "--addresses", "log.gz")),
    Case("route", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--source", "route", "-j1", "--expand", "--because", "--dedupe", "--summary"), ROUTED),
    Case("route-threads", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--source", "route", "-j3", "--jsonl", "--shard", "1/2"), ROUTED * 3),
    Case("route-file", ("-C", "small.cf", "--map", "routes = source:routes", "--hostname", "mail.example.com", "route", "log")),
    Case("profile", (*COMMON, "--map", "routes = source:routes", "profile", "small.cf", "--addresses", "addresses", "--svg", "p.svg"), "", ("p.svg",)),
    Case("map", ("map", "hash:access", "joe", "nobody")),
    Case("map-list", ("map", "text:table")),
    Case("map-list-hash", ("map", "--json", "hash:access")),
    Case("map-keys", ("map", "source:routes", "-"), "example.org\nnone\n"),
    Case("map-cdb", ("map", "cdb:table", "a", "nobody")),
    Case("explain", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "explain", "joe@example.org", "joe@bad.example")),
    Case("explain-facts", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--users", "joe", "explain", "--json",
                           "joe@example.org", "joe@example.com")),
    Case("explain-onward", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "--users", "joe", "explain", "joe@example.com")),
    Case("graph", ("-C", "small.cf", "graph", "-o", "g.dot"), "", ("g.dot",)),
    Case("graph-out", ("-C", "small.cf", *COMMON, "--map", "routes = source:routes", "graph", "--trace", "joe@example.org")),
    Case("graph-svg", ("-C", "small.cf", "graph", "-o", "g.svg"), "", ("g.svg",)),
    Case("explain-rules", ("-C", "faults.cf", *COMMON, "--map", "routes = source:routes", "explain", "--rules", "joe@example.org")),
    Case("smtp", ("-C", "faults.cf", *COMMON, "--time", "2026-11-26T12:00:00Z", "--map", "routes = source:routes", "--users", "joe", "smtp",
                  "--client", "192.0.2.7,mx.example.net,ok", "--plan", "--because"), "EHLO mx.example.net\nMAIL FROM:<joe@example.org>\nRCPT TO:<joe@example.com>\nDATA\nSubject: x\n\n.\nQUIT\n",
         transcript=True),
    Case("smtp-milter", ("-C", "filtered.cf", *COMMON, "--time", "2026-11-26T12:00:00Z", "--map", "routes = source:routes", "--users", "joe", "smtp", "--client", "192.0.2.7,mx.example.net,ok",
                         "--milter", "sieve=refused", "--milter", "sieve=reject@rcpt", "--plan"),
         "EHLO mx.example.net\nMAIL FROM:<joe@example.org>\nRCPT TO:<x@bad.example>\nRCPT TO:<joe@example.com>\nDATA\nQUIT\n", transcript=True),
    Case("verify-as-user", ("-bv", "-C", "faults.cf", *COMMON, "-O", "RunAsUser=nobody", "--users", "joe anna bert nobody", "root", "staff", "loop", "joe"),
         transcript=True),
    Case("check", ("-C", "small.cf", *COMMON, "--map", "routes = source:routes", "check", "routes", "aliases")),
    Case("check-tables", ("-C", "faults.cf", *COMMON, "check", "aliases", "access", "--format", "json")),
    Case("check-fix", ("check", "--fix", "access"), "", ("access",)),
    Case("search", ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "search", "--mailer", "local", "--runs",
                    "40", "--jobs", "1")),
    Case("search-reach", ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "search", "--reach", "--runs", "20",
                          "--jobs", "1")),
    Case("summary", ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "summary")),
    Case("summary-html", ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "summary", "--html", "s.html"), "",
         ("s.html",)),
    Case("suggest", ("-C", "small.cf", "--hostname", "mail.example.com", "--map", "routes = source:routes", "test", "--suggest", "s.bt",
                     "--addresses", "addresses"), "", ("s.bt",)),
    Editor("lsp", ("-C", "faults.cf", "lsp"), EDITOR, transcript=True),
    Debugger("dap", (*COMMON, "--map", "routes = source:routes", "dap"), DEBUGGER, transcript=True),
    Case("help", ("--help",)),
    Case("help-test", ("test", "--help")),
)


class Server:
    """A socket map's other end: every key has the value `OK there'."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen(50)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            one, _ = self.socket.accept()
            threading.Thread(target=self.answer, args=(one,), daemon=True).start()

    def answer(self, one):
        with one:
            try:
                while one.recv(4096):
                    one.sendall(b"8:OK there,")
            except OSError:
                pass


def files(folder, program):
    """All that the cases read, in `folder'."""
    def write(name, text, mode=0o644):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("FOLDER", str(folder)))
        path.chmod(mode)

    class Bench:
        file = staticmethod(write)

    small.files(Bench)
    write("faults.cf", CF)
    write("filtered.cf", CF + "O InputMailFilters=sieve\nXsieve, S=local:/nosuch, F=R\n")
    write("other.cf", small.CF.replace("esmtp $@ $1", "esmtp $@ x$1"))
    write("words", "one\ntwo\n")
    write("table", "a: first\nb: second\njoe: third\n")
    write("access", "joe\tOK\nanna\tREJECT\n")
    write("answer", "#!/bin/sh\necho \"asked $1\"\n", 0o755)
    write("bin/dot", "#!/bin/sh\nread -r line\necho '<svg/>'\n", 0o755)
    write("aliases", ALIASES)
    write("list", "anna\ncarl@example.org\n")
    write("joe.forward", "joe2@example.org\n")
    write("more", "3 joe\n$j\n")
    write("x.mc", MC)
    write("tree/m4/cf.m4", TREE)
    write("routes.new", small.ROUTES.replace("10.0.0.1", "10.0.0.2"))
    write("addresses", "joe@example.org\na@example.com\n\n# none\nx@bad.example\n")
    write("log", "Jan  1 00:00:00 mail sendmail[1]: 41: to=<joe@example.org>, delay=0, mailer=esmtp, stat=Sent\n")
    write("x.bt", small.HEAD + SUITE)
    write("ok.bt", small.HEAD + "#@ zone example.zone\n" + SUITE.replace("old", "mail.example.com"))
    write("ok2.bt", small.HEAD + "#@ users joe\n" + SUITE.replace("old", "mail.example.com"))
    subprocess.run(["gzip", "-k", "log"], cwd=folder, check=True)
    made = Path(program).parents[1] / "testdata/example/mktable"
    subprocess.run([made, "access.db", "access"], cwd=folder, check=True)
    subprocess.run(["cdb", "-c", "-m", "table.cdb"], input="a first\nb second\n", text=True, cwd=folder, check=True)
    Server(folder / "socket")
    env = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": str(folder), "TMPDIR": str(folder / "tmp")}
    (folder / "tmp").mkdir()
    subprocess.run([program, *CASES[7].args[:-1], "tape.json"], input=SHELL, text=True, cwd=folder, env=env, check=False,
                   stdout=subprocess.DEVNULL)
    return env
