"""A name server for tests: answers at once, and with authority for every name there is.

The zone is a text file, a line a record: NAME TTL TYPE DATA. `*` as the first label is a wildcard.
Unknown names get NXDOMAIN, known names without the type asked for get an empty answer, CNAME
chains are given in full. Names ending in servfail.test, and those of two addresses, or refused.test fail that way,
those in drop.test get no reply at all.

Types: A AAAA MX CNAME PTR TXT NS SRV AFSDB TLSA DS. In TXT data `|` separates strings and \\xNN is a
byte; in TLSA and DS data the bytes are in hexadecimal.
"""

import ipaddress
import re
import select
import socket
import struct

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "PTR": 12, "MX": 15, "TXT": 16, "AFSDB": 18, "AAAA": 28,
         "SRV": 33, "DS": 43, "TLSA": 52}
ANY = 255
NOERROR, SERVFAIL, NXDOMAIN, REFUSED = 0, 2, 3, 5
UDP_LIMIT = 512
FAILING = ("servfail.test", "66.100.51.198.in-addr.arpa", "67.100.51.198.in-addr.arpa")


def read_zone(path):
    """{lower-case name: [(ttl, type number, data bytes), ...]}"""
    zone = {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, ttl, kind, data = line.split(None, 3)
        records = zone.setdefault(name.lower().rstrip("."), [])
        records.append((int(ttl), TYPES[kind], _data(kind, data)))
    return zone


def bind(address, port):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind((address, port))
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    tcp.bind((address, port))
    tcp.listen(16)
    return udp, tcp


def without(zone, denied):
    """The zone of a world that knows nothing of the name, nor of what stands below it."""
    class Zone(dict):
        denied = ""
    left = Zone((name, records) for name, records in zone.items())
    left.denied = denied.lower().rstrip(".")
    return left


def serve(sockets, zone):
    udp, tcp = sockets
    while True:
        ready, _, _ = select.select([udp, tcp], [], [])
        try:
            if udp in ready:
                question, peer = udp.recvfrom(65535)
                reply = answer(question, zone)
                if reply is not None:
                    udp.sendto(_fit(reply, question), peer)
            if tcp in ready:
                _serve_stream(tcp.accept()[0], zone)
        except (OSError, struct.error, IndexError):
            continue


def answer(question, zone):
    ident, flags, _, _, _, _ = struct.unpack("!6H", question[:12])
    name, end = _read_name(question, 12)
    kind, klass = struct.unpack("!2H", question[end:end + 4])
    name = name.lower()
    if name.endswith("drop.test") or (name.startswith("aaaadrop") and kind == TYPES["AAAA"]):
        return None
    status, records = _resolve(name, kind, zone)
    head = struct.pack("!6H", ident, 0x8480 | (flags & 0x0100) | status, 1, len(records), 0, 0)
    body = question[12:end + 4]
    for owner, ttl, number, data in records:
        body += _name(owner) + struct.pack("!HHIH", number, klass, ttl, len(data)) + data
    return head + body


def _resolve(name, kind, zone):
    if name.endswith(FAILING) or (name.startswith("aaaafail") and kind == TYPES["AAAA"]):
        return SERVFAIL, []
    if name.endswith("refused.test"):
        return REFUSED, []
    denied = getattr(zone, "denied", "")
    if denied and (name == denied or name.startswith(denied + ".")):
        return NXDOMAIN, []
    found, owner = [], name
    for _ in range(20):
        records = _lookup(owner, zone)
        if records is None:
            return (NOERROR if _has_children(owner, zone) else NXDOMAIN), found
        wanted = [r for r in records if r[1] == kind or kind == ANY]
        if wanted:
            return NOERROR, found + [(owner, *r) for r in wanted]
        alias = [r for r in records if r[1] == TYPES["CNAME"]]
        if not alias:
            return NOERROR, found
        found.append((owner, *alias[0]))
        owner = _read_name(alias[0][2], 0)[0].lower()
    return NOERROR, found


def _lookup(name, zone):
    if name in zone:
        return zone[name]
    labels = name.split(".")
    for cut in range(1, len(labels)):
        if "*." + ".".join(labels[cut:]) in zone:
            return zone["*." + ".".join(labels[cut:])]
    return None


def _has_children(name, zone):
    return any(other.endswith("." + name) for other in zone)


def _fit(reply, question):
    if len(reply) <= UDP_LIMIT:
        return reply
    head = bytearray(question[:12])
    _, end = _read_name(question, 12)
    flags = struct.unpack("!H", reply[2:4])[0] | 0x0200  # truncated: ask again by TCP
    head[2:12] = struct.pack("!5H", flags, 1, 0, 0, 0)
    return bytes(head) + question[12:end + 4]


def _serve_stream(stream, zone):
    with stream:
        stream.settimeout(2)
        while True:
            size = stream.recv(2)
            if len(size) < 2:
                return
            question = stream.recv(struct.unpack("!H", size)[0])
            reply = answer(question, zone)
            if reply is None:
                return
            stream.sendall(struct.pack("!H", len(reply)) + reply)


def _read_name(message, at):
    labels = []
    while message[at]:
        if message[at] >= 0xC0:
            rest, _ = _read_name(message, struct.unpack("!H", message[at:at + 2])[0] & 0x3FFF)
            return ".".join(labels + [rest]), at + 2
        labels.append(message[at + 1:at + 1 + message[at]].decode("latin-1"))
        at += 1 + message[at]
    return ".".join(labels), at + 1


def _name(text):
    labels = [label.encode("latin-1") for label in text.rstrip(".").split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _data(kind, text):
    words = text.split()
    if kind in ("A", "AAAA"):
        return ipaddress.ip_address(words[0]).packed
    if kind in ("NS", "CNAME", "PTR"):
        return _name(words[0])
    if kind in ("MX", "AFSDB"):
        return struct.pack("!H", int(words[0])) + _name(words[1])
    if kind == "SRV":
        return struct.pack("!3H", *map(int, words[:3])) + _name(words[3])
    if kind in ("TLSA", "DS"):
        return bytes.fromhex("".join(words))
    strings = [_bytes(part) for part in text.split("|")]
    return b"".join(bytes([len(part)]) + part for part in strings)


def _bytes(text):
    plain = re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text)
    return plain.encode("latin-1")
