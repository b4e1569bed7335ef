"""The real server in the sandbox, and a client of it that waits for each reply.

A server runs in the foreground (-bD) on one address of the loopback interface, with its trace of
rulesets (-d21.1) in a file. Addresses that clients come from are routed to that interface, but
belong to none, so that the server does not take them for its own.
"""

import collections
import contextlib
import os
import re
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

import credentials
import execute
import place

ADDRESS, SIX, PORT = "192.0.2.25", "2001:db8::25", 2525
PATIENCE = 10.0
CROWD = "203.0.113.99"
IPV6_FREEBIND = 78
CLIENTS = ("203.0.113.0/24", "198.51.100.0/24", "10.0.0.0/8", "2001:db8:5::/48", "2001:db8:6::/48")
TRACE = "/case/reference.trace"
EAGER = "/tools/eager.so"
NAPS = "/case/naps"  # of eager.c
SILENT = b"{silent} "  # before a command that nothing answers
ANSWER = b"{answer}\r\n"  # of a script: to the challenge before it


def network():
    """Once in the sandbox: the server's address, and those of clients."""
    for words in (["addr", "add", ADDRESS + "/32", "dev", "lo"], ["addr", "add", SIX + "/128", "dev", "lo"],
                  *(["route", "add", "local", net, "dev", "lo"] for net in CLIENTS)):
        subprocess.run(["/usr/sbin/ip", *words], check=True)
    source = Path(__file__).with_name("eager.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", EAGER, str(source)], check=True)


def address(config):
    """The server's."""
    return SIX if config.six else ADDRESS


def options(config):
    """What both programs are started with."""
    return ["-C/case/case.cf", *config.options]


class Server:
    """`with Server(config) as server:`; the configuration lies in /case/case.cf."""

    def __init__(self, config, traced=True):
        self.config, self.child, self.traced = config, None, traced
        self.met = collections.Counter()  # who has connected how often
        self.crowd, self.children_of_crowd = [], set()

    def __enter__(self):
        Path(TRACE).write_bytes(b"")
        Path(NAPS).write_bytes(b"")
        Path("/case/pid").unlink(missing_ok=True)
        port = f"-ODaemonPortOptions=Name=MTA,Port={PORT},Addr={address(self.config)}{self.config.daemon}"
        trace, eager = ([f"-D{TRACE}", "-d21.1"], {"LD_PRELOAD": EAGER}) if self.traced else ([], {})
        words = ["sendmail", "-bD", *trace, *options(self.config), port,
                 "-OPidFile=/case/pid", "-OQueueDirectory=/var/spool/mqueue"]
        words, program = place.launch(place.SENDMAIL, words)
        self.child = subprocess.Popen(words, executable=program, cwd="/case",
                                      env={**execute.ENVIRONMENT, **eager}, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      start_new_session=True)
        end = time.monotonic() + PATIENCE
        while not (_listens(self.config.six) or _rejects(self.child, self.config)):
            if self.child.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server does not start: " + _said(self.child))
            time.sleep(0.01)
        self._invite()
        return self

    def _invite(self):
        """Other clients, who say nothing."""
        for _ in range(self.config.crowd):
            plug = socket.create_connection((ADDRESS, PORT), PATIENCE, (CROWD, 0))
            read_reply(plug.makefile("rb"))
            self.crowd.append(plug)
            self.met[CROWD] += 1
        self.children_of_crowd = set(self._children())

    def __exit__(self, *_):
        for plug in self.crowd:
            plug.close()
        os.killpg(self.child.pid, signal.SIGTERM)
        self.child.wait()
        self.child.stdout.close()
        for path in Path("/var/spool/mqueue").iterdir():
            path.unlink()

    def talk(self, dialogue):
        """(replies, trace): replies as a list of bytes, one a command, the greeting first."""
        before = os.path.getsize(TRACE)
        self.met[dialogue.address] += dialogue.client != "-bs"
        Path(NAPS).write_bytes(b"")
        replies = self._talk_locally(dialogue) if dialogue.client == "-bs" else hold(dialogue, self.config.six)
        self._wait_for_children()
        with open(TRACE, "rb") as trace:
            trace.seek(before)
            return replies, trace.read()

    def _talk_locally(self, dialogue):
        """With a server of its own on pipes: -bs."""
        words = ["sendmail", "-bs", f"-D{TRACE}", "-d21.1", *options(self.config),
                 "-OAuthMechanisms=none"]  # there is no option that tells btsh -bs of others
        words, program = place.launch(place.SENDMAIL, words)
        with subprocess.Popen(words, executable=program, cwd="/case", stdin=subprocess.PIPE,
                              env={**execute.ENVIRONMENT, "LD_PRELOAD": EAGER}, stdout=subprocess.PIPE) as child:
            return _converse(dialogue, Pipes(child))

    def naps(self):
        """How many seconds the process of the last dialogue would have slept: the one that accepts connections has naps of its own."""
        return sum(int(pid) != self.child.pid for pid in Path(NAPS).read_text().split())

    def _wait_for_children(self):
        """What it started for this dialogue, and what that left behind to deliver, has written its trace when it is gone."""
        end = time.monotonic() + PATIENCE
        while self._others() and time.monotonic() < end:
            time.sleep(0.002)

    def _children(self):
        return Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text().split()

    def _others(self):
        """Is another process of the server there? Its own folder of /proc tells at once who is its child."""
        return set(self._children()) - self.children_of_crowd or (self.config.delivers and any(
            int(one.name) != self.child.pid and _is_server(one) for one in Path("/proc").glob("[0-9]*")))


def _is_server(process):
    try:
        return os.readlink(process / "exe") == os.path.realpath(place.launch(place.SENDMAIL, ["sendmail"])[1])
    except OSError:
        return False


def _listens(six):
    """Without a connection, which the server would count."""
    return any(line.split()[1].endswith(f":{PORT:04X}") and line.split()[3] == "0A"
               for line in Path("/proc/net/tcp6" if six else "/proc/net/tcp").read_text().splitlines()[1:])


def _rejects(child, config):
    """Under load it says so in its title; one that another loader has started has no room for it there."""
    title = Path(f"/proc/{child.pid}/cmdline").read_bytes()
    return b"rejecting connections on daemon MTA: load average: " in title or (
        config.name == "overloaded" and b"--argv0\0" in title and Path("/case/pid").exists())


def _said(child):
    child.kill()
    return child.stdout.read().decode("latin-1")


class Line:
    """A client's end of a connection."""

    def __init__(self, dialogue, plug):
        self.dialogue, self.plug, self.source = dialogue, plug, plug.makefile("rb")

    def send(self, data):
        self.plug.sendall(data)

    def encrypt(self):
        """What STARTTLS leads to."""
        self.source.close()
        self.plug = credentials.client_context(self.dialogue.certificate).wrap_socket(self.plug)
        self.source = self.plug.makefile("rb")
        self.dialogue.cipher = self.plug.cipher()

    def end(self):
        if isinstance(self.plug, ssl.SSLSocket):
            self.plug.unwrap()
        else:
            self.plug.shutdown(socket.SHUT_WR)


class Pipes:
    """The same with a child on pipes."""

    def __init__(self, child):
        self.child, self.source = child, child.stdout

    def send(self, data):
        self.child.stdin.write(data)
        self.child.stdin.flush()

    def end(self):
        self.child.stdin.close()


def hold(dialogue, six=False):
    """Replies, a command each."""
    with socket.socket(socket.AF_INET6 if six else socket.AF_INET) as plug:
        plug.settimeout(PATIENCE)
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if six:
            plug.setsockopt(socket.IPPROTO_IPV6, IPV6_FREEBIND, 1)
        plug.bind((dialogue.address, 0))
        try:
            plug.connect((SIX if six else ADDRESS, PORT))
        except ConnectionRefusedError:
            return [b""]
        dialogue.port = plug.getsockname()[1]
        line = Line(dialogue, plug)
        try:
            return _at_once(dialogue, line) if dialogue.eager else _converse(dialogue, line)
        finally:
            line.source.close()
            line.plug.close()


def _at_once(dialogue, line):
    line.send(b"".join(dialogue.commands))
    replies = []
    with contextlib.suppress(OSError):  # a server that has not read all of it ends with a reset
        while reply := read_reply(line.source):
            replies.append(reply)
    return replies


def _converse(dialogue, line):
    replies = [read_reply(line.source)]
    for command in dialogue.commands:
        try:
            replies.append(_say(command, replies[-1], line))
        except OSError:
            replies.append(b"")
        if not replies[-1] and not command.startswith(SILENT):
            break
    try:
        line.end()
        replies.append(line.source.read())
    except OSError:
        pass
    return replies


def _say(command, before, line):
    """A message that is not wanted is a command a line."""
    if before.startswith(b"354"):
        line.send(command)
        return read_reply(line.source)
    replies = b""
    for text in re.findall(rb"[^\n]*\n|[^\n]+", command):
        if text == ANSWER:
            text = credentials.answer(before[4:].strip()) + b"\r\n"
        try:
            if text.startswith(SILENT):
                line.send(text.removeprefix(SILENT))
                continue
            line.send(text)
            reply = read_reply(line.source)
        except OSError:  # it has closed the connection
            break
        replies += reply
        if not reply:
            break
        if text.upper().startswith(b"STARTTLS") and reply.startswith(b"220"):
            line.encrypt()
    return replies


def read_reply(source):
    """One reply, of one or more lines; empty at the end."""
    lines = []
    while True:
        line = source.readline()
        lines.append(line)
        if len(line) < 4 or (line[3:4] != b"-" and not line.startswith(b"050 ")):
            return b"".join(lines)
