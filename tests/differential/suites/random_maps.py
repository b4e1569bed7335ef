"""Random K lines and lookups, one case a seed."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import case
import fixtures
import generate_maps as maps
import sandbox

TEXTS = {"own.txt": maps.TEXT, "open/own.txt": maps.TEXT, "blanks.txt": maps.BLANKS, "aliases": maps.ALIASES,
         "switch": maps.SWITCH, "hosts": "192.0.2.1 mail joe\n10.0.0.1 hub.example.net hub\n"}
IDENTITY = slice(52, 72)  # in a database's first page: other bytes for each file that is made


@dataclass
class Seed:
    number: int
    files: list

    @property
    def name(self):
        return f"seed {self.number}"

    def build(self):
        cf, commands, args = maps.Generator(self.number).case_parts()
        setup = maps.SETUP if any(word in cf for word in (b"/link", b"/dir", b"/open")) else ""
        return case.with_cf(self.name, cf, commands, self.files, args=case.BASIC_ARGS + args, setup=setup)


def cases(options):
    fixtures.install()
    files = [case.File(name, text.encode("latin-1")) for name, text in TEXTS.items()] + databases()
    return [Seed(number, files) for number in range(options.seed, options.seed + (options.count or 1000))]


def databases():
    made = {name: database(*name.split("-", 1)) for name in maps.BASES}
    whole = made["hash"]
    return [case.File(name + ".db", data) for name, data in made.items()] + [
        case.File("zero.db", b""), case.File("cut.db", whole[:3000]), case.File("wide.db", whole, 0o666),
        case.File("shut.db", whole, 0o600, "1000:1000"), case.File("open/hash.db", whole)]


def database(kind, flag=""):
    with tempfile.TemporaryDirectory(dir=sandbox.SCRATCH) as folder:
        command = [str(sandbox.TOOLS / "makemap"), "-r", *(["-" + flag] if flag else []), kind, folder + "/made"]
        subprocess.run(command, input=maps.TABLE.encode("latin-1"), check=True)
        data = bytearray(Path(folder, "made.db").read_bytes())
    data[IDENTITY] = bytes(20)
    return bytes(data)
